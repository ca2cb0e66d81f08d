import assert from 'node:assert/strict';
import { readBrowserData } from './browserStorage.ts';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { openTree } from './openTree.ts';
import { session, waitUntilStored } from './session.ts';
import { titleOf } from './titles.ts';
import { assertNothingWritten, writtenFiles } from './traces.ts';
import type { Tree } from './tree.ts';
import { repeatUntil, until } from './until.ts';

const bucket = 'demo-edited';
const key = 'site/opening-hours.md';
const original = '# Opening hours\n\nMonday to Friday: 9:00 to 17:00\nSaturday: closed\n';
const byOthers = original.replace('17:00', '18:00');

async function text(): Promise<string> {
  return (await session().emulator.readObject(bucket, key)).toString();
}

/** The tree, in which the folder is expanded. */
async function openFolder(): Promise<Tree> {
  const tree = await openTree(bucket, 'site');
  await tree.row('opening-hours.md').waitFor();
  return tree;
}

/** Types at the end of the active editor, which may be read-only for a moment longer than its file. */
async function typeAtEnd([first = '', ...others]: string): Promise<void> {
  const { page } = session().workbench;
  await page.locator('.editor-instance .view-lines').first().click();
  await page.keyboard.press('ControlOrMeta+End');
  await repeatUntil('a change', () => page.keyboard.type(first), page.locator('.tab.active.dirty'));
  await page.keyboard.type(others.join(''));
}

// In a browser, VS Code saves automatically unless a setting says otherwise.
const workspace = { '.vscode/settings.json': JSON.stringify({ 'files.autoSave': 'off' }) };

describeInWorkbench('an object in an editor', { workspace }, () => {
  before(async () => {
    const { emulator } = session();
    emulator.createBucket(bucket);
    await emulator.putObject(bucket, key, original, {
      contentType: 'text/markdown;charset=utf-8',
      headers: { 'x-oss-meta-author': 'Ines', 'cache-control': 'max-age=60' },
    });
  });

  after(() => {
    session().emulator.removeBucket(bucket);
  });

  it('is edited by the button of its editor, compared with a change from outside, and overwritten', async () => {
    const { workbench, emulator } = session();
    const { page, dialog, notifications } = workbench;
    const tree = await openFolder();
    await tree.chooseInMenu('opening-hours.md', 'openObject');
    await workbench.editor('opening-hours.md').waitFor();
    await page
      .locator('.editor-actions')
      .getByRole('button', { name: titleOf('editObject') })
      .click();
    assert.equal((await dialog.read()).message, `Allow changes to existing objects in ${bucket}?`);
    await dialog.press('Always for This Bucket');
    await workbench.statusBar.message().filter({ hasText: 'can be edited' }).waitFor();
    await typeAtEnd('Sunday: closed');
    await emulator.putObject(bucket, key, byOthers, { headers: { 'x-oss-meta-author': 'Ben' } });
    await page.keyboard.press('ControlOrMeta+s');
    await notifications.read('"opening-hours.md" was changed on OSS since you opened it.');
    await page.locator('.monaco-diff-editor').getByText('18:00').waitFor();
    assert.equal(await text(), byOthers);
    await workbench.picture('edit-conflict', { size: { width: 1180, height: 520 } });
    await notifications.press('was changed on OSS', 'Overwrite');
    await until('the saved object', async () => ((await text()) === `${original}Sunday: closed` ? true : undefined));
    await page.locator('.monaco-diff-editor').waitFor({ state: 'detached' });
    assert.equal(emulator.object(bucket, key)?.headers['x-oss-meta-author'], 'Ben');
  });

  it('keeps unsaved changes over a restart, with no link and no secret on disk, and is saved then', async () => {
    const { workbench } = session();
    const { page } = workbench;
    const tree = await openFolder();
    await tree.chooseInMenu('opening-hours.md', 'editObject');
    await workbench.editor('opening-hours.md').waitFor();
    await typeAtEnd('\nHolidays: closed');
    await until('a backup of the editor', async () => {
      const kept = [...(await writtenFiles(session())).values()].join() + (await readBrowserData(workbench.page));
      return kept.includes('Holidays: closed') ? true : undefined;
    });
    await waitUntilStored(`${bucket}/${key}`);
    await assertNothingWritten(session());
    const { length: asked } = session().emulator.requests;
    await workbench.reload();
    // VS Code may restore editors that were closed right before.
    await page
      .getByRole('tab', { name: /^opening-hours\.md(?! \()/ })
      .first()
      .click();
    await workbench.editor('opening-hours.md').getByText('Holidays: closed').waitFor();
    assert.deepEqual(session().emulator.requests.slice(asked), []);
    await page.locator('.editor-instance .view-lines').first().click();
    await page.keyboard.press('ControlOrMeta+s');
    await until('the saved object', async () => ((await text()).endsWith('Holidays: closed') ? true : undefined));
    // The next file would open with this editor, and with a message that its object is gone.
    await workbench.runCommand('View: Revert and Close Editor');
    await workbench.editor('opening-hours.md').waitFor({ state: 'detached' });
  });
});
