import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import OSS from 'ali-oss';
import { downloadObject, type TargetFolder } from '../../src/transfers/downloadObject.ts';
import { newOutcome, transferAll, type ItemControl } from '../../src/transfers/transferAll.ts';
import { replaceObject } from '../../src/transfers/uploadObject.ts';
import { writePartsWithin, writeWithin } from '../../src/transfers/writeWithin.ts';
import { listingClient } from './listing.ts';

/*
 * Uploads or downloads a file several times in a process of its own:
 *   node test/bench/transferRun.ts ENDPOINT upload|download ours|peer COUNT SIZE FOLDER
 * prints a TransferRun. The file to upload is FOLDER/content.
 */

/** Costs of a run. */
export interface TransferRun {
  readonly seconds: number;
  /** Processor time of the client. */
  readonly cpuSeconds: number;
  readonly rssGrowthBytes: number;
}

/** Size from which ali-oss sends parts, too; its `put` sends one after the other. */
const LARGE_BYTES = 8 * 2 ** 20;
const bucket = 'bench-bucket';
const [endpoint = '', direction = '', who = '', count = '', size = '', folder = ''] = process.argv.slice(2);
const sizeBytes = Number(size);
const items = Array.from({ length: Number(count) }, (_, index) => ({ key: `file ${index}`, sizeBytes }));
const file = path.join(folder, 'content');
const { client, close } = await listingClient(endpoint);

async function ours(): Promise<void> {
  const outcome = newOutcome<(typeof items)[number]>();
  const content = {
    sizeBytes,
    open: (start: number, end: number) => createReadStream(file, { start, end: end - 1, highWaterMark: 2 ** 18 }),
    isUnchanged: () => Promise.resolve(true),
  };
  const { signal } = new AbortController();
  const send = async (key: string, { onBytes: onProgress, ...control }: ItemControl): Promise<void> => {
    const upload = { bucket, key, contentType: 'application/octet-stream', name: key };
    await replaceObject(client, upload, content, { ...control, onProgress });
  };
  const target: TargetFolder = {
    write: (...args) => writeWithin(folder, ...args),
    writeParts: (...args) => writePartsWithin(folder, ...args),
  };
  const receive = async (key: string, control: ItemControl): Promise<void> => {
    const object = { bucket, key, sizeBytes };
    const to = { folder: target, segments: [key] };
    await downloadObject(client, object, to, control, { replace: true, partSuffix: '.part' });
  };
  await transferAll(
    items,
    outcome,
    async ({ key }, control) => {
      await (direction === 'upload' ? send(key, control) : receive(key, control));
      return 'done';
    },
    { onProgress: () => undefined, signal },
  );
  const [failure] = outcome.failed;
  if (failure !== undefined) throw failure.error;
}

async function peer(): Promise<void> {
  const region = 'oss-cn-hangzhou';
  const aliOss = new OSS({
    ...{ accessKeyId: 'ak', accessKeySecret: 'sk', region, endpoint, bucket, authorizationV4: true },
    timeout: 600_000,
  });
  for (const { key } of items) {
    if (direction === 'download') await aliOss.get(key, path.join(folder, key));
    else if (sizeBytes < LARGE_BYTES) await aliOss.put(key, file);
    else await aliOss.multipartUpload(key, file, { partSize: LARGE_BYTES, parallel: 3 });
  }
}

if (direction === 'upload') {
  // In blocks, because a large buffer would count as memory that the process had before.
  const block = Buffer.alloc(2 ** 20, 'abcdefgh');
  await using handle = await open(file, 'w');
  for (let left = sizeBytes; left > 0; left -= block.length) await handle.write(block.subarray(0, left));
}
// The first request loads code.
await client.locationOf(bucket);
const baselineBytes = process.memoryUsage.rss();
const startedAt = performance.now();
const before = process.cpuUsage();
await (who === 'ours' ? ours() : peer());
const { user, system } = process.cpuUsage(before);
const run: TransferRun = {
  seconds: (performance.now() - startedAt) / 1000,
  cpuSeconds: (user + system) / 1e6,
  rssGrowthBytes: process.resourceUsage().maxRSS * 1024 - baselineBytes,
};
await close();
process.stdout.write(`${JSON.stringify(run)}\n`);
