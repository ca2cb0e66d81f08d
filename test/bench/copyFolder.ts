import { runModule, startServer } from './childProcess.ts';
import type { CopyFolderRun } from './copyFolderRun.ts';
import { youngGenerationOfNode22 } from './manifest.ts';
import { rounded } from './measure.ts';

const folder = 'logs/2026/';

/**
 * Calls per second of copying a folder inside OSS, against one object after the other, with an emulator that answers
 * each call after a while. Each run is a process of its own, so that its memory is its own.
 */
export async function benchCopyFolder({
  objects,
  sequentialObjects,
  delayMs,
}: {
  objects: number;
  sequentialObjects: number;
  delayMs: number;
}): Promise<object> {
  const server = await startServer('objectsServer.ts', 'bench-bucket', String(objects), String(delayMs));
  const run = async (...args: readonly string[]): Promise<CopyFolderRun> =>
    (await runModule(
      'copyFolderRun.ts',
      [server.endpoint, folder, ...args],
      [youngGenerationOfNode22, '--expose-gc'],
    )) as CopyFolderRun;
  try {
    const sequential = await run('sequential/', String(sequentialObjects));
    const parallel = await run('parallel/');
    if (parallel.objects !== objects) throw new Error(`${parallel.objects} of ${objects} objects were copied`);
    const perSecond = ({ calls, seconds }: CopyFolderRun): number => calls / seconds;
    return {
      bench: 'copyFolder',
      objects,
      delayMs,
      seconds: rounded(parallel.seconds, 1),
      planSeconds: rounded(parallel.planSeconds, 1),
      callsPerObject: rounded(parallel.calls / objects, 1),
      callsPerSecond: Math.round(perSecond(parallel)),
      sequentialCallsPerSecond: Math.round(perSecond(sequential)),
      ratio: rounded(perSecond(parallel) / perSecond(sequential), 1),
      keptMb: rounded(parallel.keptBytes / 1e6, 1),
      growthMb: rounded(parallel.growthBytes / 1e6, 1),
      rssGrowthMb: rounded(parallel.rssGrowthBytes / 1e6, 1),
    };
  } finally {
    await server.stop();
  }
}
