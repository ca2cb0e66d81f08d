import assert from 'node:assert/strict';
import path from 'node:path';
import { readFile, writeFile } from 'node:fs/promises';
import { userSettingsFolder } from '../workbench/folders.ts';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { openTree } from './openTree.ts';
import { session } from './session.ts';
import { titleOf } from './titles.ts';
import type { Tree } from './tree.ts';
import { until } from './until.ts';

describeInWorkbench('objects', {}, () => {
  describe('properties of a selection', () => {
    const bucket = 'demo-properties';

    /** The tree, in which the folder is expanded. */
    async function openFolder(): Promise<Tree> {
      const tree = await openTree(bucket, 'assets');
      await tree.row('theme.css').waitFor();
      return tree;
    }

    before(async () => {
      const { emulator } = session();
      emulator.createBucket(bucket);
      const headers = { 'x-oss-meta-team': 'web', 'x-oss-tagging': 'release=2026-10' };
      const put = (name: string, contentType: string, more: Record<string, string> = {}) =>
        emulator.putObject(bucket, `assets/${name}`, `content of ${name}`, {
          contentType,
          headers: { ...headers, ...more },
        });
      await put('layout.css', 'application/octet-stream');
      await put('print.css', 'text/css', { 'cache-control': 'max-age=3600' });
      await put('theme.css', 'application/octet-stream', { 'cache-control': 'no-store' });
    });

    it('are changed after a preview of what changes for how many', async () => {
      const { workbench, emulator } = session();
      const { page, quickInput, dialog } = workbench;
      const tree = await openFolder();
      await tree.row('layout.css').click();
      await page.keyboard.down('Shift');
      await tree.row('theme.css').click();
      await page.keyboard.up('Shift');
      await tree.chooseInMenu('theme.css', 'editProperties');
      await quickInput.waitFor('Properties of 3 objects');
      await quickInput.choose('Content-Type');
      await quickInput.row('Other Value…').waitFor();
      await quickInput.choose('text/css');
      await quickInput.choose('Cache-Control');
      await quickInput.row('Other Value…').waitFor();
      await quickInput.choose('max-age=3600');
      await quickInput.row('Change Properties…').waitFor();
      await quickInput.type('ACL');
      await quickInput.choose('ACL');
      await quickInput.row('public-read').waitFor();
      await quickInput.choose('public-read');
      await quickInput.row('Change Properties…').waitFor();
      await workbench.picture('edit-properties', { of: [quickInput.widget] });
      await quickInput.choose('Change Properties…');
      assert.equal((await dialog.read()).message, `Allow changes to existing objects in ${bucket}?`);
      // The next dialog takes the place of this one.
      await dialog.box().getByRole('button', { name: 'Always for This Bucket' }).click();
      await dialog.box().getByText('Change the properties').waitFor();
      const { message, detail } = await dialog.read();
      assert.equal(message, 'Change the properties of 3 objects?');
      assert.deepEqual(detail.split('\n').slice(0, 3), [
        'Content-Type: text/css (2 objects)',
        'Cache-Control: max-age=3600 (2 objects)',
        'ACL: public-read (3 objects)',
      ]);
      await workbench.picture('change-properties', { of: [dialog.box()] });
      assert.equal(emulator.object(bucket, 'assets/theme.css')?.acl, 'default');
      await dialog.press('Change');
      await workbench.statusBar.message().filter({ hasText: 'Changed the properties of 3 objects' }).waitFor();
      for (const name of ['layout.css', 'print.css', 'theme.css']) {
        const { headers, acl, tags } = emulator.object(bucket, `assets/${name}`) ?? assert.fail(name);
        assert.deepEqual(headers, {
          'content-type': 'text/css',
          'cache-control': 'max-age=3600',
          'x-oss-meta-team': 'web',
        });
        assert.deepEqual([acl, tags], ['public-read', [['release', '2026-10']]]);
      }
    });
  });

  describe('objects with versions', () => {
    const bucket = 'demo-versioned';

    /** The tree with the bucket expanded, and a row of it in view. */
    async function openBucket(row: string): Promise<Tree> {
      const tree = await openTree(bucket);
      await tree.row(row).waitFor();
      return tree;
    }

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
        for (const command of ['rename', 'deleteObjects'] as const)
          assert.ok(!items.includes(titleOf(command)), command);
        await tree.row('plan.md').click();
        await page.keyboard.press('F2');
        await notifications.read('Changing objects is turned off');
        await workbench.screenshot('changes-off');
      } finally {
        await writeFile(file, settings);
      }
    });
  });
});
