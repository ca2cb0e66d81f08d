import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { requestFormats } from '../../../../src/links/requests/formats/requestFormats.ts';
import { readUploadForms } from '../../../../src/oss/presignedUrls/uploadForms.ts';
import { anyOrigin } from '../../../emulator/cors.ts';
import { startEmulator, type Emulator } from '../../../emulator/emulator.ts';
import { fileRequest } from '../../../support/links/fileRequests.ts';
import { OpenedPage, pageOf } from '../../../support/links/openedPage.ts';
import { launchBrowser } from '../../../workbench/browser.ts';

/** Folders whose names mean something to HTML, scripts, policies, texts with places, URLs or terminals. */
const folders = [
  `a"b'c<d>&amp;\`/`,
  '</script><script>document.title="changed"</script>/',
  '<!--<script>/',
  '{0}{1}$&$1$$/',
  '$key/',
  '..//./a/',
  ' leading and trailing /',
  '%41%2F+ +/',
  '\u202Eevil\u2066/',
  '报告 😀/',
  `${'长'.repeat(255)}/`,
];
const note = '</blockquote><script>document.title="changed"</script> & "x" \u202Eabc\u202C\n{0} https://example.com';

describe('the upload page for a folder with a hostile name', function () {
  this.timeout(90_000);
  let browser: Browser;
  let emulator: Emulator;
  let folder: string;

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

  for (const [index, prefix] of folders.entries()) {
    it(`stores files only below it: ${JSON.stringify(prefix.slice(0, 40))}`, async () => {
      const before = emulator.bucket('bucket').keys.length;
      const opened = await OpenedPage.open(browser, folder, pageOf(emulator, { input: { folder: prefix, note } }));
      try {
        const name = `${index} "quoted' <name> & 名.txt`.replaceAll('"', '”');
        await opened.choose({ [name]: 'x' });
        await opened.waitFor(name, 'Arrived');
        assert.ok(emulator.object('bucket', prefix + name), prefix);
        assert.equal(emulator.bucket('bucket').keys.length, before + 1);
        assert.equal(await opened.page.title(), 'Send Files');
        assert.ok((await opened.page.locator('blockquote').textContent())?.includes('</blockquote><script>'));
        assert.equal(await opened.page.locator('script').count(), 2);
      } finally {
        await opened.page.context().close();
      }
    });
  }

  it('can be read from every format of the request', () => {
    for (const prefix of folders) {
      for (const format of requestFormats) {
        const text = format.render(fileRequest({ folder: prefix }), 'a.bin');
        assert.deepEqual(readUploadForms(text)[0]?.form.key, { prefix }, `${format.id}: ${prefix}`);
      }
    }
  });
});
