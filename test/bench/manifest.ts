import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runModule, startServer } from './childProcess.ts';
import type { ManifestRun } from './manifestRun.ts';
import { interleave, median, rounded } from './measure.ts';

/**
 * The young generation of V8 grows with what a process ever allocated, not with what it keeps. Node 22, which VS Code
 * 1.105 brings, lets each half of it have 16 MB; Node 24 would let it have 64 MB, which would be all that is measured.
 */
export const youngGenerationOfNode22 = '--max-semi-space-size=16';

/**
 * Seconds and memory of writing a link for each object of a bucket into a file, against listing the bucket alone. Each
 * run is a process of its own, so that its memory is its own.
 */
export async function benchManifest({ links, rounds }: { links: number; rounds: number }): Promise<object> {
  const folder = await mkdtemp(path.join(tmpdir(), 'oss-links-bench-'));
  const file = path.join(folder, 'links.txt');
  const server = await startServer('pagesServer.ts', String(links));
  const growthBytes: number[] = [];
  const run = async (...args: string[]): Promise<ManifestRun> => {
    const result = (await runModule(
      'manifestRun.ts',
      [server.endpoint, ...args],
      [youngGenerationOfNode22],
    )) as ManifestRun;
    if (result.objects !== links) throw new Error(`${result.objects} of ${links} objects were listed`);
    return result;
  };
  try {
    const seconds = await interleave(
      {
        manifest: async () => {
          const result = await run(file);
          growthBytes.push(result.rssGrowthBytes);
          return result.seconds;
        },
        listing: async () => (await run()).seconds,
      },
      rounds,
    );
    const written = await countLines(file);
    if (written !== links) throw new Error(`${written} of ${links} links were written`);
    return {
      bench: 'manifest',
      links,
      seconds: rounded(seconds.manifest),
      listingSeconds: rounded(seconds.listing),
      ofListing: rounded(seconds.manifest / seconds.listing),
      rssGrowthMb: rounded(median(growthBytes) / 1e6, 1),
      maxRssGrowthMb: rounded(Math.max(...growthBytes) / 1e6, 1),
    };
  } finally {
    await server.stop();
    await rm(folder, { recursive: true });
  }
}

/** The lines of a file, without having it in memory. */
export async function countLines(file: string): Promise<number> {
  let lines = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    for (const byte of chunk) if (byte === 0x0a) lines++;
  }
  return lines;
}
