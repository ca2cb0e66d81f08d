import assert from 'node:assert/strict';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { session } from './session.ts';
import { openTree } from './openTree.ts';
import { profileName } from './teamProfile.ts';
import { titleOf } from './titles.ts';
import { repeatUntil } from './until.ts';

const place = 'demo-documents/报告';

describeInWorkbench('a key with few permissions', {}, () => {
  it('shows a folder after its address is pasted, and removes it from the view again', async () => {
    const { workbench } = session();
    const { quickInput } = workbench;
    const tree = await openTree();
    await tree.chooseInMenu(profileName, 'addBucket');
    await quickInput.waitFor('Add Bucket or Folder');
    await quickInput.type(
      'https://demo-documents.oss-cn-hangzhou.aliyuncs.com/%E6%8A%A5%E5%91%8A/a.pdf?x-oss-signature=0',
    );
    await quickInput
      .message()
      .filter({ hasText: `Adds ${place}/` })
      .waitFor();
    await workbench.screenshot('add-folder');
    await quickInput.accept();
    await tree.expand(profileName, place);
    await tree.row('2026年第三季度.pdf').first().waitFor();
    await workbench.screenshot('added-folder');
    await tree.chooseInMenu(place, 'removeBucket');
    await tree.row(place).waitFor({ state: 'detached' });
  });

  it('names the missing permission, and copies the policy for it', async () => {
    const { workbench, emulator } = session();
    const tree = await openTree();
    await tree.row('demo-media').waitFor();
    await tree.collapse('demo-media');
    emulator.faults.add({ kind: 'status', status: 403, code: 'AccessDenied', match: { operation: 'ListObjectsV2' } });
    await tree.row('demo-media').hover();
    await tree.chooseInMenu('demo-media', 'refresh');
    await tree.expand('demo-media');
    const lacks = 'Missing oss:ListObjects';
    await tree.row(lacks).waitFor();
    await workbench.screenshot('missing-permission');
    const copied = workbench.statusBar.message().filter({ hasText: 'oss:ListObjects' });
    await repeatUntil('the copied policy', () => tree.clickInlineAction(lacks, 'copyPolicy'), copied);
    assert.match(await workbench.copied('oss:ListObjects'), /"acs:oss:\*:\*:demo-media"/);
    await tree.clickInlineAction(lacks, 'refresh');
    await tree.row(lacks).waitFor({ state: 'detached' });
    await tree.collapse('demo-media');
  });

  it('gets a report of its permissions on a folder', async () => {
    const { workbench } = session();
    const { quickInput } = workbench;
    const tree = await openTree();
    await tree.chooseInMenu(profileName, 'testProfile');
    await quickInput.waitFor(`${titleOf('testProfile').replace('…', '')} · Team`);
    await quickInput.enter('demo-documents/报告/');
    const page = workbench.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
    await page.locator('td', { hasText: 'V4 accepted' }).waitFor();
    await workbench.screenshot('test-profile');
    const rows = await page.locator('tr', { hasText: '✗' }).allInnerTexts();
    assert.deepEqual(rows, []);
    assert.match(await page.locator('tr', { hasText: 'oss:GetObject' }).innerText(), /✓ granted/);
    await workbench.runCommand('View: Close Editor');
    // The page had the focus, and the clipboard needs it back.
    await workbench.openBuckets();
    await workbench.clearNotifications();
  });

  it('does not appear in the diagnostics for a bug report', async () => {
    const { workbench } = session();
    await workbench.run('showDiagnostics');
    const page = workbench.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
    await page.getByRole('heading', { name: 'Profile 1' }).waitFor();
    await workbench.screenshot('diagnostics');
    await workbench.runCommand('View: Close Editor');
  });
});
