import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AlicloudSessions } from '../../../../src/profiles/sources/alicloudSessions.ts';
import type { Credentials } from '../../../../src/oss/credentials.ts';
import type { ImportedSource } from '../../../../src/profiles/profile.ts';
import {
  CredentialSources,
  type CredentialSourcesOptions,
} from '../../../../src/profiles/sources/credentialSources.ts';
import { commandFingerprint } from '../../../../src/profiles/sources/credentialPlan.ts';
import type { Command, RunOptions } from '../../../../src/profiles/sources/runCommand.ts';
import { problemOf } from '../../../support/profiles/problemOf.ts';

const start = new Date('2030-01-01T00:00:00Z');
const token = { accessKeyId: 'sts-ak', accessKeySecret: 'sts-sk', securityToken: 'token' };
const ofDefault = { tool: 'ossutil', profile: 'default' } as const;
const keyLines = (id: string): string => `[default]\naccess-key-id = ${id}\naccess-key-secret = sk\n`;

describe('credential sources', () => {
  let homeFolder: string;
  let nowMs: number;
  let sources: CredentialSources;
  let ran: (readonly [Command, RunOptions])[];
  let output: string;
  let asked: unknown[];

  /** Records the arguments of each call, and returns a token of one hour. */
  const ask = (...call: readonly unknown[]): Promise<typeof token & { expiration: Date }> => {
    asked.push(call);
    return Promise.resolve({ ...token, expiration: new Date(nowMs + 3_600_000) });
  };
  const sessions: AlicloudSessions = {
    assumeRole: ({ roleArn, externalId }, base) => ask('role', roleArn, externalId, base.accessKeyId),
    assumeRoleWithOidc: ({ providerArn }) => ask('oidc', providerArn),
    fromUri: ({ uri }) => ask('uri', uri),
    commandWords: (command) => command.split(' '),
  };

  beforeEach(async () => {
    homeFolder = await mkdtemp(path.join(tmpdir(), 'oss-links-home-'));
    [nowMs, ran, output, asked] = [start.getTime(), [], '', []];
    sources = open();
  });

  const open = (files: CredentialSourcesOptions['files'] = {}): CredentialSources =>
    new CredentialSources({
      homeFolder,
      files,
      sessions: () => Promise.resolve(sessions),
      instanceRole: ({ roleName }) => ask('instance', roleName),
      run: (command, options) => {
        ran.push([command, options]);
        return Promise.resolve(output);
      },
      now: () => new Date(nowMs),
    });

  afterEach(() => rm(homeFolder, { recursive: true }));

  const credentialsOf = async (source: ImportedSource): Promise<Credentials> =>
    sources.obtain(await sources.approvedPlanOf(source));
  const writeOssutil = (text: string): Promise<void> => writeFile(path.join(homeFolder, '.ossutilconfig'), text);
  async function writeAliyun(...profiles: readonly Record<string, unknown>[]): Promise<void> {
    await mkdir(path.join(homeFolder, '.aliyun'), { recursive: true });
    await writeFile(path.join(homeFolder, '.aliyun', 'config.json'), JSON.stringify({ profiles }));
  }

  for (const [encoding, bytes] of [
    ['UTF-8 with a byte order mark', (text: string) => Buffer.from(`\uFEFF${text}`)],
    ['UTF-16LE, as PowerShell writes it', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16BE', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
  ] as const) {
    it(`are read from a file in ${encoding}`, async () => {
      await writeFile(path.join(homeFolder, '.ossutilconfig'), bytes(keyLines('ak')));
      assert.deepEqual(await credentialsOf(ofDefault), { accessKeyId: 'ak', accessKeySecret: 'sk' });
    });
  }

  it('find nothing in an empty home, and report no problem', async () => {
    assert.deepEqual(await sources.find(), { found: [], problems: [] });
  });

  it('find the profiles of both tools, even if one file is malformed', async () => {
    await writeOssutil(keyLines('ak'));
    await writeAliyun({ name: 'work' });
    const { found } = await sources.find();
    assert.deepEqual(
      found.map(({ tool, file, profile }) => [tool, file, profile.name]),
      [
        ['ossutil', '~/.ossutilconfig', 'default'],
        ['aliyun', '~/.aliyun/config.json', 'work'],
      ],
    );
    await writeFile(path.join(homeFolder, '.aliyun', 'config.json'), '{');
    const half = await sources.find();
    assert.equal(half.found.length, 1);
    assert.deepEqual(await problemOf(() => Promise.reject(half.problems[0] as Error)), [
      'FileMalformed',
      '~/.aliyun/config.json',
    ]);
  });

  it('read the file again at each use, so that a rotated key works', async () => {
    await writeOssutil(keyLines('old'));
    assert.deepEqual(await credentialsOf(ofDefault), { accessKeyId: 'old', accessKeySecret: 'sk' });
    await writeOssutil(keyLines('new'));
    assert.deepEqual(await credentialsOf(ofDefault), { accessKeyId: 'new', accessKeySecret: 'sk' });
  });

  it('read the ossutil file named by the environment, at import and at each use', async () => {
    await writeOssutil(keyLines('home'));
    await writeFile(path.join(homeFolder, 'other.conf'), keyLines('other'));
    for (const named of [path.join(homeFolder, 'other.conf'), '~/other.conf', 'other.conf']) {
      sources = open({ ossutil: named });
      assert.deepEqual(
        (await sources.find()).found.map(({ file }) => file),
        [named],
      );
      assert.equal((await credentialsOf(ofDefault)).accessKeyId, 'other');
    }
    sources = open({ ossutil: '~/gone.conf' });
    assert.deepEqual(await problemOf(() => credentialsOf(ofDefault)), ['FileUnreadable', '~/gone.conf']);
    sources = open({ ossutil: '' });
    assert.equal((await credentialsOf(ofDefault)).accessKeyId, 'home');
  });

  it('read the SDK file by both of its names, or the one named by the environment', async () => {
    const ofSdk = { tool: 'sdk', profile: 'default' } as const;
    const text = (id: string): string =>
      `[default]\ntype = access_key\naccess_key_id = ${id}\naccess_key_secret = sk\n`;
    const folder = path.join(homeFolder, '.alibabacloud');
    await mkdir(folder);
    await writeFile(path.join(homeFolder, 'named'), text('named'));
    assert.deepEqual(await problemOf(() => credentialsOf(ofSdk)), ['FileUnreadable', '~/.alibabacloud/credentials']);
    for (const name of ['credentials.ini', 'credentials']) {
      await writeFile(path.join(folder, name), text(name));
      const { found } = await sources.find();
      assert.deepEqual(
        found.map(({ tool, file, profile }) => [tool, file, profile.name]),
        [['sdk', `~/.alibabacloud/${name}`, 'default']],
      );
      assert.equal((await credentialsOf(ofSdk)).accessKeyId, name);
    }
    sources = open({ sdk: '~/named' });
    assert.equal((await credentialsOf(ofSdk)).accessKeyId, 'named');
  });

  it('report that the file or the profile is gone', async () => {
    assert.deepEqual(await problemOf(() => credentialsOf(ofDefault)), ['FileUnreadable', '~/.ossutilconfig']);
    await writeOssutil('[profile other]\n');
    const missing = ['ProfileMissing', '~/.ossutilconfig', 'default'];
    assert.deepEqual(await problemOf(() => credentialsOf(ofDefault)), missing);
  });

  it('request a token once while it is valid, and again when the file names another key', async () => {
    const profile = (key: string): Record<string, unknown> => ({
      name: 'r',
      mode: 'RamRoleArn',
      access_key_id: key,
      access_key_secret: 'sk',
      ram_role_arn: 'arn',
      external_id: 'e',
    });
    await writeAliyun(profile('ak1'));
    const ofRole = { tool: 'aliyun', profile: 'r' } as const;
    const expiration = new Date(nowMs + 3_600_000);
    assert.deepEqual(await credentialsOf(ofRole), { ...token, expiration });
    await credentialsOf(ofRole);
    assert.deepEqual(asked, [['role', 'arn', 'e', 'ak1']]);
    await writeAliyun(profile('ak2'));
    await credentialsOf(ofRole);
    assert.deepEqual(asked.slice(1), [['role', 'arn', 'e', 'ak2']]);
    nowMs += 3_600_000;
    await credentialsOf(ofRole);
    assert.equal(asked.length, 3);
  });

  it('chain a role to the credentials of another profile', async () => {
    await writeAliyun(
      { name: 'r', mode: 'ChainableRamRoleArn', source_profile: 'ecs', ram_role_arn: 'arn' },
      { name: 'ecs', mode: 'EcsRamRole', ram_role_name: 'machine' },
    );
    await credentialsOf({ tool: 'aliyun', profile: 'r' });
    assert.deepEqual(asked, [
      ['instance', 'machine'],
      ['role', 'arn', undefined, 'sts-ak'],
    ]);
  });

  it('use OIDC and a URI as configured in the file', async () => {
    await writeAliyun(
      { name: 'o', mode: 'OIDC', oidc_provider_arn: 'provider', oidc_token_file: '/token', ram_role_arn: 'arn' },
      { name: 'u', mode: 'CredentialsURI', credentials_uri: 'http://localhost/' },
    );
    await credentialsOf({ tool: 'aliyun', profile: 'o' });
    await credentialsOf({ tool: 'aliyun', profile: 'u' });
    assert.deepEqual(asked, [
      ['oidc', 'provider'],
      ['uri', 'http://localhost/'],
    ]);
  });

  it('run no command without approval, nor one that has changed since', async () => {
    await writeOssutil('[default]\ncredential-process = tool\n');
    assert.deepEqual(await problemOf(() => credentialsOf(ofDefault)), ['CommandNotAgreed']);
    const agreedCommand = commandFingerprint('other tool');
    assert.deepEqual(await problemOf(() => credentialsOf({ ...ofDefault, agreedCommand })), ['CommandNotAgreed']);
    assert.deepEqual(ran, []);
  });

  it('run no command at the base of a role without approval', async () => {
    await writeAliyun(
      { name: 'r', mode: 'ChainableRamRoleArn', source_profile: 'x', ram_role_arn: 'arn' },
      { name: 'x', mode: 'External', process_command: 'tool' },
    );
    assert.deepEqual(await problemOf(() => credentialsOf({ tool: 'aliyun', profile: 'r' })), ['CommandNotAgreed']);
    assert.deepEqual(ran, []);
  });

  it("pass ossutil's command to a shell in the home directory, and split that of the CLI", async () => {
    await writeOssutil('[default]\ncredential-process = tool "a b" | cat\n');
    output = JSON.stringify({ AccessKeyId: 'ak', AccessKeySecret: 'sk', Expiration: '2030-01-01T01:00:00Z' });
    const ofTool = { ...ofDefault, agreedCommand: commandFingerprint('tool "a b" | cat') };
    const expiration = new Date('2030-01-01T01:00:00Z');
    assert.deepEqual(await credentialsOf(ofTool), { accessKeyId: 'ak', accessKeySecret: 'sk', expiration });
    await writeAliyun({ name: 'x', mode: 'External', process_command: 'tool --json' });
    output = JSON.stringify({ mode: 'AK', access_key_id: 'ak', access_key_secret: 'sk' });
    await credentialsOf({ tool: 'aliyun', profile: 'x', agreedCommand: commandFingerprint('tool --json') });
    assert.deepEqual(ran, [
      [{ shellLine: 'tool "a b" | cat' }, { timeoutMs: 15_000, folder: homeFolder }],
      [{ words: ['tool', '--json'] }, { timeoutMs: 60_000, folder: homeFolder }],
    ]);
  });
});
