import assert from 'node:assert/strict';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { MovingPicture } from './movingPicture.ts';
import { openTree } from './openTree.ts';
import { session } from './session.ts';
import { titleOf } from './titles.ts';

const bucket = 'demo-documents';
const folder = '报告';
const report = '2026年第三季度.pdf';

describeInWorkbench('the moving picture of the README', {}, () => {
  it('shows a link from the tree to a check that it works', async () => {
    const { workbench, emulator } = session();
    const { page, quickInput, notifications } = workbench;
    const picture = await MovingPicture.start(workbench, { width: 900, height: 560 });
    const tree = await openTree();
    await tree.row(bucket).waitFor();
    await picture.show(1200);
    for (const label of [bucket, folder]) {
      await picture.pointAt(tree.row(label), 300);
      await tree.row(label).click();
      await tree.row(label === bucket ? folder : report).waitFor();
      await picture.show(700);
    }
    await picture.pointAt(tree.row(report), 600);
    const icon = tree
      .row(report)
      .locator('.actions')
      .getByRole('button', { name: titleOf('copyGetUrl') });
    await picture.pointAt(icon, 700);
    await icon.click();
    const url = await workbench.copied(report);
    await picture.show(2500);
    const answer = await fetch(url);
    assert.equal(answer.status, 200);
    assert.ok(Buffer.from(await answer.arrayBuffer()).equals(await emulator.readObject(bucket, `${folder}/${report}`)));
    await page.keyboard.press('F1');
    await quickInput.type(`>${titleOf('checkLink')}`);
    await quickInput.row(`OSS: ${titleOf('checkLink')}`).waitFor();
    await picture.show(900);
    await quickInput.accept();
    await quickInput.rows().filter({ hasText: 'on the clipboard' }).first().waitFor();
    await picture.show(900);
    await quickInput.rows().filter({ hasText: 'on the clipboard' }).first().click();
    await notifications.all(/works/).first().waitFor();
    await notifications.all('Checking the link').waitFor({ state: 'detached' });
    await picture.show(4000);
    await picture.save('copy-link');
  });
});
