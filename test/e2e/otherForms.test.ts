import assert from 'node:assert/strict';
import path from 'node:path';
import { readFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { openTree } from './openTree.ts';
import { session } from './session.ts';
import { titleOf } from './titles.ts';
import type { Tree } from './tree.ts';
import { until } from './until.ts';
import { untouchedClipboard } from './workbench.ts';

/** Workspace recipes, as another person wrote them. */
const recipes = { Redirected: { host: 'files.example.com' }, Short: { validity: '5m' } };
const workspace = {
  '.vscode/settings.json': JSON.stringify({ 'ossLinks.recipes': recipes }),
  'links.html': '',
  'links.md': '',
};

describeInWorkbench('links in other forms', { workspace }, () => {
  const bucket = 'demo-documents';
  const content = 'Sample files of the demo.\n';

  async function openBucket(): Promise<Tree> {
    const tree = await openTree(bucket);
    await tree.row('readme.txt').waitFor();
    return tree;
  }

  /** Opens an empty file of the workspace, with the cursor in it. */
  async function openFile(name: string): Promise<Locator> {
    const { workbench } = session();
    await workbench.openFile(name);
    return workbench.page.locator('.editor-instance .monaco-editor').first();
  }

  /** Closes the active editor without saving. */
  async function closeEditor(): Promise<void> {
    await session().workbench.runCommand('View: Revert and Close Editor');
  }

  function urlIn(text: string): string {
    return /http:[^\s'")>]+/.exec(text)?.[0] ?? assert.fail('there is no link in the text');
  }

  /** Whole text of the active document. */
  async function documentText(): Promise<string> {
    const { workbench } = session();
    const { page } = workbench;
    await page.locator('.editor-instance .view-lines').click();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.press('ControlOrMeta+c');
    return workbench.readClipboard();
  }

  describe('a link in another format', () => {
    it('is copied as a command, which is offered first the next time', async () => {
      const { workbench } = session();
      const { quickInput } = workbench;
      const tree = await openBucket();
      await tree.chooseInMenu('readme.txt', 'copyAs');
      await quickInput.waitFor('Copy As · readme.txt');
      await workbench.picture('copy-as', { of: [quickInput.widget] });
      await quickInput.type('curl');
      await quickInput.choose('curl');
      const command = await workbench.copied('curl');
      assert.match(command, /^curl -fL -o readme\.txt -g 'http:/);
      assert.equal(await (await fetch(urlIn(command))).text(), content);
      await tree.chooseInMenu('readme.txt', 'copyAs');
      await quickInput.waitFor('Copy As · readme.txt');
      assert.deepEqual((await quickInput.labels()).slice(0, 2), ['curl', 'Upload Link Instead…']);
      await quickInput.escape();
      await quickInput.waitUntilClosed();
    });

    it('opens as a program in an editor', async () => {
      const { workbench } = session();
      const { quickInput, page } = workbench;
      const tree = await openBucket();
      await tree.chooseInMenu('readme.txt', 'copyAs');
      await quickInput.choose('Open in Editor Instead…');
      // Both lists have a row of this name.
      await quickInput.row('Open in Editor Instead…').waitFor({ state: 'detached' });
      await quickInput.type('Python');
      await quickInput.choose('Python');
      await page.locator('.part.statusbar').getByRole('button', { name: 'Python', exact: true }).waitFor();
      await workbench.picture('program', { size: { width: 980, height: 440 } });
      await closeEditor();
    });

    it('is shown as a QR code', async () => {
      const { workbench } = session();
      const { quickInput, page } = workbench;
      const tree = await openBucket();
      await tree.chooseInMenu('readme.txt', 'copyAs');
      await quickInput.choose('QR code');
      const frame = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
      await frame.getByRole('img', { name: 'QR code of the download link for readme.txt' }).waitFor();
      await frame.getByText('Anyone who scans it can use it.').waitFor();
      await workbench.picture('qr-code', { size: { width: 860, height: 580 } });
      await closeEditor();
      // The QR code had the focus, without which the page may not use the clipboard.
      await tree.row('readme.txt').click();
    });
  });

  describe('a link in a document', () => {
    it('is inserted at the cursor in the format of the language, and undone in one step', async () => {
      const { workbench } = session();
      const { quickInput, statusBar, page } = workbench;
      await openBucket();
      await openFile('links.html');
      await workbench.run('insertLinks');
      await quickInput.choose(bucket);
      await quickInput.row('readme.txt').waitFor();
      await quickInput.choose('readme.txt');
      await statusBar.message().filter({ hasText: 'Inserted link to readme.txt' }).waitFor();
      await workbench.screenshot('insert');
      const text = await documentText();
      assert.match(text, /^<a href="http:[^"]+">readme\.txt<\/a>$/);
      assert.equal(await (await fetch(urlIn(text).replaceAll('&amp;', '&'))).text(), content);
      await page.keyboard.press('ControlOrMeta+z');
      await until('the empty document', async () => {
        await page.keyboard.press('ControlOrMeta+a');
        return (await workbench.editorText()).trim() === '' ? true : undefined;
      });
      await closeEditor();
    });

    it('is inserted from the tree, and the editor has the focus then', async () => {
      const { workbench } = session();
      const { page } = workbench;
      const tree = await openBucket();
      await openFile('links.html');
      await tree.chooseInMenu('readme.txt', 'insertLinks');
      await workbench.statusBar.message().filter({ hasText: 'Inserted link to readme.txt' }).waitFor();
      await page.locator('.editor-instance .view-line', { hasText: 'readme.txt</a>' }).waitFor();
      await page.locator('.editor-instance .monaco-editor.focused').waitFor();
      await page.keyboard.type(' done');
      await page.locator('.editor-instance .view-line', { hasText: 'readme.txt</a> done' }).waitFor();
      await closeEditor();
    });

    it('is inserted when an object is dragged there from the tree', async () => {
      const { workbench } = session();
      const { statusBar, page } = workbench;
      const tree = await openBucket();
      const editor = await openFile('links.md');
      await tree.row('readme.txt').hover();
      await page.mouse.down();
      const box = (await editor.boundingBox()) ?? assert.fail('there is no editor');
      const [x, y] = [box.x + box.width / 2, box.y + 40];
      await page.keyboard.down('Shift');
      for (const step of [8, 4, 0]) await page.mouse.move(x + step, y);
      await page.mouse.up();
      await page.keyboard.up('Shift');
      // The message of the insertion before may still stand.
      await editor.locator('.view-line', { hasText: '[readme.txt]' }).waitFor();
      await statusBar.message().filter({ hasText: 'Inserted link to readme.txt' }).waitFor();
      await workbench.picture('insert-markdown', { size: { width: 980, height: 320 } });
      const text = await documentText();
      assert.match(text, /^\[readme\.txt\]\(http:[^)\s]+\)$/);
      assert.equal(await (await fetch(urlIn(text))).text(), content);
      await closeEditor();
    });
  });

  describe('a recipe', () => {
    /** Waits until there is a command on the clipboard, and returns the content that its link downloads. */
    async function downloadedByCommand(name: string): Promise<string> {
      const { workbench } = session();
      const command = await workbench.copied(name);
      await workbench.writeClipboard(untouchedClipboard);
      const [, url = assert.fail('there is no command')] = /^curl .*'(http:[^']+)'$/.exec(command) ?? [];
      return (await fetch(url)).text();
    }

    it('is saved from a link and chosen for other links, while a keybinding copies the plain link', async () => {
      const { workbench } = session();
      const { quickInput, statusBar, page } = workbench;
      const tree = await openTree(bucket, 'site');
      await tree.chooseInMenu('readme.txt', 'copyAs');
      await quickInput.type('curl');
      await quickInput.choose('curl');
      await statusBar.message().filter({ hasText: 'as curl' }).waitFor();
      await workbench.run('saveAsRecipe');
      await quickInput.waitFor(titleOf('saveAsRecipe').replace('…', ''));
      await quickInput.enter('Shell');
      await statusBar.message().filter({ hasText: 'Saved recipe "Shell"' }).waitFor();

      await workbench.writeClipboard(untouchedClipboard);
      await tree.chooseInMenu('index.html', 'copyWithRecipe');
      await quickInput.waitFor(titleOf('copyWithRecipe').replace('…', ''));
      await workbench.picture('recipes', { of: [quickInput.widget] });
      assert.deepEqual(await quickInput.labels(), ['Shell', 'Redirected', 'Short']);
      await quickInput.choose('Shell');
      assert.match(await downloadedByCommand('index.html'), /<h1>Demo<\/h1>/);

      await tree.row('readme.txt').click();
      await page.keyboard.press('ControlOrMeta+Alt+c');
      // The keybinding copies the download link: a recipe that was used once does not become the default.
      const link = await workbench.copied('readme.txt');
      assert.equal(await (await fetch(link)).text(), 'Sample files of the demo.\n');
      await tree.collapse('site');
    });

    it('of the workspace that changes the host is refused with the reason', async () => {
      const { workbench } = session();
      const { quickInput, notifications } = workbench;
      const tree = await openTree(bucket);
      await tree.chooseInMenu('readme.txt', 'copyWithRecipe');
      await quickInput.choose('Redirected');
      await notifications
        .all(/Couldn't use the recipe "Redirected": Workspace recipes can't set host/)
        .first()
        .waitFor();
      await workbench.screenshot('recipe-refused');
      assert.equal(await workbench.readClipboard(), untouchedClipboard);
      await workbench.clearNotifications();
    });
  });

  describe('a folder of 2,500 objects', () => {
    const bucket = 'demo-bulk';
    const count = 2500;

    // Not the workspace, which others may see.
    const file = (): string => path.join(session().folders.home, `${bucket} parts links.txt`);

    before(async () => {
      const { emulator } = session();
      emulator.createBucket(bucket);
      for (let index = 0; index < count; index++)
        await emulator.putObject(bucket, `parts/${index}.txt`, `part ${index}`);
    });

    after(() => {
      session().emulator.removeBucket(bucket);
    });

    it('is exported as a file with one working link per object', async () => {
      const { workbench } = session();
      const { quickInput, dialog, notifications, page } = workbench;
      const tree = await openTree(bucket);
      await tree.row('parts').waitFor();
      await tree.chooseInMenu('parts', 'bulkLinks');
      await quickInput.waitFor(titleOf('bulkLinks').replace('…', ''));
      await quickInput.row('All objects').waitFor();
      await workbench.screenshot('bulk-filter');
      await quickInput.choose('All objects');
      await quickInput.choose('15 minutes');
      await quickInput.row('JSON Lines').waitFor();
      await workbench.screenshot('bulk-formats');
      await quickInput.choose('Text');
      const { message } = await dialog.read();
      assert.match(message, /^Create links to 2,500 objects \([\d.]+ KB\)\?$/);
      await workbench.screenshot('bulk-agree');
      await dialog.press('Create Links');
      // The box for the file name opens empty and gets its path a little later.
      await page.waitForFunction(
        `document.querySelector('.quick-input-widget .quick-input-box input')?.value === ${JSON.stringify(file())}`,
      );
      await workbench.screenshot('bulk-file');
      await quickInput.accept();
      assert.match(
        await notifications.read('Saved 2,500 links to'),
        /^Saved 2,500 links to demo-bulk parts links\.txt \(expire at .+\)\. Anyone who has them can use them\.$/,
      );
      await workbench.screenshot('bulk-done');
      await notifications.press('Saved 2,500 links to', 'Open');
      await workbench.editor(path.basename(file())).waitFor();
      await page.locator('.editor-instance .view-line', { hasText: 'http' }).first().waitFor();
      await workbench.clearNotifications();
      await workbench.picture('bulk-links', { size: { width: 1040, height: 436 } });
      await workbench.runCommand('View: Close Editor');
      const urls = (await readFile(file(), 'utf8')).trimEnd().split('\n');
      assert.equal(urls.length, count);
      assert.equal(new Set(urls).size, count);
      await Promise.all(
        urls
          .filter((_, index) => index % 10 === 0)
          .map(async (url) => {
            const [, number] = /\/parts\/(\d+)\.txt\?/.exec(url) ?? [];
            assert.equal(await (await fetch(url)).text(), `part ${number}`);
          }),
      );
    });
  });
});
