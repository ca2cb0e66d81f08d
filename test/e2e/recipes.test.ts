import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { session, untouchedClipboard } from './session.ts';
import { profileName, treeWithProfile } from './teamProfile.ts';

const bucket = 'demo-documents';
/** As somebody else has written them into the folder. */
const theirs = { Redirected: { host: 'files.example.com' }, Short: { validity: '5m' } };

/** Waits until there is a command on the clipboard, and gives what its link brings. */
async function broughtByCommand(): Promise<string> {
  const { workbench } = session();
  for (;;) {
    const command = await workbench.readClipboard();
    if (command === untouchedClipboard) continue;
    await workbench.writeClipboard(untouchedClipboard);
    const [, url = assert.fail('there is no command')] = /^curl .*'(http:[^']+)'$/.exec(command) ?? [];
    return (await fetch(url)).text();
  }
}

describe('a recipe', () => {
  const workspaceSettings = (): string => path.join(session().folders.workspace, '.vscode');
  const userSettings = (): string => path.join(session().folders.userData, 'User', 'settings.json');
  let settingsBefore: string;

  before(async () => {
    await treeWithProfile();
    settingsBefore = await readFile(userSettings(), 'utf8');
    await mkdir(workspaceSettings());
    await writeFile(path.join(workspaceSettings(), 'settings.json'), JSON.stringify({ 'ossLinks.recipes': theirs }));
    // The server hears of no files that come later.
    await session().workbench.reload();
  });

  after(async () => {
    await rm(workspaceSettings(), { recursive: true });
    await writeFile(userSettings(), settingsBefore);
    await session().workbench.reload();
  });

  it('is saved from a link, and makes others by a choice and by a keystroke', async () => {
    const { workbench } = session();
    const { quickInput, statusBar, page } = workbench;
    const tree = await treeWithProfile();
    await tree.expand(profileName, bucket, 'site');
    await tree.chooseInMenu('readme.txt', 'Copy As…');
    await quickInput.type('curl');
    await quickInput.choose('curl');
    await statusBar.message().filter({ hasText: 'copied as curl' }).waitFor();
    await workbench.runCommand('OSS: Save as Recipe…');
    await quickInput.waitFor('Save as Recipe');
    await quickInput.enter('Shell');
    await statusBar.message().filter({ hasText: 'Recipe Shell saved' }).waitFor();

    await workbench.writeClipboard(untouchedClipboard);
    await tree.chooseInMenu('index.html', 'More Link Actions', 'Copy With Recipe…');
    await quickInput.waitFor('Copy With Recipe');
    await workbench.screenshot('recipes');
    assert.deepEqual(await quickInput.labels(), ['Shell', 'Redirected', 'Short']);
    await quickInput.choose('Shell');
    assert.match(await broughtByCommand(), /<h1>Demo<\/h1>/);

    await tree.row('readme.txt').click();
    await page.keyboard.press('ControlOrMeta+Alt+c');
    assert.equal(await broughtByCommand(), 'Sample files of the demo.\n');
    await tree.collapse('site');
  });

  it('of the workspace that leads elsewhere is refused, and says why', async () => {
    const { workbench } = session();
    const { quickInput, notifications } = workbench;
    const tree = await treeWithProfile();
    await tree.expand(profileName, bucket);
    await tree.chooseInMenu('readme.txt', 'More Link Actions', 'Copy With Recipe…');
    await quickInput.choose('Redirected');
    await notifications
      .all(/Redirected cannot be used\. A recipe of the workspace cannot set host/)
      .first()
      .waitFor();
    await workbench.screenshot('recipe-refused');
    assert.equal(await workbench.readClipboard(), untouchedClipboard);
    await workbench.runCommand('Notifications: Clear All Notifications');
  });
});
