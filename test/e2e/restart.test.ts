import assert from 'node:assert/strict';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { session, waitUntilStored } from './session.ts';
import { openTree } from './openTree.ts';
import { labelOf } from './titles.ts';

const file = '2026年第二季度.pdf';

describeInWorkbench('issued links', {}, () => {
  it('are listed after a restart, and copied anew from the list', async () => {
    const { workbench } = session();
    const tree = await openTree('demo-documents', '报告');
    await tree.clickInlineAction(file, 'copyGetUrl');
    const first = await workbench.copied(file);
    await waitUntilStored(`"key":"报告/${file}"`);
    await workbench.reload();
    const issued = await workbench.openView(labelOf('container'), labelOf('issued'));
    await workbench.foldView(labelOf('explorer'));
    await issued.row(file).waitFor();
    await workbench.picture('issued-links', {
      of: [workbench.page.locator('.part.sidebar .pane-header'), issued.rowsAt(1), issued.rowsAt(2)],
    });
    assert.match(await issued.ariaLabel(file), /^2026年第二季度\.pdf, expires in .+, demo-documents, GET/);
    await issued.clickInlineAction(file, 'issueAgain');
    const second = await workbench.copied(file, first);
    await issued.row(file).filter({ hasText: '×2' }).waitFor();
    assert.equal((await fetch(second)).status, 200);
  });
});
