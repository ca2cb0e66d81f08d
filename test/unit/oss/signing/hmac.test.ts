import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { createHmacSha256 } from '../../../../src/oss/signing/hmac.ts';
import { propertyRuns } from '../../../support/propertyRuns.ts';

describe('createHmacSha256', () => {
  it("returns the result of Node's createHmac, for keys and texts of any length", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 150 }),
        fc.string({ unit: 'binary-ascii', maxLength: 80 }),
        fc.array(fc.string({ unit: 'binary-ascii', maxLength: 300 }), { minLength: 1, maxLength: 5 }),
        (key, prefix, texts) => {
          const hmac = createHmacSha256(key, prefix);
          const expected = texts.map((text) => createHmac('sha256', key).update(`${prefix}${text}`));
          assert.deepEqual(
            texts.map((text) => hmac(text, 'hex')),
            expected.map((whole) => whole.digest('hex')),
          );
        },
      ),
      propertyRuns,
    );
  });

  for (const keyBytes of [63, 64, 65]) {
    it(`accepts a key of ${keyBytes} bytes, about as long as a block`, () => {
      const key = Buffer.alloc(keyBytes, 'k');
      assert.equal(createHmacSha256(key)('text', 'binary'), createHmac('sha256', key).update('text').digest('binary'));
    });
  }

  it('prints without its key', () => {
    assert.doesNotMatch(inspect(createHmacSha256(Buffer.from('sk')), { showHidden: true, depth: 9 }), /sk|73 6b|54/);
  });
});
