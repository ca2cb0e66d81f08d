import assert from 'node:assert/strict';
import type { LinkOptions } from '../../../../src/links/linkOptions.ts';
import { STS_KEY } from '../../../support/profiles/loopbackOss.ts';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { CDN_KEY, escapeSilently, validityOf, withBench } from '../../../support/features/commandBench.ts';

describe('Copy Download Link', () => {
  const bench = withBench();

  it('copies a working link of the clicked object with the default validity, and shows no link in the message', async () => {
    await bench().run('copyGetUrl', [await bench().node('docs', '报告/三.pdf')]);
    const [url = ''] = bench().links;
    assert.equal((await bench().use(url, 'GET')).text, 'content of 报告/三.pdf');
    assert.equal(validityOf(url), '900');
    assert.equal(bench().clipboard.length, 1);
    assert.equal(bench().shownMessages.length, 1);
    assert.match(bench().messages[0] ?? '', /^status: Copied download link for 三\.pdf \(expires /);
  });

  it('shows when the link of an object with a very long name expires', async () => {
    const key = `${'😀'.repeat(200)}.txt`;
    await bench().oss.emulator.putObject('docs', key, 'x');
    await bench().run('copyGetUrl', [await bench().node('docs', key)]);
    assert.match(bench().messages[0] ?? '', /^status: Copied download link for (😀){59}… \(expires /u);
  });

  it('does not use the last choices as the default, so that no link works longer than chosen', async () => {
    const target = { profileId: 'p1', bucket: 'docs', key: 'readme.txt' };
    const options: LinkOptions = { method: 'GET', validity: '7d', download: { type: 'attachment' } };
    await bench().memory.rememberOptions({ target, options });
    await bench().run('copyGetUrl', [await bench().node('docs', 'reports/2026.pdf')]);
    const [url = ''] = bench().links;
    assert.equal(validityOf(url), '900');
    assert.equal((await bench().use(url, 'GET')).headers['content-disposition'], undefined);
  });

  it('has no options to make the default or to save before the first link', async () => {
    await bench().run('useAsDefault');
    assert.equal(bench().messages.at(-1), 'status: Copy a link first, then use its options as the default');
    await bench().run('saveAsRecipe', [], new ScriptedPrompts('docs', 'readme.txt'));
    assert.equal(bench().messages[1], 'status: Copy a link first, then save its options as a recipe.');
    assert.equal((await bench().use(bench().links[0] ?? '', 'GET')).text, 'content of readme.txt');
    assert.deepEqual(bench().savedRecipes, []);
  });

  it('uses the options that the user made the default, and shows how they differ', async () => {
    const target = { profileId: 'p1', bucket: 'docs', key: 'readme.txt' };
    const options: LinkOptions = { method: 'GET', validity: '7d', download: { type: 'attachment' } };
    await bench().memory.rememberOptions({ target, options });
    await bench().run('useAsDefault', [], new ScriptedPrompts('For This Bucket'));
    await bench().run('copyGetUrl', [await bench().node('docs', 'reports/2026.pdf')]);
    const [url = ''] = bench().links;
    assert.equal(validityOf(url), '604800');
    assert.equal((await bench().use(url, 'GET')).headers['content-disposition'], 'attachment; filename="2026.pdf"');
    assert.match(bench().messages.at(-1) ?? '', / · 7 days · forced download · host /);
    await bench().oss.emulator.putObject('logs', 'a.log', 'x');
    await bench().run('copyGetUrl', [await bench().node('logs', 'a.log')]);
    assert.equal(validityOf(bench().links[0] ?? ''), '900', 'the default is for the other bucket');
    await bench().memory.rememberOptions({ target, options });
    await bench().run('useAsDefault', [], new ScriptedPrompts('Everywhere'));
    await bench().run('copyGetUrl', [await bench().node('logs', 'a.log')]);
    assert.equal(validityOf(bench().links[0] ?? ''), '604800');
    await bench().run('resetChoices', [], new ScriptedPrompts('Reset'));
    await bench().run('copyGetUrl', [await bench().node('docs', 'reports/2026.pdf')]);
    assert.equal(validityOf(bench().links[0] ?? ''), '900');
    assert.doesNotMatch(bench().messages.at(-1) ?? '', /minutes|download ·/);
  });

  it('uses the default recipe of the profile with its format, but never a recipe of the workspace', async () => {
    const defaults = { Work: 'Shell' };
    bench().recipeSettings = { user: { Shell: { validity: '2h', format: 'curl' } }, workspace: undefined, defaults };
    await bench().run('copyGetUrl', [await bench().node('docs', 'readme.txt')]);
    assert.match(bench().clipboard.at(-1) ?? '', /^curl .*x-oss-expires=7200/);
    bench().recipeSettings = { user: {}, workspace: { Shell: { validity: '5m', format: 'curl' } }, defaults };
    await bench().run('copyGetUrl', [await bench().node('docs', 'readme.txt')]);
    assert.match(bench().clipboard.at(-1) ?? '', /^http.*x-oss-expires=900/);
  });

  it('uses the format of the first bucket for a selection from several ones', async () => {
    const user = { Shell: { format: 'curl' }, Note: { format: 'markdown' } };
    bench().recipeSettings = { user, workspace: undefined, defaults: { 'Work/docs': 'Shell', 'Work/logs': 'Note' } };
    await bench().oss.emulator.putObject('logs', 'a.log', 'x');
    const nodes = [await bench().node('docs', 'readme.txt'), await bench().node('logs', 'a.log')];
    await bench().run('copyGetUrl', [nodes[0], nodes]);
    assert.match(bench().clipboard[0] ?? '', /^curl .*\ncurl /);
  });

  it('copies with another validity, and offers it first the next time', async () => {
    const node = await bench().node('docs', 'readme.txt');
    await bench().run('copyGetUrlFor1Day', [node]);
    assert.equal(validityOf(bench().links[0] ?? ''), '86400');
    assert.match(bench().messages[0] ?? '', / · 1 day · /);
    await bench().run('copyGetUrlFor', [node], new ScriptedPrompts('2h'));
    assert.equal(validityOf(bench().links[0] ?? ''), '7200');
    assert.deepEqual(bench().memory.recentValidities()[0], { kind: 'duration', seconds: 7200 });
    await bench().run('copyGetUrl', [node]);
    assert.equal(validityOf(bench().links[0] ?? ''), '900');
  });

  it('offers the validity of the default first, and remembers none that was not used', async () => {
    await bench().memory.setDefault({ method: 'GET', validity: '7d' });
    await bench().memory.rememberValidity('GET', '1h');
    await bench().oss.emulator.putObject('docs', 'gone.txt', 'x');
    const node = await bench().node('docs', 'readme.txt');
    const escaped = new ScriptedPrompts(undefined);
    await bench().run('copyGetUrlFor', [node], escaped);
    assert.equal(escaped.last.activeLabel, '7 days');
    bench().inspector.isCheckedBeforeCopy = true;
    const gone = await bench().node('docs', 'gone.txt');
    await (await bench().oss.clients.of('p1')).deleteObject('docs', 'gone.txt');
    await bench().run('copyGetUrlFor', [gone], new ScriptedPrompts('15 minutes', undefined));
    assert.deepEqual(bench().clipboard, []);
    assert.deepEqual(bench().memory.recentValidities()[0], { kind: 'duration', seconds: 3600 });
  });

  it('offers no validity that the link of one object could not have, although a CDN signs the other one', async () => {
    const endpoint = { kind: 'custom', url: 'https://cdn.example.com', addressing: 'cname' } as const;
    const settings = { endpoint, cdn: { type: 'A', cdnTtl: 1800 } } as const;
    await bench().oss.linkHosts.setLinkHost({ profileId: 'p1', bucket: 'docs' }, settings);
    await bench().oss.linkHosts.storeCdnKey('cdn.example.com', CDN_KEY);
    await bench().oss.emulator.putObject('logs', 'a.log', 'x');
    const nodes = [await bench().node('docs', 'readme.txt'), await bench().node('logs', 'a.log')];
    const prompts = new ScriptedPrompts('Custom…', '30d', undefined);
    await bench().run('copyGetUrlFor', [nodes[0], nodes], prompts);
    assert.equal(prompts.last.checks[0]?.severity, 'error');
    assert.deepEqual(bench().clipboard, []);
    await bench().run('copyGetUrlFor', [nodes[0]], new ScriptedPrompts('Custom…', '30d'));
    assert.match(bench().links[0] ?? '', /^https:\/\/cdn\.example\.com\/readme\.txt\?auth_key=/);
  });

  it('keeps the other options of the default when it copies with another validity', async () => {
    await bench().memory.setDefault({ method: 'GET', validity: '7d', download: { type: 'attachment' } });
    await bench().run('copyGetUrlFor1Hour', [await bench().node('docs', 'readme.txt')]);
    const [url = ''] = bench().links;
    assert.equal(validityOf(url), '3600');
    assert.equal((await bench().use(url, 'GET')).headers['content-disposition'], 'attachment; filename="readme.txt"');
  });

  it('offers no validity above the limit of the settings', async () => {
    bench().maxValiditySeconds = 3600;
    const prompts = new ScriptedPrompts('1 hour');
    await bench().run('copyGetUrlFor', [await bench().node('docs', 'readme.txt')], prompts);
    assert.deepEqual(prompts.last.labels, ['15 minutes', '1 hour', 'Custom…']);
    assert.equal(validityOf(bench().links[0] ?? ''), '3600');
  });

  it('uses for each of several buckets its own default', async () => {
    await bench().oss.emulator.putObject('logs', 'a.log', 'x');
    const nodes = [await bench().node('docs', 'readme.txt'), await bench().node('logs', 'a.log')];
    const target = { profileId: 'p1', bucket: 'docs', key: 'readme.txt' };
    await bench().memory.setDefault({ method: 'GET', validity: '7d' }, target);
    await bench().run('copyGetUrl', [nodes[0], nodes]);
    assert.deepEqual(bench().links.map(validityOf), ['604800', '900']);
  });

  it('explains once that a token of unknown expiry may expire first, and then only mentions it', async () => {
    await bench().oss.saveProfile({}, STS_KEY);
    const node = await bench().node('docs', 'readme.txt');
    await bench().run('copyGetUrl', [node]);
    await bench().run('copyGetUrl', [node]);
    const [first, warning, second, ...others] = bench().shownMessages;
    assert.match(first?.message ?? '', /^Copied download link for readme\.txt \(expires [^·]* · host [\d.:]+$/);
    assert.equal(warning?.kind, 'warn');
    assert.match(warning.message, /Signed with temporary credentials: the link stops working/);
    assert.deepEqual(
      warning.actions.map(({ label }) => label),
      ['OK'],
    );
    assert.match(
      second?.message ?? '',
      /^Copied download link for readme\.txt \(expires .* · may expire earlier, with your credentials$/,
    );
    assert.deepEqual(others, []);
  });

  it('copies one link per line for a selection', async () => {
    const nodes = [await bench().node('docs', 'reports/2026.pdf'), await bench().node('docs', 'reports/summary.md')];
    await bench().run('copyGetUrl', [nodes[1], nodes]);
    const texts = await Promise.all(bench().links.map(async (url) => (await bench().use(url, 'GET')).text));
    assert.deepEqual(texts, ['content of reports/2026.pdf', 'content of reports/summary.md']);
    assert.match(bench().messages[0] ?? '', /^status: Copied 2 download links \(expire /);
  });

  it('records all links of a selection as issued', async () => {
    const nodes = [await bench().node('docs', 'readme.txt'), await bench().node('docs', 'reports/2026.pdf')];
    await bench().run('copyGetUrl', [nodes[0], nodes]);
    const keys = bench()
      .ledger.list()
      .map(({ key }) => key);
    assert.deepEqual(keys.sort(), ['readme.txt', 'reports/2026.pdf']);
  });

  it('copies only the clicked object if it is not selected', async () => {
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

  it('offers to add a profile if there is none, and shows nothing more if that is declined', async () => {
    await bench().oss.profiles.remove('p1');
    const prompts = new ScriptedPrompts(undefined);
    await bench().run('copyGetUrl', [], prompts);
    assert.deepEqual(prompts.last.labels, ['Add Profile…']);
    bench().assertSilent();
  });

  it('copies nothing and shows the cause if the secret is missing', async () => {
    const node = await bench().node('docs', 'readme.txt');
    bench().oss.secrets.values.clear();
    await bench().run('copyGetUrl', [node]);
    assert.deepEqual(bench().clipboard, []);
    assert.match(bench().messages.join('\n'), /^error: The secret for profile "Work" is missing on this computer/);
    assert.equal(bench().memory.lastLink, undefined);
  });

  it('warns of a key that no client can request', async () => {
    await bench().oss.emulator.putObject('docs', 'x/./y.txt', 'x');
    await bench().run('copyGetUrl', [await bench().node('docs', 'x/./y.txt')]);
    assert.match(bench().messages[1] ?? '', /^warn: Most clients rewrite/);
  });
});
