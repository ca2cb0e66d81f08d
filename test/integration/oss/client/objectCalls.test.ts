import assert from 'node:assert/strict';
import { chunksOf, textOf } from '../../../support/oss/chunks.ts';
import { answer, bucketInfo, refusal } from '../../../support/oss/fakeTransport.ts';
import { all, loopbackOss } from '../../../support/oss/loopbackOss.ts';
import { testClient } from '../../../support/oss/testClient.ts';

describe('the client', () => {
  const oss = loopbackOss();

  describe('reads and writes objects', () => {
    beforeEach(() => {
      oss.emulator.createBucket('bucket', { versioning: 'Enabled' });
    });

    it('with their type, metadata and version', async () => {
      const client = oss.client();
      const key = 'a/../b//中 +.txt';
      const headers = { 'x-oss-meta-who': 'me', 'cache-control': 'no-store' };
      const written = await client.putObject('bucket', key, Buffer.from('content'), {
        contentType: 'text/plain',
        headers,
      });
      assert.equal((await oss.emulator.readObject('bucket', key)).toString(), 'content');
      const head = await client.headObject('bucket', key);
      assert.deepEqual(
        [head.sizeBytes, head.contentType, head.userMetadata, head.versionId, head.etag, head.headers['cache-control']],
        [7, 'text/plain', { who: 'me' }, written.versionId, written.etag, 'no-store'],
      );
      const { body, ...metadata } = await client.getObject(
        'bucket',
        key,
        head.versionId ? { versionId: head.versionId } : {},
      );
      assert.equal(await textOf(body), 'content');
      assert.equal(metadata.contentType, 'text/plain');
    });

    it('as streams of known and unknown length', async () => {
      const client = oss.client();
      await client.putObject('bucket', 'known', chunksOf('ab', 'cd'), { sizeBytes: 4 });
      await client.putObject('bucket', 'unknown', () => chunksOf('ef', 'gh'));
      await client.putObject('bucket', 'empty', Buffer.alloc(0));
      const contents = ['known', 'unknown', 'empty'].map(async (key) =>
        (await oss.emulator.readObject('bucket', key)).toString(),
      );
      assert.deepEqual(await Promise.all(contents), ['abcd', 'efgh', '']);
    });

    it('in ranges, and reports a range outside the object', async () => {
      await oss.emulator.putObject('bucket', 'k', '0123456789');
      const client = oss.client();
      const rangeOf = async (range: { first: number; last?: number }): Promise<string> =>
        textOf((await client.getObject('bucket', 'k', { range })).body);
      assert.equal(await rangeOf({ first: 2, last: 4 }), '234');
      assert.equal(await rangeOf({ first: 8 }), '89');
      await assert.rejects(rangeOf({ first: 99 }), { code: 'InvalidRange', status: 416 });
    });

    it('and learns from a header why a HEAD was refused', async () => {
      await assert.rejects(oss.client().headObject('bucket', 'missing'), {
        name: 'OssError',
        code: 'NoSuchKey',
        ec: '0026-00000001',
        status: 404,
        operation: 'HeadObject',
        bucket: 'bucket',
        key: 'missing',
      });
    });

    it('copies them, with other headers on request', async () => {
      const client = oss.client();
      const key = 'a b/中+?.txt';
      const first = await client.putObject('bucket', key, Buffer.from('one'), { contentType: 'text/plain' });
      await client.putObject('bucket', key, Buffer.from('two'));
      const source = { bucket: 'bucket', key, ...(first.versionId && { versionId: first.versionId }) };
      const copied = await client.copyObject('bucket', 'copy', source);
      const copy = await client.headObject('bucket', 'copy');
      assert.equal((await oss.emulator.readObject('bucket', 'copy')).toString(), 'one');
      assert.deepEqual([copy.contentType, copy.etag, copy.versionId], ['text/plain', copied.etag, copied.versionId]);
      assert.ok(!Number.isNaN(copied.lastModified.getTime()));
      const headers = { 'x-oss-metadata-directive': 'REPLACE', 'content-type': 'image/png' };
      await client.copyObject('bucket', 'copy', source, { headers });
      assert.equal((await client.headObject('bucket', 'copy')).contentType, 'image/png');
      assert.equal(oss.emulator.requests.at(-1)?.operation, 'HeadObject');
    });

    it('deletes them behind a marker, and versions and markers permanently', async () => {
      const client = oss.client();
      const { versionId } = await client.putObject('bucket', 'k', Buffer.from('x'));
      const hidden = await client.deleteObject('bucket', 'k');
      assert.equal(hidden.isDeleteMarker, true);
      await assert.rejects(client.headObject('bucket', 'k'), { code: 'NoSuchKey' });
      const gone = await client.deleteObject('bucket', 'k', { versionId: versionId ?? '' });
      assert.deepEqual(gone, { versionId, isDeleteMarker: false });
      const restored = await client.deleteObject('bucket', 'k', { versionId: hidden.versionId ?? '' });
      assert.deepEqual(restored, { versionId: hidden.versionId, isDeleteMarker: true });
      assert.deepEqual(await all(client.versions('bucket')), []);
      assert.deepEqual(await client.deleteObject('bucket', 'never there'), {
        versionId: (await all(client.versions('bucket')))[0]?.versionId,
        isDeleteMarker: true,
      });
    });

    it('requests only the few headers that cost nothing', async () => {
      const { etag, versionId } = await oss.client().putObject('bucket', 'k', Buffer.from('content'), {
        contentType: 'text/plain',
      });
      const meta = await oss.client().getObjectMeta('bucket', 'k', { versionId: versionId ?? '' });
      assert.deepEqual([meta.sizeBytes, meta.etag, meta.versionId, meta.contentType], [7, etag, versionId, undefined]);
      assert.equal(oss.emulator.requests.at(-1)?.operation, 'GetObjectMeta');
    });
  });
});

describe('HeadObject through a CDN that requests OSS with GET', () => {
  const cdn = { endpoint: 'https://cdn.example.com', addressing: 'cname' } as const;
  const firstByte = answer(206, 'a', { 'content-range': 'bytes 0-0/4321', 'content-length': '1', etag: '"E"' });

  it('still returns the size and ETag of the object', async () => {
    for (const refused of [answer(403), answer(405), refusal(403, 'SignatureDoesNotMatch')]) {
      const { client, transport } = testClient([refused, firstByte], cdn);
      const { sizeBytes, etag } = await client.headObject('bucket', 'k', { versionId: 'v' });
      assert.deepEqual([sizeBytes, etag], [4321, 'E']);
      const [, asked] = transport.requests;
      assert.deepEqual([asked?.method, asked?.path, asked?.headers['range']], ['GET', '/k?versionId=v', 'bytes=0-0']);
    }
  });

  it('keeps the refusal of the HEAD if the GET is refused too, and at hosts of OSS', async () => {
    const custom = testClient([answer(403), refusal(403, 'AccessDenied')], cdn);
    await assert.rejects(custom.client.headObject('bucket', 'k'), {
      code: 'BadErrorResponse',
      operation: 'HeadObject',
    });
    const official = testClient([bucketInfo('cn-hangzhou'), answer(403)]);
    await assert.rejects(official.client.headObject('bucket', 'k'), { code: 'BadErrorResponse' });
    assert.equal(official.transport.requests.length, 2);
  });
});
