import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { createPostForm } from '../../../../src/oss/signing/postPolicy.ts';
import { propertyRuns } from '../../../support/propertyRuns.ts';
import { formOptions, formRequest } from '../../../support/oss/arbitraryForms.ts';

/** The part of ali-oss that signs forms: a method of its client, which reads two of the client's options only. */
const aliOss = createRequire(import.meta.url)('ali-oss/lib/common/object/signPostObjectPolicyV4.js') as {
  readonly signPostObjectPolicyV4: (this: AliOssClient, policy: unknown, date: Date) => string;
};

interface AliOssClient {
  readonly options: { readonly accessKeySecret: string; readonly region: string };
}

interface Policy {
  readonly expiration: string;
  readonly conditions: readonly (readonly unknown[] | Readonly<Record<string, string>>)[];
}

describe('createPostForm', () => {
  it('agrees with ali-oss on any form, and names every field that it sends', () => {
    fc.assert(
      fc.property(formRequest, formOptions, (request, options) => {
        const { fields, policyText, expiration } = createPostForm(request, options);
        const policy = JSON.parse(policyText) as Policy;
        const { credentials, region, signedAt } = options;
        const client = { options: { accessKeySecret: credentials.accessKeySecret, region } };
        assert.equal(fields['x-oss-signature'], aliOss.signPostObjectPolicyV4.call(client, policy, signedAt));
        assert.equal(fields['policy'], Buffer.from(policyText).toString('base64'));
        assert.equal(policy.expiration, expiration.toISOString());

        const exact = new Map(policy.conditions.flatMap(exactValues));
        for (const [name, value] of Object.entries(fields)) {
          if (name === 'policy' || name === 'x-oss-signature') continue;
          assert.equal(exact.get(name.toLowerCase()), value, name);
          exact.delete(name.toLowerCase());
        }
        assert.deepEqual([...exact], [['bucket', request.bucket]]);
      }),
      // As often as the signatures of links are compared.
      { ...propertyRuns, numRuns: Math.max(2000, propertyRuns.numRuns) },
    );
  }).timeout(60_000);
});

/** The exact values of a condition, by lower-case field name. */
function exactValues(condition: Policy['conditions'][number]): (readonly [string, unknown])[] {
  if (!Array.isArray(condition)) return Object.entries(condition);
  const [op, name, value] = condition as readonly unknown[];
  return op === 'eq' ? [[String(name).slice(1).toLowerCase(), value]] : [];
}
