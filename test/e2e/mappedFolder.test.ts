import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { pngImage } from '../emulator/pngImage.ts';
import { readState } from './browserStorage.ts';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { openTree } from './openTree.ts';
import { session } from './session.ts';
import { titleOf } from './titles.ts';
import { appears, until } from './until.ts';
import { untouchedClipboard } from './workbench.ts';

const bucket = 'demo-documents';
/** Bucket of another folder, whose use is agreed to on its own. */
const publishedBucket = 'demo-handbook';
const mappings = [
  { folder: 'docs', bucket, documents: { folder: 'images', name: '{name}-{hash4}{ext}' } },
  { folder: 'handbook', bucket: publishedBucket },
];
const workspace = {
  '.vscode/settings.json': JSON.stringify({ 'ossLinks.mappings': mappings }),
  'handbook/readme.txt': 'not published yet\n',
  'docs/story.md': '# Story\n\n\n',
  'docs/page.html': '<p>\n\n</p>\n',
  'docs/two.md': 'one \ntwo \n',
  'docs/gallery.md': `# Gallery\n\n![private](oss://${bucket}/images/private.png)\n\n![gone](oss://${bucket}/images/gone.png)\n\n[report](oss://${bucket}/readme.txt)\n`,
};

describeInWorkbench('a mapped folder', { workspace }, () => {
  describe('documents of a mapped folder', () => {
    const UPLOAD = 'Upload to OSS and Insert Link';
    /** Names of the operations that were sent to the OSS and write something. */
    function writes(): readonly string[] {
      return session()
        .emulator.requests.map(({ operation = '' }) => operation)
        .filter((operation) => /Put|Post|Upload|Delete/.test(operation));
    }

    /** Asks a preview, whose frame is replaced at each refresh, until there is an answer. */
    function untilShown<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
      return until(what, () =>
        ask().catch((error: unknown) => {
          if (/\bdetached\b/.test(String(error))) return undefined;
          throw error;
        }),
      );
    }

    /** Puts a picture on the clipboard, as a screenshot tool does. */
    async function copyPicture(width: number): Promise<void> {
      const base64 = pngImage(width, 60).toString('base64');
      await session().workbench.page.evaluate(`(async () => {
    const bytes = Uint8Array.from(atob(${JSON.stringify(base64)}), (character) => character.charCodeAt(0));
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': new Blob([bytes], { type: 'image/png' }) })]);
  })()`);
    }

    /** Opens a file with the cursor at the end of a line. */
    async function openAt(file: string, line: number): Promise<void> {
      const { workbench } = session();
      await workbench.openFile(file);
      // The focus may still be in the tree.
      await workbench.page.locator('.editor-instance .view-line').first().click();
      await workbench.page.keyboard.press('ControlOrMeta+Home');
      for (let index = 1; index < line; index++) await workbench.page.keyboard.press('ArrowDown');
      await workbench.page.keyboard.press('End');
    }

    /** Chooses among the ways to paste, which VS Code offers beside the text. */
    async function choosePasteOption(label: string): Promise<void> {
      const { page } = session().workbench;
      await page.locator('.post-edit-widget').waitFor();
      await page.keyboard.press('ControlOrMeta+.');
      const option: Locator = page.locator('.action-widget .monaco-list-row', { hasText: label });
      await option.waitFor();
      await session().workbench.picture('paste-upload', {
        of: [
          page.locator('.part.editor .tabs'),
          page.locator('.editor-instance .view-line'),
          page.locator('.action-widget'),
        ],
      });
      await option.click();
    }

    function editorContains(text: RegExp): Promise<string> {
      const { workbench } = session();
      return until(`${String(text)} in the editor`, async () => {
        const shown = await workbench.editorText();
        return text.test(shown) ? shown : undefined;
      });
    }

    before(async () => {
      // Extensions that start with the workbench offer no paste before.
      await openTree();
      await session().emulator.putObject(bucket, 'images/private.png', pngImage(240, 120), {
        contentType: 'image/png',
      });
    });

    it('take pictures from the clipboard: an ordinary paste uploads nothing, the chosen edit does', async function () {
      this.timeout(120_000);
      const { workbench, emulator } = session();
      const { page, dialog, notifications } = workbench;
      await copyPicture(90);
      await openAt('docs/story.md', 3);
      const before = writes().length;
      await page.keyboard.press('ControlOrMeta+v');
      await editorContains(/image/);
      assert.equal(writes().length, before);
      await choosePasteOption(UPLOAD);
      assert.match((await dialog.read()).message, /The workspace maps this folder to the bucket "demo-documents"/);
      await dialog.press('Use Profile');
      const text = await editorContains(/oss:\/\//);
      const [, key = ''] = /!\[image\]\(oss:\/\/demo-documents\/(images\/image-[0-9a-f]{4}\.png)\)/.exec(text) ?? [];
      // The browser encodes the picture anew; its header has the size.
      assert.deepEqual((await emulator.readObject(bucket, key)).subarray(0, 24), pngImage(90, 60).subarray(0, 24));
      await page.keyboard.press('ControlOrMeta+z');
      await notifications.all(/stays in the bucket "demo-documents"/).waitFor();
      await workbench.screenshot('paste-undone');
      await notifications.press(/stays in the bucket/, 'Delete It');
      await until('the deletion', () => Promise.resolve(emulator.object(bucket, key) ? undefined : true));
      await workbench.clearNotifications();
      await workbench.runCommand('View: Revert and Close Editor');
    });

    it('take them in HTML, where VS Code has no other way than the name', async () => {
      const { workbench } = session();
      await copyPicture(80);
      await openAt('docs/page.html', 2);
      const before = writes().length;
      await workbench.page.keyboard.press('ControlOrMeta+v');
      await editorContains(/image\.png/);
      assert.equal(writes().length, before);
      await choosePasteOption(UPLOAD);
      await editorContains(/<img src="oss:\/\/demo-documents\/images\/image-[0-9a-f]{4}\.png" alt="image">/);
      await workbench.runCommand('View: Revert and Close Editor');
    });

    it('show private pictures in the preview, and say why one is missing', async function () {
      this.timeout(120_000);
      const { workbench } = session();
      const { page } = workbench;
      await workbench.openFile('docs/gallery.md');
      await workbench.runCommand('Markdown: Open Preview to the Side');
      const preview = page.frameLocator('iframe.webview').frameLocator('#active-frame');
      const picture = preview.locator('img[data-src$="private.png"]');
      await picture.waitFor();
      const width = await untilShown('the loaded picture', async () => {
        const shown = await picture.evaluate((image) => Number(Reflect.get(image, 'naturalWidth')));
        return shown === 0 ? undefined : shown;
      });
      assert.equal(width, 240);
      const note = await untilShown('the note', () => preview.getByRole('note').innerText());
      assert.equal(note, "gone: The object doesn't exist.");
      const report = preview.locator('a', { hasText: 'report' });
      assert.match(
        await untilShown('the link', async () => (await report.getAttribute('href')) ?? ''),
        /x-oss-expires=900/,
      );
      await workbench.picture('markdown-preview', { size: { width: 1080, height: 480 } });
      assert.ok(!(await readState(workbench.page)).includes('x-oss-signature'));
      await workbench.runCommand('View: Close All Editors');
    });

    it('show a thumbnail under the pointer, and complete addresses', async function () {
      this.timeout(120_000);
      const { workbench } = session();
      const { page } = workbench;
      await workbench.openFile('docs/gallery.md');
      const line = page.locator('.editor-instance .view-line', { hasText: 'private.png' });
      const thumbnail = page.locator('.monaco-hover:visible img[src^="data:image/png"]');
      for (let attempt = 0; attempt < 8 && !(await appears(thumbnail, 4_000)); attempt++) {
        await page.mouse.move(0, 0);
        await line.hover({ position: { x: 200, y: 8 } });
      }
      await thumbnail.waitFor();
      await workbench.screenshot('thumbnail');
      await page.mouse.move(0, 0);
      await openAt('docs/two.md', 1);
      await page.keyboard.type(`oss://${bucket}/im`, { delay: 30 });
      const suggestions = page.locator('.suggest-widget.visible .monaco-list-row');
      if (!(await appears(suggestions.first(), 5_000))) await page.keyboard.press('ControlOrMeta+Space');
      await suggestions.filter({ hasText: 'images/' }).waitFor();
      await workbench.screenshot('completion');
      await page.keyboard.press('Tab');
      await suggestions.filter({ hasText: 'private.png' }).waitFor();
      await page.keyboard.press('Escape');
      await workbench.runCommand('View: Revert and Close Editor');
      await workbench.runCommand('View: Close All Editors');
    });
  });

  describe('a file in a mapped folder', () => {
    const content = 'published\n';

    before(async () => {
      const { emulator } = session();
      emulator.createBucket(publishedBucket);
      await emulator.putObject(publishedBucket, 'readme.txt', content);
    });
    after(() => {
      session().emulator.removeBucket(publishedBucket);
    });
    it('is the target of the quick copy and of its menu, and is signed by the profile that the user agreed to', async () => {
      const { workbench } = session();
      const { page, statusBar, dialog } = workbench;
      await workbench.openFile('handbook/readme.txt');
      await statusBar.item('Download link: readme.txt').waitFor();
      await statusBar.click('Download link: readme.txt');
      assert.match((await dialog.read()).message, /The workspace maps this folder to the bucket "demo-handbook"/);
      await workbench.screenshot('mapped-file-asks');
      await dialog.press('Use Profile');
      assert.equal(await (await fetch(await workbench.copied('readme.txt'))).text(), content);

      await workbench.writeClipboard(untouchedClipboard);
      const files = await workbench.openContainer('Explorer');
      await files.chooseInMenu('readme.txt', 'copyGetUrlForFile');
      assert.equal(await (await fetch(await workbench.copied('readme.txt'))).text(), content);
      assert.ok(!(await files.menuItems('notes.md')).includes(titleOf('copyGetUrlForFile')));
      await statusBar.item('Download link: readme.txt').hover();
      await page.locator('.workbench-hover').getByText('Upload This File…').waitFor();
      await workbench.picture('quick-copy', {
        of: [page.locator('.workbench-hover'), statusBar.item('Download link: readme.txt')],
      });
      await workbench.runCommand('View: Close All Editors');
    });
  });
});
