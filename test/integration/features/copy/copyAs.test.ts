import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { fakeTransport, refusal } from '../../../support/oss/fakeTransport.ts';
import { ESCAPE, ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { escapeSilently, validityOf, withBench } from '../../../support/features/commandBench.ts';

/** The presigned URL in a text. */
function urlIn(text: string): string {
  return /http:[^\s'")>]+/.exec(text)?.[0] ?? assert.fail(`no URL in ${text}`);
}

describe('Copy As', () => {
  const bench = withBench();
  const clipboard = (): string => bench().clipboard.at(-1) ?? assert.fail('nothing was copied');

  it('copies a working download link in the chosen format, with the default options', async () => {
    const node = await bench().node('docs', '报告/三.pdf');
    await bench().memory.setDefault({ method: 'GET', validity: '1m' });
    await bench().run('copyAs', [node], new ScriptedPrompts('Markdown link'));
    const url = urlIn(clipboard());
    assert.equal(clipboard(), `[三.pdf](${url})`);
    assert.equal(validityOf(url), '60');
    assert.equal((await bench().use(url, 'GET')).text, 'content of 报告/三.pdf');
    assert.match(
      bench().messages.join('\n'),
      /^status: Copied download link for 三\.pdf as Markdown link \(expires [^\n]+$/,
    );
  });

  it('offers the last format of each method first', async () => {
    const node = await bench().node('docs', 'readme.txt');
    const first = new ScriptedPrompts('wget');
    await bench().run('copyAs', [node], first);
    assert.deepEqual(first.last.labels.slice(0, 3), ['URL', 'Upload Link Instead…', 'Open in Editor Instead…']);
    const second = new ScriptedPrompts('Upload Link Instead…', 'HTTPie');
    await bench().run('copyAs', [node], second);
    assert.equal(second.asked[0]?.labels[0], 'wget');
    assert.equal(second.asked[1]?.labels[0], 'URL');
    const third = new ScriptedPrompts('Upload Link Instead…', 'Download Link Instead…', 'wget');
    await bench().run('copyAs', [node], third);
    assert.deepEqual(
      third.asked.map(({ labels }) => labels[0]),
      ['wget', 'HTTPie', 'wget'],
    );
    for (const { labels } of third.asked) assert.deepEqual([...new Set(labels)], labels);
  });

  it('offers the formats of each method', async () => {
    const prompts = new ScriptedPrompts('Upload Link Instead…', 'curl');
    await bench().run('copyAs', [await bench().node('docs', 'readme.txt')], prompts);
    const [get = [], put = []] = prompts.asked.map(({ labels }) => labels);
    for (const label of ['curl', 'PowerShell', 'Python']) assert.ok(get.includes(label) && put.includes(label), label);
    for (const label of ['wget', 'aria2', 'Markdown link'])
      assert.ok(get.includes(label) && !put.includes(label), label);
  });

  it('copies an upload link for an object, with the content type of its name', async () => {
    const prompts = new ScriptedPrompts('Upload Link Instead…', 'curl');
    await bench().run('copyAs', [await bench().node('docs', 'reports/summary.md')], prompts);
    assert.match(clipboard(), /^curl -f -X PUT -H 'content-type: text\/markdown;charset=utf-8' -T summary\.md /);
    const headers = { 'content-type': 'text/markdown;charset=utf-8' };
    assert.equal((await bench().use(urlIn(clipboard()), 'PUT', headers, 'new')).status, 200);
    assert.equal((await bench().oss.emulator.readObject('docs', 'reports/summary.md')).toString(), 'new');
    assert.match(bench().messages.join('\n'), /^status: Copied upload link for summary\.md as curl \(expires [^\n]+$/);
  });

  it('offers no upload link for a version, which no upload can replace', async () => {
    bench().oss.emulator.createBucket('kept', { versioning: 'Enabled' });
    for (const body of ['first', 'second']) await bench().oss.emulator.putObject('kept', 'plan.md', body);
    const plan = await bench().node('kept', 'plan.md');
    await bench().run('showVersions', [plan]);
    const former = plan.kind === 'object' ? bench().tree.versionsOf(plan)?.[1] : undefined;
    const prompts = new ScriptedPrompts('URL');
    await bench().run('copyAs', [former], prompts);
    assert.ok(!prompts.last.labels.includes('Upload Link Instead…'));
    assert.equal((await bench().use(clipboard(), 'GET')).text, 'first');
  });

  it('asks for the name of an upload into a folder', async () => {
    const prompts = new ScriptedPrompts('curl', 'new.txt');
    await bench().run('copyAs', [await bench().node('docs', 'reports/')], prompts);
    assert.ok(!prompts.asked[0]?.labels.includes('Download Link Instead…'));
    assert.match(new URL(urlIn(clipboard())).pathname, /\/reports\/new\.txt$/);
  });

  it('formats all selected objects, but offers no program for several', async () => {
    const nodes = [await bench().node('docs', 'reports/2026.pdf'), await bench().node('docs', 'reports/summary.md')];
    const prompts = new ScriptedPrompts('.http request');
    await bench().run('copyAs', [nodes[0], nodes], prompts);
    assert.ok(!prompts.last.labels.includes('Python'));
    const requests = clipboard().split('\n\n###\n\n');
    const texts = await Promise.all(requests.map(async (text) => (await bench().use(urlIn(text), 'GET')).text));
    assert.deepEqual(texts, ['content of reports/2026.pdf', 'content of reports/summary.md']);
    assert.match(bench().messages[0] ?? '', /^status: Copied 2 download links as \.http request \(expire /);
  });

  it('opens a document in the language of the format instead of copying, on request', async () => {
    const prompts = new ScriptedPrompts('Open in Editor Instead…', 'Python');
    await bench().run('copyAs', [await bench().node('docs', 'readme.txt')], prompts);
    assert.deepEqual(bench().clipboard, []);
    const [opened] = bench().opened;
    assert.equal(opened?.languageId, 'python');
    assert.equal((await bench().use(urlIn(opened.text), 'GET')).text, 'content of readme.txt');
    assert.deepEqual(bench().messages, [
      `status: Python opened. Anyone who can see it can use the link. · host ${new URL(bench().oss.emulator.endpoint('cn-hangzhou')).host}`,
    ]);
  });

  it('shows a QR code of a working link, and copies nothing', async () => {
    await bench().run('copyAs', [await bench().node('docs', 'readme.txt')], new ScriptedPrompts('QR code'));
    const { url, name, expires } = bench().qrCodes[0] ?? assert.fail();
    assert.equal((await bench().use(url, 'GET')).text, 'content of readme.txt');
    assert.equal(name, 'readme.txt');
    assert.notEqual(expires, '');
    assert.deepEqual(bench().clipboard, []);
    assert.deepEqual(bench().messages, [
      `status: QR code opened. Anyone who can see it can use the link. · host ${new URL(bench().oss.emulator.endpoint('cn-hangzhou')).host}`,
    ]);
  });

  it('offers no QR code for an upload, for several links or in an editor', async () => {
    const nodes = [await bench().node('docs', 'reports/2026.pdf'), await bench().node('docs', 'reports/summary.md')];
    const one = new ScriptedPrompts('Open in Editor Instead…', 'Copy Instead…', 'Upload Link Instead…', ESCAPE);
    await bench().run('copyAs', [nodes[0]], one);
    const several = new ScriptedPrompts(ESCAPE);
    await bench().run('copyAs', [nodes[0], nodes], several);
    const offered = [...one.asked, ...several.asked].map(({ labels }) => labels.includes('QR code'));
    assert.deepEqual(offered, [true, false, true, false, false]);
  });

  it('asks for an object from the palette', async () => {
    await bench().run('copyAs', [], new ScriptedPrompts('docs', 'readme.txt', 'curl'));
    const script = `curl() { printf '%s' "$3"; }\n${clipboard()}`;
    assert.equal(execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }), 'readme.txt');
  });

  it('is silent after Escape at every step', async () => {
    await escapeSilently(bench(), 'copyAs', [], ['docs', 'readme.txt', 'Upload Link Instead…', 'curl']);
    const folder = await bench().node('docs', 'reports/');
    await escapeSilently(bench(), 'copyAs', [folder], ['Open in Editor Instead…', 'curl', 'a.txt']);
    assert.deepEqual(bench().opened, []);
  });

  it('formats an upload link that was just copied, without signing again', async () => {
    const prompts = new ScriptedPrompts('1 hour', 'text/plain', 'Copy Upload Link');
    await bench().run('copyPutUrl', [await bench().node('docs', 'readme.txt')], prompts);
    const url = clipboard();
    const { actions } = bench().shownMessages.find(({ kind }) => kind === 'info') ?? assert.fail();
    prompts.then('PowerShell');
    await actions.find(({ label }) => label === 'Copy As…')?.run();
    prompts.assertDone();
    assert.ok(!prompts.last.labels.includes('Download Link Instead…'));
    assert.ok(clipboard().startsWith('& {') && clipboard().includes(`'${url}'`), 'not the same link in PowerShell');
    assert.equal(bench().memory.lastLink?.format, 'powershell');
    bench().inspector.isCheckedBeforeCopy = true;
    bench().inspector.transportInUse = fakeTransport(refusal(403, 'PublicEndpointForbidden'));
    prompts.then('HTTPie', undefined);
    await actions.find(({ label }) => label === 'Copy As…')?.run();
    prompts.assertDone();
    assert.equal(bench().memory.lastLink?.format, 'powershell', 'remembers what was not copied');
  });
});
