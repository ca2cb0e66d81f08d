import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { escapeAtEachStep } from './escapeAtEachStep.ts';
import { session } from './session.ts';
import { openTree } from './openTree.ts';
import { submenusOf, titleOf } from './titles.ts';

const folder = '报告';
const bucket = 'demo-documents';
const report = '2026年第三季度.pdf';

describeInWorkbench('a download link', {}, () => {
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
