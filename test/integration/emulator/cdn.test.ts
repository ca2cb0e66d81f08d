import assert from 'node:assert/strict';
import type { Cdn } from '../../emulator/cdn.ts';
import { startEmulator } from '../../emulator/emulator.ts';
import { ask, noon, v4Headers, v4Link } from '../../support/emulator/handMade.ts';
import { CdnBench, getFrom, hexTime, md5 } from '../../support/emulator/loopbackCdn.ts';
import { startSampleCdn, startSampleOss } from '../../workbench/sampleOss.ts';

const region = 'cn-hangzhou';
const key = 'aliyuncdnexp1234';
const ttlSeconds = 1800;

const askedOf = ({ emulator }: CdnBench): readonly (readonly [string, string | undefined])[] =>
  emulator.requests.map(({ method, key }) => [method, key]);

describe('the CDN in front of the emulator', () => {
  let bench: CdnBench;
  beforeEach(async () => {
    bench = await CdnBench.open();
  });
  afterEach(() => bench.close());

  describe('requests to OSS', () => {
    it("read a private bucket by the CDN's role, and a public one without", async () => {
      const byRole = await getFrom(await bench.start(), '/a.txt');
      assert.deepEqual([byRole.status, byRole.headers['x-oss-cdn-auth']], [200, 'success']);
      const denied = await getFrom(await bench.start({ origin: bench.publicOrigin }), '/a.txt');
      assert.deepEqual(
        [denied.status, denied.element('Code'), denied.headers['x-tengine-error'], denied.headers['x-cache']],
        [403, 'AccessDenied', undefined, 'MISS TCP_MISS dirn:-2:-2'],
      );
      await bench.emulator.putObject('demo', 'public.txt', 'for all', { acl: 'public-read' });
      const open = await getFrom(await bench.start({ origin: bench.publicOrigin }), '/public.txt');
      assert.deepEqual([open.text, open.headers['x-oss-cdn-auth']], ['for all', undefined]);
    });

    it("write nothing by the CDN's role", async () => {
      const cdn = await bench.start();
      const answer = await ask(cdn.origin, { method: 'PUT', path: '/new.txt', body: 'text' });
      assert.deepEqual([answer.status, answer.element('AuthAction')], [403, 'oss:PutObject']);
      assert.equal(bench.emulator.object('demo', 'new.txt'), undefined);
    });

    it('forward an upload that the client signed', async () => {
      const cdn = await bench.start({ origin: bench.publicOrigin });
      const headers = v4Headers({ method: 'PUT', key: 'new.txt' });
      assert.equal((await ask(cdn.origin, { method: 'PUT', path: '/new.txt', headers, body: 'text' })).status, 200);
      assert.equal(String(await bench.emulator.readObject('demo', 'new.txt')), 'text');
    });

    it('are refused by OSS if they are signed twice', async () => {
      const presigned = v4Link({}).replace('/demo', '');
      const answer = await getFrom(await bench.start(), presigned);
      assert.deepEqual([answer.status, answer.element('Code')], [400, 'InvalidArgument']);
      assert.equal((await getFrom(await bench.start({ origin: bench.publicOrigin }), presigned)).status, 200);
    });

    it('keep parameters and ranges', async () => {
      const cdn = await bench.start();
      const named = await getFrom(cdn, '/a.txt?response-content-disposition=attachment%3B%20filename%3Dx.txt');
      assert.equal(named.headers['content-disposition'], 'attachment; filename=x.txt');
      const part = await getFrom(cdn, '/a.txt', { range: 'bytes=1-2', 'x-oss-date': '20000101T000000Z' });
      assert.deepEqual([part.status, part.text], [206, 'el']);
    });

    it('are signed with temporary credentials', async () => {
      const account = { accessKeyId: 'STS.cdn', accessKeySecret: 'secret', securityToken: 'token' };
      const ossWithSession = await startEmulator({ now: () => bench.clock, accounts: [account] });
      ossWithSession.createBucket('demo');
      await ossWithSession.putObject('demo', 'a.txt', 'hello');
      const origin = { endpoint: ossWithSession.endpoint(region), region, bucket: 'demo', account };
      assert.equal((await getFrom(await bench.start({ origin }), '/a.txt')).status, 200);
      await ossWithSession.close();
    });

    it('answer 502 if OSS does not respond, and 400 for a path that is not UTF-8', async () => {
      const cdn = await bench.start();
      const malformed = await getFrom(cdn, '/%E5%9');
      assert.deepEqual([malformed.status, malformed.element('Code')], [400, 'InvalidURI']);
      bench.emulator.faults.add({ kind: 'reset' });
      const answer = await getFrom(cdn, '/a.txt');
      assert.deepEqual([answer.status, answer.headers['x-tengine-error']], [502, undefined]);
    });
  });

  describe('with HEAD', () => {
    it('asks OSS with HEAD', async () => {
      const answer = await ask((await bench.start()).origin, { method: 'HEAD', path: '/a.txt' });
      assert.deepEqual([answer.status, answer.headers['content-length'], answer.text], [200, '5', '']);
      assert.deepEqual(askedOf(bench), [['HEAD', 'a.txt']]);
    });

    it('asks OSS with GET if configured, and returns no body', async () => {
      const answer = await ask((await bench.start({ requestsWithGet: true })).origin, {
        method: 'HEAD',
        path: '/a.txt',
      });
      assert.deepEqual([answer.status, answer.headers['content-length'], answer.text], [200, '5', '']);
      assert.deepEqual(askedOf(bench), [['GET', 'a.txt']]);
    });

    it('breaks the signature of a client that signed HEAD, and returns 403 without a body', async () => {
      const cdn = await bench.start({ origin: bench.publicOrigin, requestsWithGet: true });
      const head = await ask(cdn.origin, { method: 'HEAD', path: '/a.txt', headers: v4Headers({ method: 'HEAD' }) });
      assert.deepEqual([head.status, head.headers['x-oss-err'], head.text], [403, undefined, '']);
      const ranged = await getFrom(cdn, '/a.txt', { ...v4Headers({}), range: 'bytes=0-0' });
      assert.deepEqual([ranged.status, ranged.text], [206, 'h']);
    });

    it('refuses without a body', async () => {
      const cdn = await bench.start({ authentication: { type: 'A', keys: [key], ttlSeconds } });
      const answer = await ask(cdn.origin, { method: 'HEAD', path: '/a.txt' });
      assert.deepEqual([answer.status, answer.text], [403, '']);
      assert.equal(answer.headers['x-tengine-error'], 'denied by req auth: no url arg auth_key');
    });
  });

  describe('with a cache', () => {
    it('answers from it, with the date of the first response and its age', async () => {
      const cdn = await bench.start({ cache: {} });
      const first = await getFrom(cdn, '/a.txt');
      assert.deepEqual([first.headers['x-cache']?.slice(0, 4), first.headers.age], ['MISS', undefined]);
      bench.clock = new Date(+noon + 100_000);
      const second = await getFrom(cdn, '/a.txt');
      assert.deepEqual([second.text, second.headers['x-cache']?.slice(0, 3)], ['hello', 'HIT']);
      assert.deepEqual([second.headers.date, second.headers.age], [noon.toUTCString(), '100']);
      assert.equal(second.headers['x-oss-request-id'], first.headers['x-oss-request-id']);
      const head = await ask(cdn.origin, { method: 'HEAD', path: '/a.txt' });
      assert.deepEqual([head.headers.age, head.headers['content-length'], head.text], ['100', '5', '']);
      assert.deepEqual(
        cdn.requests.map(({ isCached }) => isCached),
        [false, true, true],
      );
      assert.equal(bench.emulator.requests.length, 1);
    });

    it('can report any age, from the first response on, also a date in the future', async () => {
      const old = await getFrom(await bench.start({ cache: { ageSeconds: 6300 } }), '/a.txt');
      assert.deepEqual([old.headers.date, old.headers.age], [new Date(+noon - 6_300_000).toUTCString(), '6300']);
      const early = await getFrom(await bench.start({ cache: { ageSeconds: -60 } }), '/a.txt');
      assert.deepEqual([early.headers.date, early.headers.age], [new Date(+noon + 60_000).toUTCString(), '0']);
    });

    it('stores no refusals and no parts', async () => {
      const cdn = await bench.start({ cache: {} });
      await getFrom(cdn, '/a.txt', { range: 'bytes=0-0' });
      await getFrom(cdn, '/absent.txt');
      await bench.emulator.putObject('demo', 'absent.txt', 'there now');
      assert.deepEqual(
        [(await getFrom(cdn, '/absent.txt')).text, (await getFrom(cdn, '/a.txt')).text],
        ['there now', 'hello'],
      );
    });

    it('checks the signature for stored responses too', async () => {
      const cdn = await bench.start({ cache: {}, authentication: { type: 'C', keys: [key], ttlSeconds } });
      const path = `/a.txt?KEY1=${md5(`${key}/a.txt${hexTime(noon)}`)}&KEY2=${hexTime(noon)}`;
      assert.equal((await getFrom(cdn, path)).status, 200);
      bench.clock = new Date(+noon + ttlSeconds * 1000 + 1);
      assert.equal((await getFrom(cdn, path)).status, 403);
    });

    it('returns the first variant to every client if cache keys ignore parameters', async () => {
      const as = (name: string): string => `/a.txt?response-content-disposition=${name}`;
      const disposition = async (cdn: Cdn, name: string): Promise<string | undefined> =>
        (await getFrom(cdn, as(name))).headers['content-disposition'];
      const exact = await bench.start({ cache: {} });
      assert.deepEqual([await disposition(exact, 'one'), await disposition(exact, 'two')], ['one', 'two']);
      const loose = await bench.start({ cache: {}, ignoresParameters: 'in cache keys' });
      assert.deepEqual([await disposition(loose, 'one'), await disposition(loose, 'two')], ['one', 'one']);
      const ignoring = await bench.start({ cache: {}, ignoresParameters: 'everywhere' });
      assert.equal(await disposition(ignoring, 'one'), undefined);
    });
  });

  it('serves the sample buckets', async () => {
    const { emulator } = await startSampleOss(new Date());
    const cdn = await startSampleCdn(emulator, 'demo-documents', {});
    const answer = await getFrom(cdn, '/readme.txt');
    assert.deepEqual([answer.status, answer.text], [200, 'Sample files of the demo.\n']);
    await Promise.all([cdn.close(), emulator.close()]);
  });

  it('forwards signed URLs unchanged if authentication is off', async () => {
    const cdn = await bench.start();
    assert.equal((await getFrom(cdn, `/a.txt?KEY1=${md5('')}&KEY2=${hexTime(noon)}`)).status, 200);
    assert.equal(bench.emulator.requests[0]?.query.get('KEY2'), hexTime(noon));
    assert.equal((await getFrom(cdn, `/203105062000/${md5('')}/a.txt`)).element('Code'), 'NoSuchKey');
  });
});
