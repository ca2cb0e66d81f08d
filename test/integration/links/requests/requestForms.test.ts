import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import type { FileRequestInput } from '../../../../src/links/requests/fileRequest.ts';
import { htmlForm } from '../../../../src/links/requests/formats/htmlForm.ts';
import { browserForm } from '../../../../src/links/requests/formats/javaScriptForms.ts';
import type { RequestFormat } from '../../../../src/links/requests/formats/requestFormat.ts';
import { anyOrigin } from '../../../emulator/cors.ts';
import { startEmulator, type Emulator } from '../../../emulator/emulator.ts';
import { fileRequest } from '../../../support/links/fileRequests.ts';
import { launchBrowser } from '../../../workbench/browser.ts';

/** Folder name that could end a script of the page. */
const FOLDER = `it's "$HOME" <!-- <script> </script> 报告 🎉/`;
const NAME = `it's {x} \`y\` 报告 🎉.TXT`;

describe('forms of a request in a page of the receiver', function () {
  this.timeout(60_000);
  let browser: Browser;
  let page: Page;
  let emulator: Emulator;
  let folder: string;

  before(async () => {
    browser = await launchBrowser();
    folder = await mkdtemp(path.join(tmpdir(), 'oss-links-forms-'));
    await writeFile(path.join(folder, NAME), 'hello');
    await writeFile(path.join(folder, 'program.exe'), 'x');
  });
  after(async () => {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    emulator = await startEmulator();
    emulator.createBucket('bucket', { cors: [anyOrigin] });
    page = await browser.newPage();
  });
  afterEach(async () => {
    await page.close();
    await emulator.close();
  });

  const open = async (format: RequestFormat, change: Partial<FileRequestInput>): Promise<void> => {
    const request = fileRequest(
      { bucket: 'bucket', folder: FOLDER, ...change },
      { endpoint: emulator.endpoint('cn-hangzhou'), signedAt: new Date() },
    );
    const text = format.render(request, '');
    const body = format === htmlForm ? text : `<body><script type="module">${text}</script>`;
    const file = path.join(folder, 'page.html');
    await writeFile(file, `<!DOCTYPE html><meta charset="utf-8"><title>A page</title>${body}`);
    await page.goto(pathToFileURL(file).href);
  };
  const choose = (name: string): Promise<void> => page.setInputFiles('input[type=file]', path.join(folder, name));
  const keys = (): readonly string[] => emulator.bucket('bucket').keys;
  const kinds = { extensions: ['txt', 'zip'] };

  const sends: readonly (readonly [label: string, format: RequestFormat, send: (name: string) => Promise<void>])[] = [
    [
      'the form',
      htmlForm,
      async (name) => {
        emulator.bucket('bucket').corsRules = [];
        await choose(name);
        await page.getByRole('button', { name: 'Upload' }).click();
        await page.locator('span').getByText('PostResponse').first().waitFor();
      },
    ],
    [
      'the program',
      browserForm,
      async (name) => {
        await choose(name);
        await page.getByText('Uploaded.').waitFor();
      },
    ],
  ];
  for (const [label, format, send] of sends) {
    it(`${label} sends a file under its name`, async () => {
      await open(format, {});
      await send(NAME);
      assert.deepEqual(keys(), [`${FOLDER}${NAME}`]);
      assert.equal((await emulator.readObject('bucket', `${FOLDER}${NAME}`)).toString(), 'hello');
    });

    it(`${label} sends the required type, and a name of its own`, async () => {
      await open(format, { kinds, sameName: 'keepBoth' });
      await send(NAME);
      const [key = '', ...others] = keys();
      assert.equal(others.length, 0);
      assert.match(key.slice(FOLDER.length), /^[0-9a-z]{6,8}-it's/);
      assert.equal(emulator.object('bucket', key)?.headers['content-type'], 'text/plain');
    });
  }

  it('the form shows which kinds are accepted, and sends no other', async () => {
    await open(htmlForm, { kinds });
    const asking = page.waitForEvent('dialog');
    await choose('program.exe');
    const clicking = page.getByRole('button', { name: 'Upload' }).click();
    const dialog = await asking;
    assert.equal(dialog.message(), 'Accepted: txt, zip');
    await dialog.accept();
    await clicking;
    assert.deepEqual(emulator.requests, []);
  });

  it('the program shows which kinds are accepted, and the OSS error', async () => {
    await open(browserForm, { kinds });
    await choose('program.exe');
    await page.getByText('Accepted: txt, zip').waitFor();
    assert.deepEqual(emulator.requests, []);

    await emulator.putObject('bucket', `${FOLDER}${NAME}`, 'first');
    await open(browserForm, {});
    await choose(NAME);
    await page.getByText('FileAlreadyExists').waitFor();
  });
});
