import assert from 'node:assert/strict';
import { all, loopbackOss } from '../../../../support/oss/loopbackOss.ts';

const PART_BYTES = 100 * 1024;
const bytes = Buffer.alloc(3.5 * PART_BYTES, 'content of some length; ');

describe('copyInParts', () => {
  const oss = loopbackOss();
  const key = 'a//中 +.bin';
  beforeEach(async () => {
    oss.emulator.createBucket('bucket');
    oss.emulator.createBucket('other');
    await oss.emulator.putObject('bucket', key, bytes);
  });
  const source = { bucket: 'bucket', key, sizeBytes: bytes.length };
  const options = { partSizeBytes: PART_BYTES };

  it('combines the ranges of the source, with the given headers', async () => {
    const client = oss.client();
    const progress: number[] = [];
    const written = await client.copyInParts('other', 'copy', source, {
      ...options,
      contentType: 'text/plain',
      headers: { 'x-oss-meta-who': 'me', 'x-oss-tagging': 'a=1', 'x-oss-object-acl': 'private' },
      onProgress: (writtenBytes) => progress.push(writtenBytes),
    });
    assert.ok((await oss.emulator.readObject('other', 'copy')).equals(bytes));
    const head = await client.headObject('other', 'copy');
    assert.deepEqual(
      [head.contentType, head.userMetadata, head.headers['x-oss-tagging-count'], head.etag, head.sizeBytes],
      ['text/plain', { who: 'me' }, '1', written.etag, bytes.length],
    );
    assert.equal(oss.emulator.object('other', 'copy')?.acl, 'private');
    assert.equal(progress.at(-1), bytes.length);
    assert.ok(!oss.operations().includes('GetObject'));
  });

  it('does not copy a changed source, and leaves no parts', async () => {
    const { etag } = await oss.client().headObject('bucket', key);
    await oss.emulator.putObject('bucket', key, Buffer.alloc(bytes.length, 'x'));
    const headers = { 'x-oss-copy-source-if-match': etag ?? assert.fail() };
    await assert.rejects(oss.client().copyInParts('other', 'copy', source, { ...options, headers }), {
      code: 'PreconditionFailed',
    });
    assert.equal(oss.emulator.object('other', 'copy'), undefined);
    assert.deepEqual(await all(oss.client().incompleteUploads('other')), []);
  });

  it('recovers from a lost response to its completion', async () => {
    oss.emulator.faults.add({ kind: 'lostAnswer', match: { operation: 'CompleteMultipartUpload' } });
    await oss.client().copyInParts('other', 'copy', source, options);
    assert.ok((await oss.emulator.readObject('other', 'copy')).equals(bytes));
  });

  it('replaces no object if overwriting is forbidden', async () => {
    await oss.emulator.putObject('other', 'copy', 'mine');
    const headers = { 'x-oss-forbid-overwrite': 'true' };
    await assert.rejects(oss.client().copyInParts('other', 'copy', source, { ...options, headers }), {
      code: 'FileAlreadyExists',
    });
    assert.equal((await oss.emulator.readObject('other', 'copy')).toString(), 'mine');
  });
});
