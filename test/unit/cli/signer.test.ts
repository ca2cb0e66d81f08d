import assert from 'node:assert/strict';
import { readPresignedUrl } from '../../../src/oss/presignedUrls/presignedUrl.ts';
import { CredentialSourceError } from '../../../src/profiles/sources/sourceError.ts';
import { keyInEnvironment, runCli, signedAt, type CliSetting } from '../../support/cli/cliBench.ts';

const ossutil = (profiles: Readonly<Record<string, string>>): string =>
  Object.entries(profiles)
    .map(
      ([name, lines]) =>
        `[${name}]\naccess-key-id = of-${name.replace('profile ', '')}\naccess-key-secret = sk\n${lines}\n`,
    )
    .join('');
const aliyun = (...names: readonly string[]): string =>
  JSON.stringify({
    profiles: names.map((name) => ({
      name,
      mode: 'AK',
      access_key_id: `of-${name}`,
      access_key_secret: 'sk',
      region_id: 'cn-beijing',
    })),
  });

/** The key, region and host that a link to an object is signed with. */
async function signedWith(args: readonly string[], setting: CliSetting): Promise<readonly unknown[]> {
  const { code, printed, notes } = await runCli(['get', 'examplebucket/a', ...args], setting);
  assert.equal(code, 0, notes.join('\n'));
  const { accessKeyId, region, host } = readPresignedUrl(printed[0] ?? '');
  return [accessKeyId, region, host];
}

async function refusal(args: readonly string[], setting: CliSetting): Promise<string> {
  const { code, printed, notes } = await runCli(['get', 'examplebucket/a', ...args], setting);
  assert.deepEqual([code, printed], [2, []]);
  return notes.join('\n');
}

describe('the signer of the command line', () => {
  const home = {
    '.ossutilconfig': ossutil({
      default: 'region = cn-shanghai',
      'profile work': 'endpoint = oss-cn-shenzhen-internal.aliyuncs.com',
    }),
    '.aliyun/config.json': aliyun('default', 'other'),
  };
  const shanghai = 'examplebucket.oss-cn-shanghai.aliyuncs.com';

  for (const [what, args, env, expected] of [
    [
      'the environment first',
      [],
      keyInEnvironment,
      ['ak', 'cn-hangzhou', 'examplebucket.oss-cn-hangzhou.aliyuncs.com'],
    ],
    [
      'the region and the endpoint of the environment',
      [],
      { ...keyInEnvironment, OSS_ENDPOINT: 'https://oss-cn-qingdao.aliyuncs.com' },
      ['ak', 'cn-qingdao', 'examplebucket.oss-cn-qingdao.aliyuncs.com'],
    ],
    ["ossutil's default profile without it", [], {}, ['of-default', 'cn-shanghai', shanghai]],
    [
      'another named one, even with the environment set',
      ['--profile', 'ossutil default'],
      keyInEnvironment,
      ['of-default', 'cn-shanghai', shanghai],
    ],
    [
      'the endpoint of the profile',
      ['--profile', 'work'],
      {},
      ['of-work', 'cn-shenzhen', 'examplebucket.oss-cn-shenzhen-internal.aliyuncs.com'],
    ],
    [
      "a profile of the CLI's",
      ['--profile', 'other'],
      {},
      ['of-other', 'cn-beijing', 'examplebucket.oss-cn-beijing.aliyuncs.com'],
    ],
    [
      'a named region',
      ['--region', 'eu-central-1'],
      {},
      ['of-default', 'eu-central-1', 'examplebucket.oss-eu-central-1.aliyuncs.com'],
    ],
    [
      'a region named as consoles write it',
      ['--region', 'oss-cn-hongkong'],
      {},
      ['of-default', 'cn-hongkong', 'examplebucket.oss-cn-hongkong.aliyuncs.com'],
    ],
    [
      'a named endpoint, and its region',
      ['--endpoint', 'oss-us-west-1.aliyuncs.com'],
      {},
      ['of-default', 'us-west-1', 'examplebucket.oss-us-west-1.aliyuncs.com'],
    ],
  ] as const) {
    it(`uses ${what}`, async () => {
      assert.deepEqual(await signedWith(args, { env, home }), expected);
    });
  }

  it('prefers a named region to the one of the object', async () => {
    const object = 'https://examplebucket.oss-cn-beijing.aliyuncs.com/a';
    const { printed } = await runCli(['get', object, '--region', 'cn-chengdu'], { env: keyInEnvironment });
    const { region, host } = readPresignedUrl(printed[0] ?? '');
    assert.deepEqual([region, host], ['cn-chengdu', 'examplebucket.oss-cn-chengdu.aliyuncs.com']);
  });

  it('uses the region that ossutil has for a bucket', async () => {
    const lines = 'region = cn-shanghai\nbuckets = places\n[buckets places]\nexamplebucket =\n  region = cn-chengdu';
    assert.deepEqual(await signedWith([], { home: { '.ossutilconfig': ossutil({ default: lines }) } }), [
      'of-default',
      'cn-chengdu',
      'examplebucket.oss-cn-chengdu.aliyuncs.com',
    ]);
  });

  it('uses the only profile, whatever its name', async () => {
    const [accessKeyId] = await signedWith([], { home: { '.aliyun/config.json': aliyun('team') } });
    assert.equal(accessKeyId, 'of-team');
  });

  it('uses the session of a role until it expires', async () => {
    const lines = 'mode = RamRoleArn\nrole-arn = acs:ram::1:role/r\nregion = cn-hangzhou';
    const token = { accessKeyId: 'sts', accessKeySecret: 'sk', securityToken: 'token' };
    const config = { '.ossutilconfig': ossutil({ default: lines }) };
    const expiration = new Date(signedAt.getTime() + 60_000);
    const { printed, notes } = await runCli(['get', 'examplebucket/a'], {
      home: config,
      session: { ...token, expiration },
    });
    assert.equal(readPresignedUrl(printed[0] ?? '').accessKeyId, 'sts');
    assert.deepEqual(notes, ['expires 2024-11-12T09:28:56.000Z']);
    assert.equal(
      await refusal([], { home: config, session: { ...token, expiration: signedAt } }),
      'presign: The temporary credentials expired at 2024-11-12T09:27:56.000Z. Renew them.',
    );
  });

  it('explains why a service gives no session', async () => {
    const lines = 'mode = RamRoleArn\nrole-arn = acs:ram::1:role/r\nregion = cn-hangzhou';
    const session = new CredentialSourceError('ServiceRefused', 'NoPermission');
    assert.equal(
      await refusal([], { home: { '.ossutilconfig': ossutil({ default: lines }) }, session }),
      'presign: The service for temporary credentials refused the request: NoPermission.',
    );
  });

  it('does not explain a fault of its own away', async () => {
    const lines = 'mode = RamRoleArn\nrole-arn = acs:ram::1:role/r\nregion = cn-hangzhou';
    const session = new TypeError('a fault');
    const home = { '.ossutilconfig': ossutil({ default: lines }) };
    await assert.rejects(runCli(['get', 'examplebucket/a'], { home, session }), session);
  });

  for (const [what, lines] of [
    ['of the profile', 'mode = Process\ncredential-process = print-key --now\nregion = cn-hangzhou'],
    [
      'below a role',
      'mode = RamRoleArn\nrole-arn = acs:ram::1:role/r\nsource-profile = base\nregion = cn-hangzhou\n[profile base]\nmode = Process\ncredential-process = print-key --now\nregion = cn-hangzhou',
    ],
  ] as const) {
    it(`runs the command ${what} only with an explicit option, after showing it`, async () => {
      const home = { '.ossutilconfig': `[default]\n${lines}\n` };
      const session = { accessKeyId: 'sts', accessKeySecret: 'sk' };
      const commands: string[] = [];
      const refused = await runCli(['get', 'examplebucket/a'], { home, session, commands });
      assert.deepEqual([refused.code, refused.printed, commands], [2, [], []]);
      assert.match(refused.notes.join('\n'), /command: print-key --now\. --allow-command runs it/);
      const allowed = await runCli(['get', 'examplebucket/a', '--allow-command'], { home, session, commands });
      assert.equal(allowed.code, 0, allowed.notes.join('\n'));
      assert.equal(commands.length, 1);
    });
  }

  it('refuses plain http, except on this computer or with an explicit option', async () => {
    const http = ['--endpoint', 'http://oss.example.com'];
    assert.match(await refusal(http, { env: keyInEnvironment }), /oss\.example\.com has plain http.*--allow-http/);
    assert.deepEqual(await signedWith([...http, '--allow-http'], { env: keyInEnvironment }), [
      'ak',
      'cn-hangzhou',
      'examplebucket.oss.example.com',
    ]);
    const [, , host] = await signedWith(['--endpoint', 'http://127.0.0.1:9000'], { env: keyInEnvironment });
    assert.equal(host, '127.0.0.1:9000');
  });

  for (const [what, args, setting, message] of [
    ['without any credentials', [], {}, /No credentials found\. Set OSS_ACCESS_KEY_ID/],
    ['with half of a key', [], { env: { OSS_ACCESS_KEY_ID: 'ak' } }, /OSS_ACCESS_KEY_SECRET is not/],
    [
      'among several profiles',
      [],
      { home: { '.aliyun/config.json': aliyun('a', 'b') } },
      /--profile\. There is "a", "b"/,
    ],
    ['with a missing profile', ['--profile', 'x'], { home }, /No profile "x"\. There is "ossutil default", "work"/],
    [
      'with an invalid configuration file',
      [],
      { home: { '.aliyun/config.json': '{' } },
      /config\.json doesn't have the format/,
    ],
  ] as const) {
    it(`explains what to do ${what}`, async () => {
      assert.match(await refusal(args, setting), message);
    });
  }
});
