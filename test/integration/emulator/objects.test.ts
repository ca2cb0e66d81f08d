import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator } from '../../emulator/emulator.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { readElements } from '../../emulator/xml.ts';
import { ask, noon, v4Headers, v4Link } from '../../support/emulator/handMade.ts';
import type { HttpAnswer, LinkOptions } from '../../support/emulator/handMade.ts';

for (const storage of ['memory', 'disk'] as const) {
  describe(`objects of the emulator, stored in ${storage}`, () => {
    let emulator: Emulator;
    let dataDir: string | undefined;

    /** Sends what a link with these signed headers allows. */
    const follow = (
      link: LinkOptions,
      { headers = {}, body }: { headers?: Record<string, string>; body?: string } = {},
    ): Promise<HttpAnswer> =>
      ask(emulator.endpoint('cn-hangzhou'), {
        method: link.method ?? 'GET',
        path: v4Link(link),
        headers: { ...link.headers, ...headers },
        ...(body === undefined ? {} : { body }),
      });
    const put = (link: LinkOptions, body: string): Promise<HttpAnswer> => follow({ ...link, method: 'PUT' }, { body });

    beforeEach(async () => {
      dataDir = storage === 'disk' ? await mkdtemp(join(tmpdir(), 'emulator-')) : undefined;
      emulator = await startEmulator({ now: () => noon, ...(dataDir === undefined ? {} : { dataDir }) });
      emulator.createBucket('demo');
      emulator.createBucket('versions', { versioning: 'Enabled' });
      await emulator.putObject('demo', 'a.txt', '0123456789');
    });
    afterEach(async () => {
      await emulator.close();
      if (dataDir !== undefined) {
        assert.deepEqual(await readdir(dataDir), []);
        await rm(dataDir, { recursive: true });
      }
    });

    it('have an upper-case MD5 as ETag and the MD5 in base64', async () => {
      const answer = await put({ key: 'b.txt' }, 'hello');
      assert.equal(answer.headers.etag, '"5D41402ABC4B2A76B9719D911017C592"');
      assert.equal(answer.headers['content-md5'], 'XUFAKrxLKna5cZ2REBfFkg==');
      assert.equal(String(await emulator.readObject('demo', 'b.txt')), 'hello');
    });

    it('have the CRC-64 of the whole object, in decimal, in every response where OSS sends it', async () => {
      const crc64 = (answer: HttpAnswer): unknown => answer.headers['x-oss-hash-crc64ecma'];
      const known = '11051210869376104954';
      assert.equal(crc64(await put({ key: 'b' }, '123456789')), known);
      assert.equal(crc64(await follow({ key: 'b', method: 'HEAD' })), known);
      assert.equal(crc64(await follow({ key: 'b', method: 'HEAD', query: { objectMeta: 'x' } })), known);
      assert.equal(crc64(await follow({ key: 'b' })), known);
      assert.equal(crc64(await follow({ key: 'b' }, { headers: { range: 'bytes=2-4' } })), known);
      const copied = await follow({ key: 'c', method: 'PUT', headers: { 'x-oss-copy-source': '/demo/b' } });
      assert.equal(crc64(copied), known);
      assert.equal(crc64(await put({ key: 'empty' }, '')), '0');
    });

    it('can be empty', async () => {
      await put({ key: 'folder/' }, '');
      const answer = await follow({ key: 'folder/' });
      assert.deepEqual([answer.status, answer.headers['content-length'], answer.text], [200, '0', '']);
    });

    const ranges: readonly (readonly [string, boolean, number, string])[] = [
      ['bytes=2-4', false, 206, '234'],
      ['bytes=7-', false, 206, '789'],
      ['bytes=-3', false, 206, '789'],
      ['bytes=2-99', false, 200, '0123456789'],
      ['bytes=2-99', true, 206, '23456789'],
      ['bytes=10-12', false, 200, '0123456789'],
      ['bytes=4-2', true, 200, '0123456789'],
      ['bytes=0-1,4-5', false, 200, '0123456789'],
    ];
    for (const [range, isStandard, status, text] of ranges) {
      it(`respond to ${range}${isStandard ? ', standard,' : ''} with ${status}`, async () => {
        const headers: Record<string, string> = isStandard ? { 'x-oss-range-behavior': 'standard' } : {};
        const answer = await follow({ headers }, { headers: { range } });
        assert.deepEqual([answer.status, answer.text], [status, text]);
      });
    }

    it('refuse a range beyond the object if the standard behaviour is requested', async () => {
      const headers = { 'x-oss-range-behavior': 'standard' };
      const answer = await follow({ headers }, { headers: { range: 'bytes=10-12' } });
      assert.deepEqual([answer.status, answer.element('Code')], [416, 'InvalidRange']);
    });

    it('respect conditions', async () => {
      const { etag } = (await follow({})).headers;
      const status = async (headers: Record<string, string>): Promise<number | undefined> =>
        (await follow({}, { headers })).status;
      assert.equal(await status({ 'if-none-match': etag ?? '' }), 304);
      assert.equal(await status({ 'if-match': '"0000"' }), 412);
      assert.equal(await status({ 'if-modified-since': noon.toUTCString() }), 304);
      assert.equal(await status({ 'if-unmodified-since': new Date(+noon - 1000).toUTCString() }), 412);
      assert.equal(await status({ 'if-modified-since': new Date(+noon - 1000).toUTCString() }), 200);
    });

    it('override response headers', async () => {
      const disposition = 'attachment; filename="报告.txt"';
      const answer = await follow({
        query: { 'response-content-disposition': disposition, 'response-cache-control': 'no-store' },
      });
      assert.equal(Buffer.from(answer.headers['content-disposition'] ?? '', 'latin1').toString(), disposition);
      assert.equal(answer.headers['cache-control'], 'no-store');
    });

    it('keep the headers of an upload, in UTF-8', async () => {
      const headers = { 'content-type': 'text/plain', 'cache-control': 'no-cache' };
      const meta = { 'x-oss-meta-title': Buffer.from('报告').toString('latin1') };
      const path = v4Link({ method: 'PUT', key: 'b', headers: { ...headers, 'x-oss-meta-title': '报告' } });
      await ask(emulator.endpoint('cn-hangzhou'), { method: 'PUT', path, headers: { ...headers, ...meta }, body: 'x' });
      assert.deepEqual(emulator.object('demo', 'b')?.headers, { ...headers, 'x-oss-meta-title': '报告' });
      assert.equal((await follow({ key: 'b' })).headers['x-oss-meta-title'], meta['x-oss-meta-title']);
    });

    it('cannot be overwritten if that is forbidden', async () => {
      const headers = { 'x-oss-forbid-overwrite': 'true' };
      const answer = await put({ headers }, 'new');
      assert.deepEqual([answer.status, answer.element('Code')], [409, 'FileAlreadyExists']);
      assert.equal(String(await emulator.readObject('demo', 'a.txt')), '0123456789');
      assert.equal((await put({ headers, key: 'new.txt' }, 'new')).status, 200);
    });

    it('refuse bytes that do not match Content-MD5', async () => {
      const answer = await put({ key: 'b', headers: { 'content-md5': 'XUFAKrxLKna5cZ2REBfFkg==' } }, 'other');
      assert.deepEqual([answer.status, answer.element('Code')], [400, 'InvalidDigest']);
      assert.equal(emulator.object('demo', 'b'), undefined);
    });

    it('refuse invalid names', async () => {
      for (const key of ['/a', '\\a', 'x'.repeat(1024)]) {
        const answer = await put({ key }, 'x');
        assert.deepEqual([answer.status, answer.element('Code')], [400, 'InvalidObjectName']);
      }
      assert.equal((await put({ key: 'x'.repeat(1023) }, 'x')).status, 200);
    });

    it('keep apart names that URL normalization would merge', async () => {
      for (const key of ['a//b', 'a/./b', 'a/../b', '%2e', 'a b', 'a+b', '🚀#?']) {
        assert.equal((await put({ key }, key)).status, 200, key);
        assert.equal((await follow({ key })).text, key);
      }
    });

    it('keep versions and delete markers', async () => {
      const first = (await put({ bucket: 'versions' }, 'one')).headers['x-oss-version-id'];
      const second = (await put({ bucket: 'versions' }, 'two')).headers['x-oss-version-id'];
      assert.notEqual(first, second);
      const removed = await follow({ bucket: 'versions', method: 'DELETE' });
      assert.deepEqual([removed.status, removed.headers['x-oss-delete-marker']], [204, 'true']);

      const latest = await follow({ bucket: 'versions' });
      assert.deepEqual([latest.status, latest.headers['x-oss-delete-marker']], [404, 'true']);
      const old = await follow({ bucket: 'versions', query: { versionId: String(first) } });
      assert.deepEqual([old.status, old.text, old.headers['x-oss-version-id']], [200, 'one', first]);
      const marker = String(removed.headers['x-oss-version-id']);
      assert.equal((await follow({ bucket: 'versions', query: { versionId: marker } })).status, 405);
      const unknown = await follow({ bucket: 'versions', query: { versionId: 'unknown' } });
      assert.deepEqual([unknown.status, unknown.element('Code')], [404, 'NoSuchVersion']);

      await follow({ bucket: 'versions', method: 'DELETE', query: { versionId: marker } });
      assert.equal((await follow({ bucket: 'versions' })).text, 'two');
    });

    it('are assembled from parts, which are validated', async () => {
      const begun = await ask(emulator.endpoint('cn-hangzhou'), {
        method: 'POST',
        path: v4Link({ method: 'POST', key: 'big', query: { uploads: 'x' } }),
      });
      const uploadId = begun.element('UploadId') ?? '';
      const sizes = [102_400, 10];
      const etags: string[] = [];
      const checksums: unknown[] = [];
      for (const [index, size] of sizes.entries()) {
        const query = { partNumber: String(index + 1), uploadId };
        const { headers } = await put({ key: 'big', query }, String(index).repeat(size));
        etags.push(headers.etag ?? '');
        checksums.push(headers['x-oss-hash-crc64ecma']);
      }
      const listed = await follow({ key: 'big', query: { uploadId } });
      assert.deepEqual(readElements(listed.text, 'Size'), sizes.map(String));
      const complete = (parts: readonly (readonly [number, string | undefined])[]): Promise<HttpAnswer> => {
        const list = parts.map(([n, etag]) => `<Part><PartNumber>${n}</PartNumber><ETag>${etag ?? ''}</ETag></Part>`);
        const body = `<CompleteMultipartUpload>${list.join('')}</CompleteMultipartUpload>`;
        return follow({ method: 'POST', key: 'big', query: { uploadId } }, { body });
      };
      assert.equal((await complete([[1, '"wrong"']])).element('Code'), 'InvalidPart');
      assert.equal(
        (
          await complete([
            [2, etags[1]],
            [1, etags[0]],
          ])
        ).element('Code'),
        'InvalidPartOrder',
      );
      const completed = await complete([
        [1, etags[0]],
        [2, etags[1]],
      ]);
      assert.equal(completed.status, 200);
      // Computed bit by bit outside of this repository.
      assert.deepEqual(checksums, ['18395037340056609855', '4304926601479042865']);
      assert.equal(completed.headers['x-oss-hash-crc64ecma'], '5998920159025405320');
      const across = await follow({ key: 'big' }, { headers: { range: 'bytes=102398-102401' } });
      assert.equal(across.text, '0011');
      assert.equal((await follow({ key: 'big', query: { uploadId } })).element('Code'), 'NoSuchUpload');
    });
  });
}

describe('addressing of a bucket', () => {
  let emulator: Emulator;

  before(async () => {
    emulator = await startEmulator({ now: () => noon, customDomains: { 'files.example.com': 'demo' } });
    emulator.createBucket('demo');
    await emulator.putObject('demo', 'dir/a.txt', 'hello');
  });
  after(() => emulator.close());

  const hosts = ['demo.localhost', 'demo.oss-cn-hangzhou.aliyuncs.com', 'files.example.com', 'FILES.example.com:80'];
  for (const host of hosts) {
    it(`finds an object by the host ${host}`, async () => {
      const path = v4Link({ key: 'dir/a.txt' }).replace('/demo/', '/');
      const answer = await ask(emulator.endpoint('cn-hangzhou'), { path, headers: { host } });
      assert.deepEqual([answer.status, answer.text], [200, 'hello']);
    });
  }

  it('refuses path style on a public host, as OSS does', async () => {
    const headers = { host: 'oss-cn-hangzhou.aliyuncs.com' };
    const answer = await ask(emulator.endpoint('cn-hangzhou'), { path: v4Link({ key: 'dir/a.txt' }), headers });
    assert.deepEqual([answer.status, answer.element('Code')], [403, 'SecondLevelDomainForbidden']);
  });

  it('records each request', async () => {
    await ask(emulator.endpoint('cn-hangzhou'), { path: '/demo/dir/a.txt', headers: v4Headers({ key: 'dir/a.txt' }) });
    const record = emulator.requests.at(-1);
    assert.deepEqual(
      [record?.method, record?.operation, record?.bucket, record?.key, record?.addressing, record?.status],
      ['GET', 'GetObject', 'demo', 'dir/a.txt', 'path', 200],
    );
    assert.equal(record?.headers['x-oss-date'], '20310506T120000Z');
  });
});
