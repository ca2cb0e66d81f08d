import assert from 'node:assert/strict';
import {
  usesBucketEndpoints,
  locationOfBucket,
  settingsLocation,
  trustedLocation,
} from '../../../../src/oss/client/bucketLocation.ts';
import type { BucketLocation } from '../../../../src/oss/client/bucketLocation.ts';

const at = (endpoint: string, addressing: BucketLocation['addressing'] = 'virtual'): BucketLocation => ({
  region: 'cn-hangzhou',
  endpoint,
  addressing,
});
const hangzhou = at('https://oss-cn-hangzhou.aliyuncs.com');
const loopback = at('http://127.0.0.1:8001', 'path');
/** Location of a user who agreed to plain http. */
const plain = at('http://oss-cn-hangzhou.aliyuncs.com');

describe('trustedLocation', () => {
  it('follows to hosts of OSS, over https, with the region of the host', () => {
    const table: [string, string, string][] = [
      ['oss-cn-beijing.aliyuncs.com', 'https://oss-cn-beijing.aliyuncs.com', 'cn-beijing'],
      ['https://oss-cn-beijing.aliyuncs.com', 'https://oss-cn-beijing.aliyuncs.com', 'cn-beijing'],
      ['oss-cn-beijing-internal.aliyuncs.com', 'https://oss-cn-beijing-internal.aliyuncs.com', 'cn-beijing'],
      ['cn-beijing.oss.aliyuncs.com', 'https://cn-beijing.oss.aliyuncs.com', 'cn-beijing'],
      ['bucket.oss-cn-beijing.aliyuncs.com', 'https://oss-cn-beijing.aliyuncs.com', 'cn-beijing'],
      ['oss-accelerate.aliyuncs.com', 'https://oss-accelerate.aliyuncs.com', 'cn-shenzhen'],
    ];
    for (const [named, endpoint, region] of table) {
      for (const from of [hangzhou, loopback, at('https://files.example.com', 'cname')]) {
        assert.deepEqual(trustedLocation(named, 'cn-shenzhen', from), { region, endpoint, addressing: 'virtual' });
      }
    }
  });

  it('follows from loopback to loopback, with the same scheme and addressing', () => {
    assert.deepEqual(trustedLocation('127.0.0.1:8002', 'cn-shanghai', loopback), {
      region: 'cn-shanghai',
      endpoint: 'http://127.0.0.1:8002',
      addressing: 'path',
    });
  });

  it('keeps plain http if the user chose it, and uses https if the error names it', () => {
    for (const named of ['oss-cn-beijing.aliyuncs.com', 'http://oss-cn-beijing.aliyuncs.com']) {
      assert.equal(trustedLocation(named, 'cn-shenzhen', plain)?.endpoint, 'http://oss-cn-beijing.aliyuncs.com');
    }
    const safe = 'https://oss-cn-beijing.aliyuncs.com';
    assert.equal(trustedLocation(safe, 'cn-shenzhen', plain)?.endpoint, safe);
  });

  const refused: [string, BucketLocation][] = [
    ['evil.example.com', plain],
    ['127.0.0.1:8002', plain],
    ['http://oss-cn-beijing.aliyuncs.com', at('https://files.example.com', 'cname')],
    ['evil.example.com', hangzhou],
    ['oss-cn-beijing.aliyuncs.com.evil.example.com', hangzhou],
    ['oss-cn-beijing.aliyuncs.com@evil.example.com', hangzhou],
    ['evil.example.com#.oss-cn-beijing.aliyuncs.com', hangzhou],
    ['evil.aliyuncs.com', hangzhou],
    ['ecs-cn-hangzhou.aliyuncs.com', hangzhou],
    ['oss-cn-beijing.aliyuncs.com:8443', hangzhou],
    ['http://oss-cn-beijing.aliyuncs.com', hangzhou],
    ['http://oss-cn-beijing.aliyuncs.com', loopback],
    ['127.0.0.1:8002', hangzhou],
    ['localhost', at('https://files.example.com', 'cname')],
    ['http://127.0.0.1:8002', at('https://127.0.0.1:8001', 'path')],
    ['10.0.0.1', loopback],
    ['evil.example.com', loopback],
    ['', hangzhou],
    ['not a host', hangzhou],
  ];
  for (const [named, from] of refused) {
    it(`does not follow from ${from.endpoint} to "${named}"`, () => {
      assert.equal(trustedLocation(named, 'cn-hangzhou', from), undefined);
    });
  }
});

describe('locationOfBucket', () => {
  const bucket = {
    region: 'cn-shanghai',
    extranetEndpoint: 'oss-cn-shanghai.aliyuncs.com',
    intranetEndpoint: 'oss-cn-shanghai-internal.aliyuncs.com',
  };
  const endpointOf = (own: BucketLocation, hosts = bucket): string => locationOfBucket(hosts, own).endpoint;

  it('keeps the kind of the current endpoint', () => {
    assert.equal(endpointOf(hangzhou), 'https://oss-cn-shanghai.aliyuncs.com');
    const internal = at('https://oss-cn-hangzhou-internal.aliyuncs.com');
    assert.equal(endpointOf(internal), 'https://oss-cn-shanghai-internal.aliyuncs.com');
    assert.equal(endpointOf(at('https://cn-hangzhou.oss.aliyuncs.com')), 'https://cn-shanghai.oss.aliyuncs.com');
    assert.equal(endpointOf(at('https://oss-accelerate.aliyuncs.com')), 'https://oss-accelerate.aliyuncs.com');
  });

  it('signs for the region of the bucket', () => {
    for (const host of ['oss-cn-hangzhou', 'oss-cn-hangzhou-internal', 'cn-hangzhou.oss', 'oss-accelerate']) {
      assert.equal(locationOfBucket(bucket, at(`https://${host}.aliyuncs.com`)).region, 'cn-shanghai');
    }
  });

  it('uses the public endpoint if the region has none of that kind', () => {
    const { endpoint } = locationOfBucket({ region: 'ap-northeast-1' }, at('https://cn-hangzhou.oss.aliyuncs.com'));
    assert.equal(endpoint, 'https://oss-ap-northeast-1.aliyuncs.com');
  });

  it('keeps plain http if the user chose it', () => {
    assert.equal(endpointOf(plain), 'http://oss-cn-shanghai.aliyuncs.com');
    assert.equal(endpointOf(plain, { ...bucket, extranetEndpoint: '' }), 'http://oss-cn-shanghai.aliyuncs.com');
  });

  it('uses the region’s regular host if the named host cannot be trusted', () => {
    assert.equal(
      endpointOf(hangzhou, { ...bucket, extranetEndpoint: 'evil.example.com' }),
      'https://oss-cn-shanghai.aliyuncs.com',
    );
  });

  it('keeps a custom endpoint, and loopback unless another loopback is named', () => {
    const custom = at('https://files.example.com', 'cname');
    assert.deepEqual(locationOfBucket(bucket, custom), custom);
    assert.deepEqual(locationOfBucket(bucket, loopback), loopback);
    assert.deepEqual(locationOfBucket({ ...bucket, extranetEndpoint: '127.0.0.1:8002' }, loopback), {
      region: 'cn-shanghai',
      endpoint: 'http://127.0.0.1:8002',
      addressing: 'path',
    });
  });
});

describe('usesBucketEndpoints', () => {
  it('is true for hosts of OSS and loopback', () => {
    assert.ok(usesBucketEndpoints(hangzhou));
    assert.ok(usesBucketEndpoints(loopback));
    assert.ok(!usesBucketEndpoints(at('https://files.example.com', 'cname')));
    assert.ok(!usesBucketEndpoints(at('http://localhost:9000', 'cname')));
  });
});

describe('settingsLocation', () => {
  it('replaces acceleration by the public endpoint of the region', () => {
    for (const host of ['oss-accelerate', 'oss-accelerate-overseas']) {
      assert.deepEqual(settingsLocation({ ...at(`https://${host}.aliyuncs.com`), region: 'cn-shanghai' }), {
        region: 'cn-shanghai',
        endpoint: 'https://oss-cn-shanghai.aliyuncs.com',
        addressing: 'virtual',
      });
    }
  });

  it('keeps every other location', () => {
    for (const location of [hangzhou, loopback, plain, at('https://files.example.com', 'cname')]) {
      assert.deepEqual(settingsLocation(location), location);
    }
  });
});
