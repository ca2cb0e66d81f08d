import assert from 'node:assert/strict';
import { InvalidInputError } from '../../../../src/oss/errors/errors.ts';
import { signCdnUrl } from '../../../../src/oss/signing/signCdn.ts';
import { cdnInputOf, cdnVectors } from '../../../support/oss/cdnVectors.ts';

/** Refused inputs, with words of the message that names the cause. */
const REFUSALS: Readonly<Record<string, readonly [field: string, message: RegExp]>> = {
  'A, rand with a hyphen': ['rand', /rand of a type A link .* Remove hyphens/],
  'A, rand empty': ['rand', /1 to 100 .* or use 0/],
  'A, uid with a hyphen': ['uid', /uid of a type A link .* Remove hyphens/],
  'private key of 5': ['privateKey', /6 to 128 .* Copy it from/],
  'private key of 129': ['privateKey', /6 to 128/],
  'private key with a sign': ['privateKey', /letters and digits/],
  'F with a query': ['query', /type F can't have parameters. Remove x-oss-process/],
  'F, names alike': ['timeParam', /two parameters, not x for both/],
  'A, a query that already holds auth_key': ['query', /auth_key is reserved for the CDN signature. Remove it/],
  'C2, a query that already holds KEY1': ['query', /KEY1 is reserved for the CDN signature. Remove it/],
  'a query with an OSS signature, V4': ['query', /signed twice. Remove the parameter x-oss-signature/],
  'a query with an OSS signature, V1': ['query', /signed twice. Remove the parameter Signature/],
  'key with a dot segment': ['key', /rewrite "." and "..".* Rename the object/],
  'key begins with /': ['key', /begins with a slash. Rename the object/],
  'ttl 0': ['cdnTtl', /1 to 31536000 whole seconds, not 0/],
  'ttl over a year': ['cdnTtl', /1 to 31536000 whole seconds, not 31536001/],
  'expires 0': ['expires', /at least 1 whole second, not 0/],
};

describe('signCdnUrl', () => {
  it('has 90 vectors and 17 refusals', () => {
    assert.deepEqual([cdnVectors.cases.length, cdnVectors.refused.length], [90, 17]);
    assert.deepEqual(cdnVectors.refused.map(({ name }) => name).sort(), Object.keys(REFUSALS).sort());
  });

  for (const vector of cdnVectors.cases) {
    it(`agrees with the vector "${vector.name}"`, () => {
      const { url, stringToHash, expiresAt } = vector.expect;
      assert.deepEqual(signCdnUrl(cdnInputOf(vector)), {
        url,
        stringToHash,
        ...(expiresAt !== undefined && { expiresAt: new Date(expiresAt) }),
      });
    });
  }

  for (const vector of cdnVectors.refused) {
    it(`refuses "${vector.name}": ${vector.reason}`, () => {
      const [field, message] = REFUSALS[vector.name] ?? ['', /^$/];
      assert.throws(
        () => signCdnUrl(cdnInputOf(vector)),
        (error) => {
          assert.ok(error instanceof InvalidInputError);
          assert.equal(error.field, field);
          assert.match(error.message, message);
          assert.ok(!error.message.includes(vector.input.privateKey), 'the message contains the key');
          return true;
        },
      );
    });
  }
});
