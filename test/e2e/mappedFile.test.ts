import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { session, untouchedClipboard } from './session.ts';
import { treeWithProfile } from './teamProfile.ts';

const content = 'Sample files of the demo.\n';
const mappings = [{ folder: 'handbook', bucket: 'demo-documents' }];

/** Waits until there is a link on the clipboard. */
async function copied(): Promise<string> {
  for (;;) {
    const clipboard = await session().workbench.readClipboard();
    if (clipboard !== untouchedClipboard) return clipboard;
  }
}

describe('a file of a mapped folder', () => {
  const inWorkspace = (...names: readonly string[]): string => path.join(session().folders.workspace, ...names);

  before(async () => {
    await treeWithProfile();
    for (const folder of ['.vscode', 'handbook']) await mkdir(inWorkspace(folder));
    await writeFile(inWorkspace('.vscode', 'settings.json'), JSON.stringify({ 'ossLinks.mappings': mappings }));
    await writeFile(inWorkspace('handbook', 'readme.txt'), 'not published yet\n');
    // The server hears of no files that come later.
    await session().workbench.reload();
  });

  after(async () => {
    for (const folder of ['.vscode', 'handbook']) await rm(inWorkspace(folder), { recursive: true });
    await session().workbench.reload();
  });

  it('is what the quick copy and its menu are about, and is signed by the profile that the user agreed to', async () => {
    const { workbench } = session();
    const { page, statusBar, dialog } = workbench;
    await workbench.openFile('handbook/readme.txt');
    await statusBar.item('GET readme.txt').waitFor();
    await statusBar.click('GET readme.txt');
    assert.match((await dialog.read()).message, /The workspace maps this folder to bucket demo-documents/);
    await workbench.screenshot('mapped-file-asks');
    await dialog.press('Sign');
    assert.equal(await (await fetch(await copied())).text(), content);

    await workbench.writeClipboard(untouchedClipboard);
    const files = await workbench.openContainer('Explorer');
    await files.chooseInMenu('readme.txt', 'OSS: Copy Download Link');
    assert.equal(await (await fetch(await copied())).text(), content);
    assert.ok(!(await files.menuItems('notes.md')).includes('OSS: Copy Download Link'));
    await statusBar.item('GET readme.txt').hover();
    await page.locator('.workbench-hover').getByText('Upload This File…').waitFor();
    await workbench.screenshot('mapped-file');
    await workbench.runCommand('View: Close All Editors');
  });
});
