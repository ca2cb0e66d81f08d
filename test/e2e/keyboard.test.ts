import assert from 'node:assert/strict';
import { session } from './session.ts';
import { profileName, treeWithProfile } from './teamProfile.ts';

const bucket = 'demo-documents';

describe('the tree by keyboard', () => {
  it('copies the key and the download link of the focused row, and opens it with Enter', async () => {
    const { workbench } = session();
    const { page, statusBar } = workbench;
    const tree = await treeWithProfile();
    await tree.expand(profileName, bucket);
    // A click selects the object; the arrow moves the focus alone.
    await tree.row('readme.txt').click();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Control+c');
    await statusBar
      .message()
      .filter({ hasText: /Address of 报告|Address of site/ })
      .waitFor();
    assert.match(await workbench.readClipboard(), /^(?:报告|site)\/$/);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Control+Alt+c');
    await statusBar.message().filter({ hasText: 'readme.txt copied' }).waitFor();
    const link = await workbench.readClipboard();
    assert.match(link, /\/readme\.txt\?/);
    assert.equal((await fetch(link)).status, 200);
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: /^readme\.txt/ }).waitFor();
    await workbench.screenshot('keyboard');
  });
});
