import assert from 'node:assert/strict';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { session } from './session.ts';
import { titleOf } from './titles.ts';
import { untouchedClipboard } from './workbench.ts';

const content = 'Sample files of the demo.\n';
const mappings = [{ folder: 'handbook', bucket: 'demo-documents' }];

const workspace = {
  '.vscode/settings.json': JSON.stringify({ 'ossLinks.mappings': mappings }),
  'handbook/readme.txt': 'not published yet\n',
};

describeInWorkbench('a file in a mapped folder', { workspace }, () => {
  it('is the target of the quick copy and of its menu, and is signed by the profile that the user agreed to', async () => {
    const { workbench } = session();
    const { page, statusBar, dialog } = workbench;
    await workbench.openFile('handbook/readme.txt');
    await statusBar.item('Download link: readme.txt').waitFor();
    await statusBar.click('Download link: readme.txt');
    assert.match((await dialog.read()).message, /The workspace maps this folder to the bucket "demo-documents"/);
    await workbench.screenshot('mapped-file-asks');
    await dialog.press('Use Profile');
    assert.equal(await (await fetch(await workbench.copied('readme.txt'))).text(), content);

    await workbench.writeClipboard(untouchedClipboard);
    const files = await workbench.openContainer('Explorer');
    await files.chooseInMenu('readme.txt', 'copyGetUrlForFile');
    assert.equal(await (await fetch(await workbench.copied('readme.txt'))).text(), content);
    assert.ok(!(await files.menuItems('notes.md')).includes(titleOf('copyGetUrlForFile')));
    await statusBar.item('Download link: readme.txt').hover();
    await page.locator('.workbench-hover').getByText('Upload This File…').waitFor();
    await workbench.picture('quick-copy', {
      of: [page.locator('.workbench-hover'), statusBar.item('Download link: readme.txt')],
    });
    await workbench.runCommand('View: Close All Editors');
  });
});
