import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { userSettingsFolder } from '../workbench/folders.ts';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { openTree } from './openTree.ts';
import { session } from './session.ts';
import type { Tree } from './tree.ts';
import { titleOf } from './titles.ts';
import { appears, until } from './until.ts';

const bucket = 'demo-versioned';

/** The tree with the bucket expanded, and a row of it in view. */
async function openBucket(row: string): Promise<Tree> {
  const tree = await openTree();
  // A click on a row that is being listed anew reaches its command without the row, so it is listed only where it is new.
  if (!(await appears(tree.row(bucket), 2_000))) await tree.clickTitleAction('Refresh');
  await tree.expand(bucket);
  await tree.row(row).waitFor();
  return tree;
}

describeInWorkbench('objects with versions', {}, () => {
  before(async () => {
    const { emulator } = session();
    emulator.createBucket(bucket, { versioning: 'Enabled' });
    const first = new Date('2026-01-02T12:00:00Z');
    await emulator.putObject(bucket, 'plan.md', 'first\n', { lastModified: first });
    await emulator.putObject(bucket, 'plan.md', 'second\n');
    await emulator.putObject(bucket, 'archive/a.txt', 'archived', { storageClass: 'Archive' });
  });
  after(() => {
    session().emulator.removeBucket(bucket);
  });

  it('are compared, and an old version becomes the current one', async () => {
    const { workbench, emulator } = session();
    const { dialog } = workbench;
    const tree = await openBucket('plan.md');
    await tree.chooseInMenu('plan.md', 'showVersions');
    const old = /^1\/2\/26/;
    const label = await until('the old version', async () => (await tree.labels()).find((text) => old.test(text)));
    await tree.chooseInMenu(label, 'compareVersion');
    await workbench.page.locator('.tab', { hasText: '↔ current)' }).waitFor();
    await workbench.page.locator('.view-lines', { hasText: 'second' }).first().waitFor();
    await workbench.screenshot('compare-version');
    await tree.chooseInMenu(label, 'makeCurrent');
    await dialog.press('Always for This Bucket');
    await workbench.statusBar.message().filter({ hasText: '"plan.md" is now as it was in that version' }).waitFor();
    assert.equal((await emulator.readObject(bucket, 'plan.md')).toString(), 'first\n');
  });

  it('come back after they were deleted', async () => {
    const { workbench, emulator } = session();
    const { dialog } = workbench;
    const tree = await openBucket('plan.md');
    await tree.chooseInMenu('plan.md', 'deleteObjects');
    await dialog.press('Delete');
    await tree.row('plan.md').waitFor({ state: 'detached' });
    await tree.chooseInMenu(bucket, 'showDeleted');
    await tree.row('plan.md').filter({ hasText: 'deleted' }).waitFor();
    await tree.chooseInMenu('plan.md', 'undelete');
    await workbench.statusBar.message().filter({ hasText: '"plan.md" is back' }).waitFor();
    assert.ok(emulator.object(bucket, 'plan.md'));
  });

  it('are counted and summed up by storage class', async () => {
    const { notifications } = session().workbench;
    const tree = await openBucket('plan.md');
    await tree.chooseInMenu(bucket, 'calculateSize');
    assert.match(
      await notifications.read(/^demo-versioned\/: /),
      /^demo-versioned\/: 2 objects, 14 B \(Archive: 1 object, 8 B; Standard: 1 object, 6 B\)$/,
    );
  });

  it('say that they are archived, and that a link to them does not work yet', async () => {
    const { workbench } = session();
    const tree = await openBucket('plan.md');
    await tree.expand('archive');
    await tree.row('a.txt').filter({ hasText: 'archived' }).waitFor();
    await tree.clickInlineAction('a.txt', 'copyGetUrl');
    await workbench.notifications.read('"a.txt" is archived. The link works once it is restored.');
    await workbench.screenshot('archived');
    await tree.chooseInMenu('a.txt', 'copyWhenRestored');
    await workbench.notifications.read('Nobody can read it before it is restored.');
    await workbench.clearNotifications();
  });

  it('are not changed while the setting is off: the menu has no such command, and the keys say why', async () => {
    const { workbench, folders } = session();
    const { page, notifications } = workbench;
    const file = path.join(userSettingsFolder(folders), 'settings.json');
    const settings = await readFile(file, 'utf8');
    let tree = await openBucket('plan.md');
    assert.ok((await tree.menuItems('plan.md')).includes(titleOf('rename')));
    await writeFile(file, JSON.stringify({ ...(JSON.parse(settings) as object), 'ossLinks.changes': 'off' }));
    try {
      await workbench.reload();
      tree = await openBucket('plan.md');
      const items = await tree.menuItems('plan.md');
      assert.ok(items.includes(titleOf('openObject')));
      for (const command of ['rename', 'deleteObjects'] as const) assert.ok(!items.includes(titleOf(command)), command);
      await tree.row('plan.md').click();
      await page.keyboard.press('F2');
      await notifications.read('Changing objects is turned off');
      await workbench.screenshot('changes-off');
    } finally {
      await writeFile(file, settings);
    }
  });
});
