import { open } from 'node:fs/promises';
import { createPresigner } from '../../src/oss/signing/presign.ts';
import { listingClient, pages } from './listing.ts';

/*
 * Lists a bucket in a process of its own and, with a file named, writes a link for each object into it:
 *   node test/bench/manifestRun.ts ENDPOINT [FILE]
 * prints a ManifestRun.
 */

/** Costs of a run. */
export interface ManifestRun {
  readonly objects: number;
  readonly seconds: number;
  /** Peak memory of the process, above that before the first request. */
  readonly rssGrowthBytes: number;
}

const [endpoint = '', fileName] = process.argv.slice(2);
const bucket = 'bench-bucket';
const { client, close } = await listingClient(endpoint);
const sign = createPresigner({
  credentials: { accessKeyId: 'ak', accessKeySecret: 'sk' },
  region: 'cn-hangzhou',
  endpoint: 'https://oss-cn-hangzhou.aliyuncs.com',
  expires: 3600,
});
const file = fileName === undefined ? undefined : await open(fileName, 'w');

const baselineBytes = process.memoryUsage.rss();
const startedAt = performance.now();
let objects = 0;
for await (const { entries } of pages(client, bucket)) {
  objects += entries.length;
  if (file !== undefined) {
    let lines = '';
    for (const { key } of entries) lines += `${sign({ method: 'GET', bucket, key }).url}\n`;
    await file.write(lines);
  }
}
await file?.close();
const seconds = (performance.now() - startedAt) / 1000;
const peakBytes = process.resourceUsage().maxRSS * 1024;
await close();

const run: ManifestRun = { objects, seconds, rssGrowthBytes: peakBytes - baselineBytes };
process.stdout.write(`${JSON.stringify(run)}\n`);
