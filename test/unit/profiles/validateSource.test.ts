import assert from 'node:assert/strict';
import { InvalidInputError } from '../../../src/oss/errors/errors.ts';
import * as validate from '../../../src/profiles/validateSource.ts';

type Cases<T> = readonly [what: string, check: (input: T) => void, good: readonly T[], bad: readonly T[]];

const TEXTS: readonly Cases<string>[] = [
  [
    'the ARN of a role',
    validate.validateRoleArn,
    ['acs:ram::1:role/reader', 'acs:ram::1234567890123456:role/team.reader-2_b'],
    ['', 'reader', 'acs:ram::1:user/me', 'acs:ram::x:role/reader', 'acs:ram::1:role/', ' acs:ram::1:role/reader'],
  ],
  [
    'the ARN of an OIDC provider',
    validate.validateProviderArn,
    ['acs:ram::1:oidc-provider/ci'],
    ['', 'ci', 'acs:ram::1:role/ci'],
  ],
  ['a session name', validate.validateSessionName, ['me', 'a.b@c_d-e', 'x'.repeat(64)], ['x', 'a b', 'x'.repeat(65)]],
  [
    'an external ID',
    validate.validateExternalId,
    ['e2', 'team+a=b,c.d@e:f/g-h_i', 'x'.repeat(1224)],
    ['', 'x', 'a b', 'a\nb', '密码', 'x'.repeat(1225)],
  ],
  [
    'a session policy',
    validate.validateSessionPolicy,
    ['{"Version":"1","Statement":[]}'],
    ['', '{', 'null', '[]', '{}', `{"Statement":"${'x'.repeat(2048)}"}`],
  ],
  [
    'a credentials URI',
    validate.validateCredentialsUri,
    ['https://keys.example.com/ak', 'http://localhost:8080/', 'http://127.0.0.1/x', 'http://[::1]:1/'],
    ['', 'keys', 'http://keys.example.com/', 'http://127.0.0.1.example.com/', 'file:///keys', 'ftp://localhost/'],
  ],
  ['the path of a token file', validate.validateTokenFile, ['/var/run/token'], ['', 'token', './token', '~/token']],
  ["the name of an instance's role", validate.validateRoleName, ['app', 'team.app-2_b'], ['', 'a/b', '../x']],
];

function checks<T>([what, check, good, bad]: Cases<T>): void {
  it(`of ${what} accept what Alibaba Cloud accepts and nothing else`, () => {
    for (const input of good) check(input);
    for (const input of bad) {
      const refused = (): void => {
        check(input);
      };
      assert.throws(refused, InvalidInputError, String(input));
    }
  });
}

describe('validators', () => {
  for (const cases of TEXTS) checks(cases);
  checks(['the length of a session', validate.validateSessionSeconds, [900, 43_200], [899, 43_201, Number.NaN]]);
});
