import assert from 'node:assert/strict';
import { bulkFormats } from '../../../../src/links/bulk/bulkFormats.ts';
import type { BulkSigner } from '../../../../src/links/bulk/bulkSigner.ts';
import { bulkText, type BulkTarget } from '../../../../src/links/bulk/bulkText.ts';
import { TimeSlices } from '../../../../src/links/bulk/timeSlices.ts';

const html = bulkFormats.find(({ id }) => id === 'html') ?? assert.fail('there is no HTML');

describe('bulk text', () => {
  let clockMs = 0;
  /** Signing takes 3 ms. */
  const signer: Pick<BulkSigner, 'sign'> = {
    sign: (key) => {
      clockMs += 3;
      const signed = { method: 'GET', signedHeaders: {}, expiration: new Date(0), stringToSign: '' } as const;
      return Promise.resolve({ ...signed, url: `https://h/${key}` });
    },
  };
  async function* pages(...sizes: readonly number[]): AsyncGenerator<readonly BulkTarget[]> {
    let next = 0;
    for (const size of sizes) {
      yield await Promise.resolve(
        Array.from({ length: size }, () => {
          const key = String(next++);
          return { profileId: 'p1', bucket: 'docs', key, path: key };
        }),
      );
    }
  }
  const piecesOf = async (...sizes: readonly number[]): Promise<readonly string[]> => {
    const signerOf = (): Promise<BulkSigner> => Promise.resolve(signer as BulkSigner);
    const pieces: string[] = [];
    for await (const piece of bulkText(pages(...sizes), html, 'docs', signerOf, new TimeSlices(() => clockMs))) {
      pieces.push(piece);
    }
    return pieces;
  };
  const linksIn = (piece: string): number => piece.split('<li>').length - 1;

  it('comes in chunks, none of which takes much longer than 8 ms, for any page sizes', async () => {
    assert.deepEqual((await piecesOf(7)).map(linksIn), [3, 3, 1]);
    assert.deepEqual((await piecesOf(2, 0, 2, 3)).map(linksIn), [3, 3, 1]);
  });

  it('is the same in one chunk or many', async () => {
    const text = (await piecesOf(1, 4)).join('');
    assert.ok(text.startsWith(html.head('docs')) && text.endsWith(html.foot));
    assert.deepEqual(
      [...text.matchAll(/>(\d)</g)].map(([, name]) => name),
      ['0', '1', '2', '3', '4'],
    );
    assert.equal((await piecesOf()).join(''), html.head('docs') + html.foot);
  });

  it('yields to other work between chunks', async () => {
    let othersRan = false;
    setImmediate(() => (othersRan = true));
    await piecesOf(3);
    assert.equal(othersRan, false);
    await piecesOf(4);
    assert.equal(othersRan, true);
  });
});
