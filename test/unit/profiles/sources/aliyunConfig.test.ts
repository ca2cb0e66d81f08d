import assert from 'node:assert/strict';
import { readAliyunConfig } from '../../../../src/profiles/sources/aliyunConfig.ts';
import type { CredentialPlan } from '../../../../src/profiles/sources/credentialPlan.ts';
import { problemOf } from '../../../support/profiles/problemOf.ts';

const FILE = '~/.aliyun/config.json';
const now = new Date('2030-01-01T00:00:00Z');
const nowSeconds = now.getTime() / 1000;
const keyFields = { access_key_id: 'ak', access_key_secret: 'sk' };
const key = { kind: 'key', credentials: { accessKeyId: 'ak', accessKeySecret: 'sk' } } as const;
const token = { kind: 'key', credentials: { ...key.credentials, securityToken: 'token' } } as const;

function plan(...profiles: readonly Record<string, unknown>[]): CredentialPlan {
  const named = profiles.map((fields, index) => ({ name: `p${index}`, ...fields }));
  const [first = assert.fail()] = readAliyunConfig(JSON.stringify({ current: 'p0', profiles: named }), FILE);
  return first.plan(now);
}

describe('the configuration of the Alibaba Cloud CLI', () => {
  it('contains its profiles with their regions', () => {
    const profiles = [{ name: 'default', region_id: 'cn-beijing' }, { name: 'bare', region_id: '' }, { mode: 'AK' }];
    const read = readAliyunConfig(JSON.stringify({ profiles, meta_path: '' }), FILE);
    assert.deepEqual(
      read.map(({ plan: _, ...profile }) => profile),
      [
        { name: 'default', region: 'cn-beijing', buckets: [] },
        { name: 'bare', buckets: [] },
      ],
    );
  });

  it('keeps other profiles if one is null or not an object', () => {
    const profiles = [null, 7, 'x', { name: 'good', region_id: 'oss-cn-beijing' }];
    const [read, ...others] = readAliyunConfig(JSON.stringify({ profiles }), FILE);
    assert.deepEqual([read?.name, read?.region, others], ['good', 'cn-beijing', []]);
  });

  for (const [mode, fields, expected] of [
    ['AK', { ...keyFields, sts_token: 'left over' }, key],
    // The CLI writes it so.
    [undefined, keyFields, key],
    ['StsToken', { ...keyFields, sts_token: 'token' }, token],
    [
      'RamRoleArn',
      {
        ...keyFields,
        ram_role_arn: 'r',
        ram_session_name: 'me',
        expired_seconds: 900,
        external_id: 'e',
        sts_region: 'cn-beijing',
        sts_endpoint: 'sts.example.com',
      },
      {
        kind: 'role',
        base: key,
        externalId: 'e',
        roleArn: 'r',
        sessionName: 'me',
        durationSeconds: 900,
        stsRegion: 'cn-beijing',
        stsEndpoint: 'sts.example.com',
      },
    ],
    ['EcsRamRole', { ram_role_name: 'r' }, { kind: 'instanceRole', roleName: 'r' }],
    [
      'OIDC',
      { oidc_provider_arn: 'p', oidc_token_file: '/token', ram_role_arn: 'r', expired_seconds: 0 },
      { kind: 'oidc', providerArn: 'p', tokenFile: '/token', roleArn: 'r' },
    ],
    [
      'External',
      { process_command: 'tool --json' },
      { kind: 'process', command: 'tool --json', dialect: 'aliyun', timeoutMs: 60_000 },
    ],
    ['CredentialsURI', { credentials_uri: 'http://localhost/' }, { kind: 'uri', uri: 'http://localhost/' }],
  ] as const) {
    it(`supports the mode ${mode ?? 'AK if none is named'}`, () => {
      assert.deepEqual(plan({ mode, ...fields }), expected);
    });
  }

  for (const mode of ['CloudSSO', 'OAuth']) {
    it(`uses the token of a sign-in by ${mode} until it expires`, async () => {
      const signedIn = { mode, ...keyFields, sts_token: 'token', sts_expiration: nowSeconds + 1 };
      const expiration = new Date(now.getTime() + 1000);
      assert.deepEqual(plan(signedIn), { kind: 'key', credentials: { ...token.credentials, expiration } });
      assert.deepEqual(await problemOf(() => plan({ ...signedIn, sts_expiration: nowSeconds })), [
        'TokenEnded',
        FILE,
        'p0',
      ]);
      assert.deepEqual(await problemOf(() => plan({ mode })), ['FieldMissing', FILE, 'p0', 'sts_token']);
    });
  }

  it('supports a role based on another profile', () => {
    const chained = { mode: 'ChainableRamRoleArn', source_profile: 'p1', ram_role_arn: 'r' };
    assert.deepEqual(plan(chained, { mode: 'AK', ...keyFields }), { kind: 'role', base: key, roleArn: 'r' });
  });

  it('refuses circular profiles, missing sources and modes that cannot sign', async () => {
    const chained = { mode: 'ChainableRamRoleArn', ram_role_arn: 'r' };
    assert.deepEqual(await problemOf(() => plan({ ...chained, source_profile: 'p0' })), [
      'ProfilesInCircle',
      FILE,
      'p0',
    ]);
    assert.deepEqual(await problemOf(() => plan({ ...chained, source_profile: 'gone' })), [
      'ProfileMissing',
      FILE,
      'gone',
    ]);
    for (const mode of ['RsaKeyPair', 'RamRoleArnWithRoleName', 'BearerToken', 'Anonymous']) {
      assert.deepEqual(await problemOf(() => plan({ mode })), ['ModeUnsupported', FILE, 'p0', mode]);
    }
  });

  it('is empty without profiles', () => {
    for (const text of ['{}', '{"current":"default","profiles":null}'])
      assert.deepEqual(readAliyunConfig(text, FILE), []);
  });

  it('is never quoted if it cannot be read', async () => {
    for (const text of ['{"access_key_secret": "sk"', '[]', '{"profiles": {"secret": "sk"}}']) {
      assert.deepEqual(await problemOf(() => readAliyunConfig(text, FILE)), ['FileMalformed', FILE]);
    }
  });
});
