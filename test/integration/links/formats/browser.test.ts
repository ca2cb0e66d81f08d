import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { browser as program } from '../../../../src/links/formats/programs/browser.ts';
import { anyOrigin } from '../../../emulator/cors.ts';
import { startEmulator, type Emulator } from '../../../emulator/emulator.ts';
import { presignedIn } from '../../../formats/scenarios.ts';
import { launchBrowser } from '../../../workbench/browser.ts';

/** Without the characters that browsers replace in the name of a download. */
const NAME = "it's ${x} `y` 报告 🎉.txt";
const content = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * index) % 251));

describe('a program for browsers', function () {
  this.timeout(60_000);
  /** Origin of a page that is not OSS's. */
  const pages = createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end('<!DOCTYPE html><title>A page</title>');
  });
  let browser: Browser;
  let page: Page;
  let emulator: Emulator;

  before(async () => {
    browser = await launchBrowser();
    pages.listen(0, '127.0.0.1');
    await once(pages, 'listening');
  });
  after(async () => {
    await browser.close();
    pages.close();
  });
  beforeEach(async () => {
    emulator = await startEmulator();
    emulator.createBucket('bucket', { cors: [anyOrigin] });
    page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(pages.address() as AddressInfo).port}/`);
  });
  afterEach(async () => {
    await page.close();
    await emulator.close();
  });

  /** Runs the program in the page as a script of its HTML, which must end with the program. */
  const start = async (method: 'GET' | 'PUT', headers: Record<string, string>, sent = headers): Promise<void> => {
    const link = presignedIn(emulator, { method, bucket: 'bucket', key: NAME, headers });
    const text = program.render({ ...link, fileName: NAME, signedHeaders: { ...link.signedHeaders, ...sent } });
    await page.addScriptTag({ type: 'module', content: text });
  };
  const upload = async (text: Buffer): Promise<void> => {
    await page.setInputFiles('input[type=file]', { name: 'any.txt', mimeType: 'text/plain', buffer: text });
  };
  const lastHeaders = () => emulator.requests.at(-1)?.headers ?? assert.fail('nothing was asked');

  it('downloads every byte, and sends the signed headers', async () => {
    await emulator.putObject('bucket', NAME, content);
    const downloading = page.waitForEvent('download');
    await start('GET', { 'x-oss-note': `it's "$HOME"` });
    const download = await downloading;
    assert.equal(download.suggestedFilename(), NAME);
    assert.ok(content.equals(await readFile(await download.path())));
    assert.equal(lastHeaders()['x-oss-note'], `it's "$HOME"`);
  });

  it('throws the OSS error for a download with a header that differs from the signed one', async () => {
    await emulator.putObject('bucket', NAME, content);
    const failing = page.waitForEvent('pageerror');
    await start('GET', { 'x-oss-note': 'signed' }, { 'x-oss-note': 'another' });
    assert.match((await failing).message, /<Code>SignatureDoesNotMatch<\/Code>/);
  });

  it('uploads every byte of the chosen file, and sends the signed headers', async () => {
    const signed = { 'content-type': 'text/x-signed', 'x-oss-meta-note': `it's "$HOME"` };
    await start('PUT', signed);
    await upload(content);
    await page.getByText('Uploaded.').waitFor();
    assert.ok(content.equals(await emulator.readObject('bucket', NAME)));
    assert.deepEqual({ ...lastHeaders(), ...signed }, lastHeaders());
  });

  it('sends no content type if none was signed, whatever the type of the file', async () => {
    await start('PUT', {});
    await upload(content);
    await page.getByText('Uploaded.').waitFor();
    assert.equal(lastHeaders()['content-type'], undefined);
  });

  it('shows the OSS error for an upload with a header that differs from the signed one', async () => {
    await start('PUT', { 'content-type': 'text/plain' }, { 'content-type': 'text/html' });
    await upload(content);
    await page.getByText('SignatureDoesNotMatch').waitFor();
  });
});
