import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { pageSources } from '../../../../src/links/requests/pageSources.ts';
import { MAX_PAGE_BYTES, uploadPage } from '../../../../src/links/requests/uploadPage.ts';
import { anyOrigin } from '../../../emulator/cors.ts';
import { startEmulator, type Emulator } from '../../../emulator/emulator.ts';
import { fileRequest } from '../../../support/links/fileRequests.ts';
import { OpenedPage, pageOf, type PageChange } from '../../../support/links/openedPage.ts';
import { launchBrowser } from '../../../workbench/browser.ts';

const longName = 'a very long name without any place to break it 很长的文件名'.repeat(3).replaceAll(' ', '');

describe('the upload page for its users', function () {
  this.timeout(90_000);
  let browser: Browser;
  let emulator: Emulator;
  let folder: string;
  let opened: OpenedPage;

  before(async () => {
    browser = await launchBrowser();
    emulator = await startEmulator();
    emulator.createBucket('bucket', { cors: [anyOrigin] });
    folder = await mkdtemp(path.join(tmpdir(), 'oss-links-page-'));
  });
  after(async () => {
    await browser.close();
    await emulator.close();
    await rm(folder, { recursive: true, force: true });
  });
  afterEach(() => opened.page.context().close());

  const open = async (change: PageChange = {}, options?: BrowserContextOptions): Promise<void> => {
    opened = await OpenedPage.open(browser, folder, pageOf(emulator, change), options);
  };

  it('has at most 40 KB for any request', async () => {
    await open();
    const credentials = { accessKeyId: 'STS.'.padEnd(40, 'x'), accessKeySecret: 'sk', securityToken: 'x'.repeat(1500) };
    const extensions = Array.from({ length: 50 }, (_, index) => `ext${index}`);
    const input = {
      note: '注'.repeat(1000),
      kinds: { extensions },
      language: 'zh-CN',
      folder: `${'图'.repeat(255)}/`,
    } as const;
    const size = Buffer.byteLength(uploadPage(fileRequest(input, { credentials }), pageSources));
    assert.ok(size <= MAX_PAGE_BYTES, `${size} bytes`);
  });

  it('works by keyboard alone', async () => {
    await emulator.putObject('bucket', 'in/by key.txt', 'x');
    await open();
    const files = await opened.files({ 'by key.txt': 'x' });
    const choosing = opened.page.waitForEvent('filechooser');
    await opened.page.keyboard.press('Tab');
    await opened.page.keyboard.press('Enter');
    await (await choosing).setFiles(files);
    await opened.waitFor('by key.txt', 'A file of this name is already there.');
    await opened.page.keyboard.press('Tab');
    assert.equal(await opened.page.evaluate('document.activeElement.textContent'), 'Send as “by key (2).txt”');
    await opened.page.keyboard.press('Enter');
    await opened.waitFor('by key (2).txt', 'Arrived');
  });

  it('has names, status messages and per-file button labels for screen readers', async () => {
    await open({ input: { maxBytes: 5 } });
    await opened.page.getByRole('heading', { level: 1, name: 'Send Files' }).waitFor();
    assert.equal(await opened.page.getByLabel('Choose Files').getAttribute('type'), 'file');
    await opened.choose({ 'one.txt': 'x', 'large.txt': '123456' });
    await opened.waitFor('one.txt', 'Arrived');
    assert.match(
      (await opened.page.getByRole('status').textContent()) ?? '',
      /^(?:one\.txt: Arrived|large\.txt: The file is too large)/,
    );
    await opened.page.getByRole('button', { name: 'Remove: large.txt' }).waitFor();
    await opened.page.getByRole('region', { name: 'Files' }).waitFor();
  });

  it('accepts pasted files', async () => {
    await open();
    await opened.page.evaluate(`{
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File(['x'], 'pasted.png', { type: 'image/png' }));
      document.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }`);
    await opened.waitFor('pasted.png', 'Arrived');
    assert.ok(emulator.object('bucket', 'in/pasted.png'));
  });

  it('runs only its own script', async () => {
    await open({ edit: (html) => html.replace('</main>', '</main><script>document.title = "changed"</script>') });
    await opened.page.getByText('Choose Files').waitFor();
    assert.equal(await opened.page.title(), 'Send Files');
  });

  it('asks before it is closed during an upload', async () => {
    await open();
    await opened.limitUploads(100_000);
    await opened.choose({ 'slow.bin': Buffer.alloc(1_000_000) });
    await opened
      .row('slow.bin')
      .getByText(/^\d+% – /)
      .waitFor();
    // Browsers ask only if the user has interacted with the page.
    await opened.page.getByText('Any number of files').click();
    const asking = opened.page.waitForEvent('dialog');
    const leaving = opened.page.reload();
    const dialog = await asking;
    assert.equal(dialog.type(), 'beforeunload');
    await dialog.accept();
    await leaving;
  });

  for (const width of [320, 375, 1280]) {
    it(`fits into a width of ${width} pixels, with long names and notes`, async () => {
      await open({ input: { note: longName, kinds: 'documents' } }, { viewport: { width, height: 700 } });
      await opened.choose({ [`${longName}.pdf`]: 'x', [`${longName}.exe`]: 'x' });
      await opened.waitFor(`${longName}.pdf`, /Arrived|already there/);
      const { scroll, client } = await opened.page.evaluate<{ scroll: number; client: number }>(
        '({ scroll: document.documentElement.scrollWidth, client: document.documentElement.clientWidth })',
      );
      assert.equal(scroll, client);
    });
  }

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`is readable in ${colorScheme} colours: all texts have a contrast of at least 4.5 to 1`, async () => {
      await open({ input: { note: 'Note', maxBytes: 5 } }, { colorScheme });
      await opened.choose({ [`${colorScheme}.txt`]: 'x', 'large.txt': '123456' });
      await opened.waitFor(`${colorScheme}.txt`, 'Arrived');
      const contrasts = await opened.page.evaluate<readonly (readonly [text: string, contrast: number])[]>(CONTRASTS);
      assert.ok(contrasts.length > 12, `${contrasts.length} texts`);
      assert.deepEqual(
        contrasts.filter(([, contrast]) => contrast < 4.5),
        [],
      );
    });
  }

  it('has a Chinese version', async () => {
    await open({ input: { language: 'zh-CN', maxBytes: 5 } }, { locale: 'en-US', timezoneId: 'Asia/Shanghai' });
    await opened.choose({ '中.txt': 'x', 'large.txt': '123456' });
    await opened.waitFor('中.txt', '已送达');
    await opened.waitFor('large.txt', '文件过大：6字节，上限为 5字节。');
    assert.match((await opened.page.locator('#expires').textContent()) ?? '', /^\d{4}年\d+月\d+日 GMT\+8 \d\d:\d\d$/);
    assert.match(await opened.page.locator('main').innerText(), /^发送文件/);
  });
});

/** Script that returns each visible text of the page with its contrast to the background, by the formula of WCAG. */
const CONTRASTS = `{
  const channels = (color) => (color.match(/[\\d.]+/g) ?? []).map(Number);
  const luminance = (color) => channels(color).slice(0, 3)
    .map((value) => value / 255)
    .map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
  const behind = (element) => {
    const { backgroundColor } = getComputedStyle(element);
    const [, , , alpha = 1] = channels(backgroundColor);
    return alpha > 0 || element.parentElement === null ? backgroundColor : behind(element.parentElement);
  };
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (node.data.trim() === '' || !element.checkVisibility() || element.closest('.said')) continue;
    const pair = [luminance(getComputedStyle(element).color), luminance(behind(element))].sort((a, b) => b - a);
    found.push([node.data.trim(), (pair[0] + 0.05) / (pair[1] + 0.05)]);
  }
  found;
}`;
