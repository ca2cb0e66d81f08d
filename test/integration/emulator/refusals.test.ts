import assert from 'node:assert/strict';
import { startEmulator } from '../../emulator/emulator.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { ask, noon, v4Headers, v4Link } from '../../support/emulator/handMade.ts';
import type { HttpAnswer, HttpQuestion, LinkOptions } from '../../support/emulator/handMade.ts';

const minuteMs = 60_000;

describe('refusals of the emulator', () => {
  let emulator: Emulator;
  let clock = noon;

  const at = (question: HttpQuestion, region = 'cn-hangzhou'): Promise<HttpAnswer> =>
    ask(emulator.endpoint(region), question);
  const assertRefusal = (answer: HttpAnswer, status: number, code: string, ec?: string): void => {
    assert.deepEqual(
      [answer.status, answer.element('Code'), answer.element('EC'), answer.headers['x-oss-ec']],
      [status, code, ec, ec],
      answer.text,
    );
    assert.equal(answer.element('RequestId'), answer.headers['x-oss-request-id']);
  };

  before(async () => {
    emulator = await startEmulator({
      now: () => clock,
      accounts: [
        { accessKeyId: 'ak', accessKeySecret: 'sk' },
        {
          accessKeyId: 'sts',
          accessKeySecret: 'sk',
          securityToken: 'token',
          tokenExpiration: new Date(+noon + 600_000),
        },
        { accessKeyId: 'limited', accessKeySecret: 'sk', policy: { deny: ['oss:ListBuckets', 'oss:GetObject'] } },
      ],
    });
    emulator.createBucket('demo');
    emulator.createBucket('far', { region: 'cn-shanghai' });
    emulator.createBucket('open', { acl: 'public-read' });
    await emulator.putObject('demo', 'a.txt', 'hello');
    await emulator.putObject('demo', 'public.txt', 'hello', { acl: 'public-read' });
    await emulator.putObject('far', 'a.txt', 'hello');
    await emulator.putObject('open', 'a.txt', 'hello');
    await emulator.putObject('open', 'private.txt', 'hello', { acl: 'private' });
  });
  beforeEach(() => {
    clock = noon;
  });
  after(() => emulator.close());

  it('answers the valid link that the others are derived from', async () => {
    const answer = await at({ path: v4Link({}) });
    assert.deepEqual([answer.status, answer.text], [200, 'hello']);
    assert.equal(answer.headers.date, noon.toUTCString());
    assert.match(String(answer.headers['x-oss-server-time']), /^\d+$/);
  });

  it('a link after its expiry, with both times', async () => {
    clock = new Date(+noon + 61_000);
    const answer = await at({ path: v4Link({}) });
    assertRefusal(answer, 403, 'AccessDenied', '0002-00000236');
    assert.equal(answer.element('Message'), 'Request has expired.');
    assert.equal(answer.element('Expires'), '2031-05-06T12:01:00.000Z');
    assert.equal(answer.element('ServerTime'), '2031-05-06T12:01:01.000Z');
  });

  it('a link in the last second of its validity is answered', async () => {
    clock = new Date(+noon + 60_000);
    assert.equal((await at({ path: v4Link({}) })).status, 200);
  });

  it('a link signed more than 15 minutes ahead', async () => {
    assert.equal((await at({ path: v4Link({ signedAt: new Date(+noon + 15 * minuteMs) }) })).status, 200);
    const answer = await at({ path: v4Link({ signedAt: new Date(+noon + 15 * minuteMs + 1000) }) });
    assertRefusal(answer, 403, 'AccessDenied');
    assert.equal(answer.element('ServerTime'), noon.toISOString());
  });

  it('headers signed more than 15 minutes off, with all three times', async () => {
    for (const minutes of [-16, 16]) {
      const signedAt = new Date(+noon + minutes * minuteMs);
      const answer = await at({ path: '/demo/a.txt', headers: v4Headers({ signedAt }) });
      assertRefusal(answer, 403, 'RequestTimeTooSkewed', '0002-00000504');
      assert.equal(answer.element('ServerTime'), noon.toISOString());
      assert.equal(answer.element('RequestTime'), signedAt.toISOString());
      assert.equal(answer.element('MaxAllowedSkewMilliseconds'), '900000');
    }
  });

  it('a signature for another region than the requested one', async () => {
    const link = await at({ path: v4Link({ region: 'cn-shanghai' }) });
    assertRefusal(link, 400, 'InvalidArgument', '0002-00000226');
    const header = await at({ path: '/demo/a.txt', headers: v4Headers({ region: 'oss-cn-hangzhou' }) });
    assertRefusal(header, 400, 'InvalidArgument', '0002-00000228');
  });

  it('a bucket of another region, naming the right endpoint', async () => {
    const answer = await at({ path: v4Link({ bucket: 'far' }) });
    assertRefusal(answer, 403, 'AccessDenied', '0003-00001403');
    assert.equal(answer.element('Bucket'), 'far');
    assert.equal(`http://${answer.element('Endpoint') ?? ''}`, emulator.endpoint('cn-shanghai'));
  });

  it('a bucket of another region, without an endpoint if so configured', async () => {
    const silent = await startEmulator({ now: () => clock, namesEndpoint: false });
    silent.createBucket('far', { region: 'cn-shanghai' });
    const answer = await ask(silent.endpoint('cn-hangzhou'), { path: v4Link({ bucket: 'far' }) });
    await silent.close();
    assert.deepEqual([answer.element('Code'), answer.element('Endpoint')], ['AccessDenied', undefined]);
  });

  it('GetBucketInfo is answered by every region', async () => {
    const options: LinkOptions = { bucket: 'far', key: '' };
    const path = v4Link({ ...options, query: { bucketInfo: 'x' } });
    const answer = await at({ path });
    assert.deepEqual([answer.status, answer.element('Region')], [200, 'cn-shanghai']);
  });

  it('a missing bucket and a missing key', async () => {
    const bucket = await at({ path: v4Link({ bucket: 'nowhere' }) });
    assertRefusal(bucket, 404, 'NoSuchBucket', '0015-00000101');
    assert.equal(bucket.element('BucketName'), 'nowhere');
    const key = await at({ path: v4Link({ key: 'no & where' }) });
    assertRefusal(key, 404, 'NoSuchKey', '0026-00000001');
    assert.equal(key.element('Key'), 'no & where');
  });

  it('an unknown key', async () => {
    const answer = await at({ path: v4Link({ accessKeyId: 'nobody' }) });
    assertRefusal(answer, 403, 'InvalidAccessKeyId', '0002-00000902');
    assert.equal(answer.element('OSSAccessKeyId'), 'nobody');
  });

  it('a wrong secret, with everything needed to compare', async () => {
    const answer = await at({ path: v4Link({ accessKeySecret: 'wrong', query: { versionId: 'null' } }) });
    assertRefusal(answer, 403, 'SignatureDoesNotMatch', '0002-00000201');
    const stringToSign = answer.element('StringToSign') ?? '';
    assert.match(stringToSign, /^OSS4-HMAC-SHA256\n20310506T120000Z\n20310506\/cn-hangzhou\/oss\/aliyun_v4_request\n/);
    assert.equal(
      Buffer.from((answer.element('StringToSignBytes') ?? '').replaceAll(' ', ''), 'hex').toString(),
      stringToSign,
    );
    assert.equal(
      answer.element('CanonicalRequest'),
      'GET\n/demo/a.txt\nversionId=null&' +
        'x-oss-credential=ak%2F20310506%2Fcn-hangzhou%2Foss%2Faliyun_v4_request&x-oss-date=20310506T120000Z&' +
        'x-oss-expires=60&x-oss-signature-version=OSS4-HMAC-SHA256\n\n\nUNSIGNED-PAYLOAD',
    );
    assert.match(answer.element('SignatureProvided') ?? '', /^[0-9a-f]{64}$/);
  });

  it('a signed header that is missing, different or extra', async () => {
    const path = v4Link({ method: 'PUT', headers: { 'content-type': 'text/plain', 'x-oss-meta-a': '1' } });
    const signedHeaders = { 'content-type': 'text/plain', 'x-oss-meta-a': '1' };
    for (const headers of [
      { 'content-type': 'text/plain' },
      { ...signedHeaders, 'content-type': 'text/html' },
      { ...signedHeaders, 'x-oss-meta-b': '2' },
    ]) {
      assertRefusal(await at({ method: 'PUT', path, headers }), 403, 'SignatureDoesNotMatch', '0002-00000201');
    }
    assert.equal((await at({ method: 'PUT', path, headers: signedHeaders, body: 'hello' })).status, 200);
  });

  it('another host than the signed one', async () => {
    const { host } = new URL(emulator.endpoint('cn-hangzhou'));
    const path = v4Link({ headers: { host }, additionalHeaders: ['host'] });
    assert.equal((await at({ path })).status, 200);
    assertRefusal(await at({ path, headers: { host: 'other' } }), 403, 'SignatureDoesNotMatch', '0002-00000201');
  });

  it('a missing additional header', async () => {
    const path = v4Link({ headers: { range: 'bytes=0-1' }, additionalHeaders: ['range'] });
    assert.equal((await at({ path, headers: { range: 'bytes=0-1' } })).text, 'he');
    assertRefusal(await at({ path }), 403, 'SignatureDoesNotMatch', '0002-00000201');
  });

  it('another method or key than the signed one', async () => {
    assertRefusal(await at({ method: 'DELETE', path: v4Link({}) }), 403, 'SignatureDoesNotMatch', '0002-00000201');
    const path = v4Link({}).replace('/a.txt', '/public.txt');
    assertRefusal(await at({ path }), 403, 'SignatureDoesNotMatch', '0002-00000201');
  });

  const invalidLinks: readonly (readonly [string, string, string | undefined, string])[] = [
    ['no x-oss-expires', 'x-oss-expires', undefined, '0002-00000215'],
    ['x-oss-expires of 0', 'x-oss-expires', '0', '0002-00000232'],
    ['x-oss-expires of 604801', 'x-oss-expires', '604801', '0002-00000232'],
    ['a non-numeric x-oss-expires', 'x-oss-expires', '1h', '0002-00000232'],
    ['no x-oss-signature', 'x-oss-signature', undefined, '0002-00000219'],
    ['empty additional headers', 'x-oss-additional-headers', '', '0002-00000209'],
    ['a semicolon after the additional headers', 'x-oss-additional-headers', 'host;', '0002-00000210'],
  ];
  for (const [name, parameter, value, ec] of invalidLinks) {
    it(`a link with ${name}`, async () => {
      const path = v4Link({}, (query) => (value === undefined ? query.delete(parameter) : query.set(parameter, value)));
      assertRefusal(await at({ path }), 400, 'InvalidArgument', ec);
    });
  }

  it('a link whose date differs from that of its credential', async () => {
    const path = v4Link({}, (query) => query.set('x-oss-date', '20310507T120000Z'));
    assertRefusal(await at({ path }), 400, 'InvalidArgument');
  });

  it('a signature in the query and another in a header', async () => {
    assertRefusal(await at({ path: v4Link({}), headers: v4Headers({}) }), 400, 'InvalidArgument');
  });

  it('a V1 link without all its parameters', async () => {
    const answer = await at({ path: '/demo/a.txt?OSSAccessKeyId=ak&Expires=1935921600' });
    assertRefusal(answer, 403, 'AccessDenied');
    assert.match(answer.element('Message') ?? '', /requires the Signature, Expires and OSSAccessKeyId parameters/);
  });

  it('a V1 link after its expiry, and one that does not match', async () => {
    const expires = +noon / 1000;
    const path = (moment: number): string => `/demo/a.txt?OSSAccessKeyId=ak&Expires=${moment}&Signature=AAAA`;
    assertRefusal(await at({ path: path(expires - 1) }), 403, 'AccessDenied', '0002-00000069');
    const mismatch = await at({ path: path(expires + 1) });
    assertRefusal(mismatch, 403, 'SignatureDoesNotMatch', '0002-00000040');
    assert.equal(mismatch.element('StringToSign'), `GET\n\n\n${expires + 1}\n/demo/a.txt`);
  });

  it('temporary credentials without their token, with another one and after their expiry', async () => {
    const link = (token?: string): string =>
      v4Link({
        accessKeyId: 'sts',
        expires: '3600',
        query: token === undefined ? {} : { 'x-oss-security-token': token },
      });
    assert.equal((await at({ path: link('token') })).status, 200);
    assertRefusal(await at({ path: link() }), 403, 'InvalidSecurityToken', '0002-00000008');
    assertRefusal(await at({ path: link('other') }), 403, 'InvalidSecurityToken', '0002-00000008');
    clock = new Date(+noon + 600_000);
    assertRefusal(await at({ path: link('token') }), 403, 'SecurityTokenExpired');
  });

  it('an action that the policy denies, naming the action', async () => {
    const get = await at({ path: v4Link({ accessKeyId: 'limited' }) });
    assertRefusal(get, 403, 'AccessDenied', '0003-00000201');
    assert.equal(get.element('AuthAction'), 'oss:GetObject');
    assert.equal(get.element('NoPermissionType'), 'ImplicitDeny');
    const path = v4Link({ accessKeyId: 'limited', key: '', query: { 'list-type': '2' } });
    assert.equal((await at({ path })).status, 200);
  });

  it('an anonymous request, unless the ACL makes the object public', async () => {
    assertRefusal(await at({ path: '/demo/a.txt' }), 403, 'AccessDenied', '0003-00000001');
    assertRefusal(await at({ path: '/open/private.txt' }), 403, 'AccessDenied', '0003-00000001');
    assertRefusal(await at({ method: 'PUT', path: '/open/a.txt' }), 403, 'AccessDenied', '0003-00000001');
    assertRefusal(await at({ path: '/demo/missing.txt' }), 403, 'AccessDenied', '0003-00000001');
    assert.equal((await at({ path: '/demo/public.txt' })).text, 'hello');
    assert.equal((await at({ path: '/open/a.txt' })).text, 'hello');
  });

  it('response-* parameters of an anonymous request', async () => {
    const answer = await at({ path: '/open/a.txt?response-content-type=text%2Fhtml' });
    assertRefusal(answer, 400, 'InvalidRequest');
  });

  it('an unknown operation', async () => {
    const answer = await at({ path: v4Link({ key: '', query: { lifecycle: 'x' } }) });
    assertRefusal(answer, 501, 'NotImplemented');
  });

  it('HEAD: no body, but the document in x-oss-err', async () => {
    const path = v4Link({ method: 'HEAD', key: 'missing' });
    const answer = await at({ method: 'HEAD', path });
    assert.deepEqual([answer.status, answer.text, answer.headers['x-oss-ec']], [404, '', '0026-00000001']);
    const xml = Buffer.from(String(answer.headers['x-oss-err']), 'base64').toString();
    assert.match(xml, /<Code>NoSuchKey<\/Code>.*<Key>missing<\/Key>/s);
  });
});
