import assert from 'node:assert/strict';
import { COMMANDS, type CommandName } from '../../../src/ids.ts';
import { ScriptedPrompts, type Reply } from '../ui/scriptedPrompts.ts';
import { escapeSilently, withBench } from './commandBench.ts';

const validityOf = (url: string): string | null => new URL(url).searchParams.get('x-oss-expires');

describe('Copy Presigned GET URL', () => {
  const bench = withBench();

  it('copies a working link of the clicked object with the default validity, and says so without the link', async () => {
    await bench().run('copyGetUrl', [await bench().node('docs', '报告/三.pdf')]);
    const [url = ''] = bench().links;
    assert.equal((await bench().use(url, 'GET')).text, 'content of 报告/三.pdf');
    assert.equal(validityOf(url), '900');
    assert.equal(bench().clipboard.length, 1);
    assert.equal(bench().told.length, 1);
    assert.match(bench().messages[0] ?? '', /^status: GET link for 三\.pdf copied, expires /);
  });

  it('uses the last choices', async () => {
    const target = { profileId: 'p1', bucket: 'docs', key: 'readme.txt' };
    await bench().memory.rememberGet(target, { validity: { kind: 'duration', seconds: 60 }, downloadName: 'x' });
    await bench().run('copyGetUrl', [await bench().node('docs', 'reports/2026.pdf')]);
    const [url = ''] = bench().links;
    assert.equal(validityOf(url), '60');
    assert.equal((await bench().use(url, 'GET')).headers['content-disposition'], 'attachment; filename="2026.pdf"');
    assert.deepEqual(bench().memory.last, { target: { ...target, key: 'reports/2026.pdf' }, method: 'GET' });
  });

  it('copies a link a line for all that are selected', async () => {
    const nodes = [await bench().node('docs', 'reports/2026.pdf'), await bench().node('docs', 'reports/summary.md')];
    await bench().run('copyGetUrl', [nodes[1], nodes]);
    const texts = await Promise.all(bench().links.map(async (url) => (await bench().use(url, 'GET')).text));
    assert.deepEqual(texts, ['content of reports/2026.pdf', 'content of reports/summary.md']);
    assert.match(bench().messages[0] ?? '', /^status: 2 GET links copied, they expire /);
  });

  it('keeps to the clicked object where that is not selected', async () => {
    const selected = [await bench().node('docs', 'reports/2026.pdf')];
    await bench().run('copyGetUrl', [await bench().node('docs', 'readme.txt'), selected]);
    assert.equal(bench().links.length, 1);
    assert.equal((await bench().use(bench().links[0] ?? '', 'GET')).text, 'content of readme.txt');
  });

  it('asks for an object from the palette', async () => {
    await bench().run('copyGetUrl', [], new ScriptedPrompts('docs', 'reports/', '2026.pdf'));
    assert.equal((await bench().use(bench().links[0] ?? '', 'GET')).text, 'content of reports/2026.pdf');
  });

  it('is silent after Escape at every step', () =>
    escapeSilently(bench(), 'copyGetUrl', [], ['docs', 'reports/', '2026.pdf']));

  it('offers to add a profile where there is none, and is silent where that is declined', async () => {
    await bench().oss.profiles.remove('p1');
    const prompts = new ScriptedPrompts(undefined);
    await bench().run('copyGetUrl', [], prompts);
    assert.deepEqual(prompts.last.labels, ['Add Profile…']);
    bench().assertSilent();
  });

  it('copies nothing and says why where the secret is missing', async () => {
    const node = await bench().node('docs', 'readme.txt');
    bench().oss.secrets.values.clear();
    await bench().run('copyGetUrl', [node]);
    assert.deepEqual(bench().clipboard, []);
    assert.match(bench().messages.join('\n'), /^error: The secret of this profile is not on this machine/);
    assert.equal(bench().memory.last, undefined);
  });

  it('warns of a key that no client can ask for', async () => {
    await bench().oss.emulator.putObject('docs', 'x/./y.txt', 'x');
    await bench().run('copyGetUrl', [await bench().node('docs', 'x/./y.txt')]);
    assert.match(bench().messages[1] ?? '', /^warn: .*fold it away/);
  });
});

describe('Copy Presigned GET URL With Options', () => {
  const bench = withBench();
  const replies = ['1 day', 'Forced download under another name…', '报告.pdf'] as const;

  it('copies a link as it was asked for, and remembers the choices', async () => {
    const prompts = new ScriptedPrompts(...replies);
    await bench().run('copyGetUrlWithOptions', [await bench().node('docs', 'reports/2026.pdf')], prompts);
    const [url = ''] = bench().links;
    assert.equal(validityOf(url), '86400');
    assert.match((await bench().use(url, 'GET')).headers['content-disposition'] ?? '', /^attachment; .*%E6%8A%A5/);
    assert.deepEqual(bench().memory.validity('GET'), { kind: 'duration', seconds: 86_400 });
    assert.equal(prompts.asked[0]?.place.title, 'Copy Presigned GET URL · 2026.pdf');
  });

  it('leaves it to the object what browsers do', async () => {
    const prompts = new ScriptedPrompts('90s', 'As the object says');
    await bench().run('copyGetUrlWithOptions', [await bench().node('docs', 'reports/2026.pdf')], prompts);
    const [url = ''] = bench().links;
    assert.equal(validityOf(url), '90');
    assert.equal((await bench().use(url, 'GET')).headers['content-disposition'], undefined);
  });

  it('gives several objects their own names', async () => {
    const nodes = [await bench().node('docs', 'reports/2026.pdf'), await bench().node('docs', 'readme.txt')];
    await bench().run('copyGetUrlWithOptions', [nodes[0], nodes], new ScriptedPrompts('1 hour', 'Forced download'));
    const headers = await Promise.all(
      bench().links.map(async (url) => (await bench().use(url, 'GET')).headers['content-disposition']),
    );
    assert.deepEqual(headers, ['attachment; filename="2026.pdf"', 'attachment; filename="readme.txt"']);
  });

  it('asks for an object from the palette', async () => {
    await bench().run('copyGetUrlWithOptions', [], new ScriptedPrompts('docs', 'readme.txt', ...replies));
    assert.equal((await bench().use(bench().links[0] ?? '', 'GET')).text, 'content of readme.txt');
  });

  it('is silent after Escape at every step', async () => {
    await escapeSilently(bench(), 'copyGetUrlWithOptions', [await bench().node('docs', 'readme.txt')], [...replies]);
    await escapeSilently(bench(), 'copyGetUrlWithOptions', [], ['docs', 'readme.txt', ...replies]);
    assert.equal(bench().memory.last, undefined);
  });
});

describe('Copy Presigned PUT URL', () => {
  const bench = withBench();
  const replies: readonly Reply[] = ['new.md', '1 hour', 'text/markdown', 'x-oss-meta-author: me', 'Copy PUT URL'];

  it('copies a link for a name in the clicked folder, which takes what was signed and nothing else', async () => {
    const prompts = new ScriptedPrompts(
      ...replies.slice(0, 3),
      'Add Header…',
      'x-oss-meta-author',
      'me',
      'Copy PUT URL',
    );
    await bench().run('copyPutUrl', [await bench().node('docs', 'reports/')], prompts);
    const [url = ''] = bench().links;
    const headers = { 'content-type': 'text/markdown', 'x-oss-meta-author': 'me' };
    assert.equal((await bench().use(url, 'PUT', { ...headers, 'content-type': 'text/plain' })).status, 403);
    assert.equal((await bench().use(url, 'PUT', headers, 'new')).status, 200);
    assert.equal((await bench().oss.emulator.readObject('docs', 'reports/new.md')).toString(), 'new');
    assert.equal(validityOf(url), '3600');
  });

  it('offers the curl command and the headers, and copies what is chosen', async () => {
    await bench().run(
      'copyPutUrl',
      [await bench().node('docs')],
      new ScriptedPrompts('a b.md', '1 hour', 'text/markdown', 'Copy PUT URL'),
    );
    const info = bench().told.find(({ kind }) => kind === 'info') ?? assert.fail();
    assert.match(info.message, /headers that were signed: content-type\.$/);
    const [curl, headers] = info.actions;
    assert.deepEqual([curl?.label, headers?.label], ['Copy as curl', 'Copy Headers']);
    const [url = ''] = bench().links;
    await curl?.run();
    assert.equal(bench().clipboard.at(-1), `curl -f -X PUT -H 'content-type: text/markdown' -T 'a b.md' -g '${url}'`);
    await headers?.run();
    assert.equal(bench().clipboard.at(-1), 'content-type: text/markdown');
  });

  it('says that nothing may be sent where nothing is signed', async () => {
    await bench().run(
      'copyPutUrl',
      [await bench().node('docs')],
      new ScriptedPrompts('a.md', '1 hour', 'No Content-Type', 'Copy PUT URL'),
    );
    const info = bench().told.find(({ kind }) => kind === 'info') ?? assert.fail();
    assert.match(info.message, /must not send a Content-Type/);
    assert.deepEqual(
      info.actions.map(({ label }) => label),
      ['Copy as curl'],
    );
    assert.equal((await bench().use(bench().links[0] ?? '', 'PUT', {}, 'x')).status, 200);
  });

  it('replaces the clicked object without asking for a name', async () => {
    const prompts = new ScriptedPrompts('1 hour', 'text/plain', 'Copy PUT URL');
    await bench().run('copyPutUrl', [await bench().node('docs', 'readme.txt')], prompts);
    await bench().use(bench().links[0] ?? '', 'PUT', { 'content-type': 'text/plain' }, 'replaced');
    assert.equal((await bench().oss.emulator.readObject('docs', 'readme.txt')).toString(), 'replaced');
  });

  it('gives each of several objects the type of its name', async () => {
    const nodes = [await bench().node('docs', 'reports/2026.pdf'), await bench().node('docs', 'readme.txt')];
    await bench().run('copyPutUrl', [nodes[0], nodes], new ScriptedPrompts('1 hour', 'Copy PUT URLs'));
    const [pdf = '', txt = ''] = bench().links;
    assert.equal((await bench().use(pdf, 'PUT', { 'content-type': 'application/pdf' })).status, 200);
    assert.equal((await bench().use(txt, 'PUT', { 'content-type': 'text/plain' })).status, 200);
  });

  it('asks for a folder from the palette', async () => {
    const prompts = new ScriptedPrompts(
      'docs',
      'reports/',
      'Use docs/reports/',
      'a.md',
      '1 hour',
      'text/markdown',
      'Copy PUT URL',
    );
    await bench().run('copyPutUrl', [], prompts);
    assert.equal((await bench().use(bench().links[0] ?? '', 'PUT', { 'content-type': 'text/markdown' })).status, 200);
    assert.ok(bench().oss.emulator.object('docs', 'reports/a.md'));
    assert.deepEqual(bench().memory.uploadFolder, { profileId: 'p1', bucket: 'docs', prefix: 'reports/' });
  });

  it('proposes the headers of the last link of the bucket', async () => {
    const node = await bench().node('docs');
    const first = new ScriptedPrompts('a.md', '1 hour', 'text/markdown', 'x-oss-object-acl: private', 'Copy PUT URL');
    await bench().run('copyPutUrl', [node], first);
    const second = new ScriptedPrompts('b.md', '1 hour', 'text/markdown', 'Copy PUT URL');
    await bench().run('copyPutUrl', [node], second);
    assert.ok(second.last.labels.includes('x-oss-object-acl: private'));
    assert.equal(second.asked[1]?.activeLabel, '1 hour');
  });

  it('is silent after Escape at every step', async () => {
    await escapeSilently(bench(), 'copyPutUrl', [await bench().node('docs')], [...replies]);
    await escapeSilently(bench(), 'copyPutUrl', [], ['docs', 'Use docs/', ...replies]);
    assert.equal(bench().memory.last, undefined);
    assert.equal(bench().memory.uploadFolder, undefined);
  });
});

describe('Copy Presigned PUT URL for This File', () => {
  const bench = withBench();
  const replies: readonly Reply[] = ['docs', 'Use docs/', 'notes.md', '1 hour', 'text/markdown', 'Copy PUT URL'];

  it('fills in name and type of the file, and names it in the curl command', async () => {
    const prompts = new ScriptedPrompts(...replies);
    const uri = bench().file('/work space/notes.md', '# Notes');
    await bench().run('copyPutUrlForFile', [uri, [uri]], prompts);
    assert.equal(prompts.asked[2]?.value, 'notes.md');
    assert.equal(prompts.asked[4]?.labels[0], 'text/markdown');
    const info = bench().told.find(({ kind }) => kind === 'info');
    await info?.actions[0]?.run();
    assert.match(bench().clipboard.at(-1) ?? '', / -T '\/work space\/notes\.md' /);
  });

  it('offers the folder of the last upload, or another', async () => {
    const uri = bench().file('/notes.md', '# Notes');
    const folder = { profileId: 'p1', bucket: 'docs', prefix: 'reports/' };
    await bench().memory.rememberUploadFolder(folder);
    const prompts = new ScriptedPrompts('docs/reports/', ...replies.slice(2));
    await bench().run('copyPutUrlForFile', [uri], prompts);
    assert.match(new URL(bench().links[0] ?? '').pathname, /\/reports\/notes\.md$/);
    const other = new ScriptedPrompts('Another folder…', ...replies);
    await bench().run('copyPutUrlForFile', [uri], other);
    assert.match(new URL(bench().links[0] ?? '').pathname, /\/docs\/notes\.md$/);
  });

  it('asks for a folder where the profile of the last one is gone', async () => {
    await bench().memory.rememberUploadFolder({ profileId: 'gone', bucket: 'docs', prefix: '' });
    await bench().run('copyPutUrlForFile', [bench().file('/notes.md', '#')], new ScriptedPrompts(...replies));
    assert.equal(bench().links.length, 1);
  });

  it('takes the file of the active editor from the palette, else one that is picked', async () => {
    bench().activeFile = bench().file('/active.md', '#');
    const active = new ScriptedPrompts('docs', 'Use docs/', undefined);
    await bench().run('copyPutUrlForFile', [], active);
    assert.equal(active.last.value, 'active.md');
    bench().activeFile = undefined;
    bench().pickedFiles = [bench().file('/picked.md', '#')];
    const picked = new ScriptedPrompts('docs', 'Use docs/', undefined);
    await bench().run('copyPutUrlForFile', [], picked);
    assert.equal(picked.last.value, 'picked.md');
  });

  it('is silent after Escape at every step', async () => {
    const uri = bench().file('/notes.md', '#');
    await escapeSilently(bench(), 'copyPutUrlForFile', [uri], [...replies]);
    await bench().run('copyPutUrlForFile', []);
    await bench().memory.rememberUploadFolder({ profileId: 'p1', bucket: 'docs', prefix: '' });
    await bench().run('copyPutUrlForFile', [uri], new ScriptedPrompts(undefined));
    bench().assertSilent();
  });
});

describe('Quick Copy', () => {
  const bench = withBench();

  it('copies a fresh download link of the last object', async () => {
    await bench().run(
      'copyGetUrlWithOptions',
      [await bench().node('docs', 'readme.txt')],
      new ScriptedPrompts('1 day', 'Forced download'),
    );
    await bench().run('quickCopy');
    const [url = ''] = bench().links;
    assert.equal(bench().clipboard.length, 2);
    assert.equal(validityOf(url), '86400');
    const { text, headers } = await bench().use(url, 'GET');
    assert.equal(text, 'content of readme.txt');
    assert.equal(headers['content-disposition'], 'attachment; filename="readme.txt"');
  });

  it('copies a fresh upload link with the same type and headers', async () => {
    const prompts = new ScriptedPrompts('a.md', '2h', 'text/markdown', 'x-oss-meta-author: me', 'Copy PUT URL');
    await bench().run('copyPutUrl', [await bench().node('docs')], prompts);
    await bench().run('quickCopy');
    const [url = ''] = bench().links;
    assert.equal(validityOf(url), '7200');
    const headers = { 'content-type': 'text/markdown', 'x-oss-meta-author': 'me' };
    assert.equal((await bench().use(url, 'PUT', headers)).status, 200);
    assert.ok(bench().oss.emulator.object('docs', 'a.md'));
  });

  it('asks for an object where there is no last one, or its profile is gone', async () => {
    await bench().run('quickCopy', [], new ScriptedPrompts('docs', 'readme.txt'));
    assert.equal(bench().links.length, 1);
    await bench().oss.saveProfile({ id: 'p2', name: 'Home' });
    await bench().oss.profiles.remove('p1');
    await bench().run('quickCopy', [], new ScriptedPrompts('docs', 'reports/', '2026.pdf'));
    assert.equal(bench().memory.last?.target.profileId, 'p2');
    assert.match(bench().messages.join('\n'), /The profile of the last link is gone/);
  });

  it('is silent after Escape at every step', () =>
    escapeSilently(bench(), 'quickCopy', [], ['docs', 'reports/', '2026.pdf']));
});

describe('every command from the palette', () => {
  const bench = withBench();

  it('does nothing and says nothing of a link where the user leaves its first question', async () => {
    const asking = (Object.keys(COMMANDS) as CommandName[]).filter(
      (name) =>
        ![
          'refresh',
          'loadMore',
          'showLog',
          'revealLastObject',
          'removeBucket',
          'uploadAndCopyGetUrl',
          'copyPutUrlForFile',
        ].includes(name),
    );
    for (const name of asking) {
      await bench().run(name, [], new ScriptedPrompts(undefined));
      bench().assertSilent();
    }
    assert.equal(bench().oss.profiles.list().length, 1);
  });
});
