import assert from 'node:assert/strict';
import { session, waitUntilStored } from './session.ts';
import { container, profileName, treeWithProfile } from './teamProfile.ts';

// No other test copies a link of it, so that the view has one row of this name.
const file = '2026年第二季度.pdf';

describe('the links that were issued', () => {
  it('are listed after a restart, and one is issued again from there', async () => {
    const { workbench } = session();
    const { statusBar } = workbench;
    const tree = await treeWithProfile();
    await tree.expand(profileName, 'demo-documents', '报告');
    await tree.clickInlineAction(file, 'Copy Download Link');
    const copied = statusBar.message().filter({ hasText: `GET link for ${file} copied` });
    await copied.waitFor();
    await waitUntilStored(`"key":"报告/${file}"`);
    await workbench.reload();
    const issued = await workbench.openView(container, 'Issued Links');
    // For all that the tests have issued to be in sight.
    await workbench.foldView('Buckets');
    await issued.row(file).waitFor();
    await workbench.screenshot('issued-links');
    assert.match(await issued.ariaLabel(file), /^2026年第二季度\.pdf, demo-documents, expires in .+, GET/);
    await issued.clickInlineAction(file, 'Copy New Link');
    await copied.waitFor();
    await issued.row(file).filter({ hasText: '×2' }).waitFor();
    assert.equal((await fetch(await workbench.readClipboard())).status, 200);
    await workbench.foldView('Issued Links');
    await workbench.openView(container, 'Buckets');
  });
});
