import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, CDPSession, Locator, Page } from 'playwright-core';
import { createFileRequest, type FileRequestInput } from '../../../src/links/requests/fileRequest.ts';
import { pageSources } from '../../../src/links/requests/pageSources.ts';
import { uploadPage } from '../../../src/links/requests/uploadPage.ts';
import type { Emulator } from '../../emulator/emulator.ts';

/** A page to open, beside what all pages of the tests have. */
export interface PageChange {
  readonly input?: Partial<FileRequestInput>;
  readonly signedAt?: Date;
  readonly expires?: number;
  readonly endpoint?: string;
  readonly addressing?: 'cname';
  /** Changes the page after it was made, as a sender could. */
  readonly edit?: (html: string) => string;
}

/** The HTML of a page for the folder `in/` of the bucket `bucket`. */
export function pageOf(emulator: Emulator, { input = {}, edit = (html) => html, ...options }: PageChange = {}): string {
  const request = createFileRequest(
    { bucket: 'bucket', folder: 'in/', kinds: 'any', sameName: 'refuse', language: 'en', ...input },
    {
      credentials: { accessKeyId: 'ak', accessKeySecret: 'sk' },
      region: 'cn-hangzhou',
      endpoint: emulator.endpoint('cn-hangzhou'),
      expires: 3600,
      ...options,
    },
  );
  return edit(uploadPage(request, pageSources));
}

/** Page that was opened from disk, as the sender of files sees it. */
export class OpenedPage {
  readonly page: Page;
  /** Addresses that the page requested, besides its own. */
  readonly asked: string[] = [];
  readonly #folder: string;
  #devtools: CDPSession | undefined;

  private constructor(page: Page, folder: string) {
    this.page = page;
    this.#folder = folder;
  }

  static async open(
    browser: Browser,
    folder: string,
    html: string,
    options: BrowserContextOptions = {},
    prepare: (page: Page) => Promise<void> = () => Promise.resolve(),
  ): Promise<OpenedPage> {
    const file = path.join(folder, '请求.html');
    await writeFile(file, html);
    const page = await browser.newPage(options);
    const opened = new OpenedPage(page, folder);
    await prepare(page);
    await page.goto(pathToFileURL(file).href);
    page.on('request', (request) => opened.asked.push(new URL(request.url()).origin));
    return opened;
  }

  /** Writes files beside the page and gives their paths. */
  async files(contents: Readonly<Record<string, string | Buffer>>): Promise<string[]> {
    return Promise.all(
      Object.entries(contents).map(async ([name, content]) => {
        const file = path.join(this.#folder, name);
        await writeFile(file, content);
        return file;
      }),
    );
  }

  async choose(contents: Readonly<Record<string, string | Buffer>>): Promise<void> {
    await this.page.setInputFiles('#file', await this.files(contents));
  }

  /** Drops files or folders from the disk on the page, like a user. */
  async drop(paths: readonly string[]): Promise<void> {
    const devtools = await this.devtools();
    const data = { items: [], files: [...paths], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await devtools.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
    }
  }

  /** Slows uploads down. */
  async limitUploads(bytesPerSecond: number): Promise<void> {
    const devtools = await this.devtools();
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: bytesPerSecond,
    });
  }

  /** The row of a file. */
  row(name: string): Locator {
    return this.page.getByRole('listitem').filter({ has: this.page.getByText(name, { exact: true }) });
  }

  /** Waits for a text in the row of a file. */
  async waitFor(name: string, words: string | RegExp): Promise<void> {
    await this.row(name).getByText(words).waitFor();
  }

  async devtools(): Promise<CDPSession> {
    this.#devtools ??= await this.page.context().newCDPSession(this.page);
    return this.#devtools;
  }
}
