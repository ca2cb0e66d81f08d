import assert from 'node:assert/strict';
import { discardBody } from '../../../../src/oss/client/transport.ts';
import { chunksOf } from '../../../support/oss/chunks.ts';

describe('discardBody', () => {
  it('reads a short body to its end and returns the headers', async () => {
    const body = chunksOf('a', 'b');
    const headers = { etag: '"E"' };
    assert.equal(await discardBody({ status: 200, headers, body }), headers);
    assert.deepEqual(await body.next(), { done: true, value: undefined });
  });

  it('abandons a body that does not end', async () => {
    let parts = 0;
    let isLeft = false;
    const endless = (async function* (): AsyncGenerator<Uint8Array> {
      try {
        for (;;) {
          parts += 1;
          yield await Promise.resolve(Buffer.alloc(16 * 1024));
        }
      } finally {
        isLeft = true;
      }
    })();
    await discardBody({ status: 200, headers: {}, body: endless });
    assert.deepEqual([isLeft, parts], [true, 5]);
  });
});
