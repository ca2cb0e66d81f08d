import assert from 'node:assert/strict';
import { alicloudSessions, type AlicloudSessions } from '../../../../src/profiles/sources/alicloudSessions.ts';
import type { Account } from '../../../emulator/accounts.ts';
import { noon } from '../../../support/emulator/handMade.ts';
import { ACCOUNTS, KEY } from '../../../support/profiles/loopbackOss.ts';
import { openLoopbackSts, type LoopbackSts } from '../../../support/profiles/loopbackSts.ts';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { escapeSilently, withBench } from '../../../support/features/commandBench.ts';

const roleArn = 'acs:ram::1:role/sharer';
const EVERY_LINK = 'Role session, for every link';
const ON_REQUEST = 'Role session, if the link asks for it';
const OWN_CREDENTIALS = "The profile's own credentials";

describe('Choose Link Role', () => {
  const accounts: Account[] = [...ACCOUNTS];
  let sts: LoopbackSts;
  before(async () => {
    const roles = [{ arn: roleArn, maxSessionSeconds: 3600, trusts: [KEY.accessKeyId], externalId: 'agreed' }];
    sts = await openLoopbackSts({ roles, accounts, now: () => noon });
  });
  after(() => sts.close());
  const assumeAtSts: AlicloudSessions['assumeRole'] = (plan, base) => sts.sessions.assumeRole(plan, base);
  let assumeRole = assumeAtSts;
  const sessions: AlicloudSessions = {
    ...alicloudSessions,
    assumeRole: (...args) => assumeRole(...args),
  };
  const bench = withBench({ accounts, sessions });
  const linkRole = () => bench().oss.profiles.get('p1').linkRole;

  it('tests a role and lets its sessions sign every link', async () => {
    const prompts = new ScriptedPrompts(EVERY_LINK, roleArn, '30m', 'agreed');
    await bench().run('chooseLinkRole', [await bench().node()], prompts);
    assert.equal(prompts.asked[2]?.value, '1h', 'what every role allows is proposed');
    for (const consequence of ['links carry its AccessKey ID', 'limited to what the link is for'])
      assert.ok(prompts.asked[0]?.readable.includes(consequence), consequence);
    assert.deepEqual(linkRole(), { roleArn, maxSessionSeconds: 1800, externalId: 'agreed', forEveryLink: true });
    assert.deepEqual(bench().messages, [`status: Links of profile "Work" are signed by sessions of ${roleArn}`]);
    await bench().run('copyGetUrl', [await bench().node('docs', 'readme.txt')]);
    const [url = ''] = bench().links;
    assert.match(url, /STS\.session/);
    assert.ok(!url.includes(KEY.accessKeyId));
    assert.equal((await bench().use(url, 'GET')).text, 'content of readme.txt');
    assert.match(bench().messages.join('\n'), /signed by a session of role sharer/);
  });

  it('starts with the current choice, and removes it', async () => {
    const role = { roleArn, maxSessionSeconds: 1800, externalId: 'agreed', forEveryLink: false };
    await bench().oss.profiles.saveLinkRole('p1', role);
    const prompts = new ScriptedPrompts(ON_REQUEST, roleArn, '30m', 'agreed');
    await bench().run('chooseLinkRole', ['p1'], prompts);
    assert.equal(prompts.asked[0]?.activeLabel, ON_REQUEST);
    assert.deepEqual(
      prompts.asked.slice(1).map(({ value }) => value),
      [roleArn, '30m', 'agreed'],
    );
    assert.deepEqual(linkRole(), role);
    await bench().run('chooseLinkRole', ['p1'], new ScriptedPrompts(OWN_CREDENTIALS));
    assert.equal(linkRole(), undefined);
  });

  it('shows why the role is refused, and asks again with the answers kept', async () => {
    const prompts = new ScriptedPrompts(EVERY_LINK, roleArn, '12h', 'agreed', 'Edit', '12h', 'agreed');
    prompts.then('Edit', undefined);
    await bench().run('chooseLinkRole', ['p1'], prompts);
    assert.ok(
      prompts.asked[4]?.readable.some((text) => text.includes(`The role ${roleArn} doesn't allow sessions of 12h.`)),
    );
    assert.deepEqual(prompts.asked[4]?.labels, ['Edit'], 'a role that does not work cannot be saved');
    assert.equal(prompts.asked[5]?.value, '12h');
    assert.equal(linkRole(), undefined);
    bench().assertSilent();
  });

  it('asks again after Cancel, and saves nothing that was not tested', async () => {
    assumeRole = () => new Promise(() => undefined);
    bench().onProgress = (cancel) => {
      cancel();
    };
    try {
      const prompts = new ScriptedPrompts(EVERY_LINK, roleArn, '1h', 'agreed', undefined);
      await bench().run('chooseLinkRole', ['p1'], prompts);
      prompts.assertDone();
      assert.equal(prompts.last.value, roleArn);
    } finally {
      assumeRole = assumeAtSts;
    }
    assert.equal(linkRole(), undefined);
    bench().assertSilent();
  });

  it('refuses an invalid role, session and external ID', async () => {
    const prompts = new ScriptedPrompts(EVERY_LINK, 'sharer', roleArn, '5m', '1d', '1h', 'not agreed', undefined);
    await bench().run('chooseLinkRole', ['p1'], prompts);
    const said = prompts.asked.slice(1, 4).map(({ checks }) => checks.map((check) => check?.severity));
    assert.deepEqual(said, [['error', undefined], ['error', 'error', undefined], ['error']]);
  });

  it('is kept when the profile is edited, and removed with it', async () => {
    const role = { roleArn, maxSessionSeconds: 1800, forEveryLink: false };
    const { profiles, endpoint } = bench().oss;
    await profiles.saveLinkRole('p1', role);
    await profiles.save({ id: 'p1', name: 'Renamed', region: 'cn-hangzhou', endpoint });
    assert.deepEqual(linkRole(), role);
  });

  it('is silent after Escape at every step', () =>
    escapeSilently(bench(), 'chooseLinkRole', ['p1'], [EVERY_LINK, roleArn, '1h', '']));
});
