import assert from 'node:assert/strict';
import { all, loopbackOss } from '../../../support/oss/loopbackOss.ts';

describe('the client', () => {
  const oss = loopbackOss();

  describe('lists objects', () => {
    beforeEach(() => {
      oss.emulator.createBucket('bucket');
    });

    it('page by page, folders and objects together', async () => {
      for (let index = 0; index < 5; index++) await oss.emulator.putObject('bucket', `folder-${index}/a`, 'x');
      await oss.emulator.putObject('bucket', 'object', 'content');
      const client = oss.client();
      const first = await client.listObjects('bucket', { delimiter: '/', maxKeys: 4 });
      assert.deepEqual(first.prefixes, ['folder-0/', 'folder-1/', 'folder-2/', 'folder-3/']);
      assert.ok(first.isTruncated && first.nextContinuationToken !== undefined);
      const { nextContinuationToken: continuationToken } = first;
      const second = await client.listObjects('bucket', { delimiter: '/', maxKeys: 4, continuationToken });
      assert.deepEqual(second.prefixes, ['folder-4/']);
      assert.deepEqual(
        second.entries.map(({ key, sizeBytes, etag }) => [key, sizeBytes, etag]),
        [['object', 7, '9A0364B9E99BB480DD25E1F0284C8555']],
      );
      assert.equal(second.isTruncated, false);
    });

    it('with keys that neither XML nor URLs can contain unescaped', async () => {
      const keys = ['a+b c%20.txt', 'tab\tline\n', '<&>"\'', '中文/😀', 'a/../b//./c'].sort();
      for (const key of keys) await oss.emulator.putObject('bucket', key, 'x');
      const { entries } = await oss.client().listObjects('bucket');
      assert.deepEqual(entries.map(({ key }) => key).sort(), keys);
    });

    it('without the marker of the folder itself', async () => {
      await oss.emulator.putObject('bucket', 'folder/', '');
      await oss.emulator.putObject('bucket', 'folder/a', 'x');
      const { entries } = await oss.client().listObjects('bucket', { prefix: 'folder/', delimiter: '/' });
      assert.deepEqual(
        entries.map(({ key }) => key),
        ['folder/a'],
      );
    });

    it('one by one over all pages, and requests at most one page ahead', async () => {
      for (let index = 0; index < 7; index++) await oss.emulator.putObject('bucket', `k${index}`, 'x');
      const client = oss.client();
      const entries = await all(client.objects('bucket', { maxKeys: 2 }));
      assert.deepEqual(
        entries.map(({ key }) => key),
        ['k0', 'k1', 'k2', 'k3', 'k4', 'k5', 'k6'],
      );
      assert.deepEqual(oss.operations(), ['GetBucketInfo', ...Array.from({ length: 4 }, () => 'ListObjectsV2')]);
      const pages = client.objectPages('bucket', { maxKeys: 2 });
      await pages.next();
      await pages.next();
      await pages.return(undefined);
      const asked = oss.operations().slice(5).length;
      assert.ok(asked <= 3, `${asked} pages were asked for`);
    });

    it('with a thousand per page by default', async () => {
      await oss.client().listObjects('bucket');
      assert.equal(oss.emulator.requests.at(-1)?.query.get('max-keys'), '1000');
    });
  });

  describe('lists versions', () => {
    beforeEach(() => {
      oss.emulator.createBucket('bucket', { versioning: 'Enabled' });
    });

    it('newest first, over pages', async () => {
      const client = oss.client();
      const written: (string | undefined)[] = [];
      for (const text of ['1', '2', '3']) {
        written.unshift((await client.putObject('bucket', 'k +', Buffer.from(text))).versionId);
      }
      await client.deleteObject('bucket', 'k +');
      await client.putObject('bucket', 'l/m', Buffer.from('4'));
      const first = await client.listObjectVersions('bucket', { maxKeys: 2 });
      assert.deepEqual(
        first.entries.map(({ kind, key, isLatest }) => [kind, key, isLatest]),
        [
          ['deleteMarker', 'k +', true],
          ['version', 'k +', false],
        ],
      );
      assert.deepEqual(first.next, { key: 'k +', versionId: written[0] });
      const versions = await all(client.versions('bucket', { maxKeys: 2, prefix: 'k' }));
      assert.deepEqual(
        versions.slice(1).map(({ versionId }) => versionId),
        written,
      );
      const pages = await all(client.versionPages('bucket', { maxKeys: 2, from: { key: 'k +' } }));
      assert.deepEqual(
        pages.map(({ entries }) => entries.map(({ key }) => key)),
        [['l/m']],
      );
      assert.deepEqual((await client.listObjectVersions('bucket', { delimiter: '/' })).prefixes, ['l/']);
    });
  });
});
