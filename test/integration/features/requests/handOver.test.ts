import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Account } from '../../../emulator/accounts.ts';
import { noon } from '../../../support/emulator/handMade.ts';
import { CDN_KEY, withBench } from '../../../support/features/commandBench.ts';
import { formOfPage, sendForm } from '../../../support/links/sentForm.ts';
import { ACCOUNTS, KEY } from '../../../support/profiles/loopbackOss.ts';
import { openLoopbackSts, type LoopbackSts } from '../../../support/profiles/loopbackSts.ts';
import { ESCAPE, ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { localClock } from '../../../support/localTime.ts';

const hourLater = new Date(noon.getTime() + 3_600_000);
const dayLater = new Date(noon.getTime() + 86_400_000);
const UPLOAD = 'Upload the Page and Copy Its Link';
const COPY_HTML = ['Copy As…', 'HTML'];

describe('a request of a profile with a link role', () => {
  const roleArn = 'acs:ram::1:role/collector';
  const linkRole = { roleArn, maxSessionSeconds: 3600, forEveryLink: false };
  const accounts: Account[] = [];
  let sts: LoopbackSts;
  beforeEach(async () => {
    accounts.splice(0, accounts.length, ...ACCOUNTS);
    const roles = [{ arn: roleArn, maxSessionSeconds: 3600, trusts: [KEY.accessKeyId] }];
    sts = await openLoopbackSts({ roles, accounts, now: () => noon });
  });
  afterEach(() => sts.close());
  const bench = withBench({
    accounts,
    // Each test has an STS of its own.
    get sessions() {
      return sts.sessions;
    },
  });

  it('is signed by a role session that may only upload there if the user chooses it, and expires with the session', async () => {
    await bench().oss.profiles.saveLinkRole('p1', linkRole);
    const prompts = new ScriptedPrompts('Signed By', ...COPY_HTML);
    await bench().run('requestFiles', [await bench().node('docs', 'reports/')], prompts);
    const [before, after] = prompts.asked;
    assert.match(
      before?.place.title ?? '',
      new RegExp(`at ${localClock(dayLater)} [^ ]+ on \\w{3}, May ${dayLater.getDate()}$`),
    );
    assert.match(after?.place.title ?? '', new RegExp(`expires at ${localClock(hourLater)} [^ ]+$`));
    assert.ok(after?.readable.includes('session that can only upload into this folder'));
    const form = formOfPage(bench().clipboard.at(-1) ?? '');
    assert.equal(form.fields['x-oss-security-token'], accounts.at(-1)?.securityToken);
    assert.equal((await sendForm(form, 'a.txt', 'x')).status, 201);
    assert.match(bench().messages[0] ?? '', /It was signed by a session that can only upload there\.$/);
    // The session may end before the day that was asked for, which the message repeats.
    assert.match(bench().messages[1] ?? '', /^warn: .*temporary credentials/);
    assert.equal(bench().ledger.list()[0]?.request?.scoped, true);
  });
});

describe('a request whose page cannot be uploaded', () => {
  /** A key that may do everything but read objects. */
  const writer = { accessKeyId: 'fake-writer-id', accessKeySecret: 'fake-writer-secret' };
  const bench = withBench({ accounts: [...ACCOUNTS, { ...writer, policy: { deny: ['oss:GetObject'] } }] });
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'oss-links-request-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('shows the reason and returns to the form if the page could replace an object', async () => {
    const target = await bench().node('docs', 'reports/');
    await bench().oss.saveProfile({}, writer);
    const prompts = new ScriptedPrompts(UPLOAD, ESCAPE);
    await bench().run('requestFiles', [target], prompts);
    assert.match(
      bench().messages.join('\n'),
      /^warn: Couldn't upload the page: an object reports\/.*\.html may exist, and it would be replaced\. Save the page instead\.$/,
    );
    assert.equal(prompts.asked.length, 2);
    assert.deepEqual(bench().ledger.list(), []);
  });

  it('shows the error of OSS and keeps the options', async () => {
    const target = await bench().node('docs', 'reports/');
    const fault = { kind: 'status', status: 403, code: 'AccessDenied', match: { operation: 'PutObject' } } as const;
    bench().oss.emulator.faults.add(fault);
    await bench().run('requestFiles', [target], new ScriptedPrompts('Note', 'for Ann', UPLOAD));
    assert.match(bench().messages.join('\n'), /^error: .*AccessDenied/);
    const prompts = new ScriptedPrompts(ESCAPE);
    await bench().run('requestFiles', [target], prompts);
    assert.ok(prompts.last.readable.includes('for Ann'));
  });

  it('offers to allow progress on the page, and how to revoke it', async () => {
    await bench().run(
      'requestFiles',
      [await bench().node('docs', 'reports/')],
      new ScriptedPrompts('Validity', '1 hour', UPLOAD),
    );
    const { actions = [] } = bench().shownMessages.find(({ message }) => message.startsWith('Uploaded the page')) ?? {};
    assert.deepEqual(
      actions.map(({ label }) => label),
      ['Allow Progress on the Page…', 'How to Revoke'],
    );
    await actions[1]?.run();
    assert.match([...bench().documents.values()].join('\n'), /This request for files expires at /);
  });
});

describe('a request without a profile', () => {
  const bench = withBench();

  it('asks for a profile first', async () => {
    await bench().oss.profiles.remove('p1');
    const prompts = new ScriptedPrompts(ESCAPE);
    await bench().run('requestFiles', [], prompts);
    assert.equal(prompts.last.kind, 'decide');
    await bench().run('allowProgress', [], new ScriptedPrompts(ESCAPE));
    bench().assertSilent();
  });

  it('stops if the user cancels the choice of a folder', async () => {
    await bench().run('requestFiles', [], new ScriptedPrompts(ESCAPE));
    await bench().run('allowProgress', [], new ScriptedPrompts(ESCAPE));
    bench().assertSilent();
  });
});

describe('a request for a bucket behind a CDN', () => {
  const bench = withBench();

  it('goes to the host of the bucket, since a CDN takes no forms, while the link to the page is that of the CDN', async () => {
    const { linkHosts, emulator } = bench().oss;
    await linkHosts.setLinkHost(
      { profileId: 'p1', bucket: 'docs' },
      {
        endpoint: { kind: 'custom', url: 'https://cdn.example.com', addressing: 'cname' },
        cdn: { type: 'A', cdnTtl: 1800 },
      },
    );
    await linkHosts.storeCdnKey('cdn.example.com', CDN_KEY);
    const prompts = new ScriptedPrompts('Validity', '1 hour', UPLOAD);
    await bench().run('requestFiles', [await bench().node('docs', 'reports/')], prompts);
    assert.ok(prompts.asked[0]?.readable.includes('cdn.example.com shows the page'));
    assert.match(bench().links[0] ?? '', /^https:\/\/cdn\.example\.com\/reports\/.*\.html\?auth_key=/);
    const entry = bench()
      .ledger.list()
      .find(({ request }) => request !== undefined);
    assert.equal(entry?.host, emulator.endpoint('cn-hangzhou'));
  });
});
