import assert from 'node:assert/strict';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { openTree } from './openTree.ts';
import { session, waitUntilStored } from './session.ts';
import { titleOf } from './titles.ts';
import { until } from './until.ts';

describeInWorkbench('the tree', {}, () => {
  describe('listings in the tree', () => {
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

  describe('finding objects', () => {
    const many = 'demo-many';

    before(async () => {
      const { emulator } = session();
      const bucket = emulator.createBucket(many);
      const one = await emulator.putObject(many, 'parts/part-000000.log', 'x');
      for (let index = 1; index < 100_000; index++) {
        bucket.put({ ...one, key: `parts/part-${String(index).padStart(6, '0')}.log` });
      }
    });

    after(() => {
      session().emulator.removeBucket(many);
    });

    it('searches for the last key of 100,000 without paging', async () => {
      const { workbench, emulator } = session();
      const { quickInput } = workbench;
      const tree = await openTree();
      // The buckets may have been listed before this one was created.
      await tree.clickTitleAction('Refresh');
      await tree.row(many).waitFor();
      const last = 'part-099999.log';
      const count = emulator.requests.length;
      await tree.chooseInMenu(many, 'searchPrefix');
      await quickInput.waitFor(`${titleOf('searchPrefix').replace('…', '')} · ${many}/`);
      await quickInput.row('parts/part-000000.log').waitFor();
      // Not yet Enter: the shown choices still belong to the empty text, and cannot be accepted.
      await quickInput.enter('parts/part-09999');
      await quickInput.row(`parts/${last}`).waitFor();
      await workbench.picture('search', { of: [quickInput.widget] });
      await quickInput.choose(`parts/${last}`);
      await quickInput.row('Copy Key').waitFor();
      await quickInput.choose('Reveal in Buckets');
      await tree.row(last).waitFor();
      await workbench.screenshot('revealed');
      const listings = emulator.requests.slice(count).filter(({ operation }) => operation === 'ListObjectsV2');
      assert.ok(listings.length <= 5, `${listings.length} listings`);
      for (const { query } of listings) assert.equal(query.get('continuation-token'), undefined);
      await tree.clickInlineAction(last, 'copyGetUrl');
      assert.equal((await fetch(await workbench.copied(last))).status, 200);
    });

    it('finds an object by its address and shows its versions, each with a working link', async () => {
      const { workbench, emulator } = session();
      const { quickInput } = workbench;
      const tree = await openTree();
      await workbench.run('goToKey');
      await quickInput.waitFor(titleOf('goToKey').replace('…', ''));
      await quickInput.type('https://demo-versions.oss-cn-hangzhou.aliyuncs.com/notes/plan.md?x-oss-signature=0');
      await quickInput.message().filter({ hasText: 'Goes to oss://demo-versions/notes/plan.md' }).waitFor();
      await workbench.screenshot('go-to-key');
      await quickInput.accept();
      await tree.row('plan.md').waitFor();
      await tree.chooseInMenu('plan.md', 'showVersions');
      const versions = tree.rowsAt(5);
      await versions.nth(2).waitFor();
      await workbench.picture('versions', { of: workbench.sideBarRows });
      assert.match((await versions.nth(0).getAttribute('aria-label')) ?? '', /current/);
      assert.equal(await versions.count(), 3);
      await versions.nth(2).hover();
      await versions
        .nth(2)
        .getByRole('button', { name: titleOf('copyGetUrl') })
        .click();
      const url = await workbench.copied('plan.md');
      assert.equal(await (await fetch(url)).text(), '# Plan\n\nFirst thoughts.\n');
      assert.ok(emulator.object('demo-versions', 'notes/plan.md'));
    });

    it('shows a key with markup as plain text: no icon, link or command in any message', async () => {
      const { workbench } = session();
      const { quickInput, notifications } = workbench;
      const uri = 'oss://demo-documents/$(flame) [gone](command:workbench.action.closeWindow)';
      await workbench.run('goToKey');
      await quickInput.waitFor(titleOf('goToKey').replace('…', ''));
      await quickInput.enter(uri);
      const message = notifications.all("doesn't exist").locator('.notification-list-item-message');
      await message.waitFor();
      assert.equal((await message.innerText()).replaceAll('\u2060', ''), `${uri} doesn't exist.`);
      assert.equal(await message.locator('a, .codicon').count(), 0);
      await workbench.clearNotifications();
    });
  });

  describe('the tree by keyboard', () => {
    it('copies the key and the download link of the focused row, and opens the row with Enter', async () => {
      const { workbench } = session();
      const { page } = workbench;
      const tree = await openTree('demo-documents');
      // A click selects the object; the arrow moves the focus alone.
      await tree.row('readme.txt').click();
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Control+c');
      const key = await workbench.copied(/报告|来自|site/);
      assert.match(key, /^(?:报告|来自|site)\/$/);
      await page.keyboard.press('ArrowDown');
      // One keystroke for the main job.
      await page.keyboard.press('Control+Alt+c');
      const link = await workbench.copied('readme.txt', key);
      assert.match(link, /\/readme\.txt\?/);
      assert.equal((await fetch(link)).status, 200);
      await page.keyboard.press('Enter');
      await page.getByRole('tab', { name: /^readme\.txt/ }).waitFor();
      await workbench.runCommand('View: Close Editor');
    });

    it('shows the properties of an object as a report', async () => {
      const { workbench } = session();
      const { page } = workbench;
      const tree = await openTree('demo-documents', '报告');
      await tree.chooseInMenu('2026年第三季度.pdf', 'showProperties');
      const report = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
      await report.getByRole('heading', { name: '2026年第三季度.pdf' }).waitFor();
      assert.match(await report.locator('tr', { hasText: 'Size' }).first().innerText(), /1\.41 MB \(1,482,031 bytes\)/);
      await workbench.picture('properties', { size: { width: 1000, height: 560 }, of: [page.locator('.part.editor')] });
      await workbench.runCommand('View: Close Editor');
    });
  });

  describe('pinned and recent objects', () => {
    const bucket = 'demo-documents';
    const file = 'index.html';

    it('stand above the profiles after a restart, and lead to their rows', async () => {
      const { workbench } = session();
      const { quickInput, notifications } = workbench;
      let tree = await openTree(bucket, 'site');
      await tree.chooseInMenu('site', 'pin');
      await tree.row('Pinned').waitFor();
      await tree.row(file).waitFor();
      await tree.clickInlineAction(file, 'copyGetUrl');
      await workbench.copied(file);
      await waitUntilStored('"use":"linked"');
      await workbench.reload();
      tree = await openTree();
      await tree.expand('Pinned', 'Recent');
      await tree.row(file, 2).filter({ hasText: 'demo-documents/site · linked' }).waitFor();
      await workbench.picture('pinned', { of: workbench.sideBarRows });
      const link = await copyAgain(file);
      assert.equal((await fetch(link)).status, 200);
      await workbench.run('goToPinned');
      await quickInput.waitFor('Go to Pinned or Recent');
      await workbench.screenshot('go-to-pinned');
      await quickInput.choose('site');
      await tree.row('assets').waitFor();
      await tree.clickInlineAction('Recent', 'clearRecent');
      await tree.row('Recent').waitFor({ state: 'detached' });
      assert.equal(await notifications.all().count(), 0);
    });

    /** Copies a link from the recent objects. */
    async function copyAgain(name: string): Promise<string> {
      const { workbench } = session();
      const tree = await workbench.openBuckets();
      await workbench.writeClipboard('nothing yet');
      await tree.clickInlineAction(name, 'copyGetUrl');
      return workbench.copied(name, 'nothing yet');
    }
  });
});
