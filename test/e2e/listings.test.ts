import assert from 'node:assert/strict';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { session } from './session.ts';
import { openTree } from './openTree.ts';
import { until } from './until.ts';

describeInWorkbench('listings in the tree', {}, () => {
  it('show why a bucket cannot be listed, and list it again on a click', async () => {
    const { workbench, emulator } = session();
    const tree = await openTree();
    emulator.faults.add({ kind: 'status', status: 500, match: { bucket: 'demo-versions' }, times: 6 });
    await tree.expand('demo-versions');
    const problem = tree.problems().first();
    await problem.waitFor();
    await workbench.screenshot('problem');
    emulator.faults.clear();
    await problem.click();
    await tree.row('notes').waitFor();
  });

  it('leave their rows as they are until they are listed again, so that a click on one finds it', async () => {
    const { workbench, emulator } = session();
    const tree = await openTree('demo-documents');
    await tree.row('readme.txt').waitFor();
    const match = { bucket: 'demo-documents', operation: 'ListObjectsV2' } as const;
    emulator.faults.add({ kind: 'delay', delayMs: 900, match, times: 1 });
    const count = emulator.requests.length;
    await tree.chooseInMenu('demo-documents', 'refresh');
    await until('the listing to begin', () => Promise.resolve(emulator.requests.length > count || undefined));
    await tree.clickInlineAction('readme.txt', 'copyGetUrl');
    assert.match(await workbench.copied('readme.txt'), /\/readme\.txt\?/);
    emulator.faults.clear();
  });

  it('load more after 1,000 objects', async () => {
    const { workbench } = session();
    const tree = await openTree('demo-logs', 'access');
    await tree.goToEnd('part-0000.log');
    for (const shown of ['1,000 loaded', '2,000 loaded']) {
      const more = tree.row('Load More').filter({ hasText: shown });
      await more.waitFor();
      await workbench.screenshot('load-more');
      await more.click();
      await more.waitFor({ state: 'detached' });
      await workbench.page.keyboard.press('End');
    }
    await tree.row('part-2499.log').waitFor();
    await workbench.page.keyboard.press('Home');
  });
});
