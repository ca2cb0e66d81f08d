import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { session } from './session.ts';
import { openTree } from './openTree.ts';
import { titleOf } from './titles.ts';

const bucket = 'demo-bulk';
const count = 2500;

describeInWorkbench('a folder of 2,500 objects', {}, () => {
  // Not the workspace, which others may see.
  const file = (): string => path.join(session().folders.home, `${bucket} parts links.txt`);

  before(async () => {
    const { emulator } = session();
    emulator.createBucket(bucket);
    for (let index = 0; index < count; index++) await emulator.putObject(bucket, `parts/${index}.txt`, `part ${index}`);
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
