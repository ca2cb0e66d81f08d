import assert from 'node:assert/strict';
import { InvalidInputError } from '../../../../src/oss/errors/errors.ts';
import { uploadBody } from '../../../../src/oss/client/uploadBody.ts';
import { chunksOf, textOf } from '../../../support/oss/chunks.ts';

describe('uploadBody', () => {
  it('derives the size from bytes, whatever is announced', () => {
    assert.equal(uploadBody(Buffer.from('abc'), 99).sizeBytes, 3);
    assert.equal(uploadBody(chunksOf('abc'), 3).sizeBytes, 3);
    assert.equal(uploadBody(chunksOf('abc')).sizeBytes, undefined);
  });

  it('can be repeated unless it is a stream', () => {
    assert.equal(uploadBody(Buffer.from('a')).isRepeatable, true);
    assert.equal(uploadBody(() => chunksOf('a')).isRepeatable, true);
    assert.equal(uploadBody(chunksOf('a')).isRepeatable, false);
  });

  it('opens its source when the first chunk is requested, not before', async () => {
    let opened = 0;
    const body = uploadBody(() => {
      opened++;
      return chunksOf('a');
    });
    const chunks = body.open();
    assert.equal(opened, 0);
    await textOf(chunks);
    assert.equal(opened, 1);
  });

  it('closes its source if it is read only partly', async () => {
    let isClosed = false;
    const source = (async function* (): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield await Promise.resolve(Buffer.from('a'));
      } finally {
        isClosed = true;
      }
    })();
    for await (const chunk of uploadBody(source).open()) {
      assert.equal(Buffer.from(chunk).toString(), 'a');
      break;
    }
    assert.equal(isClosed, true);
  });

  it('recognises errors of its source, and a wrong size as its own failure', async () => {
    const reason = new Error('unreadable');
    const failing = uploadBody(() => {
      throw reason;
    });
    assert.equal(failing.failure(), undefined);
    await assert.rejects(textOf(failing.open()), reason);
    assert.deepEqual(failing.failure(), { reason });
    const short = uploadBody(chunksOf('a'), 2);
    await assert.rejects(textOf(short.open()), { code: 'InvalidInput' });
    assert.ok(short.failure()?.reason instanceof InvalidInputError);
  });

  it('does not treat an error of the transport as its own failure', async () => {
    const body = uploadBody(chunksOf('a', 'b'));
    const chunks = body.open()[Symbol.asyncIterator]();
    await chunks.next();
    const reset = new Error('reset');
    await assert.rejects(async () => chunks.throw?.(reset), reset);
    assert.equal(body.failure(), undefined);
  });

  it('opens from the beginning each time', async () => {
    const body = uploadBody(() => chunksOf('a', 'b'));
    assert.deepEqual([await textOf(body.open()), await textOf(body.open())], ['ab', 'ab']);
  });

  it('reports progress after each chunk is read', async () => {
    const progress: number[] = [];
    const body = uploadBody(chunksOf('a', 'bc'), 3, (sentBytes) => progress.push(sentBytes));
    for await (const chunk of body.open()) progress.push(-chunk.length);
    assert.deepEqual(progress, [0, -1, 1, -2, 3]);
  });

  it('fails before it yields more than announced', async () => {
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
