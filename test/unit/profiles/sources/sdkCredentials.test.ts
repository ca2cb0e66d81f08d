import assert from 'node:assert/strict';
import { readSdkCredentials } from '../../../../src/profiles/sources/sdkCredentials.ts';
import type { CredentialPlan } from '../../../../src/profiles/sources/credentialPlan.ts';
import { problemOf } from '../../../support/profiles/problemOf.ts';

const FILE = '~/.alibabacloud/credentials';
const now = new Date('2030-01-01T00:00:00Z');
const key = { kind: 'key', credentials: { accessKeyId: 'ak', accessKeySecret: 'sk' } } as const;
const keyLines = 'access_key_id = ak\naccess_key_secret = sk';

function plan(text: string): CredentialPlan {
  const [profile = assert.fail()] = readSdkCredentials(`[default]\n${text}\n`, FILE);
  return profile.plan(now);
}

describe('the credentials file of the SDKs', () => {
  it('is a profile for each section, as in its manual: with comments after values and names', () => {
    const text = [
      '[default]                          # Default client',
      'enable = true                      # Enabled',
      'type = access_key                  # Certification type: access_key',
      'access_key_id = ak                 # Key',
      'access_key_secret = sk             # Secret',
      '',
      '[client1]',
      'type=ecs_ram_role',
      'role_name = EcsRamRoleTest',
      'region_id = cn-beijing',
    ].join('\r\n');
    const profiles = readSdkCredentials(text, FILE);
    assert.deepEqual(
      profiles.map(({ plan: planOf, ...profile }) => ({ ...profile, plan: planOf(now) })),
      [
        { name: 'default', buckets: [], plan: key },
        {
          name: 'client1',
          region: 'cn-beijing',
          buckets: [],
          plan: { kind: 'instanceRole', roleName: 'EcsRamRoleTest' },
        },
      ],
    );
  });

  it('keeps a # that is part of a value', () => {
    const { credentials } = plan('type = access_key\naccess_key_id = ak\naccess_key_secret = s#k') as typeof key;
    assert.equal(credentials.accessKeySecret, 's#k');
  });

  it('skips disabled profiles', () => {
    assert.deepEqual(readSdkCredentials(`[default]\nenable = false\ntype = access_key\n${keyLines}\n`, FILE), []);
  });

  for (const [type, lines, expected] of [
    [
      'sts',
      `${keyLines}\nsecurity_token = token`,
      { kind: 'key', credentials: { ...key.credentials, securityToken: 'token' } },
    ],
    [
      'ram_role_arn',
      `${keyLines}\nrole_arn = acs:ram::1:role/r\nrole_session_name = me\npolicy = {"Version":"1"}`,
      { kind: 'role', base: key, roleArn: 'acs:ram::1:role/r', sessionName: 'me', policy: '{"Version":"1"}' },
    ],
    [
      'oidc_role_arn',
      'role_arn = acs:ram::1:role/r\noidc_provider_arn = acs:ram::1:oidc-provider/p\noidc_token_file_path = /token\nrole_session_name = me\npolicy = {}',
      {
        ...{ kind: 'oidc', providerArn: 'acs:ram::1:oidc-provider/p', tokenFile: '/token' },
        ...{ roleArn: 'acs:ram::1:role/r', sessionName: 'me', policy: '{}' },
      },
    ],
    ['ecs_ram_role', '', { kind: 'instanceRole' }],
    ['credentials_uri', 'credentials_uri = https://example.com/c', { kind: 'uri', uri: 'https://example.com/c' }],
  ] as const) {
    it(`supports the type ${type}`, () => {
      assert.deepEqual(plan(`type = ${type}\n${lines}`), expected);
    });
  }

  for (const type of ['rsa_key_pair', 'bearer']) {
    it(`reports that the type ${type} cannot sign`, async () => {
      assert.deepEqual(await problemOf(() => plan(`type = ${type}\npublic_key_id = x`)), [
        'ModeUnsupported',
        FILE,
        'default',
        type,
      ]);
    });
  }

  for (const [lines, field] of [
    [keyLines, 'type'],
    ['type = access_key\naccess_key_id = ak', 'access_key_secret'],
    [`type = sts\n${keyLines}`, 'security_token'],
    [`type = ram_role_arn\n${keyLines}`, 'role_arn'],
  ] as const) {
    it(`reports that ${field} is missing`, async () => {
      assert.deepEqual(await problemOf(() => plan(lines)), ['FieldMissing', FILE, 'default', field]);
    });
  }
});
