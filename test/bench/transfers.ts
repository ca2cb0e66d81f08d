import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runModule, startServer } from './childProcess.ts';
import { youngGenerationOfNode22 } from './manifest.ts';
import { interleave, median, rounded } from './measure.ts';
import type { TransferRun } from './transferRun.ts';

/** One large file and many small ones. */
export interface TransferSizes {
  readonly largeBytes: number;
  readonly smallBytes: number;
  readonly smallCount: number;
  /** Time after which the server answers. */
  readonly delayMs: number;
  readonly rounds: number;
}

/**
 * Seconds, processor seconds and memory of uploads or downloads with CRC-64, against ali-oss, which checks none: one
 * large file, and many small ones. Each run is a process of its own; the server keeps nothing.
 */
export async function benchTransfers(direction: 'upload' | 'download', sizes: TransferSizes): Promise<object> {
  const { largeBytes, smallBytes, smallCount, delayMs, rounds } = sizes;
  return {
    bench: direction,
    large: await compare(direction, { count: 1, sizeBytes: largeBytes, delayMs, rounds }),
    small: await compare(direction, { count: smallCount, sizeBytes: smallBytes, delayMs, rounds }),
  };
}

interface Work {
  readonly count: number;
  readonly sizeBytes: number;
  readonly delayMs: number;
  readonly rounds: number;
}

async function compare(direction: string, { count, sizeBytes, delayMs, rounds }: Work): Promise<object> {
  const folder = await mkdtemp(path.join(tmpdir(), 'oss-links-bench-'));
  const server = await startServer('transferServer.ts', String(sizeBytes), String(delayMs));
  const runs: Record<'ours' | 'peer', TransferRun[]> = { ours: [], peer: [] };
  const measure = (who: keyof typeof runs) => async (): Promise<number> => {
    const args = [server.endpoint, direction, who, String(count), String(sizeBytes), folder];
    const run = (await runModule('transferRun.ts', args, [youngGenerationOfNode22])) as TransferRun;
    runs[who].push(run);
    return run.seconds;
  };
  try {
    const seconds = await interleave({ ours: measure('ours'), peer: measure('peer') }, rounds);
    const cpuOf = (who: keyof typeof runs): number => median(runs[who].map(({ cpuSeconds }) => cpuSeconds));
    return {
      count,
      sizeBytes,
      seconds: rounded(seconds.ours),
      aliOssSeconds: rounded(seconds.peer),
      ratio: rounded(seconds.peer / seconds.ours),
      cpuRatio: rounded(cpuOf('peer') / cpuOf('ours')),
      rssGrowthMb: rounded(median(runs.ours.map(({ rssGrowthBytes }) => rssGrowthBytes)) / 1e6, 1),
    };
  } finally {
    await server.stop();
    await rm(folder, { recursive: true });
  }
}
