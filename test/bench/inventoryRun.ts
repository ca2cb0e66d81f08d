import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { bulkFormats } from '../../src/links/bulk/bulkFormats.ts';
import type { BulkSigner } from '../../src/links/bulk/bulkSigner.ts';
import { bulkText, type BulkTarget } from '../../src/links/bulk/bulkText.ts';
import { inventoryPages, parseManifest } from '../../src/links/bulk/inventoryReport.ts';
import { createPresigner } from '../../src/oss/signing/presign.ts';
import type { ManifestRun } from './manifestRun.ts';

/*
 * Reads an inventory report in a process of its own:
 *   node test/bench/inventoryRun.ts FOLDER bytes        decompresses its files
 *   node test/bench/inventoryRun.ts FOLDER entries      and reads their lines
 *   node test/bench/inventoryRun.ts FOLDER links FILE   and writes a link for each object into a file
 * prints a ManifestRun.
 */

const [folder = '', what = '', fileName = ''] = process.argv.slice(2);
const bucket = 'bench-bucket';
const manifest = parseManifest(await readFile(path.join(folder, 'manifest.json'), 'utf8'));
const openFile = (key: string): Promise<AsyncIterable<Uint8Array>> =>
  Promise.resolve(createReadStream(path.join(folder, key)));
let objects = 0;

async function readBytes(): Promise<void> {
  for (const { key } of manifest.files) {
    await pipeline(createReadStream(path.join(folder, key)), createGunzip(), async (content) => {
      for await (const chunk of content as AsyncIterable<Buffer>) {
        for (let at = chunk.indexOf(0x0a); at >= 0; at = chunk.indexOf(0x0a, at + 1)) objects++;
      }
    });
  }
}

async function* targets(): AsyncGenerator<readonly BulkTarget[]> {
  for await (const page of inventoryPages(manifest, openFile, new AbortController().signal)) {
    objects += page.length;
    yield page.map(({ key, sizeBytes = 0 }) => ({ profileId: 'p', bucket, key, path: key, sizeBytes }));
  }
}

async function readEntries(): Promise<void> {
  for await (const page of targets()) if (page.length === 0) throw new Error('a page is empty');
}

async function writeLinks(): Promise<void> {
  const presign = createPresigner({
    credentials: { accessKeyId: 'ak', accessKeySecret: 'sk' },
    region: 'cn-hangzhou',
    endpoint: 'https://oss-cn-hangzhou.aliyuncs.com',
    expires: 3600,
  });
  const sign: BulkSigner['sign'] = (key) =>
    Promise.resolve({ ...presign({ method: 'GET', bucket, key }), method: 'GET' as const });
  const signer: BulkSigner = { host: '', presign, sign, expiration: new Date(), warnings: [] };
  const format = bulkFormats.find(({ id }) => id === 'text');
  if (format === undefined) throw new Error('there is no format text');
  const file = await open(fileName, 'w');
  for await (const text of bulkText(targets(), format, '', () => Promise.resolve(signer))) await file.write(text);
  await file.close();
}

const work = { bytes: readBytes, entries: readEntries, links: writeLinks }[what];
if (work === undefined) throw new Error(`There is nothing to do for "${what}".`);
const baselineBytes = process.memoryUsage.rss();
const startedAt = performance.now();
await work();
const seconds = (performance.now() - startedAt) / 1000;
const run: ManifestRun = {
  objects,
  seconds,
  rssGrowthBytes: process.resourceUsage().maxRSS * 1024 - baselineBytes,
};
process.stdout.write(`${JSON.stringify(run)}\n`);
