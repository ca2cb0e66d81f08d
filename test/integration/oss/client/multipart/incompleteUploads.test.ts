import assert from 'node:assert/strict';
import { all, loopbackOss } from '../../../../support/oss/loopbackOss.ts';

describe('incompleteUploads', () => {
  const oss = loopbackOss();

  beforeEach(() => {
    oss.emulator.createBucket('docs');
  });

  it('lists uploads that were neither completed nor aborted, over all pages, by key', async () => {
    const client = oss.client();
    const begun: string[] = [];
    for (const key of ['b & c', '报告/三.pdf', 'b & c', 'a'])
      begun.push(await client.initiateMultipartUpload('docs', key));
    await client.abortMultipartUpload('docs', 'a', begun[3] ?? '');
    const found = await all(client.incompleteUploads('docs', { maxUploads: 1 }));
    assert.deepEqual(
      found.map(({ key, uploadId }) => [key, uploadId]),
      [
        ['b & c', begun[0]],
        ['b & c', begun[2]],
        ['报告/三.pdf', begun[1]],
      ],
    );
    assert.ok(found.every(({ initiatedAt }) => Math.abs(initiatedAt.getTime() - Date.now()) < 60_000));
    assert.equal(oss.operations().filter((operation) => operation === 'ListMultipartUploads').length, 3);
  });

  it('lists those with a prefix', async () => {
    const client = oss.client();
    for (const key of ['a/1', 'b/1']) await client.initiateMultipartUpload('docs', key);
    assert.deepEqual(
      (await all(client.incompleteUploads('docs', { prefix: 'b/' }))).map(({ key }) => key),
      ['b/1'],
    );
  });
});
