import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { InvalidInputError } from '../../../../src/oss/errors/errors.ts';
import {
  createPostForm,
  signPostPolicy,
  type PostForm,
  type PostFormOptions,
  type PostFormRequest,
} from '../../../../src/oss/signing/postPolicy.ts';

/** The input of a vector: moments are texts. */
type Input = PostFormRequest &
  Omit<PostFormOptions, 'signedAt' | 'expiration'> & { readonly signedAt: string; readonly expiration?: string };

/** A form that an implementation in another language made, with ali-oss agreeing. */
interface Vector {
  readonly name: string;
  readonly input: Input;
  readonly expect: {
    readonly policy: Policy;
    readonly conditions: readonly (readonly unknown[])[];
    readonly expiration: string;
    readonly fields: Readonly<Record<string, string>>;
    readonly policyText: string;
    readonly signature: string;
  };
}

/** An input that no form may be made of. */
interface Refused {
  readonly name: string;
  readonly input: Input;
  readonly reason: string;
}

interface Policy {
  readonly expiration: string;
  readonly conditions: readonly (readonly unknown[] | Readonly<Record<string, string>>)[];
}

const { cases, refused } = JSON.parse(
  readFileSync(new URL('../../../fixtures/signing/post-policy.json', import.meta.url), 'utf8'),
) as { readonly cases: readonly Vector[]; readonly refused: readonly Refused[] };

function optionsOf({ credentials, region, signedAt, expires, expiration }: Input): PostFormOptions & {
  readonly signedAt: Date;
} {
  return {
    credentials,
    region,
    signedAt: new Date(signedAt),
    ...(expires !== undefined && { expires }),
    ...(expiration !== undefined && { expiration: new Date(expiration) }),
  };
}

const formOf = (input: Input): PostForm => createPostForm(input, optionsOf(input));

/** The conditions of a policy as `[op, name, value]`, in an order of their own: a policy says nothing by its order. */
function normalised({ conditions }: Policy): readonly unknown[] {
  return sorted(
    conditions.flatMap((condition) =>
      Array.isArray(condition)
        ? [normalisedList(condition as readonly unknown[])]
        : Object.entries(condition).map(([name, value]) => ['eq', name.toLowerCase(), value]),
    ),
  );
}

function normalisedList([op, name, value]: readonly unknown[]): readonly unknown[] {
  if (op === 'content-length-range') return [op, name, value];
  return [op, String(name).replace(/^\$/, '').toLowerCase(), Array.isArray(value) ? sorted(value) : value];
}

function sorted(values: readonly unknown[]): readonly unknown[] {
  return values.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

const lowerCaseNames = (fields: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value]));

describe('createPostForm', () => {
  it('has 120 vectors and 26 refusals', () => {
    assert.deepEqual([cases.length, refused.length], [120, 26]);
  });

  for (const { name, input, expect } of cases) {
    it(`agrees with the vector "${name}"`, () => {
      const form = formOf(input);
      const policy = JSON.parse(form.policyText) as Policy;
      assert.deepEqual(normalised(policy), sorted(expect.conditions));
      assert.deepEqual(normalised(policy), normalised(expect.policy));
      assert.equal(policy.expiration, expect.expiration);
      assert.deepEqual(Object.keys(policy), ['expiration', 'conditions']);
      assert.deepEqual(form.expiration, new Date(expect.expiration));
      const { policy: sent, 'x-oss-signature': signature, ...fixed } = form.fields;
      assert.deepEqual(lowerCaseNames(fixed), lowerCaseNames(expect.fields));
      assert.equal(Buffer.from(sent ?? '', 'base64').toString(), form.policyText);
      assert.equal(signature, signPostPolicy(form.policyText, optionsOf(input)));
    });
  }

  for (const { name, input, reason } of refused) {
    it(`refuses "${name}": ${reason}`, () => {
      assert.throws(() => formOf(input), InvalidInputError);
    });
  }
});

describe('signPostPolicy', () => {
  for (const { name, input, expect } of cases) {
    it(`signs the text of the vector "${name}" unchanged`, () => {
      assert.equal(signPostPolicy(expect.policyText, optionsOf(input)), expect.signature);
    });
  }
});
