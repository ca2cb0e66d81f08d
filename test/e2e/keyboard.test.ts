import assert from 'node:assert/strict';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { openTree } from './openTree.ts';
import { session } from './session.ts';

describeInWorkbench('the tree by keyboard', {}, () => {
  it('copies the key and the download link of the focused row, and opens the row with Enter', async () => {
    const { workbench } = session();
    const { page } = workbench;
    const tree = await openTree('demo-documents');
    // A click selects the object; the arrow moves the focus alone.
    await tree.row('readme.txt').click();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Control+c');
    const key = await workbench.copied(/报告|来自|site/);
    assert.match(key, /^(?:报告|来自|site)\/$/);
    await page.keyboard.press('ArrowDown');
    // One keystroke for the main job.
    await page.keyboard.press('Control+Alt+c');
    const link = await workbench.copied('readme.txt', key);
    assert.match(link, /\/readme\.txt\?/);
    assert.equal((await fetch(link)).status, 200);
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: /^readme\.txt/ }).waitFor();
    await workbench.runCommand('View: Close Editor');
  });

  it('shows the properties of an object as a report', async () => {
    const { workbench } = session();
    const { page } = workbench;
    const tree = await openTree('demo-documents', '报告');
    await tree.chooseInMenu('2026年第三季度.pdf', 'showProperties');
    const report = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
    await report.getByRole('heading', { name: '2026年第三季度.pdf' }).waitFor();
    assert.match(await report.locator('tr', { hasText: 'Size' }).first().innerText(), /1\.41 MB \(1,482,031 bytes\)/);
    await workbench.picture('properties', { size: { width: 1000, height: 560 }, of: [page.locator('.part.editor')] });
    await workbench.runCommand('View: Close Editor');
  });
});
