import assert from 'node:assert/strict';
import {
  hasDotSegments,
  validateBucket,
  validateHeaderName,
  validateHeaderValue,
  validateKey,
  validateRegion,
  validateValidityV4,
} from '../../../src/oss/validate.ts';
import { validateSecurityToken } from '../../../src/oss/credentials.ts';
import { invalidInput } from '../../support/oss/invalidInput.ts';

/** Rule with accepted and refused values, and the message of each refusal. */
interface Rule {
  readonly field: string;
  readonly validate: (value: string) => void;
  readonly taken: readonly string[];
  readonly refused: readonly (readonly [string, RegExp])[];
}

const rules: readonly Rule[] = [
  {
    field: 'bucket',
    validate: validateBucket,
    taken: ['abc', 'a-b', '0'.repeat(63)],
    refused: ['ab', '0'.repeat(64), '-ab', 'ab-', 'aBc', 'a.b', 'a_b', 'a/b', 'abc\n', ''].map((name) => [
      name,
      /3 to 63 lowercase letters, digits, and hyphens/,
    ]),
  },
  {
    field: 'key',
    validate: validateKey,
    taken: ['a', '?', ' ', 'a//b', '../a', '0'.repeat(1023), '报'.repeat(341), '🚀'.repeat(255)],
    refused: [
      ['', /empty/],
      ['/a', /slash or a backslash/],
      ['\\a', /slash or a backslash/],
      ['0'.repeat(1024), /at most 1023 bytes in UTF-8. This one has 1024/],
      ['报'.repeat(342), /This one has 1026/],
      ['🚀'.repeat(256), /This one has 1024/],
      ['a\ud83d', /surrogate/],
      ['\ude80a', /surrogate/],
    ],
  },
  {
    field: 'region',
    validate: validateRegion,
    taken: ['cn-hangzhou', 'ap-southeast-1', 'anything-9'],
    refused: [
      ['oss-cn-hangzhou', /Use cn-hangzhou/],
      ['', /such as cn-hangzhou/],
      ['cn_hangzhou', /such as cn-hangzhou/],
      ['CN-hangzhou', /such as cn-hangzhou/],
      ['cn-hangzhou/x', /such as cn-hangzhou/],
    ],
  },
  {
    field: 'securityToken',
    validate: validateSecurityToken,
    taken: ['CAIS/+token=='],
    refused: ['', 'a b', 'a\n', 'é'].map((token) => [token, /no spaces or line breaks/]),
  },
  {
    field: 'headers',
    validate: validateHeaderName,
    taken: ['Content-Type', "x-oss-meta-a_b.c!#$%&'*+^`|~"],
    refused: ['', 'a b', 'a:', 'a\r\nb', 'é'].map((name) => [name, /only letters, digits, and hyphens/]),
  },
  {
    field: 'headers',
    validate: (value) => {
      validateHeaderValue('x-oss-meta-a', value);
    },
    taken: ['', 'text/plain; charset=utf-8', 'a\tb', '%E6%8A%A5'],
    refused: ['a\r\nb: c', 'a\0', '\x7f', '报', 'é'].map((value) => [value, /x-oss-meta-a .* Percent-encode/]),
  },
];

for (const { field, validate, taken, refused } of rules) {
  describe(`the rule for ${field} (${validate.name})`, () => {
    for (const value of taken) {
      it(`accepts ${JSON.stringify(value).slice(0, 40)} of ${value.length}`, () => {
        assert.doesNotThrow(() => {
          validate(value);
        });
      });
    }
    for (const [value, message] of refused) {
      it(`refuses ${JSON.stringify(value).slice(0, 40)} of ${value.length}`, () => {
        assert.throws(
          () => {
            validate(value);
          },
          invalidInput(field, message),
        );
      });
    }
  });
}

describe('validateValidityV4', () => {
  it('accepts 1 second to 7 days', () => {
    for (const seconds of [1, 900, 604_800]) {
      assert.doesNotThrow(() => {
        validateValidityV4(seconds);
      });
    }
  });
  it('names the invalid number and its field', () => {
    assert.throws(
      () => {
        validateValidityV4(604_801, 'expiration');
      },
      invalidInput('expiration', /604801/),
    );
  });
});

describe('hasDotSegments', () => {
  for (const key of ['.', '..', 'a/./b', 'a/../b', 'a/..', './a']) {
    it(`is true for ${key}`, () => {
      assert.equal(hasDotSegments(key), true);
    });
  }
  for (const key of ['...', 'a/.b', 'a..b', 'a//b', '.a/', 'a./b']) {
    it(`is false for ${key}`, () => {
      assert.equal(hasDotSegments(key), false);
    });
  }
});
