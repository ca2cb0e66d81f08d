import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { tmpdir } from 'node:os';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { OpenedPage } from '../support/links/openedPage.ts';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { openTree } from './openTree.ts';
import { takePicture, takeScreenshot } from './pictures.ts';
import { session } from './session.ts';
import { labelOf, titleOf } from './titles.ts';
import { assertWithoutTraces } from './traces.ts';
import { until } from './until.ts';

const bucket = 'demo-documents';
const SAVE = 'Save Upload Page…';

describeInWorkbench('a request for files', {}, () => {
  let folder: string;
  const pages: OpenedPage[] = [];

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'oss-links-sender-'));
  });
  afterEach(async () => {
    for (const { page } of pages.splice(0)) await page.context().close();
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const browser = (): Browser => session().workbench.page.context().browser() ?? assert.fail();
  const stored = (prefix: string): readonly string[] =>
    session()
      .emulator.bucket(bucket)
      .keys.filter((key) => key.startsWith(prefix));

  /** Accepts the path that the dialog for saving proposes, with another name, and gives the page that was saved. */
  async function acceptFile(name: string): Promise<string> {
    const { workbench, folders } = session();
    const { quickInput, notifications } = workbench;
    const file = path.join(folders.home, name);
    // The box of the file's name opens empty and gets its path a little later.
    await until('a path', async () => ((await quickInput.value()).endsWith('.html') ? true : undefined));
    await quickInput.type(file);
    await quickInput.accept();
    await notifications.read(`Saved the upload page ${name}`);
    return readFile(file, 'utf8');
  }

  /** Opens the form of a request for a folder of the bucket, by its menu. */
  async function openForm(row: string): Promise<void> {
    const { workbench } = session();
    const tree = row === bucket ? await openTree() : await openTree(bucket);
    await tree.row(row).waitFor();
    await tree.chooseInMenu(row, 'requestFiles');
    await workbench.quickInput.row(SAVE).waitFor();
  }

  /** Answers a row of the form with a typed text; `label` is that of the choice which the text makes in a list. */
  async function choose(row: string, answer: string, label?: string): Promise<void> {
    const { quickInput } = session().workbench;
    await quickInput.choose(row);
    await quickInput.waitFor(`${row} · `);
    await quickInput.type(answer);
    if (label !== undefined) await quickInput.row(label).waitFor();
    await quickInput.accept();
    await quickInput.row(SAVE).waitFor();
  }

  /** Chooses the language of the page, which is remembered from the last request. */
  async function speak(language: 'English' | '简体中文'): Promise<void> {
    const { quickInput } = session().workbench;
    const shown = quickInput.rows().filter({ hasText: /^Language/ });
    if (!(await shown.innerText()).includes(language)) await quickInput.choose('Language');
    await shown.filter({ hasText: language }).waitFor();
  }

  async function openPage(html: string, options?: BrowserContextOptions): Promise<OpenedPage> {
    const opened = await OpenedPage.open(browser(), folder, html, options);
    pages.push(opened);
    return opened;
  }

  /** Keeps a picture of a page for people, and for the documentation. */
  const picture = ({ page }: OpenedPage, name: string): Promise<void> => takePicture(page, name, {});
  /** Keeps a picture of the quick pick that is open. */
  const pickPicture = (name: string): Promise<void> => {
    const { workbench } = session();
    return workbench.picture(name, { of: [workbench.quickInput.widget] });
  };

  it('is created by keyboard, and accepts files from a page on disk without a CORS rule', async () => {
    const { workbench } = session();
    const { page, quickInput } = workbench;
    await openTree(bucket);
    await workbench.run('requestFiles');
    // Other files may have created buckets that come first.
    await quickInput.row(bucket).waitFor();
    await page.keyboard.type(bucket);
    await page.locator('.quick-input-list .monaco-list-row.focused').filter({ hasText: bucket }).waitFor();
    await page.keyboard.press('Enter');
    await quickInput.row(`Use ${bucket}/`).waitFor();
    await page.keyboard.type('inbox');
    await quickInput.row(`Use ${bucket}/inbox/`).waitFor();
    await page.keyboard.press('Enter');
    await quickInput.row(SAVE).waitFor();
    assert.match(
      await quickInput.title(),
      /^Request Files · demo-documents\/inbox\/[\d-]+-[0-9a-f]{6}\/ · expires at /,
    );
    await pickPicture('request-form');
    await page.keyboard.press('Enter');
    const opened = await openPage(await acceptFile('by keyboard.html'));
    await workbench.screenshot('request-saved');
    await opened.choose({ '合影 一.txt': 'hello', 'two.txt': 'x' });
    await opened.page.locator('#hint').getByText('Progress cannot be shown here').waitFor();
    await opened.page.getByText('2 of 2 arrived').waitFor();
    const [first = '', second = ''] = stored('inbox/');
    assert.match(first, /^inbox\/[\d-]+-[0-9a-f]{6}\/two\.txt$/);
    assert.match(second, /^inbox\/[\d-]+-[0-9a-f]{6}\/合影 一\.txt$/);

    const tree = await openTree(bucket);
    await tree.chooseInMenu(bucket, 'refresh');
    const [, subfolder = ''] = first.split('/');
    await tree.expand('inbox', subfolder);
    assert.match(await tree.ariaLabel('合影 一.txt'), /^合影 一\.txt, 5 B/);
  });

  it('shows progress after the user has added the missing rule', async () => {
    const { workbench, emulator } = session();
    const { dialog, notifications, quickInput } = workbench;
    await openForm(bucket);
    await choose('Note', '请发送团建活动的照片，谢谢！');
    await speak('简体中文');
    await quickInput.choose('Progress');
    const { message, detail } = await dialog.read();
    assert.match(message, /^Add a CORS rule to the bucket demo-documents,/);
    assert.match(detail, /Sources: \*\s+Allowed methods: POST/);
    await workbench.screenshot('request-cors');
    await dialog.press('Add Rule');
    await quickInput.row(SAVE).waitFor();
    assert.equal(emulator.bucket(bucket).corsRules.length, 1);
    await quickInput.choose(SAVE);
    const html = await acceptFile('progress.html');
    assert.deepEqual(
      await notifications.all('Saved the upload page progress').getByRole('button', { name: 'Allow' }).count(),
      0,
    );

    const viewport = { width: 800, height: 640 };
    const opened = await openPage(html, { locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport });
    await opened.limitUploads(1_500_000);
    const files = { '合影 一.png': Buffer.alloc(2_500_000, 7), '报告（终稿）.pdf': 'pdf', '数据 & 汇总.csv': '地区\n' };
    await opened.drop(await opened.files(files));
    await opened
      .row('合影 一.png')
      .getByText(/^\d+% – /)
      .waitFor();
    await picture(opened, 'request-chinese');
    await opened.page.getByText('已送达 3/3').waitFor();
    assert.deepEqual(
      stored('20').map((key) => key.slice(key.indexOf('/') + 1)),
      Object.keys(files).toSorted(),
    );
    const key = stored('20').find((one) => one.endsWith('.png')) ?? assert.fail();
    assert.equal(emulator.object(bucket, key)?.headers['content-type'], 'image/png');
  });

  it('explains a refusal of files outside its limits, and stores nothing', async () => {
    const { workbench } = session();
    const { quickInput } = workbench;
    await openForm('报告');
    await speak('English');
    await choose('Largest File', '1 KB', '1 KB');
    await quickInput.choose('Accepted Files');
    await quickInput.choose('Custom List…');
    await quickInput.message().filter({ hasText: 'Extensions of the accepted files' }).waitFor();
    await quickInput.enter('pdf, txt');
    await choose('Folder', 'limited', 'Subfolder limited/');
    await quickInput.choose(SAVE);
    const html = await acceptFile('limited.html');
    const opened = await openPage(html);
    await opened.choose({ 'large.txt': 'x'.repeat(1500), 'film.mov': 'x', 'fits.txt': 'first' });
    await opened.waitFor('large.txt', 'The file is too large: 1.5 KB of at most 1 KB.');
    await opened.waitFor('film.mov', 'Files of this kind are not accepted. Accepted: pdf, txt.');
    await opened.waitFor('fits.txt', 'Arrived');
    await takeScreenshot(opened.page, 'request-limits');
    await opened.choose({ 'fits.txt': 'second' });
    await opened.page.getByText('A file of this name is already there.').first().waitFor();
    assert.deepEqual(stored('报告/limited/'), ['报告/limited/fits.txt']);

    const changed = await openPage(html.replace('value="default"', 'value="public-read"'));
    await changed.choose({ 'changed.txt': 'x' });
    await changed.waitFor('changed.txt', /this page was changed/);
    const larger = await openPage(html.replace('"maxBytes":1024', '"maxBytes":2048'));
    await larger.choose({ 'larger.txt': 'x'.repeat(1500) });
    await larger.waitFor('larger.txt', 'The file is too large');
    assert.deepEqual(stored('报告/limited/'), ['报告/limited/fits.txt']);

    await openForm('报告');
    await choose('Folder', 'expired', 'Subfolder expired/');
    await choose('Validity', '1s', '1s');
    await quickInput.choose(SAVE);
    const expired = await openPage(await acceptFile('expired.html'));
    await expired.page.getByRole('alert').getByText('This request has expired.').waitFor();
    assert.equal(await expired.page.locator('#file').isDisabled(), true);
    assert.deepEqual(stored('报告/expired/'), []);
  });

  it('is delivered as a page in the bucket, whose link shows it if the host allows browsers to', async () => {
    const { workbench, emulator } = session();
    const { quickInput, notifications } = workbench;
    emulator.bucket(bucket).corsRules = [];
    await openForm('报告');
    await choose('Folder', 'by link', 'Subfolder by link/');
    await choose('Validity', '1 h', '1 h');
    await choose('Largest File', '10 MB', '10 MB');
    await quickInput.choose('Accepted Files');
    await quickInput.choose('all files');
    await quickInput.row(SAVE).waitFor();
    await speak('English');
    await choose('Note', 'The slides of your talk, please. PDF is best.');
    await quickInput.choose('Upload the Page and Copy Its Link');
    const url = await workbench.copied('by link.html');
    await notifications.read('Uploaded the page as 报告/by link.html and copied its download link');
    await workbench.screenshot('request-link');
    for (const [name, files, options] of [
      ['request-page', ['Slides.pdf', 'Notes.txt'], { viewport: { width: 800, height: 640 } }],
      ['request-phone', ['Talk.pdf', 'Photo.jpg'], { viewport: { width: 390, height: 760 } }],
      ['request-dark', ['Workshop.pdf', 'Handout.txt'], { viewport: { width: 800, height: 640 }, colorScheme: 'dark' }],
    ] as const) {
      const opened = await openPage('<p>Nothing yet</p>', options);
      await opened.page.goto(url);
      await opened.page.getByRole('timer').filter({ hasText: 'left' }).waitFor();
      const [first, second] = files;
      await opened.choose({ [first]: Buffer.alloc(1_200_000, 1), [second]: Buffer.alloc(3000, 1) });
      // The page comes from the host that it sends to, so that it needs no rule.
      await opened.waitFor(first, 'Arrived');
      await opened.page.getByText('2 of 2 arrived').waitFor();
      await picture(opened, name);
    }
    assert.equal(stored('报告/by link/').length, 6);
  });

  it('is listed among the issued links, with its received files and an action that requests again', async () => {
    const { workbench } = session();
    const { quickInput, notifications } = workbench;
    await workbench.clearNotifications();
    await workbench.foldView(labelOf('explorer'));
    const issued = await workbench.openView(labelOf('container'), labelOf('issued'));
    await issued.row('by link/').waitFor();
    await workbench.screenshot('request-issued');
    await issued.clickInlineAction('by link/', 'showArrived');
    await quickInput.row('Workshop.pdf').waitFor();
    await pickPicture('request-arrived');
    await quickInput.escape();
    await issued.chooseInMenu('by link/', 'checkRequest');
    assert.match(await notifications.read('can be reached'), /Not tested: the permission oss:PutObject/);
    await workbench.screenshot('request-check');
    await issued.chooseInMenu('by link/', 'requestAgain');
    await quickInput.row(SAVE).waitFor();
    assert.match(await quickInput.title(), /报告\/by link\//);
    await quickInput.escape();
    await workbench.openView(labelOf('container'), labelOf('explorer'));
  });

  it('leaves no policy and no signature in logs, settings and state', async () => {
    await mkdir(folder, { recursive: true });
    await assertWithoutTraces(session());
    assert.equal(titleOf('requestFiles'), 'Request Files…');
  });
});
