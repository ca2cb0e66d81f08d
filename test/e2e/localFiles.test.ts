import assert from 'node:assert/strict';
import path from 'node:path';
import { mkdir, symlink } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { openTree } from './openTree.ts';
import { session } from './session.ts';
import { labelOf, titleOf } from './titles.ts';

/** Folder that is dragged. */
const site = {
  'site/index.html': '<!doctype html><title>Site</title>\n',
  'site/assets/app.css': 'body { margin: 0 }\n',
  'site/图片/说明.txt': '说明\n',
} as const;

describeInWorkbench('files of this computer', { workspace: site }, () => {
  describe('files in the explorer', () => {
    const bucket = 'demo-documents';
    const folder = '来自/资源管理器/';

    /** Chooses the upload folder: from the recent ones, if there are any, through the bucket. */
    async function chooseFolder(): Promise<void> {
      const { workbench } = session();
      const { quickInput } = workbench;
      const another = quickInput.row('Other Folder…');
      await another.or(quickInput.row(bucket)).first().waitFor();
      if (await another.isVisible()) await another.click();
      await quickInput.choose(bucket);
      await quickInput.row(`Use ${bucket}/`).waitFor();
      await quickInput.type(folder.slice(0, -1));
      await quickInput.row(`Use ${bucket}/${folder}`).waitFor();
      await workbench.screenshot('upload-folder');
      await quickInput.choose(`Use ${bucket}/${folder}`);
    }

    it('are uploaded together, and their links are copied', async () => {
      const { workbench } = session();
      const { page } = workbench;
      const files = await workbench.openContainer('Explorer');
      // Not a plain click: the editor that it opens would select only its own file, with a delay.
      for (const file of ['notes.md', '季度 报告.txt']) await files.row(file).click({ modifiers: ['ControlOrMeta'] });
      await files.chooseInMenu('季度 报告.txt', 'uploadAndCopyGetUrl');
      await chooseFolder();
      const links = (await workbench.copied('2')).split('\n');
      const texts = await Promise.all(links.map(async (link) => (await fetch(link)).text()));
      assert.deepEqual(texts.sort(), ['# Notes\n\nTo be uploaded.\n', '报告\n'].sort());
      await page.keyboard.press('Escape');
    });

    it('replace an object only after a confirmation', async () => {
      const { workbench, emulator } = session();
      const { dialog } = workbench;
      await emulator.putObject(bucket, `${folder}page.html`, 'precious');
      const files = await workbench.openContainer('Explorer');
      await files.chooseInMenu('page.html', 'uploadAndCopyGetUrl');
      await chooseFolder();
      assert.match((await dialog.read()).message, /page\.html.* demo-documents/);
      await workbench.screenshot('upload-exists');
      await workbench.page.keyboard.press('Escape');
      await dialog.box().waitFor({ state: 'detached' });
      assert.equal((await emulator.readObject(bucket, `${folder}page.html`)).toString(), 'precious');
    });

    it('give their name and type to the upload link', async () => {
      const { workbench } = session();
      const { quickInput } = workbench;
      const files = await workbench.openContainer('Explorer');
      await files.chooseInMenu('page.html', 'copyPutUrlForFile');
      await chooseFolder();
      await quickInput.waitFor('(1/4)');
      assert.equal(await quickInput.value(), 'page.html');
      await quickInput.accept();
      await quickInput.waitFor('(2/4)');
      await quickInput.choose('15 minutes');
      await quickInput.waitFor('(3/4)');
      await quickInput.choose('text/html');
      await quickInput.waitFor('(4/4)');
      await quickInput.choose(titleOf('copyPutUrl').replace('…', ''));
      const url = await workbench.copied('page.html');
      assert.match(url, /page\.html\?/);
      await workbench.clearNotifications();
    });
  });

  describe('a folder dragged from the explorer onto a bucket', () => {
    const bucket = 'demo-uploads';
    /** Drags with the mouse and pauses at each target on the way, where the workbench may expand the row. */
    async function drag(from: Locator, ...over: readonly Locator[]): Promise<void> {
      const { mouse } = session().workbench.page;
      await from.hover();
      await mouse.down();
      for (const place of over) {
        await place.waitFor();
        const box = (await place.boundingBox()) ?? assert.fail('there is nothing to drag over');
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        // A drag begins with the second move, and goes on with each.
        for (const step of [4, 2, 0]) await mouse.move(x + step, y);
      }
      await mouse.up();
    }

    before(async () => {
      const { folders, emulator } = session();
      emulator.createBucket(bucket);
      await mkdir(path.join(folders.workspace, 'site/nothing'));
      await symlink('/etc', path.join(folders.workspace, 'site/out'));
    });

    it('is uploaded with its paths and types after a confirmation, and appears in the tree', async () => {
      const { workbench, emulator } = session();
      const { page, dialog, statusBar } = workbench;
      const tree = await openTree();
      // The first file of a process lists the buckets before this one is created.
      await tree.clickTitleAction('Refresh');
      await tree.expand(bucket);
      const explorer = await workbench.openContainer('Explorer');
      await explorer.clickTitleAction('Refresh Explorer');
      const activity = page.locator('.part.activitybar').getByRole('tab', { name: labelOf('container') });
      await drag(explorer.row('site'), activity, tree.row(bucket));
      const { message, detail } = await dialog.read();
      assert.match(message, new RegExp(`^Upload 3 files \\(\\d+ B\\) to ${bucket}/\\?$`));
      assert.match(detail, /Empty folders are not uploaded: site\/nothing\//);
      assert.match(detail, /Symbolic links are not followed: site\/out/);
      await workbench.picture('drop-upload', { size: { width: 860, height: 400 } });
      await dialog.press('Upload');
      await statusBar
        .message()
        .filter({ hasText: `3 files uploaded to ${bucket}/` })
        .waitFor();
      for (const [key, content] of Object.entries(site)) {
        assert.equal((await emulator.readObject(bucket, key)).toString(), content);
      }
      assert.equal(emulator.object(bucket, 'site/assets/app.css')?.headers['content-type'], 'text/css;charset=utf-8');
      await tree.expand('site');
      await tree.row('index.html').waitFor();
      await workbench.screenshot('drop-done');
    });
  });
});
