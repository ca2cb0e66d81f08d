import assert from 'node:assert/strict';
import { chunksOf, textOf } from '../../../support/oss/chunks.ts';
import { all, loopbackOss } from '../../../support/oss/loopbackOss.ts';

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

    it('in ranges, and says where a range lies outside', async () => {
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

    it('copies them, with other headers where it is told to', async () => {
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

    it('deletes them behind a marker, and versions and markers for good', async () => {
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

    it('asks for the few headers that cost nothing', async () => {
      const { etag, versionId } = await oss.client().putObject('bucket', 'k', Buffer.from('content'), {
        contentType: 'text/plain',
      });
      const meta = await oss.client().getObjectMeta('bucket', 'k', { versionId: versionId ?? '' });
      assert.deepEqual([meta.sizeBytes, meta.etag, meta.versionId, meta.contentType], [7, etag, versionId, undefined]);
      assert.equal(oss.emulator.requests.at(-1)?.operation, 'GetObjectMeta');
    });
  });
});
