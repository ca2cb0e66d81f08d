import assert from 'node:assert/strict';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { escapeSilently, validityOf, withBench } from '../../../support/features/commandBench.ts';

const user = {
  Long: { validity: '2d', download: { type: 'attachment' } },
  Shell: { method: 'PUT', validity: '1h', format: 'curl' },
};
const defaults = { Work: 'Long' };

describe('recipes', () => {
  const bench = withBench();
  beforeEach(() => {
    bench().recipeSettings = { user, workspace: { Theirs: { validity: '5m' } }, defaults: {} };
  });

  it('create the links of all selected objects, and are named in the message', async () => {
    const nodes = [await bench().node('docs', 'reports/2026.pdf'), await bench().node('docs', 'readme.txt')];
    const prompts = new ScriptedPrompts('Long');
    await bench().run('copyWithRecipe', [nodes[0], nodes], prompts);
    assert.deepEqual(bench().links.map(validityOf), ['172800', '172800']);
    assert.equal(
      (await bench().use(bench().links[1] ?? '', 'GET')).headers['content-disposition'],
      'attachment; filename="readme.txt"',
    );
    assert.deepEqual(prompts.last.labels, ['Long', 'Shell', 'Theirs']);
    assert.equal(prompts.last.readable.filter((text) => text === 'download link · workspace').length, 1);
  });

  it('write links in their format', async () => {
    await bench().run('copyWithRecipe', [await bench().node('docs', 'readme.txt')], new ScriptedPrompts('Shell'));
    assert.match(bench().clipboard[0] ?? '', /^curl .*-X PUT .*content-type: text\/plain/);
  });

  it('create an upload link from a folder, and ask for its name', async () => {
    const prompts = new ScriptedPrompts('Shell', 'new.md');
    await bench().run('copyWithRecipe', [await bench().node('docs', 'reports/')], prompts);
    assert.deepEqual(prompts.asked[0]?.labels, ['Shell']);
    assert.match(bench().clipboard[0] ?? '', /reports\/new\.md/);
  });

  it('are used again for the selection in the tree without a question', async () => {
    bench().selected = [await bench().node('docs', 'readme.txt')];
    await bench().run('copyWithRecipe', bench().selected, new ScriptedPrompts('Theirs'));
    await bench().run('copyWithLastRecipe');
    assert.equal(bench().clipboard.length, 2);
    assert.equal(validityOf(bench().links[0] ?? ''), '300');
  });

  it('fall back to the default of the profile if none was used yet, and are asked for if there is none', async () => {
    bench().recipeSettings = { ...bench().recipeSettings, defaults };
    const node = await bench().node('docs', 'readme.txt');
    await bench().run('copyWithLastRecipe', [node]);
    assert.equal(validityOf(bench().links[0] ?? ''), '172800');
    bench().recipeSettings = { ...bench().recipeSettings, defaults: { '*': 'Gone' } };
    await bench().run('copyWithLastRecipe', [await bench().node('logs')], new ScriptedPrompts('Shell', 'a.txt'));
    assert.equal(bench().clipboard.length, 2);
  });

  it('of another folder with the same name are not used', async () => {
    const node = await bench().node('docs', 'readme.txt');
    await bench().run('copyWithRecipe', [node], new ScriptedPrompts('Theirs'));
    const changed = { Theirs: { method: 'PUT', headers: { 'x-oss-meta-a': '1' } } };
    bench().recipeSettings = { ...bench().recipeSettings, workspace: changed, defaults: { '*': 'Theirs' } };
    const prompts = new ScriptedPrompts(undefined);
    await bench().run('copyWithLastRecipe', [node], prompts);
    assert.ok(prompts.last.readable.includes('upload link · workspace'));
    assert.equal(bench().clipboard.length, 1);
  });

  it('are limited by the setting, with a message', async () => {
    bench().maxValiditySeconds = 600;
    await bench().run('copyWithRecipe', [await bench().node('docs', 'readme.txt')], new ScriptedPrompts('Long'));
    assert.equal(validityOf(bench().links[0] ?? ''), '600');
    assert.match(
      bench().messages.join('\n'),
      /valid for 10m instead of 2d, the maximum of the setting ossLinks\.maxValidity/,
    );
  });

  it('that are invalid show the cause and open the settings', async () => {
    bench().recipeSettings = { user: { Odd: { validty: '1h' }, Gone: { format: 'fax' } }, workspace: {}, defaults: {} };
    for (const [name, reason] of [
      ['Odd', /^warn: Couldn't use the recipe "Odd": validty is invalid/],
      ['Gone', /^warn: Couldn't use the recipe "Gone": Unknown format for download links: fax/],
    ] as const) {
      await bench().run('copyWithRecipe', [await bench().node('docs', 'readme.txt')], new ScriptedPrompts(name));
      assert.match(bench().messages.at(-1) ?? '', reason);
      await bench().shownMessages.at(-1)?.actions[0]?.run();
    }
    assert.deepEqual([bench().clipboard.length, bench().settingsOpened], [0, 2]);
    const prompts = new ScriptedPrompts('Odd');
    await bench().run('copyWithRecipe', [await bench().node('docs', 'reports/')], prompts);
    assert.deepEqual(prompts.last.labels, ['Odd'], 'those of upload links, and all that cannot be read');
  });

  it('that do not exist yet lead to an explanation of how to save one', async () => {
    bench().recipeSettings = { user: {}, workspace: undefined, defaults: {} };
    await bench().run('copyWithRecipe', [await bench().node('docs', 'readme.txt')]);
    assert.match(bench().messages[0] ?? '', /^info: No recipes yet/);
  });

  it('are silent after Escape at every step', async () => {
    await escapeSilently(bench(), 'copyWithRecipe', [], ['docs', 'readme.txt', 'Long']);
    await escapeSilently(bench(), 'copyWithRecipe', [await bench().node('docs')], ['Shell', 'a.md']);
  });
});

describe('Save as Recipe', () => {
  const bench = withBench();

  it('saves the options of the last link, without those of its object', async () => {
    const options = {
      method: 'GET',
      validity: '1h',
      versionId: 'v',
      download: { type: 'attachment', name: 'x' },
    } as const;
    await bench().memory.rememberLink({ target: { profileId: 'p1', bucket: 'docs', key: 'a' }, options });
    bench().recipeSettings = { user: { Old: {} }, workspace: undefined, defaults: {} };
    const prompts = new ScriptedPrompts('', 'x'.repeat(81), 'Old', 'Replace');
    await bench().run('saveAsRecipe', [], prompts);
    assert.deepEqual(
      prompts.asked[0]?.checks.map((check) => check?.severity),
      ['error', 'error', 'warning'],
    );
    assert.equal(prompts.last.text, 'Replace the recipe "Old"?');
    assert.deepEqual(bench().savedRecipes, [
      { name: 'Old', recipe: { method: 'GET', validity: '1h', download: { type: 'attachment' } } },
    ]);
    assert.equal(bench().memory.lastRecipe({ profileId: 'p1', bucket: 'docs' })?.name, 'Old');
  });

  it('saves the format too, so that the recipe gives the same command for another object', async () => {
    await bench().run('copyAs', [await bench().node('docs', 'readme.txt')], new ScriptedPrompts('curl'));
    await bench().run('saveAsRecipe', [], new ScriptedPrompts('Shell'));
    const [{ name, recipe } = assert.fail()] = bench().savedRecipes;
    assert.equal(recipe.format, 'curl');
    bench().recipeSettings = { user: { [name]: recipe }, workspace: undefined, defaults: {} };
    await bench().run('copyWithLastRecipe', [await bench().node('docs', 'reports/summary.md')]);
    assert.match(bench().clipboard.at(-1) ?? '', /^curl .*-o summary\.md .*reports\/summary\.md\?/);
    assert.equal(bench().memory.lastLink?.format, 'curl');
  });

  it('saves the plain URL of a preceding quick copy, whatever format the object was copied in before', async () => {
    await bench().run('copyAs', [await bench().node('docs', 'readme.txt')], new ScriptedPrompts('curl'));
    await bench().run('quickCopy');
    assert.match(bench().clipboard.at(-1) ?? '', /^https?:/);
    await bench().run('saveAsRecipe', [], new ScriptedPrompts('Plain'));
    assert.deepEqual(bench().savedRecipes, [{ name: 'Plain', recipe: { method: 'GET', validity: '15m' } }]);
  });

  it('is offered after an upload link, with the command that it was copied as', async () => {
    await bench().run(
      'copyPutUrl',
      [await bench().node('docs')],
      new ScriptedPrompts('a.md', '1 hour', 'text/markdown', 'Copy Upload Link'),
    );
    const { actions } = bench().shownMessages.find(({ kind }) => kind === 'info') ?? assert.fail();
    await actions.find(({ label }) => label === 'Copy as curl')?.run();
    await bench().run('saveAsRecipe', [], new ScriptedPrompts('Upload'));
    assert.deepEqual(bench().savedRecipes, [
      { name: 'Upload', recipe: { method: 'PUT', validity: '1h', contentType: 'auto', format: 'curl' } },
    ]);
  });

  it('keeps the typed name if the user does not replace the recipe of that name', async () => {
    const target = { profileId: 'p1', bucket: 'docs', key: 'a' };
    await bench().memory.rememberLink({ target, options: { method: 'GET', validity: '1h' } });
    bench().recipeSettings = { user: { Old: {} }, workspace: undefined, defaults: {} };
    const prompts = new ScriptedPrompts('Old', undefined, undefined);
    await bench().run('saveAsRecipe', [], prompts);
    assert.equal(prompts.last.value, 'Old');
    assert.deepEqual(bench().savedRecipes, []);
  });

  it('saves nothing and is silent after Escape', async () => {
    const target = { profileId: 'p1', bucket: 'docs', key: 'a' };
    await bench().memory.rememberLink({ target, options: { method: 'GET', validity: '1h' } });
    await bench().run('saveAsRecipe', [], new ScriptedPrompts(undefined));
    assert.deepEqual(bench().savedRecipes, []);
    bench().assertSilent();
  });
});
