import assert from 'node:assert/strict';
import { copyPutUrl } from '../../../../src/features/copy/copyPutUrl.ts';
import { ScriptedPrompts, type Reply } from '../../../support/ui/scriptedPrompts.ts';
import { escapeSilently, validityOf, withBench } from '../../../support/features/commandBench.ts';

describe('Copy Upload Link', () => {
  const bench = withBench();
  const replies: readonly Reply[] = ['new.md', '1 hour', 'text/markdown', 'x-oss-meta-author: me', 'Copy Upload Link'];
  const withHeader: readonly Reply[] = [
    ...replies.slice(0, 3),
    ...['Add Header…', 'x-oss-meta-author', 'me', 'Copy Upload Link'],
  ];

  it('copies a link for a name in the clicked folder, which accepts the signed headers only', async () => {
    const prompts = new ScriptedPrompts(...withHeader);
    await bench().run('copyPutUrl', [await bench().node('docs', 'reports/')], prompts);
    const [url = ''] = bench().links;
    const headers = { 'content-type': 'text/markdown', 'x-oss-meta-author': 'me' };
    assert.equal((await bench().use(url, 'PUT', { ...headers, 'content-type': 'text/plain' })).status, 403);
    assert.equal((await bench().use(url, 'PUT', headers, 'new')).status, 200);
    assert.equal((await bench().oss.emulator.readObject('docs', 'reports/new.md')).toString(), 'new');
    assert.equal(validityOf(url), '3600');
  });

  it('offers the curl command and the headers, and copies the chosen text', async () => {
    await bench().run(
      'copyPutUrl',
      [await bench().node('docs')],
      new ScriptedPrompts('a b.md', '1 hour', 'text/markdown', 'Copy Upload Link'),
    );
    const info = bench().shownMessages.find(({ kind }) => kind === 'info') ?? assert.fail();
    assert.match(info.message, /must send Content-Type: text\/markdown\.$/);
    const [curl, , headers] = info.actions;
    assert.deepEqual(
      info.actions.map(({ label }) => label),
      ['Copy as curl', 'Copy As…', 'Copy Headers'],
    );
    const [url = ''] = bench().links;
    await curl?.run();
    assert.equal(bench().clipboard.at(-1), `curl -f -X PUT -H 'content-type: text/markdown' -T 'a b.md' -g '${url}'`);
    await headers?.run();
    assert.equal(bench().clipboard.at(-1), 'Content-Type: text/markdown');
  });

  it('copies several headers one per line', async () => {
    const prompts = new ScriptedPrompts(...withHeader);
    await bench().run('copyPutUrl', [await bench().node('docs')], prompts);
    await bench().press('Copy Headers');
    assert.equal(bench().clipboard.at(-1), 'Content-Type: text/markdown\nx-oss-meta-author: me');
  });

  it('copies no expired link by a button that is pressed later, but a new one', async () => {
    let passedMs = 0;
    const prompts = new ScriptedPrompts('a.md', '1 hour', 'text/markdown', 'Copy Upload Link', 'curl (cmd)');
    const services = bench().services(prompts);
    const now = (): Date => new Date(services.now().getTime() + passedMs);
    await copyPutUrl({ folder: { profileId: 'p1', bucket: 'docs', prefix: '' } }, { ...services, now });
    const { actions } = bench().shownMessages.find(({ kind }) => kind === 'info') ?? assert.fail();
    passedMs = 3_600_000;
    for (const label of ['Copy as curl', 'Copy As…']) {
      await actions.find((action) => action.label === label)?.run();
      assert.match(bench().clipboard.at(-1) ?? '', /x-oss-date=20\d{6}T13\d{4}Z/, label);
    }
  });

  it('shows an overwrite in title and message, and forbids it with one key', async () => {
    const prompts = new ScriptedPrompts('1 hour', 'text/plain', 'Copy Upload Link');
    await bench().run('copyPutUrl', [await bench().node('docs', 'readme.txt')], prompts);
    assert.match(prompts.last.place.title ?? '', /^Copy Upload Link · Overwrites readme\.txt/);
    const info = bench().shownMessages.find(({ kind }) => kind === 'info') ?? assert.fail();
    assert.match(info.message, /\. It overwrites readme\.txt\. The upload must send Content-Type: text\/plain\.$/);
    assert.equal(info.actions[0]?.label, 'Forbid Overwriting');
    await info.actions[0].run();
    const headers = { 'content-type': 'text/plain', 'x-oss-forbid-overwrite': 'true' };
    assert.equal((await bench().use(bench().links[0] ?? '', 'PUT', headers, 'new')).status, 409);
    assert.doesNotMatch(bench().shownMessages.findLast(({ kind }) => kind === 'info')?.message ?? '', /overwrites/);
  });

  it('offers to forbid overwriting among the headers', async () => {
    const prompts = new ScriptedPrompts('readme.txt', '1 hour', 'text/plain', 'Forbid Overwriting', 'Copy Upload Link');
    await bench().run('copyPutUrl', [await bench().node('docs')], prompts);
    const headers = { 'content-type': 'text/plain', 'x-oss-forbid-overwrite': 'true' };
    assert.equal((await bench().use(bench().links[0] ?? '', 'PUT', headers, 'new')).status, 409);
    assert.ok(!prompts.last.labels.includes('Forbid Overwriting'));
  });

  it('shows that no header may be sent if none is signed', async () => {
    await bench().run(
      'copyPutUrl',
      [await bench().node('docs')],
      new ScriptedPrompts('a.md', '1 hour', 'None', 'Copy Upload Link'),
    );
    const info = bench().shownMessages.find(({ kind }) => kind === 'info') ?? assert.fail();
    assert.match(info.message, /must not send a Content-Type/);
    assert.deepEqual(
      info.actions.map(({ label }) => label),
      ['Copy as curl', 'Copy As…'],
    );
    assert.equal((await bench().use(bench().links[0] ?? '', 'PUT', {}, 'x')).status, 200);
  });

  it('replaces the clicked object without asking for a name', async () => {
    const prompts = new ScriptedPrompts('1 hour', 'text/plain', 'Copy Upload Link');
    await bench().run('copyPutUrl', [await bench().node('docs', 'readme.txt')], prompts);
    await bench().use(bench().links[0] ?? '', 'PUT', { 'content-type': 'text/plain' }, 'replaced');
    assert.equal((await bench().oss.emulator.readObject('docs', 'readme.txt')).toString(), 'replaced');
  });

  it('signs for each of several objects the content type of its name', async () => {
    const nodes = [await bench().node('docs', 'reports/2026.pdf'), await bench().node('docs', 'readme.txt')];
    await bench().run('copyPutUrl', [nodes[0], nodes], new ScriptedPrompts('1 hour', 'Copy Upload Links'));
    const [pdf = '', txt = ''] = bench().links;
    assert.equal((await bench().use(pdf, 'PUT', { 'content-type': 'application/pdf' })).status, 200);
    assert.equal((await bench().use(txt, 'PUT', { 'content-type': 'text/plain;charset=utf-8' })).status, 200);
  });

  it('asks for a folder from the palette', async () => {
    const prompts = new ScriptedPrompts(
      'docs',
      'reports/',
      'Use docs/reports/',
      'a.md',
      '1 hour',
      'text/markdown',
      'Copy Upload Link',
    );
    await bench().run('copyPutUrl', [], prompts);
    assert.equal((await bench().use(bench().links[0] ?? '', 'PUT', { 'content-type': 'text/markdown' })).status, 200);
    assert.ok(bench().oss.emulator.object('docs', 'reports/a.md'));
    assert.deepEqual(bench().memory.uploadFolders[0], { profileId: 'p1', bucket: 'docs', prefix: 'reports/' });
  });

  it('proposes the headers of the last link of the bucket', async () => {
    const node = await bench().node('docs');
    const first = new ScriptedPrompts(
      'a.md',
      '1 hour',
      'text/markdown',
      'x-oss-object-acl: private',
      'Copy Upload Link',
    );
    await bench().run('copyPutUrl', [node], first);
    const second = new ScriptedPrompts('b.md', '1 hour', 'text/markdown', 'Copy Upload Link');
    await bench().run('copyPutUrl', [node], second);
    assert.ok(second.last.labels.includes('x-oss-object-acl: private'));
    assert.equal(second.asked[1]?.activeLabel, '1 hour');
  });

  it('is silent after Escape at every step', async () => {
    await escapeSilently(bench(), 'copyPutUrl', [await bench().node('docs')], [...replies]);
    await escapeSilently(bench(), 'copyPutUrl', [], ['docs', 'Use docs/', ...replies]);
    assert.equal(bench().memory.lastLink, undefined);
    assert.equal(bench().memory.uploadFolders[0], undefined);
  });
});
