import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { openTree } from './openTree.ts';
import { session } from './session.ts';
import type { Tree } from './tree.ts';
import { repeatUntil, until } from './until.ts';

describeInWorkbench('changes in the tree', {}, () => {
  describe('objects and folders in the tree', () => {
    const bucket = 'demo-arranged';

    /** Keys of the objects that the bucket has now. */
    function keys(): readonly string[] {
      const { emulator } = session();
      return emulator.bucket(bucket).keys.filter((key) => emulator.object(bucket, key) !== undefined);
    }

    /** Waits for what a gesture leads to. */
    async function untilTrue(isTrue: () => boolean): Promise<void> {
      await until('the change of the bucket', () => Promise.resolve(isTrue() ? true : undefined));
    }

    /** Drags a row onto another one with the mouse, and drops it once the tree shows that it would take it. */
    async function drag(from: Locator, to: Locator): Promise<void> {
      const { mouse } = session().workbench.page;
      await to.waitFor();
      await from.hover();
      await mouse.down();
      let isLeft = false;
      await until('the mark of the row to drop on', async () => {
        const box = (await to.boundingBox()) ?? assert.fail('there is nothing to drag onto');
        isLeft = !isLeft;
        await mouse.move(box.x + box.width / 2 + (isLeft ? 0 : 4), box.y + box.height / 2);
        return (await to.getAttribute('class'))?.includes('drop-target') === true ? true : undefined;
      });
      await mouse.up();
    }

    /** The tree, in which the bucket is expanded. */
    async function openBucket(): Promise<Tree> {
      const tree = await openTree(bucket);
      await tree.row('archive').waitFor();
      return tree;
    }

    before(async () => {
      const { emulator } = session();
      emulator.createBucket(bucket);
      for (const key of ['letter.txt', 'photos/cat.png', 'photos/dog.png', 'archive/old.txt', 'archive/older.txt']) {
        await emulator.putObject(bucket, key, `content of ${key}`);
      }
    });

    after(() => {
      session().emulator.removeBucket(bucket);
    });

    it('are renamed with F2 after one question for the bucket, and come back by a button', async () => {
      const { workbench } = session();
      const { page, quickInput, dialog, notifications } = workbench;
      const tree = await openBucket();
      await tree.row('letter.txt').click();
      await page.keyboard.press('F2');
      await quickInput.waitFor('Rename "letter.txt"');
      // The name without its extension is selected.
      await page.keyboard.type('note');
      await page.keyboard.press('Enter');
      assert.equal((await dialog.read()).message, `Allow changes to existing objects in ${bucket}?`);
      await workbench.screenshot('allow-changes');
      await dialog.press('Always for This Bucket');
      await notifications.read('Renamed "letter.txt" to "note.txt"');
      await tree.row('note.txt').waitFor();
      await notifications.press('Renamed', 'Undo Rename');
      await tree.row('letter.txt').waitFor();
      await tree.row('note.txt').waitFor({ state: 'detached' });
    });

    it('are renamed as folders from the menu, with all that is in them', async () => {
      const { workbench } = session();
      const { page, quickInput, dialog, notifications } = workbench;
      const tree = await openBucket();
      await tree.chooseInMenu('photos', 'rename');
      await quickInput.waitFor('Rename "photos"');
      await page.keyboard.press('Control+a');
      await page.keyboard.type('pictures');
      await page.keyboard.press('Enter');
      const { message, detail } = await dialog.read();
      assert.match(message, /^Rename "photos" to "pictures" \(2 objects, .+\)\?$/);
      assert.match(detail, /Existing links to the old keys stop working/);
      await workbench.picture('rename', { size: { width: 880, height: 440 } });
      await dialog.press('Rename');
      await notifications.read('Renamed "photos" to "pictures"');
      await tree.row('pictures').waitFor();
      assert.ok(keys().includes('pictures/cat.png') && !keys().some((key) => key.startsWith('photos/')));
    });

    it('are moved by Ctrl+X and Ctrl+V, and copied by Ctrl+C and Ctrl+V', async () => {
      const { workbench } = session();
      const { page } = workbench;
      const tree = await openBucket();
      await tree.row('letter.txt').click();
      await page.keyboard.press('Control+c');
      await workbench.copied('letter.txt');
      await tree.expand('archive');
      await tree.row('old.txt').click();
      await page.keyboard.press('Control+v');
      await untilTrue(() => keys().includes('archive/letter.txt'));
      // The message comes after the rows are listed again.
      await workbench.statusBar.message().filter({ hasText: 'Copied "letter.txt" to' }).waitFor();
      assert.ok(keys().includes('letter.txt'));
      await tree.row('older.txt').click();
      await page.keyboard.press('Control+x');
      await workbench.statusBar.message().filter({ hasText: 'Cut "older.txt"' }).waitFor();
      await tree.row('pictures').click();
      await page.keyboard.press('Control+v');
      await untilTrue(() => !keys().includes('archive/older.txt'));
      // The rows are listed again before the next test, which would end its drag.
      await tree.row('older.txt').waitFor();
      assert.ok(keys().includes('pictures/older.txt'));
    });

    it('are moved or copied by a drag onto a folder, as the user says', async () => {
      const { workbench } = session();
      const tree = await openBucket();
      await tree.row('letter.txt').waitFor();
      await drag(tree.row('letter.txt'), tree.row('archive'));
      const { message } = await workbench.dialog.read();
      assert.equal(message, `Move or copy "letter.txt" to ${bucket}/archive/?`);
      await workbench.screenshot('drop-objects');
      await workbench.dialog.press('Move');
      // An equal object is there: it may be another one than a copy of this one.
      const present = await workbench.dialog.read();
      assert.equal(present.message, `"archive/letter.txt" already exists in ${bucket}. Replace it?`);
      await workbench.dialog.press('Replace');
      await untilTrue(() => !keys().includes('letter.txt'));
      assert.ok(keys().includes('archive/letter.txt'));
    });

    it('are created where the menu says so', async () => {
      const { page, quickInput } = session().workbench;
      const tree = await openBucket();
      await tree.chooseInMenu('archive', 'newFolder');
      await quickInput.waitFor('New Folder');
      await page.keyboard.type('2027');
      await page.keyboard.press('Enter');
      await tree.row('2027').waitFor();
      await tree.chooseInMenu('archive', 'newFile');
      await quickInput.waitFor('New File');
      await page.keyboard.type('notes.md');
      await page.keyboard.press('Enter');
      await tree.row('notes.md').waitFor();
      assert.ok(keys().includes('archive/2027/') && keys().includes('archive/notes.md'));
    });
  });

  describe('a folder of 300 objects', () => {
    const bucket = 'demo-interrupted';
    const COUNT = 300;
    /** Time that OSS takes for each copy until the window was reloaded, so that the move is caught in the middle. */
    const COPY_MS = 500;

    /** Keys below a prefix that the bucket has now. */
    function keys(prefix: string): readonly string[] {
      const { emulator } = session();
      return emulator
        .bucket(bucket)
        .keys.filter((key) => key.startsWith(prefix) && emulator.object(bucket, key) !== undefined);
    }

    /** Waits until more objects were moved. */
    async function untilMoved(more: number): Promise<void> {
      const wanted = COUNT - keys('many/').length + more;
      await until(`${wanted} moved objects`, () =>
        Promise.resolve(COUNT - keys('many/').length >= wanted || undefined),
      );
    }

    before(async () => {
      const { emulator } = session();
      emulator.createBucket(bucket);
      const names = Array.from({ length: COUNT }, (_, index) => `many/${String(index).padStart(4, '0')}`);
      await Promise.all(names.map((key) => emulator.putObject(bucket, key, key)));
    });
    after(() => {
      session().emulator.removeBucket(bucket);
    });

    it('is renamed as a whole, although the user cancels and VS Code is closed in the middle', async () => {
      const { workbench, emulator } = session();
      const { page, quickInput, dialog, notifications } = workbench;
      let tree = await openTree();
      await tree.clickTitleAction('Refresh');
      await tree.expand(bucket);
      await tree.row('many').waitFor();
      // A row that VS Code is listing anew reaches its command without the object, which then does nothing.
      await repeatUntil('the box of Rename', () => tree.chooseInMenu('many', 'rename'), quickInput.box);
      await quickInput.waitFor('Rename "many"');
      await page.keyboard.press('Control+a');
      await page.keyboard.type('more');
      await page.keyboard.press('Enter');
      await dialog.press('Allow');
      assert.match((await dialog.read()).message, /^Rename "many" to "more" \(300 objects, /);
      emulator.faults.add({
        kind: 'delay',
        delayMs: COPY_MS,
        match: { bucket, operation: 'CopyObject' },
        times: COUNT,
      });
      await dialog.press('Rename');
      await untilMoved(20);
      await notifications.press('Moving 300 objects', 'Cancel');
      assert.match(await notifications.read('Canceled'), /^Canceled: [\d,]+ of 300 objects moved$/);
      await workbench.picture('rename-canceled', { of: [notifications.all('Canceled').first()] });
      await notifications.press('Canceled', 'Resume');
      await untilMoved(20);
      assert.ok(keys('many/').length > 0);
      await workbench.reload();
      emulator.faults.clear();
      tree = await openTree();
      await notifications.read('Renaming "many" to "more" was interrupted.');
      await workbench.screenshot('rename-interrupted');
      await notifications.press('was interrupted', 'Resume');
      await dialog.press('Allow');
      assert.match((await dialog.read()).message, /^Rename "many" to "more" \([\d,]+ objects, /);
      await dialog.press('Rename');
      await until('the end of the move', () => Promise.resolve(keys('many/').length === 0 || undefined));
      await workbench.statusBar.message().filter({ hasText: 'Renamed "many" to "more"' }).waitFor();
      await tree.row('many').waitFor({ state: 'detached' });
      const moved = keys('more/');
      assert.equal(moved.length, COUNT);
      const contents = await Promise.all(moved.slice(0, 50).map((key) => session().emulator.readObject(bucket, key)));
      assert.deepEqual(
        contents.map(String),
        moved.slice(0, 50).map((key) => key.replace('more', 'many')),
      );
    });
  });
});
