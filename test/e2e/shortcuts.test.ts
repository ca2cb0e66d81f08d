import assert from 'node:assert/strict';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { openTree } from './openTree.ts';
import { session, waitUntilStored } from './session.ts';

const bucket = 'demo-documents';
const file = 'index.html';

describeInWorkbench('pinned and recent objects', {}, () => {
  it('stand above the profiles after a restart, and lead to their rows', async () => {
    const { workbench } = session();
    const { quickInput, notifications } = workbench;
    let tree = await openTree(bucket, 'site');
    await tree.chooseInMenu('site', 'pin');
    await tree.row('Pinned').waitFor();
    await tree.row(file).waitFor();
    await tree.clickInlineAction(file, 'copyGetUrl');
    await workbench.copied(file);
    await waitUntilStored('"use":"linked"');
    await workbench.reload();
    tree = await openTree();
    await tree.expand('Pinned', 'Recent');
    await tree.row(file, 2).filter({ hasText: 'demo-documents/site · linked' }).waitFor();
    await workbench.picture('pinned', { of: workbench.sideBarRows });
    const link = await copyAgain(file);
    assert.equal((await fetch(link)).status, 200);
    await workbench.run('goToPinned');
    await quickInput.waitFor('Go to Pinned or Recent');
    await workbench.screenshot('go-to-pinned');
    await quickInput.choose('site');
    await tree.row('assets').waitFor();
    await tree.clickInlineAction('Recent', 'clearRecent');
    await tree.row('Recent').waitFor({ state: 'detached' });
    assert.equal(await notifications.all().count(), 0);
  });

  /** Copies a link from the recent objects. */
  async function copyAgain(name: string): Promise<string> {
    const { workbench } = session();
    const tree = await workbench.openBuckets();
    await workbench.writeClipboard('nothing yet');
    await tree.clickInlineAction(name, 'copyGetUrl');
    return workbench.copied(name, 'nothing yet');
  }
});
