import assert from 'node:assert/strict';
import { answer, bucketInfo, emptyPage, failure, refusal } from '../../../support/oss/fakeTransport.ts';
import type { Step } from '../../../support/oss/fakeTransport.ts';
import { signingRegion, testClient } from '../../../support/oss/testClient.ts';
import type { TestClient } from '../../../support/oss/testClient.ts';

const wrongPlace = (elements: Record<string, string>): Step => refusal(403, 'AccessDenied', elements);
const wrongRegion = refusal(400, 'InvalidArgument', { EC: '0002-00000228' });
const denied = refusal(403, 'AccessDenied', { EC: '0003-00000201' });
const custom = { endpoint: 'https://files.example.com', addressing: 'cname' } as const;
/** Host and signing region of each request. */
const requestedLocations = ({ transport }: TestClient): string[] =>
  transport.requests.map((request) => `${request.origin} ${signingRegion(request) ?? ''}`);

const hangzhou = 'https://bucket.oss-cn-hangzhou.aliyuncs.com cn-hangzhou';
const beijing = 'https://bucket.oss-cn-beijing.aliyuncs.com cn-beijing';

describe('the location of a bucket', () => {
  it('is read by GetBucketInfo once', async () => {
    const test = testClient([bucketInfo('cn-beijing'), emptyPage, emptyPage]);
    assert.deepEqual(await test.client.locationOf('bucket'), {
      region: 'cn-beijing',
      endpoint: 'https://oss-cn-beijing.aliyuncs.com',
      addressing: 'virtual',
    });
    await test.client.listObjects('bucket');
    await test.client.listObjects('bucket');
    assert.deepEqual(requestedLocations(test), [hangzhou, beijing, beijing]);
  });

  it('is known from ListBuckets without a request', async () => {
    const list = answer(
      200,
      '<ListAllMyBucketsResult><Buckets><Bucket><CreationDate>2014-02-17T18:12:43.000Z</CreationDate>' +
        '<ExtranetEndpoint>oss-cn-beijing.aliyuncs.com</ExtranetEndpoint><Location>oss-cn-beijing</Location>' +
        '<Name>bucket</Name><Region>cn-beijing</Region></Bucket></Buckets></ListAllMyBucketsResult>',
    );
    const test = testClient([list, emptyPage]);
    for await (const { region } of test.client.listBuckets()) assert.equal(region, 'cn-beijing');
    await test.client.listObjects('bucket');
    assert.deepEqual(requestedLocations(test), ['https://oss-cn-hangzhou.aliyuncs.com cn-hangzhou', beijing]);
  });

  it('is the client’s own if GetBucketInfo is denied, requested once', async () => {
    const test = testClient([denied, emptyPage, emptyPage]);
    await test.client.listObjects('bucket');
    await test.client.listObjects('bucket');
    assert.deepEqual(requestedLocations(test), [hangzhou, hangzhou, hangzhou]);
  });

  it('is known beforehand without a request, until a refusal corrects it', async () => {
    const moved = wrongPlace({ Endpoint: 'oss-cn-shanghai.aliyuncs.com' });
    const test = testClient([emptyPage, moved, emptyPage, emptyPage], { regionOf: () => 'cn-beijing' });
    assert.equal((await test.client.locationOf('bucket')).endpoint, 'https://oss-cn-beijing.aliyuncs.com');
    assert.deepEqual(test.transport.requests, []);
    for (let calls = 0; calls < 3; calls++) await test.client.listObjects('bucket');
    const shanghai = 'https://bucket.oss-cn-shanghai.aliyuncs.com cn-shanghai';
    assert.deepEqual(requestedLocations(test), [beijing, beijing, shanghai, shanghai]);
  });

  it('is separate from the data host, whose region a refusal corrects', async () => {
    const internal = (region: string) => ({
      endpoint: `https://oss-${region}-internal.aliyuncs.com`,
      addressing: 'virtual' as const,
    });
    const test = testClient([wrongPlace({ Endpoint: 'oss-cn-beijing-internal.aliyuncs.com' }), emptyPage, emptyPage], {
      regionOf: () => 'cn-hangzhou',
      endpointForBucket: (_, region) => internal(region),
    });
    for (let calls = 0; calls < 2; calls++) await test.client.listObjects('bucket');
    assert.deepEqual(requestedLocations(test), [
      'https://bucket.oss-cn-hangzhou-internal.aliyuncs.com cn-hangzhou',
      'https://bucket.oss-cn-beijing-internal.aliyuncs.com cn-beijing',
      'https://bucket.oss-cn-beijing-internal.aliyuncs.com cn-beijing',
    ]);
    assert.deepEqual(await test.client.locationOf('bucket'), {
      region: 'cn-beijing',
      endpoint: 'https://oss-cn-beijing.aliyuncs.com',
      addressing: 'virtual',
    });
  });

  it('is used at OSS’s own host for bucket settings, whatever host serves the data', async () => {
    const cnames = answer(200, '<ListCnameResult></ListCnameResult>');
    const test = testClient([cnames], { regionOf: () => 'cn-beijing', endpointForBucket: () => custom });
    assert.deepEqual(await test.client.listCustomDomains('bucket'), []);
    assert.deepEqual(requestedLocations(test), [beijing]);
  });

  it('stays unknown after a network failure', async () => {
    const step = failure('HostNotFound');
    await assert.rejects(testClient([step]).client.locationOf('bucket'), { code: 'HostNotFound' });
    const busy = refusal(503, 'ServiceUnavailable');
    await assert.rejects(testClient([busy, busy, busy]).client.locationOf('bucket'), { status: 503 });
  });

  it('is a custom endpoint without a request', async () => {
    const test = testClient([emptyPage], custom);
    assert.deepEqual(await test.client.locationOf('bucket'), { region: 'cn-hangzhou', ...custom });
    await test.client.listObjects('bucket');
    assert.deepEqual(requestedLocations(test), ['https://files.example.com cn-hangzhou']);
  });
});

describe('a client with transfer acceleration', () => {
  const accelerate = { endpoint: 'https://oss-accelerate.aliyuncs.com' };
  const fast = 'https://bucket.oss-accelerate.aliyuncs.com cn-beijing';
  const list = answer(200, '<ListAllMyBucketsResult><Buckets></Buckets></ListAllMyBucketsResult>');

  it('lists buckets at the public endpoint of its region', async () => {
    const test = testClient([list], accelerate);
    for await (const bucket of test.client.listBuckets()) assert.fail(bucket.name);
    assert.deepEqual(requestedLocations(test), ['https://oss-cn-hangzhou.aliyuncs.com cn-hangzhou']);
  });

  it('reads bucket information there, and data at the acceleration host, signed for its region', async () => {
    const test = testClient([bucketInfo('cn-beijing'), emptyPage], accelerate);
    assert.deepEqual(await test.client.locationOf('bucket'), {
      region: 'cn-beijing',
      ...accelerate,
      addressing: 'virtual',
    });
    await test.client.listObjects('bucket');
    assert.deepEqual(requestedLocations(test), [hangzhou, fast]);
  });

  it('asks the public endpoint once more if data was signed for the wrong region', async () => {
    const test = testClient([denied, wrongRegion, bucketInfo('cn-beijing'), emptyPage], accelerate);
    await test.client.listObjects('bucket');
    assert.deepEqual(requestedLocations(test), [hangzhou, fast.replace('cn-beijing', 'cn-hangzhou'), hangzhou, fast]);
  });

  it('keeps its data at the acceleration host if the request for bucket information was redirected', async () => {
    const namesBeijing = wrongPlace({ Endpoint: 'oss-cn-beijing.aliyuncs.com' });
    const test = testClient([namesBeijing, denied, emptyPage], accelerate);
    await test.client.listObjects('bucket');
    assert.deepEqual(requestedLocations(test), [hangzhou, beijing, fast]);
  });
});

describe('a client with plain http', () => {
  const plain = { endpoint: 'http://oss-cn-hangzhou.aliyuncs.com' };

  it('is refused unless the user allowed it', () => {
    assert.throws(() => testClient([], plain), { code: 'InvalidInput', field: 'endpoint' });
  });

  it('uses it, in other regions too', async () => {
    const test = testClient([bucketInfo('cn-beijing'), emptyPage], { ...plain, allowPlainHttp: true });
    await test.client.listObjects('bucket');
    assert.deepEqual(requestedLocations(test), [hangzhou.replace('https', 'http'), beijing.replace('https', 'http')]);
  });

  it('uses it at a custom host', async () => {
    const own = { endpoint: 'http://oss.example.com', addressing: 'path', allowPlainHttp: true } as const;
    const test = testClient([emptyPage], own);
    await test.client.listObjects('bucket');
    assert.deepEqual(requestedLocations(test), ['http://oss.example.com cn-hangzhou']);
  });
});

describe('a call to the wrong endpoint', () => {
  const namesBeijing = wrongPlace({ Bucket: 'bucket', Endpoint: 'oss-cn-beijing.aliyuncs.com' });

  it('is repeated once at the endpoint named in the refusal, which is remembered', async () => {
    const test = testClient([denied, namesBeijing, emptyPage, emptyPage]);
    await test.client.listObjects('bucket');
    assert.equal((await test.client.locationOf('bucket')).region, 'cn-beijing');
    await test.client.listObjects('bucket');
    assert.deepEqual(requestedLocations(test), [hangzhou, hangzhou, beijing, beijing]);
    assert.deepEqual(test.waits, []);
  });

  it('corrects a custom endpoint too', async () => {
    const test = testClient([namesBeijing, emptyPage], custom);
    await test.client.listObjects('bucket');
    assert.deepEqual(requestedLocations(test), ['https://files.example.com cn-hangzhou', beijing]);
  });

  it('is corrected once per call', async () => {
    const backToHangzhou = wrongPlace({ Endpoint: 'oss-cn-hangzhou.aliyuncs.com' });
    const test = testClient([denied, namesBeijing, backToHangzhou]);
    await assert.rejects(test.client.listObjects('bucket'), { code: 'AccessDenied' });
    assert.deepEqual(requestedLocations(test), [hangzhou, hangzhou, beijing]);
  });

  for (const endpoint of [
    'evil.example.com',
    'http://oss-cn-beijing.aliyuncs.com',
    '127.0.0.1:8080',
    'evil.aliyuncs.com',
  ]) {
    it(`sends nothing to ${endpoint}`, async () => {
      const test = testClient([denied, wrongPlace({ Endpoint: endpoint })]);
      await assert.rejects(test.client.listObjects('bucket'), { code: 'AccessDenied' });
      assert.deepEqual(requestedLocations(test), [hangzhou, hangzhou]);
      assert.equal((await test.client.locationOf('bucket')).endpoint, 'https://oss-cn-hangzhou.aliyuncs.com');
    });
  }

  it("reads the bucket's location if the refusal names no endpoint", async () => {
    const elements = { Message: 'The bucket must be addressed using the specified endpoint.' };
    const test = testClient([denied, wrongPlace(elements), bucketInfo('cn-beijing'), emptyPage]);
    await test.client.listObjects('bucket');
    assert.deepEqual(requestedLocations(test), [hangzhou, hangzhou, hangzhou, beijing]);
  });

  it('stays refused if that request is refused as well', async () => {
    const elements = { Message: 'The bucket must be addressed using the specified endpoint.' };
    const test = testClient([denied, wrongPlace(elements), refusal(403, 'AccessDenied', { Message: 'No.' })]);
    await assert.rejects(test.client.listObjects('bucket'), /specified endpoint/);
  });

  it('does not treat a missing permission as a wrong endpoint', async () => {
    const test = testClient([bucketInfo('cn-hangzhou'), denied]);
    await assert.rejects(test.client.listObjects('bucket'), { ec: '0003-00000201' });
    assert.deepEqual(requestedLocations(test), [hangzhou, hangzhou]);
  });
});

describe('a call signed for the wrong region', () => {
  it('is signed for the region of the host', async () => {
    const test = testClient([wrongRegion, bucketInfo('cn-hangzhou'), emptyPage], { region: 'cn-beijing' });
    await test.client.listObjects('bucket');
    assert.deepEqual(requestedLocations(test), [hangzhou.replace(/\S+$/, 'cn-beijing'), hangzhou, hangzhou]);
  });

  it('is corrected for listing buckets too, permanently', async () => {
    const list = answer(200, '<ListAllMyBucketsResult><Buckets></Buckets></ListAllMyBucketsResult>');
    const test = testClient([wrongRegion, list, list], { region: 'cn-beijing' });
    for (let round = 0; round < 2; round++)
      for await (const bucket of test.client.listBuckets()) assert.fail(bucket.name);
    assert.deepEqual(
      test.transport.requests.map((request) => signingRegion(request)),
      ['cn-beijing', 'cn-hangzhou', 'cn-hangzhou'],
    );
  });

  it('keeps a custom endpoint and reads the region at OSS’s own', async () => {
    const test = testClient([wrongRegion, bucketInfo('cn-beijing'), emptyPage], custom);
    await test.client.listObjects('bucket');
    assert.deepEqual(requestedLocations(test), [
      'https://files.example.com cn-hangzhou',
      hangzhou,
      'https://files.example.com cn-beijing',
    ]);
  });

  it('sends no request elsewhere if the endpoint is loopback', async () => {
    const loopback = { endpoint: 'http://127.0.0.1:8001' };
    const test = testClient([wrongRegion, wrongRegion], loopback);
    await assert.rejects(test.client.listObjects('bucket'), { ec: '0002-00000228' });
    assert.deepEqual(requestedLocations(test), [
      'http://127.0.0.1:8001 cn-hangzhou',
      'http://127.0.0.1:8001 cn-hangzhou',
    ]);
  });
});
