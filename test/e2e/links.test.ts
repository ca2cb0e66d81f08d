import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { escapeAtEachStep } from './escapeAtEachStep.ts';
import { openTree } from './openTree.ts';
import { session, waitUntilStored } from './session.ts';
import { labelOf, submenusOf, titleOf } from './titles.ts';

describeInWorkbench('links', {}, () => {
  describe('a download link', () => {
    const folder = '报告';
    const bucket = 'demo-documents';
    const report = '2026年第三季度.pdf';

    it('downloads the bytes of an object in a folder with a Chinese name', async () => {
      const { workbench, emulator } = session();
      const tree = await openTree(bucket, folder);
      await tree.clickInlineAction(report, 'copyGetUrl');
      const url = await workbench.copied(report);
      const answer = await fetch(url);
      assert.equal(answer.status, 200);
      const expected = await emulator.readObject(bucket, `${folder}/${report}`);
      assert.ok(Buffer.from(await answer.arrayBuffer()).equals(expected), 'the bytes differ');
      await workbench.notifications.waitUntilNone();
    });

    it('copied with options has the typed validity and file name, by keyboard alone', async () => {
      const { workbench } = session();
      const { quickInput } = workbench;
      const tree = await openTree(bucket, folder);
      await tree.chooseInMenu(report, 'copyGetUrlWithOptions');
      await quickInput.waitFor(`Download link for ${report} · expires at`);
      await workbench.picture('options', { of: [quickInput.widget] });
      await quickInput.enter('Validity');
      await quickInput.waitFor('Validity ·');
      await quickInput.type('1h30m');
      await quickInput.row('1h30m').waitFor();
      await workbench.screenshot('validity');
      await quickInput.accept();
      await quickInput.waitFor(`Download link for ${report} · expires at`);
      await quickInput.enter('Download');
      await quickInput.waitFor('Download ·');
      await quickInput.enter('saved as');
      await quickInput.waitFor(`Download link for ${report} · expires at`);
      await quickInput.row('Copy Download Link').waitFor();
      await quickInput.accept();
      const url = new URL(await workbench.copied(report));
      assert.equal(url.searchParams.get('x-oss-expires'), '5400');
      const disposition = (await fetch(url)).headers.get('content-disposition') ?? '';
      assert.match(disposition, new RegExp(`^attachment; .*filename\\*=UTF-8''${encodeURIComponent(report)}$`));
    });

    it('rejects a validity that is too long, and Escape goes back from a row to the form and then closes it', async () => {
      const { workbench } = session();
      const { quickInput } = workbench;
      const tree = await openTree(bucket, folder);
      await tree.chooseInMenu(report, 'copyGetUrlWithOptions');
      await quickInput.waitFor(`Download link for ${report} · expires at`);
      await quickInput.choose('Validity');
      await quickInput.waitFor('Validity ·');
      await quickInput.choose('Custom…');
      await quickInput.message().filter({ hasText: 'A duration' }).waitFor();
      await quickInput.enter('8d');
      await quickInput.message().filter({ hasText: 'at most 7 days' }).waitFor();
      await workbench.screenshot('validity-too-long');
      await quickInput.type('2d');
      await quickInput
        .message()
        .filter({ hasText: /^expires / })
        .waitFor();
      await quickInput.escape();
      await quickInput.waitFor(`Download link for ${report} · expires at`);
      await quickInput.escape();
      await quickInput.waitUntilClosed();
    });

    it('for another validity takes two clicks, and the message says how long it works', async () => {
      const { workbench } = session();
      const { page } = workbench;
      const tree = await openTree(bucket);
      await tree.row('readme.txt').waitFor();
      let clicks = 0;
      const click = async (shown: Locator, button: 'left' | 'right'): Promise<void> => {
        clicks++;
        await shown.click({ button });
      };
      const item = (title: string): Locator =>
        page.locator('.monaco-menu .action-menu-item').getByText(title, { exact: true });
      const [submenu = ''] = submenusOf('copyGetUrlFor1Day');
      await click(tree.row('readme.txt'), 'right');
      await item(submenu).hover();
      // A menu that has just opened ignores clicks.
      await item(titleOf('copyGetUrlFor1Day')).hover();
      await page.locator('.monaco-menu .action-item.focused').getByText(titleOf('copyGetUrlFor1Day')).waitFor();
      await click(item(titleOf('copyGetUrlFor1Day')), 'left');
      const url = new URL(await workbench.copied('readme.txt'));
      assert.equal(url.searchParams.get('x-oss-expires'), '86400');
      await workbench.statusBar.message().filter({ hasText: '· 1 day' }).waitFor();
      assert.equal(clicks, 2);
    });

    it('can be copied from the palette, which asks for the object', async () => {
      const { workbench, emulator } = session();
      const { quickInput } = workbench;
      await workbench.run('copyGetUrl');
      await quickInput.row(bucket).waitFor();
      await quickInput.choose(bucket);
      await quickInput.row(`${folder}/`).waitFor();
      await quickInput.type('readme');
      await quickInput.row('Use the key readme').waitFor();
      await workbench.screenshot('palette-object');
      await quickInput.accept();
      const url = await workbench.copied('readme.txt');
      assert.equal(await (await fetch(url)).text(), (await emulator.readObject(bucket, 'readme.txt')).toString());
    });

    it('is not copied after Escape in the palette flow', async () => {
      const { workbench } = session();
      const { quickInput } = workbench;
      await escapeAtEachStep(
        () => workbench.run('copyGetUrl'),
        [
          {
            title: titleOf('copyGetUrl'),
            answer: async () => {
              await quickInput.row(bucket).waitFor();
              await quickInput.choose(bucket);
            },
          },
          { title: `${bucket}/`, answer: () => quickInput.escape() },
        ],
      );
    });

    it('to the last object is copied anew by a click on the quick copy', async () => {
      const { workbench } = session();
      const tree = await openTree(bucket, folder);
      await tree.clickInlineAction(report, 'copyGetUrl');
      const former = await workbench.copied(report);
      await workbench.statusBar.item(`Download link: ${report}`).hover();
      await workbench.page.locator('.workbench-hover').getByText('Reveal in Buckets').waitFor();
      await workbench.screenshot('quick-copy');
      await workbench.statusBar.click(`Download link: ${report}`);
      assert.equal((await fetch(await workbench.copied(report, former))).status, 200);
    });
  });

  describe('an upload link', () => {
    const folder = '报告';
    const bucket = 'demo-documents';

    const name = '年度 总结.txt';

    it('accepts an upload with exactly the signed headers, which then appears in the tree', async () => {
      const { workbench, emulator } = session();
      const { quickInput, notifications } = workbench;
      const tree = await openTree(bucket, folder);
      await workbench.picture('tree', { of: workbench.sideBarRows });
      await tree.chooseInMenu(folder, 'copyPutUrl');
      await quickInput.waitFor('(1/4)');
      await quickInput.enter(name);
      await quickInput.waitFor('(2/4)');
      await quickInput.choose('1 hour');
      await quickInput.waitFor('(3/4)');
      assert.deepEqual((await quickInput.labels()).slice(0, 1), ['text/plain;charset=utf-8']);
      await quickInput.choose('text/plain;charset=utf-8');
      await quickInput.waitFor('(4/4)');
      await quickInput.type('x-oss-meta-author: me');
      await quickInput.row('Add x-oss-meta-author: me').waitFor();
      await quickInput.accept();
      await quickInput.row('x-oss-meta-author: me').waitFor();
      await workbench.screenshot('put-headers');
      await quickInput.choose(titleOf('copyPutUrl').replace('…', ''));
      const url = await workbench.copied(name);
      assert.match(
        await notifications.read('upload link'),
        /Content-Type: text\/plain;charset=utf-8, x-oss-meta-author: me/,
      );
      await workbench.picture('put', { size: { width: 1280, height: 480 } });

      const headers = { 'content-type': 'text/plain;charset=utf-8', 'x-oss-meta-author': 'me' };
      const other = await fetch(url, {
        method: 'PUT',
        body: 'no',
        headers: { ...headers, 'content-type': 'text/html' },
      });
      assert.equal(other.status, 403);
      assert.match(await other.text(), /<Code>SignatureDoesNotMatch<\/Code>/);
      assert.equal(emulator.object(bucket, `${folder}/${name}`), undefined);

      const answer = await fetch(url, { method: 'PUT', body: '总结', headers });
      assert.equal(answer.status, 200);
      assert.equal((await emulator.readObject(bucket, `${folder}/${name}`)).toString(), '总结');
      await notifications.press('upload link', 'Copy as curl');
      const curl = await workbench.copied('curl', url);
      assert.ok(
        curl.includes("-H 'x-oss-meta-author: me'") && curl.includes(`'${url}'`),
        'the curl command lacks a part',
      );

      await tree.chooseInMenu(folder, 'refresh');
      await tree.row(name).waitFor();
    });

    it('is not copied after Escape at any step', async () => {
      const { workbench } = session();
      const { quickInput } = workbench;
      const tree = await openTree(bucket, folder);
      await escapeAtEachStep(
        () => tree.chooseInMenu(folder, 'copyPutUrl'),
        [
          { title: '(1/4)', answer: () => quickInput.enter('never.txt') },
          { title: '(2/4)', answer: () => quickInput.choose('1 hour') },
          { title: '(3/4)', answer: () => quickInput.choose('text/plain;charset=utf-8') },
          { title: '(4/4)', answer: () => quickInput.choose(titleOf('copyPutUrl').replace('…', '')) },
        ],
      );
    });
  });

  describe('issued links', () => {
    const file = '2026年第二季度.pdf';

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
});
