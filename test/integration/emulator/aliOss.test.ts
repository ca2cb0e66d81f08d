import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import type OSS from 'ali-oss';
import { startEmulator } from '../../emulator/emulator.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { officialClient } from '../../support/emulator/officialClient.ts';

/** Page as ali-oss returns it; its types omit most of it. */
interface BucketPage {
  readonly buckets: readonly { name: string; region: string }[];
  readonly isTruncated: boolean;
  readonly nextMarker: string | null;
}
interface ObjectPage {
  readonly objects: readonly { name: string; size: number }[];
  readonly prefixes: readonly string[] | null;
  readonly nextMarker: string | null;
  readonly nextContinuationToken: string | null;
}

const key = '报告/2026 年+第三季度 (终).txt';

for (const authorizationV4 of [false, true]) {
  describe(`ali-oss with ${authorizationV4 ? 'V4' : 'V1'} signatures`, () => {
    let emulator: Emulator;
    let client: OSS;

    const connect = (bucket: string, more: Partial<OSS.Options> = {}): OSS =>
      officialClient(emulator, { bucket, authorizationV4, ...more });

    before(async () => {
      emulator = await startEmulator();
      for (const name of ['one', 'two', 'three']) {
        emulator.createBucket(name, { region: name === 'two' ? 'cn-shanghai' : 'cn-hangzhou' });
      }
      emulator.createBucket('demo');
      for (let index = 0; index < 25; index += 1) {
        await emulator.putObject('three', `logs/${String(index).padStart(2, '0')}.log`, 'x'.repeat(index));
      }
      await emulator.putObject('three', 'top.txt', 'top');
      client = connect('demo');
    });
    after(() => emulator.close());

    // Empty parameters are omitted: ali-oss signs them as `marker=`, which OSS writes without the `=`.
    it('lists the buckets of all regions, page by page', async () => {
      const names: string[] = [];
      let marker: string | null = '';
      while (marker !== null) {
        const query: OSS.ListBucketsQueryType = { ...(marker && { marker }), 'max-keys': 2 };
        const page = (await client.listBuckets(query)) as unknown as BucketPage;
        names.push(...page.buckets.map(({ name, region }) => `${name} ${region}`));
        assert.equal(page.isTruncated, page.nextMarker !== null);
        marker = page.nextMarker;
      }
      assert.deepEqual(names, [
        'demo oss-cn-hangzhou',
        'one oss-cn-hangzhou',
        'three oss-cn-hangzhou',
        'two oss-cn-shanghai',
      ]);
    });

    it('lists objects in pages, by token and by marker', async () => {
      const three = connect('three');
      const expected = Array.from({ length: 25 }, (_entry, index) => `logs/${String(index).padStart(2, '0')}.log`);
      const byToken: string[] = [];
      let token: string | null = '';
      while (token !== null) {
        const query = { prefix: 'logs/', 'max-keys': '10', ...(token && { 'continuation-token': token }) };
        const page = (await three.listV2(query)) as unknown as ObjectPage;
        byToken.push(...page.objects.map(({ name }) => name));
        token = page.nextContinuationToken;
      }
      assert.deepEqual(byToken, expected);

      const byMarker: string[] = [];
      let marker: string | null = '';
      while (marker !== null) {
        const page = (await three.list(
          { prefix: 'logs/', ...(marker && { marker }), 'max-keys': 10 },
          {},
        )) as unknown as ObjectPage;
        byMarker.push(...page.objects.map(({ name }) => name));
        marker = page.nextMarker;
      }
      assert.deepEqual(byMarker, expected);
    });

    it('lists folders and objects of one level', async () => {
      const page = (await connect('three').listV2({
        delimiter: '/',
      })) as unknown as ObjectPage;
      assert.deepEqual(page.prefixes, ['logs/']);
      assert.deepEqual(
        page.objects.map(({ name, size }) => [name, size]),
        [['top.txt', 3]],
      );
    });

    it('uploads, heads, downloads, copies and deletes', async () => {
      await client.put(key, Buffer.from('hello, 世界'), {
        mime: 'text/plain',
        headers: { 'x-oss-storage-class': 'IA' },
        meta: { author: 'someone' } as unknown as OSS.UserMeta,
      });
      const stored = emulator.object('demo', key);
      assert.deepEqual(
        [stored?.headers['content-type'], stored?.storageClass, stored?.headers['x-oss-meta-author']],
        ['text/plain', 'IA', 'someone'],
      );
      const head = await client.head(key);
      assert.deepEqual(head.meta, { author: 'someone' });
      assert.equal((head.res.headers as Record<string, string>)['content-length'], '13');

      const whole = await client.get(key);
      assert.equal(String(whole.content), 'hello, 世界');
      const part = await client.get(key, { headers: { Range: 'bytes=0-4' } });
      assert.deepEqual([part.res.status, String(part.content)], [206, 'hello']);

      await client.copy('copy of it.txt', key);
      assert.equal(String(await emulator.readObject('demo', 'copy of it.txt')), 'hello, 世界');
      await client.delete('copy of it.txt');
      assert.equal(emulator.object('demo', 'copy of it.txt'), undefined);
    });

    it('uploads a stream of unknown length', async () => {
      await client.putStream('streamed.bin', Readable.from([Buffer.from('first, '), Buffer.from('second')]));
      assert.equal(String(await emulator.readObject('demo', 'streamed.bin')), 'first, second');
    });

    it('appends at the end of the object, and at no other position', async () => {
      const append = (text: string, position: number): Promise<OSS.AppendObjectResult> =>
        client.append('appended.log', Buffer.from(text), { position: String(position) });
      const first = await append('12345', 0);
      const second = await append('6789', 5);
      assert.deepEqual([first.nextAppendPosition, second.nextAppendPosition], ['5', '9']);
      const { headers } = second.res as { readonly headers: Readonly<Record<string, string>> };
      assert.equal(headers['x-oss-hash-crc64ecma'], '11051210869376104954');
      assert.equal(String(await emulator.readObject('demo', 'appended.log')), '123456789');
      const head = await client.head('appended.log');
      const known = head.res.headers as Readonly<Record<string, string>>;
      assert.deepEqual([known['x-oss-object-type'], known['x-oss-next-append-position']], ['Appendable', '9']);
      await assert.rejects(append('again', 5), { status: 409, code: 'PositionNotEqualToLength' });
      await assert.rejects(append('nowhere', -1), { status: 400, code: 'InvalidArgument' });
      await client.put('whole.txt', Buffer.from('whole'));
      await assert.rejects(client.append('whole.txt', Buffer.from('more'), { position: '5' }), {
        status: 409,
        code: 'ObjectNotAppendable',
      });
    });

    it('uploads in parts', async () => {
      const bytes = Buffer.alloc(250 * 1024, 'part');
      await client.multipartUpload('parts.bin', bytes, { partSize: 100 * 1024, parallel: 2 });
      assert.deepEqual(await emulator.readObject('demo', 'parts.bin'), bytes);
      assert.match(emulator.object('demo', 'parts.bin')?.etag ?? '', /^"[0-9A-F]{32}-3"$/);
      assert.equal(emulator.object('demo', 'parts.bin')?.type, 'Multipart');
    });

    it('reads the properties of a bucket', async () => {
      const { bucket } = (await client.getBucketInfo('demo')) as { bucket: Record<string, unknown> };
      assert.deepEqual([bucket['Name'], bucket['Region']], ['demo', 'cn-hangzhou']);
      const { location } = (await client.getBucketLocation('demo')) as { location: string };
      assert.equal(location, 'oss-cn-hangzhou');
    });

    it('creates links that work, with both signature versions', async () => {
      await emulator.putObject('demo', key, 'linked');
      const links = [
        client.signatureUrl(key, { response: { 'content-type': 'text/html' } }),
        await client.signatureUrlV4('GET', 60, { queries: { 'response-content-type': 'text/html' } }, key),
      ];
      for (const link of links) {
        const response = await fetch(link);
        const seen = [response.status, response.headers.get('content-type'), await response.text()];
        assert.deepEqual(seen, [200, 'text/html', 'linked']);
      }
    });

    it('creates upload links that accept the signed type only', async () => {
      const headers = { 'content-type': 'text/csv' };
      const links = [
        client.signatureUrl('up.csv', { method: 'PUT', 'Content-Type': 'text/csv' }),
        await client.signatureUrlV4('PUT', 60, { headers }, 'up.csv'),
      ];
      for (const link of links) {
        const sent = await fetch(link, { method: 'PUT', headers, body: 'a,b' });
        const other = await fetch(link, { method: 'PUT', headers: { 'content-type': 'text/html' }, body: 'a,b' });
        assert.deepEqual([sent.status, other.status], [200, 403]);
      }
    });

    it('gets the error codes that it handles', async () => {
      await assert.rejects(client.get('missing'), { code: 'NoSuchKey', status: 404 });
      const wrong = connect('demo', { accessKeySecret: 'wrong' });
      await assert.rejects(wrong.get(key), { code: 'SignatureDoesNotMatch', status: 403 });
    });
  });
}
