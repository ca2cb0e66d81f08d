import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { commandFingerprint } from '../../../../src/profiles/sources/credentialPlan.ts';
import { KEY } from '../../../support/profiles/loopbackOss.ts';
import { ESCAPE, ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { withBench } from '../../../support/features/commandBench.ts';

const keyLines = `access-key-id = ${KEY.accessKeyId}\naccess-key-secret = ${KEY.accessKeySecret}`;

describe('importing profiles', () => {
  const bench = withBench();

  const writeConfig = (text: string): Promise<void> =>
    writeFile(path.join(bench().oss.homeFolder, '.ossutilconfig'), text);

  /** The profiles but "Work", which is there from the start. */
  const imported = () =>
    bench()
      .oss.profiles.list()
      .filter(({ name }) => name !== 'Work');

  it('reports that there is none', async () => {
    await bench().run('importProfiles');
    assert.deepEqual(bench().messages, [
      'info: No profiles found in ~/.ossutilconfig, ~/.aliyun/config.json, ~/.alibabacloud/credentials.',
    ]);
  });

  it('adds the checked profiles, which browse at once, follow a rotated key and store no secret', async () => {
    const endpoint = bench().oss.emulator.endpoint('cn-hangzhou');
    const place = `region = cn-hangzhou\nendpoint = ${endpoint}`;
    await writeConfig(
      `[default]\naccess-key-id = old\naccess-key-secret = old\n${place}\n[profile Work]\n${keyLines}\n`,
    );
    const prompts = new ScriptedPrompts({ checked: ['ossutil default'] });
    await bench().run('importProfiles', [], prompts);
    assert.deepEqual(prompts.last.labels, ['ossutil default', 'Work 2']);
    assert.deepEqual(imported(), [
      {
        id: 'new1',
        name: 'ossutil default',
        region: 'cn-hangzhou',
        endpoint: { kind: 'custom', url: endpoint },
        credentialSource: { tool: 'ossutil', profile: 'default' },
        source: 'stored',
        buckets: [],
      },
    ]);
    assert.deepEqual(bench().messages, ['status: 1 profile imported']);
    assert.deepEqual(
      bench().expanded.map(({ id }) => id),
      ['profile:new1'],
    );
    assert.deepEqual([...bench().oss.secrets.values.keys()], ['ossLinks.profile.p1']);
    await writeConfig(`[default]\n${keyLines}\n${place}\n`);
    const client = await bench().oss.clients.of('new1');
    assert.equal((await client.getBucketInfo('docs')).name, 'docs');
  });

  it('checks new profiles by default, but not existing ones', async () => {
    await writeConfig(`[profile a]\n${keyLines}\n`);
    await bench().run('importProfiles', [], new ScriptedPrompts({}));
    await writeConfig(`[profile a]\n${keyLines}\n[profile b]\n${keyLines}\n`);
    await bench().run('importProfiles', [], new ScriptedPrompts({}));
    assert.deepEqual(
      imported().map(({ name }) => name),
      ['a', 'b'],
    );
  });

  it('creates a separate profile for a custom domain, and keeps the other buckets by name', async () => {
    await writeConfig(
      `[Credentials]\nendpoint=oss-cn-shanghai-internal.aliyuncs.com\naccessKeyID=ak\naccessKeySecret=sk\n[Bucket-Endpoint]\nmy-logs=oss-cn-beijing.aliyuncs.com\n[Bucket-Cname]\nmy-files=files.example.com\n`,
    );
    await bench().run('importProfiles', [], new ScriptedPrompts({}));
    assert.deepEqual(
      imported().map(({ name, region, endpoint, buckets, regions }) => ({ name, region, endpoint, buckets, regions })),
      [
        {
          name: 'ossutil default',
          region: 'cn-shanghai',
          endpoint: { kind: 'internal' },
          buckets: ['my-logs'],
          regions: new Map([['my-logs', 'cn-beijing']]),
        },
        {
          name: 'ossutil default my-files',
          region: 'cn-shanghai',
          endpoint: { kind: 'custom', url: 'https://files.example.com', addressing: 'cname' },
          buckets: ['my-files'],
          regions: undefined,
        },
      ],
    );
    const client = await bench().oss.clients.of('new1');
    assert.equal((await client.locationOf('my-logs')).endpoint, 'https://oss-cn-beijing-internal.aliyuncs.com');
    assert.deepEqual(bench().oss.exchanges, []);
  });

  it('shows a whole command before it may run, and skips what the user does not allow', async () => {
    await writeConfig('[profile a]\ncredential-process = tool --key "x"\n[profile b]\ncredential-process = other\n');
    const prompts = new ScriptedPrompts({}, 'Allow', ESCAPE);
    await bench().run('importProfiles', [], prompts);
    assert.ok(prompts.asked[1]?.readable.some((text) => text.includes('tool --key "x"')));
    assert.deepEqual(
      imported().map(({ credentialSource }) => credentialSource),
      [{ tool: 'ossutil', profile: 'a', agreedCommand: commandFingerprint('tool --key "x"') }],
    );
  });

  it('says of each profile what its credentials are, and where they are from', async () => {
    const token = `[profile b]\nmode = StsToken\n${keyLines}\nsts-token = token\n`;
    const command = '[profile c]\ncredential-process = tool\n';
    await writeConfig(`[profile a]\n${keyLines}\n${token}${command}`);
    const prompts = new ScriptedPrompts(ESCAPE);
    await bench().run('importProfiles', [], prompts);
    for (const origin of ['AccessKey', 'STS token', 'Command'])
      assert.ok(prompts.last.readable.includes(`${origin} from ~/.ossutilconfig`), prompts.last.readable.join('\n'));
  });

  it('shows no URI of credentials, which may contain a secret', async () => {
    const profiles = [
      { name: 'server', mode: 'EcsRamRole', ram_role_name: 'reader' },
      { name: 'sidecar', mode: 'CredentialsURI', credentials_uri: 'http://127.0.0.1/keys?token=hidden' },
      { name: 'pod', mode: 'OIDC', ram_role_arn: 'acs:ram::1:role/r', oidc_provider_arn: 'p', oidc_token_file: '/t' },
    ];
    const folder = path.join(bench().oss.homeFolder, '.aliyun');
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'config.json'), JSON.stringify({ profiles }));
    const prompts = new ScriptedPrompts(ESCAPE);
    await bench().run('importProfiles', [], prompts);
    const text = prompts.last.readable.join('\n');
    for (const origin of ['Role of the ECS instance', 'Credentials URI', 'Role acs:ram::1:role/r'])
      assert.ok(text.includes(`${origin} from ~/.aliyun/config.json`), text);
    assert.doesNotMatch(text, /hidden/);
  });

  it('has no command to review where the credentials come from none', async () => {
    await writeConfig(`[profile a]\n${keyLines}\n`);
    await bench().run('importProfiles', [], new ScriptedPrompts({}));
    const prompts = new ScriptedPrompts();
    await bench().run('reviewCommand', ['new1'], prompts);
    assert.deepEqual(prompts.texts, []);
    assert.equal(bench().messages.at(-1), 'status: The credentials of "a" don\'t come from a command.');
  });

  it('has the command of a selected profile reviewed; profiles with an entered key are not offered', async () => {
    const prompts = new ScriptedPrompts();
    await bench().run('reviewCommand', [], prompts);
    assert.deepEqual(prompts.texts, []);
    assert.deepEqual(bench().messages, ['status: No profile gets its credentials from a command.']);
    const commands = ['a', 'b'].map((name) => `[profile ${name}]\ncredential-process = tool ${name}\n`);
    await writeConfig(commands.join(''));
    await bench().run('importProfiles', [], new ScriptedPrompts({}, 'Allow', 'Allow'));
    const asking = new ScriptedPrompts('b', 'Allow');
    await bench().run('reviewCommand', [], asking);
    assert.deepEqual(asking.asked[0]?.labels, ['a', 'b']);
    assert.equal(bench().messages.at(-1), 'status: Approved the command of "b"');
    const before = bench().messages.length;
    await bench().run('reviewCommand', [], new ScriptedPrompts(ESCAPE));
    assert.equal(bench().messages.length, before);
  });

  it('reports what it skipped and why, and continues with the rest', async () => {
    await writeConfig(`[default]\nmode = Anonymous\n[profile a]\n${keyLines}\n`);
    await bench().run('importProfiles', [], new ScriptedPrompts(ESCAPE));
    assert.deepEqual(bench().messages, [
      'warn: Not included: The profile "default" in ~/.ossutilconfig has the mode Anonymous, which is not supported.',
    ]);
    assert.deepEqual(imported(), []);
    await bench().press('Show Details');
    assert.match(bench().documents.get('Profiles that were not included') ?? '', /^- The profile .* is not supported/);
  });

  it('asks again only if an imported command has changed', async () => {
    const script = (id: string): string =>
      `[default]\ncredential-process = echo '${JSON.stringify({ AccessKeyId: id, AccessKeySecret: 'sk' })}'\n`;
    await writeConfig(script('one'));
    await bench().run('importProfiles', [], new ScriptedPrompts({}, 'Allow'));
    const { profiles } = bench().oss;
    assert.equal((await profiles.credentialsOf('new1')).accessKeyId, 'one');
    await writeConfig(script('two'));
    await assert.rejects(profiles.credentialsOf('new1'), { problem: 'CommandNotAgreed' });
    await bench().run('reviewCommand', ['new1'], new ScriptedPrompts(ESCAPE));
    await assert.rejects(profiles.credentialsOf('new1'), { problem: 'CommandNotAgreed' });
    await bench().run('reviewCommand', ['new1'], new ScriptedPrompts('Allow'));
    assert.equal((await profiles.credentialsOf('new1')).accessKeyId, 'two');
  });

  it('yields to a key that is entered for the profile', async () => {
    await writeConfig(`[profile a]\n${keyLines}\n`);
    await bench().run('importProfiles', [], new ScriptedPrompts({}));
    const { profiles } = bench().oss;
    await profiles.saveSecret('new1', { accessKeyId: 'entered', accessKeySecret: 'sk' });
    assert.equal((await profiles.credentialsOf('new1')).accessKeyId, 'entered');
    assert.equal(profiles.get('new1').credentialSource, undefined);
  });

  it('keeps its source when the profile is saved with another name', async () => {
    await writeConfig(`[profile a]\n${keyLines}\n`);
    await bench().run('importProfiles', [], new ScriptedPrompts({}));
    const { profiles } = bench().oss;
    await profiles.save({ id: 'new1', name: 'renamed', region: 'cn-beijing', endpoint: { kind: 'public' } });
    assert.deepEqual(profiles.get('new1').credentialSource, { tool: 'ossutil', profile: 'a' });
  });
});
