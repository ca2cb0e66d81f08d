import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { csvLine, inventoryReport } from '../support/links/inventoryReports.ts';
import { runModule } from './childProcess.ts';
import { countLines, youngGenerationOfNode22 } from './manifest.ts';
import type { ManifestRun } from './manifestRun.ts';
import { interleave, median, rounded } from './measure.ts';

const OBJECTS_PER_FILE = 100_000;

/**
 * Seconds and memory of writing a link for each object of an inventory report on disk into a file, against reading and
 * decompressing the report alone, and reading its lines alone. Each run is a process of its own.
 */
export async function benchInventory({ objects, rounds }: { objects: number; rounds: number }): Promise<object> {
  const folder = await mkdtemp(path.join(tmpdir(), 'oss-links-bench-'));
  const file = path.join(folder, 'links.txt');
  const growthBytes: number[] = [];
  const run = async (...args: readonly string[]): Promise<ManifestRun> => {
    const result = (await runModule('inventoryRun.ts', [folder, ...args], [youngGenerationOfNode22])) as ManifestRun;
    if (result.objects !== objects) throw new Error(`${result.objects} of ${objects} objects were read`);
    return result;
  };
  try {
    await writeReport(folder, objects);
    const seconds = await interleave(
      {
        links: async () => {
          const result = await run('links', file);
          growthBytes.push(result.rssGrowthBytes);
          return result.seconds;
        },
        entries: async () => (await run('entries')).seconds,
        bytes: async () => (await run('bytes')).seconds,
      },
      rounds,
    );
    const written = await countLines(file);
    if (written !== objects) throw new Error(`${written} of ${objects} links were written`);
    return {
      bench: 'inventory',
      objects,
      seconds: rounded(seconds.links),
      entriesSeconds: rounded(seconds.entries),
      bytesSeconds: rounded(seconds.bytes),
      ofBytes: rounded(seconds.links / seconds.bytes),
      ofEntries: rounded(seconds.links / seconds.entries),
      rssGrowthMb: rounded(median(growthBytes) / 1e6, 1),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function writeReport(folder: string, objects: number): Promise<void> {
  const parts = Array.from({ length: Math.ceil(objects / OBJECTS_PER_FILE) }, (_, part) =>
    Array.from({ length: Math.min(OBJECTS_PER_FILE, objects - part * OBJECTS_PER_FILE) }, (_unused, index) =>
      lineOf(part * OBJECTS_PER_FILE + index),
    ),
  );
  const columns = ['Bucket', 'Key', 'Size', 'StorageClass', 'LastModifiedDate', 'ETag'];
  for (const [name, bytes] of Object.entries(inventoryReport('', { sourceBucket: 'bench-bucket', columns, parts }))) {
    // The manifest is beside the folder of the data here.
    const target = path.join(folder, name.replace(/^\/2026[^/]*/, ''));
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, bytes);
  }
}

function lineOf(index: number): string {
  const number = String(index).padStart(7, '0');
  const etag = (BigInt(index + 1) * 0x9e3779b97f4a7c15f39cc0605cedc835n).toString(16).slice(-32).padStart(32, '0');
  const key = `logs%2F2026%2Fpart%20${number}.json`;
  return csvLine(
    'bench-bucket',
    key,
    String(index % 100_000),
    'Standard',
    '2026-01-02T03:04:05.000Z',
    etag.toUpperCase(),
  );
}
