import assert from 'node:assert/strict';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { session } from './session.ts';
import { titleOf } from './titles.ts';

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

describeInWorkbench('files in the explorer', {}, () => {
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
