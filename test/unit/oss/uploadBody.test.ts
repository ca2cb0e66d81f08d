import assert from 'node:assert/strict';
import { uploadBody } from '../../../src/oss/uploadBody.ts';
import { chunksOf, textOf } from './chunks.ts';

describe('uploadBody', () => {
  it('knows the size of bytes, whatever is announced', () => {
    assert.equal(uploadBody(Buffer.from('abc'), 99).sizeBytes, 3);
    assert.equal(uploadBody(chunksOf('abc'), 3).sizeBytes, 3);
    assert.equal(uploadBody(chunksOf('abc')).sizeBytes, undefined);
  });

  it('can be repeated unless it is a stream', () => {
    assert.equal(uploadBody(Buffer.from('a')).isRepeatable, true);
    assert.equal(uploadBody(() => chunksOf('a')).isRepeatable, true);
    assert.equal(uploadBody(chunksOf('a')).isRepeatable, false);
  });

  it('opens from the beginning each time', async () => {
    const body = uploadBody(() => chunksOf('a', 'b'));
    assert.deepEqual([await textOf(body.open()), await textOf(body.open())], ['ab', 'ab']);
  });

  it('tells progress after each part is taken', async () => {
    const progress: number[] = [];
    const body = uploadBody(chunksOf('a', 'bc'), 3, (sentBytes) => progress.push(sentBytes));
    for await (const chunk of body.open()) progress.push(-chunk.length);
    assert.deepEqual(progress, [0, -1, 1, -2, 3]);
  });

  it('fails before it hands over more than announced', async () => {
    const taken: string[] = [];
    await assert.rejects(
      async () => {
        for await (const chunk of uploadBody(chunksOf('ab', 'cd'), 3).open()) taken.push(Buffer.from(chunk).toString());
      },
      { code: 'InvalidInput', field: 'body', args: [3] },
    );
    assert.deepEqual(taken, ['ab']);
  });
});
