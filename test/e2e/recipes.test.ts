import assert from 'node:assert/strict';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { session } from './session.ts';
import { openTree } from './openTree.ts';
import { titleOf } from './titles.ts';
import { untouchedClipboard } from './workbench.ts';

const bucket = 'demo-documents';
/** Workspace recipes, as another person wrote them. */
const theirs = { Redirected: { host: 'files.example.com' }, Short: { validity: '5m' } };

const workspace = { '.vscode/settings.json': JSON.stringify({ 'ossLinks.recipes': theirs }) };

/** Waits until there is a command on the clipboard, and returns the content that its link downloads. */
async function downloadedByCommand(name: string): Promise<string> {
  const { workbench } = session();
  const command = await workbench.copied(name);
  await workbench.writeClipboard(untouchedClipboard);
  const [, url = assert.fail('there is no command')] = /^curl .*'(http:[^']+)'$/.exec(command) ?? [];
  return (await fetch(url)).text();
}

describeInWorkbench('a recipe', { workspace }, () => {
  it('is saved from a link and chosen for other links, while a keybinding copies the plain link', async () => {
    const { workbench } = session();
    const { quickInput, statusBar, page } = workbench;
    const tree = await openTree(bucket, 'site');
    await tree.chooseInMenu('readme.txt', 'copyAs');
    await quickInput.type('curl');
    await quickInput.choose('curl');
    await statusBar.message().filter({ hasText: 'as curl' }).waitFor();
    await workbench.run('saveAsRecipe');
    await quickInput.waitFor(titleOf('saveAsRecipe').replace('…', ''));
    await quickInput.enter('Shell');
    await statusBar.message().filter({ hasText: 'Saved recipe "Shell"' }).waitFor();

    await workbench.writeClipboard(untouchedClipboard);
    await tree.chooseInMenu('index.html', 'copyWithRecipe');
    await quickInput.waitFor(titleOf('copyWithRecipe').replace('…', ''));
    await workbench.picture('recipes', { of: [quickInput.widget] });
    assert.deepEqual(await quickInput.labels(), ['Shell', 'Redirected', 'Short']);
    await quickInput.choose('Shell');
    assert.match(await downloadedByCommand('index.html'), /<h1>Demo<\/h1>/);

    await tree.row('readme.txt').click();
    await page.keyboard.press('ControlOrMeta+Alt+c');
    // The keybinding copies the download link: a recipe that was used once does not become the default.
    const link = await workbench.copied('readme.txt');
    assert.equal(await (await fetch(link)).text(), 'Sample files of the demo.\n');
    await tree.collapse('site');
  });

  it('of the workspace that changes the host is refused with the reason', async () => {
    const { workbench } = session();
    const { quickInput, notifications } = workbench;
    const tree = await openTree(bucket);
    await tree.chooseInMenu('readme.txt', 'copyWithRecipe');
    await quickInput.choose('Redirected');
    await notifications
      .all(/Couldn't use the recipe "Redirected": Workspace recipes can't set host/)
      .first()
      .waitFor();
    await workbench.screenshot('recipe-refused');
    assert.equal(await workbench.readClipboard(), untouchedClipboard);
    await workbench.clearNotifications();
  });
});
