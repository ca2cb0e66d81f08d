import assert from 'node:assert/strict';
import { readOssutilConfig } from '../../../../src/profiles/sources/ossutilConfig.ts';
import type { CredentialPlan } from '../../../../src/profiles/sources/credentialPlan.ts';
import { problemOf } from '../../../support/profiles/problemOf.ts';

const FILE = '~/.ossutilconfig';
const now = new Date('2030-01-01T00:00:00Z');
const key = { kind: 'key', credentials: { accessKeyId: 'ak', accessKeySecret: 'sk' } } as const;
const KEY_LINES = 'access-key-id = ak\naccess-key-secret = sk';

function plan(text: string, name = 'default'): CredentialPlan {
  const profile = readOssutilConfig(text, FILE).find((candidate) => candidate.name === name);
  return (profile ?? assert.fail(name)).plan(now);
}

describe('the configuration of ossutil 1', () => {
  it('is one profile with its endpoint, its buckets and their custom domains', () => {
    const text = [
      '[Credentials]',
      'language=EN',
      'endpoint=oss-cn-shanghai.aliyuncs.com',
      'accessKeyID=ak',
      'accessKeySecret=sk',
      '[Bucket-Endpoint]',
      'my-logs=oss-cn-beijing.aliyuncs.com',
      'my-files=http://oss-cn-shenzhen-internal.aliyuncs.com',
      'my-odd=not an endpoint',
      '[Bucket-Cname]',
      'my-files=files.example.com',
    ].join('\n');
    const [{ plan: planOf, ...profile } = assert.fail(), ...others] = readOssutilConfig(text, FILE);
    assert.deepEqual(profile, {
      name: 'default',
      endpoint: 'oss-cn-shanghai.aliyuncs.com',
      buckets: [
        { name: 'my-logs', region: 'cn-beijing' },
        { name: 'my-files', region: 'cn-shenzhen', customDomain: 'files.example.com' },
        { name: 'my-odd' },
      ],
    });
    assert.deepEqual(planOf(now), key);
    assert.deepEqual(others, []);
  });

  for (const [mode, lines, expected] of [
    ['none', 'access_id=ak\naccess_key=sk', key],
    ['AK', 'mode=AK\naccessKeyID=ak\naccessKeySecret=sk\nstsToken=', key],
    [
      'StsToken',
      'mode=StsToken\naccessKeyID=ak\naccessKeySecret=sk\nstsToken=token',
      { kind: 'key', credentials: { ...key.credentials, securityToken: 'token' } },
    ],
    [
      'RamRoleArn',
      'mode=RamRoleArn\naccessKeyID=ak\naccessKeySecret=sk\nramRoleArn=acs:ram::1:role/r\nroleSessionName=me\ntokenTimeOut=900\nstsRegion=cn-beijing',
      {
        kind: 'role',
        base: key,
        roleArn: 'acs:ram::1:role/r',
        sessionName: 'me',
        durationSeconds: 900,
        stsRegion: 'cn-beijing',
      },
    ],
    ['EcsRamRole', 'mode=EcsRamRole\necsRoleName=r', { kind: 'instanceRole', roleName: 'r' }],
    [
      'of a section for the metadata service',
      'language=EN\n[AkService]\necsAk=http://100.100.100.200/latest/meta-data/Ram/security-credentials/EcsRole',
      { kind: 'instanceRole', roleName: 'EcsRole' },
    ],
    [
      'of an AccessKey before that of the metadata service',
      'accessKeyID=ak\naccessKeySecret=sk\n[AkService]\necsAk=http://100.100.100.200/latest/meta-data/Ram/security-credentials/EcsRole',
      key,
    ],
  ] as const) {
    it(`supports the mode ${mode}`, () => {
      assert.deepEqual(plan(`[Credentials]\n${lines}\n`), expected);
    });
  }

  it('asks no other address for the credentials of an instance', async () => {
    const text = '[Credentials]\n[AkService]\necsAk=http://evil.example/latest/meta-data/ram/security-credentials/r';
    assert.deepEqual(await problemOf(() => plan(text)), ['FieldMissing', FILE, 'default', 'access-key-id']);
  });

  it('reports what is missing, and which mode is not supported', async () => {
    assert.deepEqual(await problemOf(() => plan('[Credentials]\naccessKeyID=ak')), [
      'FieldMissing',
      FILE,
      'default',
      'access-key-secret',
    ]);
    assert.deepEqual(await problemOf(() => plan('[Credentials]\nmode=Other')), [
      'ModeUnsupported',
      FILE,
      'default',
      'Other',
    ]);
  });
});

describe('the configuration of ossutil 2', () => {
  it('has a profile for each section, with its location and the buckets that it names', () => {
    const text = [
      '[default]',
      KEY_LINES,
      'region = cn-hangzhou',
      '[profile work]',
      KEY_LINES,
      'region = cn-shanghai',
      'endpoint = https://oss.example.com',
      'addressing-style = path',
      'buckets = mine',
      '[buckets mine]',
      'my-files =',
      '  endpoint = files.example.com',
      '  addressing-style = cname',
      'my-logs =',
      '  region = cn-beijing',
      'my-odd =',
      '  region = not a region',
    ].join('\n');
    assert.deepEqual(
      readOssutilConfig(text, FILE).map(({ plan: _, ...profile }) => profile),
      [
        { name: 'default', region: 'cn-hangzhou', buckets: [] },
        {
          name: 'work',
          region: 'cn-shanghai',
          endpoint: 'https://oss.example.com',
          addressing: 'path',
          buckets: [
            { name: 'my-files', customDomain: 'files.example.com' },
            { name: 'my-logs', region: 'cn-beijing' },
            { name: 'my-odd' },
          ],
        },
      ],
    );
  });

  for (const [mode, lines, expected] of [
    ['AK', `mode = AK\n${KEY_LINES}`, key],
    [
      'StsToken',
      `mode = StsToken\n${KEY_LINES}\nsts-token = token`,
      { kind: 'key', credentials: { ...key.credentials, securityToken: 'token' } },
    ],
    ['EcsRamRole', 'mode = EcsRamRole', { kind: 'instanceRole' }],
    ['Ali-EcsRamRole', 'mode = Ali-EcsRamRole\necs-role-name = r', { kind: 'instanceRole', roleName: 'r' }],
    [
      'oidcRoleArn',
      'mode = oidcRoleArn\noidc-provider-arn = p\noidc-token-file-path = /token\nrole-arn = r',
      { kind: 'oidc', providerArn: 'p', tokenFile: '/token', roleArn: 'r' },
    ],
    [
      'Process',
      'mode = Process\ncredential-process = tool --json',
      { kind: 'process', command: 'tool --json', dialect: 'ossutil', timeoutMs: 15_000 },
    ],
    [
      'Process by its command alone',
      'credential-process = tool\ncredential-process-timeout = 3',
      { kind: 'process', command: 'tool', dialect: 'ossutil', timeoutMs: 3_000 },
    ],
    [
      'credential URI by its field alone',
      'credential-uri = https://localhost/key',
      { kind: 'uri', uri: 'https://localhost/key' },
    ],
  ] as const) {
    it(`supports the mode ${mode}`, () => {
      assert.deepEqual(plan(`[profile a b]\n${lines}\n`, 'a b'), expected);
    });
  }

  it('names a profile without the quotes around its name', () => {
    assert.deepEqual(plan(`[profile "my work"]\n${KEY_LINES}\n`, 'my work'), key);
  });

  it('supports a role based on any other profile', () => {
    const text = `[default]\nmode = RamRoleArn\nrole-arn = r\nexternal-id = e\nsource-profile = base\n[profile base]\n${KEY_LINES}`;
    assert.deepEqual(plan(text), { kind: 'role', base: key, externalId: 'e', roleArn: 'r' });
  });

  it('refuses circular profiles, missing sources and modes without a key', async () => {
    const circle = ['[profile a]', 'mode=RamRoleArn', 'role-arn=r', 'source-profile=b', '[profile b]'];
    const chained = [...circle, 'mode=RamRoleArn', 'role-arn=r', 'source-profile=a'].join('\n');
    assert.deepEqual(await problemOf(() => plan(chained, 'a')), ['ProfilesInCircle', FILE, 'a']);
    const dangling = '[default]\nmode=RamRoleArn\nrole-arn=r\nsource-profile=gone';
    assert.deepEqual(await problemOf(() => plan(dangling)), ['ProfileMissing', FILE, 'gone']);
    assert.deepEqual(await problemOf(() => plan('[default]\nmode=Anonymous')), [
      'ModeUnsupported',
      FILE,
      'default',
      'Anonymous',
    ]);
  });
});
