import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { anyOrigin } from '../../../emulator/cors.ts';
import { startEmulator, type Emulator } from '../../../emulator/emulator.ts';
import { officialClient } from '../../../support/emulator/officialClient.ts';
import { OpenedPage, pageOf, type PageChange } from '../../../support/links/openedPage.ts';
import { launchBrowser } from '../../../workbench/browser.ts';

const content = (size: number): Buffer =>
  Buffer.from(Array.from({ length: size }, (_, index) => (index * index) % 251));

describe('the upload page in a browser', function () {
  this.timeout(90_000);
  let browser: Browser;
  let emulator: Emulator;
  let folder: string;
  let opened: OpenedPage;
  let clock: () => Date;
  let customDomains: Record<string, string>;

  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());
  beforeEach(async () => {
    clock = () => new Date();
    customDomains = {};
    emulator = await startEmulator({ now: () => clock(), customDomains });
    emulator.createBucket('bucket', { cors: [anyOrigin] });
    folder = await mkdtemp(path.join(tmpdir(), 'oss-links-page-'));
  });
  afterEach(async () => {
    await opened.page.context().close();
    await emulator.close();
    await rm(folder, { recursive: true, force: true });
  });

  const open = async (
    change: PageChange = {},
    options?: BrowserContextOptions,
    prepare?: (page: Page) => Promise<void>,
  ): Promise<void> => {
    opened = await OpenedPage.open(browser, folder, pageOf(emulator, change), options, prepare);
  };
  const stored = (): readonly string[] => emulator.bucket('bucket').keys;
  const posts = (): number => emulator.requests.filter(({ operation }) => operation === 'PostObject').length;

  describe('with a CORS rule', () => {
    it('sends three dropped files with Chinese names, and shows progress', async () => {
      await open({ input: { note: '请发送照片' } });
      await opened.limitUploads(1_500_000);
      const files = {
        '合影 一.png': content(2.5 * 2 ** 20),
        '报告（终稿）.pdf': content(1000),
        '数据 & 汇总.csv': Buffer.from('地区,销售额\n'),
      };
      await opened.drop(await opened.files(files));
      const row = opened.row('合影 一.png');
      await row.getByText(/^\d+% – [\d.]+ (?:KB|MB) of 2\.5 MB – [\d.]+ (?:KB|MB)\/s – \d+ seconds? left$/).waitFor();
      const bar = row.getByRole('progressbar', { name: 'Progress of 合影 一.png' });
      const [value = 0, max = 0] = [await bar.getAttribute('value'), await bar.getAttribute('max')].map(Number);
      assert.ok(value > 0 && value < max, `${value} of ${max}`);
      for (const name of Object.keys(files)) await opened.waitFor(name, 'Arrived');
      await opened.page.getByText('3 of 3 arrived').waitFor();

      const { objects } = (await officialClient(emulator, { bucket: 'bucket', authorizationV4: true }).listV2({
        prefix: 'in/',
        'max-keys': '10',
      })) as { readonly objects: readonly { readonly name: string; readonly size: number }[] };
      assert.deepEqual(
        objects.map(({ name, size }) => [name, size]),
        Object.entries(files)
          .map(([name, { length }]) => [`in/${name}`, length])
          .sort(),
      );
      for (const [name, bytes] of Object.entries(files)) {
        assert.ok(bytes.equals(await emulator.readObject('bucket', `in/${name}`)), name);
      }
      const picture = emulator.object('bucket', 'in/合影 一.png');
      assert.deepEqual([picture?.headers['content-type'], picture?.acl], ['image/png', 'default']);
      assert.deepEqual([...new Set(opened.asked)], [emulator.endpoint('cn-hangzhou')]);
    });

    it('refuses files that are too large, empty or of the wrong kind before it sends anything', async () => {
      await open({ input: { maxBytes: 1000, minBytes: 1, kinds: 'pictures' } });
      await opened.choose({ 'large.png': content(1001), 'empty.png': '', 'film.mov': 'x' });
      await opened.waitFor('large.png', 'The file is too large: 1,001 bytes of at most 1,000 bytes.');
      await opened.waitFor('empty.png', 'The file is too small: 0 bytes of at least 1 byte.');
      await opened.waitFor('film.mov', /^Files of this kind are not accepted\. Accepted: jpg, jpeg, png, /);
      await opened.page.getByText('0 of 3 arrived, 3 did not').waitFor();
      assert.deepEqual(emulator.requests, []);
      await opened.row('film.mov').getByRole('button', { name: 'Remove: film.mov' }).click();
      await opened.page.getByText('0 of 2 arrived, 2 did not').waitFor();
    });

    it('sends an accepted kind with the type of the request, whatever type the browser reports', async () => {
      await open({ input: { kinds: { extensions: ['psd', 'csv'] } } });
      await opened.choose({ '设计.PSD': 'x', 'a.csv': 'y' });
      await opened.waitFor('设计.PSD', 'Arrived');
      await opened.waitFor('a.csv', 'Arrived');
      assert.equal(emulator.object('bucket', 'in/设计.PSD')?.headers['content-type'], 'image/vnd.adobe.photoshop');
      assert.equal(emulator.object('bucket', 'in/a.csv')?.headers['content-type'], 'text/csv');
    });

    it('replaces nothing, and sends under another name instead', async () => {
      await emulator.putObject('bucket', 'in/合同.docx', 'first');
      await open();
      await opened.choose({ '合同.docx': 'second' });
      await opened.waitFor('合同.docx', 'A file of this name is already there. It was not replaced.');
      assert.equal((await emulator.readObject('bucket', 'in/合同.docx')).toString(), 'first');
      await opened.row('合同.docx').getByRole('button', { name: 'Send as “合同 (2).docx”' }).click();
      await opened.waitFor('合同 (2).docx', 'Arrived');
      assert.equal((await emulator.readObject('bucket', 'in/合同 (2).docx')).toString(), 'second');
    });

    it('keeps files of the same name beside each other if the request says so', async () => {
      await emulator.putObject('bucket', 'in/a.txt', 'first');
      await open({ input: { sameName: 'keepBoth' } });
      await opened.choose({ 'a.txt': 'second' });
      await opened.waitFor('a.txt', 'Arrived');
      await opened.choose({ 'a.txt': 'third' });
      await opened.page.getByText('2 of 2 arrived').waitFor();
      const [third, ...others] = stored().filter((key) => key !== 'in/a.txt');
      assert.equal(others.length, 1);
      assert.match(third ?? '', /^in\/[0-9a-z]{8}-a\.txt$/);
    });

    it('reports that a dropped folder cannot be read if the page is a local file', async () => {
      await open();
      await mkdir(path.join(folder, '照片'));
      await writeFile(path.join(folder, '照片/一.txt'), 'one');
      await opened.drop([path.join(folder, '照片')]);
      await opened.waitFor('照片', /^The file cannot be read\..* or it is a folder\.$/);
      assert.deepEqual(emulator.requests, []);
    });

    it('cancels one file, which can be retried, and continues with the others', async () => {
      await open();
      await opened.limitUploads(400_000);
      await opened.choose({ 'large.bin': content(2_000_000), 'small.txt': 'x' });
      const cancel = opened.row('large.bin').getByRole('button', { name: 'Cancel: large.bin' });
      await opened
        .row('large.bin')
        .getByText(/^\d+% – /)
        .waitFor();
      await cancel.click();
      await opened.waitFor('large.bin', 'Cancelled');
      await opened.waitFor('small.txt', 'Arrived');
      assert.deepEqual(stored(), ['in/small.txt']);
      await opened.limitUploads(-1);
      await opened.row('large.bin').getByRole('button', { name: 'Try Again: large.bin' }).click();
      await opened.waitFor('large.bin', 'Arrived');
    });

    it('distinguishes a broken connection from a busy service, and sends again on demand', async () => {
      await open();
      emulator.faults.add({ kind: 'status', status: 503, match: { operation: 'PostObject' } });
      await opened.choose({ 'a.txt': 'x' });
      await opened.waitFor('a.txt', 'The storage is busy. Try again in a minute.');
      await opened.waitFor('a.txt', /^Details for the receiver: 503 · ServiceUnavailable · 65/);
      // A browser tries again by itself where a connection that it kept is closed.
      emulator.faults.add({ kind: 'reset', times: 20 });
      await opened.row('a.txt').getByRole('button', { name: 'Try Again' }).click();
      await opened.waitFor('a.txt', 'The connection failed. Check your network, then try again.');
      emulator.faults.clear();
      await opened.row('a.txt').getByRole('button', { name: 'Try Again' }).click();
      await opened.waitFor('a.txt', 'Arrived');
    });

    it('accepts no files once the request has expired', async () => {
      await open({ signedAt: new Date(Date.now() - 7_200_000) });
      await opened.page
        .getByRole('alert')
        .getByText(/^This request has expired\. Ask the receiver for a new one\./)
        .waitFor();
      assert.equal(await opened.page.locator('#file').isDisabled(), true);
      await opened.drop(await opened.files({ 'a.txt': 'x' }));
      assert.deepEqual(emulator.requests, []);
    });

    it('counts down to the expiry, and reports it', async () => {
      await open({ expires: 100 }, {}, (page) => page.clock.install());
      const left = opened.page.getByRole('timer');
      assert.match((await left.textContent()) ?? '', /^\d+ seconds left$/);
      await opened.page.clock.runFor(101_000);
      assert.equal(await left.textContent(), '');
      await opened.page.getByRole('alert').getByText('This request has expired.').waitFor();
    });

    it("reports the expiry if only the service's clock shows it", async () => {
      clock = () => new Date(Date.now() + 7_200_000);
      await open();
      await opened.choose({ 'a.txt': 'x' });
      await opened.waitFor('a.txt', 'This request has expired. Ask the receiver for a new one.');
      assert.deepEqual(stored(), []);
    });

    const changedPages: readonly (readonly [name: string, edit: (html: string) => string, words: string | RegExp])[] = [
      ['another folder', (html) => html.replace('"prefix":"in/"', '"prefix":"out/"'), 'This name is not accepted.'],
      ['another ACL', (html) => html.replace('value="default"', 'value="public-read"'), 'this page was changed'],
      ['permission to replace', (html) => html.replace('value="true"', 'value="false"'), 'this page was changed'],
      ['another policy', (html) => html.replace('value="eyJ', 'value="eyK'), 'this page was changed'],
      ['another key', (html) => html.replace('value="ak/', 'value="bk/'), 'it was withdrawn'],
      [
        'another kind',
        (html) => html.replace('"types":{"pdf":"application/pdf"}', '"types":{"txt":"text/plain"}'),
        'Files of this kind are not accepted.',
      ],
      ['a larger size', (html) => html.replace('"maxBytes":1000', '"maxBytes":2000'), 'The file is too large'],
    ];
    for (const [name, edit, words] of changedPages) {
      it(`is refused with an explanation after a change of ${name}`, async () => {
        const isKind = name === 'another kind';
        await open({ edit, input: { maxBytes: 1000, kinds: isKind ? { extensions: ['pdf'] } : 'any' } });
        assert.equal(await opened.page.content().then((html) => html.includes('id="data"')), true);
        await opened.choose({ 'a.txt': content(name === 'a larger size' ? 1500 : 10) });
        await opened.waitFor('a.txt', new RegExp(String(words)));
        assert.equal(posts(), 1);
        assert.deepEqual(stored(), []);
      });
    }

    it('needs no rule if opened from the bucket by its own domain, and sends the files in folders', async () => {
      emulator.bucket('bucket').corsRules = [];
      customDomains['localhost'] = 'bucket';
      const endpoint = emulator.endpoint('cn-hangzhou').replace('127.0.0.1', 'localhost');
      await open();
      const html = pageOf(emulator, { endpoint, addressing: 'cname' });
      await emulator.putObject('bucket', '请求.html', html, { contentType: 'text/html', acl: 'public-read' });
      await opened.page.goto(`${endpoint}/${encodeURIComponent('请求.html')}`);
      await mkdir(path.join(folder, '照片/子 文件夹'), { recursive: true });
      await writeFile(path.join(folder, '照片/一.txt'), 'one');
      await writeFile(path.join(folder, '照片/子 文件夹/二.txt'), 'two');
      await opened.drop([path.join(folder, '照片'), ...(await opened.files({ '三.txt': 'three' }))]);
      await opened.page.getByText('3 of 3 arrived').waitFor();
      assert.deepEqual(stored(), ['in/三.txt', 'in/照片/一.txt', 'in/照片/子 文件夹/二.txt', '请求.html']);
    });
  });

  describe('without a CORS rule', () => {
    beforeEach(() => {
      emulator.bucket('bucket').corsRules = [];
    });

    it('sends by a plain form, and still detects that a file has arrived', async () => {
      await open({ input: { kinds: { extensions: ['png', 'txt'] } } });
      await opened.choose({ '合影 一.png': content(300_000), 'a.txt': 'x' });
      await opened.page.locator('#hint').getByText('Progress cannot be shown here').waitFor();
      await opened.page.getByText('2 of 2 arrived').waitFor();
      assert.deepEqual(stored(), ['in/a.txt', 'in/合影 一.png']);
      assert.ok(content(300_000).equals(await emulator.readObject('bucket', 'in/合影 一.png')));
      assert.equal(emulator.object('bucket', 'in/合影 一.png')?.headers['content-type'], 'image/png');
      // Nothing is sent twice.
      assert.equal(posts(), 2);
    });

    it('sends requests to the bucket only, and does not follow the success redirect elsewhere', async () => {
      await open();
      await opened.choose({ 'a.txt': 'x' });
      await opened.waitFor('a.txt', 'Arrived');
      assert.deepEqual([...new Set(opened.asked)], [emulator.endpoint('cn-hangzhou')]);
    });

    it('shows the response for a refused file, and sends it under another name', async () => {
      await emulator.putObject('bucket', 'in/taken.txt', 'first');
      await open();
      await opened.choose({ 'taken.txt': 'second', 'new.txt': 'x' });
      await opened.waitFor(
        'taken.txt',
        /^The storage did not take the file\. Its answer is below: “FileAlreadyExists” means/,
      );
      const frame = opened.page.frameLocator('iframe[title="Answer of the storage for taken.txt"]');
      await frame.getByText('FileAlreadyExists').waitFor();
      await opened.waitFor('new.txt', 'Arrived');
      assert.equal((await emulator.readObject('bucket', 'in/taken.txt')).toString(), 'first');
      await opened.row('taken.txt').getByRole('button', { name: 'Send as “taken (2).txt”' }).click();
      await opened.waitFor('taken (2).txt', 'Arrived');
      assert.equal(await opened.page.locator('iframe').count(), 0);
    });

    it('checks limits before it sends, as with progress', async () => {
      await open({ input: { maxBytes: 10 } });
      await opened.choose({ 'large.txt': content(11) });
      await opened.waitFor('large.txt', 'The file is too large');
      assert.deepEqual(emulator.requests, []);
    });

    it('distinguishes a broken connection from a bucket without a rule', async () => {
      await open();
      await opened.choose({ 'a.txt': 'x' });
      await opened.waitFor('a.txt', 'Arrived');
      emulator.faults.add({ kind: 'reset', times: 20 });
      await opened.choose({ 'b.txt': 'x' });
      await opened.waitFor('b.txt', 'The connection failed. Check your network, then try again.');
    });

    it('sends one file without a script, and shows the response', async () => {
      await open({}, { javaScriptEnabled: false });
      await opened.page.getByText('JavaScript is off: you can send one file at a time').waitFor();
      await opened.choose({ '报告.txt': 'hello' });
      await opened.page.getByRole('button', { name: 'Send' }).click();
      // Browsers show XML as a tree.
      await opened.page.locator('span').getByText('in/报告.txt').waitFor();
      assert.equal((await emulator.readObject('bucket', 'in/报告.txt')).toString(), 'hello');
    });
  });
});
