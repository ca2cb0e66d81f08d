import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { KEY, STS_KEY } from '../../../support/profiles/loopbackOss.ts';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { escapeSilently, withBench } from '../../../support/features/commandBench.ts';

const keyLines = `access-key-id = ${KEY.accessKeyId}\naccess-key-secret = ${KEY.accessKeySecret}`;
const stsLines = `mode = StsToken\naccess-key-id = ${STS_KEY.accessKeyId}\naccess-key-secret = ${STS_KEY.accessKeySecret}\nsts-token = ${STS_KEY.securityToken}`;

describe('Copy AccessKey to Secret Storage', () => {
  const bench = withBench();

  const file = (): string => path.join(bench().oss.homeFolder, '.ossutilconfig');
  const storedSecrets = (): string[] => [...bench().oss.secrets.values.keys()].sort();

  /** Imports the profiles of that configuration, as `new1` and so on. */
  const importFrom = async (text: string): Promise<void> => {
    await writeFile(file(), text);
    await bench().run('importProfiles', [], new ScriptedPrompts({}));
    bench().shownMessages.length = 0;
  };

  it('makes an imported profile independent of its file, and changes nothing else', async () => {
    const { profiles, linkHosts, endpoint } = bench().oss;
    const url = endpoint.kind === 'custom' ? endpoint.url : '';
    await importFrom(`[profile a]\n${keyLines}\nregion = cn-hangzhou\nendpoint = ${url}\n`);
    await profiles.addBucket('new1', 'docs/reports/');
    await profiles.saveLinkRole('new1', { roleArn: 'acs:ram::1:role/r', maxSessionSeconds: 900, forEveryLink: false });
    const docs = { profileId: 'new1', bucket: 'docs' };
    await linkHosts.setLinkHost(docs, { endpoint: { kind: 'accelerate' } });
    const { credentialSource, ...before } = profiles.get('new1');
    assert.deepEqual(credentialSource, { tool: 'ossutil', profile: 'a' });

    const prompts = new ScriptedPrompts('Copy');
    await bench().run('storeKeys', [await bench().node(undefined, '', 'new1')], prompts);
    assert.equal(prompts.last.text, 'Copy the AccessKey of "a" to VS Code\'s secret storage?');
    assert.ok(prompts.last.readable.some((text) => text.includes('~/.ossutilconfig')));
    assert.deepEqual(bench().messages, ['status: Copied the AccessKey of "a" to secret storage']);

    await rm(file());
    assert.deepEqual(profiles.get('new1'), before);
    assert.deepEqual(linkHosts.linkHost(docs), { endpoint: { kind: 'accelerate' } });
    assert.deepEqual(await profiles.credentialsOf('new1'), { ...KEY });
  });

  it('keeps a token with its key, and reports its expiry', async () => {
    await importFrom(`[profile a]\n${stsLines}\n`);
    const prompts = new ScriptedPrompts('Copy');
    await bench().run('storeKeys', [await bench().node(undefined, '', 'new1')], prompts);
    assert.ok(prompts.last.readable.some((text) => text.includes('STS token')));
    assert.deepEqual(await bench().oss.profiles.credentialsOf('new1'), { ...STS_KEY });
  });

  it('copies the keys of all selected imported profiles, asking once', async () => {
    await importFrom(`[profile a]\n${keyLines}\n[profile b]\n${keyLines}\n`);
    const nodes = await Promise.all(['new1', 'new2', 'p1'].map((id) => bench().node(undefined, '', id)));
    const prompts = new ScriptedPrompts('Copy');
    await bench().run('storeKeys', [nodes[0], nodes], prompts);
    assert.equal(prompts.last.text, "Copy the AccessKeys of 2 profiles to VS Code's secret storage?");
    assert.deepEqual(storedSecrets(), ['ossLinks.profile.new1', 'ossLinks.profile.new2', 'ossLinks.profile.p1']);
    assert.deepEqual(bench().messages, ['status: Copied the AccessKeys of 2 profiles to secret storage']);
  });

  it('asks from the palette which imported profile to use', async () => {
    await importFrom(`[profile a]\n${keyLines}\n[profile b]\n${keyLines}\n`);
    const prompts = new ScriptedPrompts({ checked: ['b'] }, 'Copy');
    await bench().run('storeKeys', [], prompts);
    assert.deepEqual(prompts.asked[0]?.labels, ['a', 'b']);
    assert.deepEqual(storedSecrets(), ['ossLinks.profile.new2', 'ossLinks.profile.p1']);
  });

  it('copies nothing for a profile with temporary credentials, and explains why', async () => {
    await importFrom(
      `[profile a]\nmode = RamRoleArn\n${keyLines}\nrole-arn = acs:ram::1:role/r\n[profile b]\n${keyLines}\n`,
    );
    await bench().run('storeKeys', [], new ScriptedPrompts({ checked: ['a', 'b'] }, 'Copy'));
    assert.deepEqual(storedSecrets(), ['ossLinks.profile.new2', 'ossLinks.profile.p1']);
    assert.deepEqual(bench().messages, [
      'warn: The credentials of "a" are temporary, so there is no AccessKey to copy.',
      'status: Copied the AccessKey of "b" to secret storage',
    ]);
  });

  it('leaves the token of a sign-in to the tool that renews it', async () => {
    const endSeconds = bench().oss.now().getTime() / 1000 + 3600;
    const signedIn = {
      ...{ name: 'cli', mode: 'CloudSSO', access_key_id: 'ak', access_key_secret: 'sk', sts_token: 't' },
      sts_expiration: endSeconds,
    };
    const { profiles, endpoint } = bench().oss;
    const place = { region: 'cn-hangzhou', endpoint };
    await profiles.save({ id: 'cli', name: 'Cli', ...place, credentialSource: { tool: 'aliyun', profile: 'cli' } });
    const config = path.join(bench().oss.homeFolder, '.aliyun');
    await mkdir(config);
    await writeFile(path.join(config, 'config.json'), JSON.stringify({ profiles: [signedIn] }));
    await bench().run('storeKeys', [await bench().node(undefined, '', 'cli')]);
    assert.match(bench().messages.join(), /^warn: The credentials of "Cli" are temporary/);
  });

  it('reports that there is no imported profile', async () => {
    await bench().run('storeKeys');
    assert.deepEqual(bench().messages, ['status: No imported profiles.']);
  });

  it('is silent after Escape at every step, and stores nothing', async () => {
    await importFrom(`[profile a]\n${keyLines}\n[profile b]\n${keyLines}\n`);
    await escapeSilently(bench(), 'storeKeys', [], [{ checked: ['a'] }, 'Copy']);
    // None is checked at first.
    await bench().run('storeKeys', [], new ScriptedPrompts({}));
    bench().assertSilent();
    assert.deepEqual(storedSecrets(), ['ossLinks.profile.p1']);
  });
});
