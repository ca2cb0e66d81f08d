import type { Workbench } from '../e2e/workbench.ts';
import { startServer } from './childProcess.ts';
import type { LoopCosts } from './eventLoop.ts';
import { buildForProduction, buildProbe, runInHosts } from './hostProbe.ts';
import { median, rounded } from './measure.ts';
import { benchCredentials } from './shippedExtension.ts';

const limitBlockMs = 50;

/** What a user answers to the questions of each first use. */
const answers: Readonly<Record<string, (workbench: Workbench) => Promise<void>>> = {
  command: () => Promise.resolve(),
  expansion: () => Promise.resolve(),
  async bulk({ quickInput }) {
    await quickInput.row('All objects').waitFor({ timeout: 60_000 });
    await quickInput.choose('All objects');
    await quickInput.choose('15 minutes');
    await quickInput.choose('Text');
  },
};

/**
 * Longest block of the extension host's event loop at the first command, the first expansion of the tree and the first
 * bulk run, each in a new extension host, in processor time of its thread: median and worst.
 */
export async function benchFirstUse({ rounds }: { rounds: number }): Promise<object> {
  buildForProduction();
  const extension = await buildProbe('firstUseInHost.ts');
  const server = await startServer('objectsServer.ts', 'bench-bucket', '100');
  const uses: Record<string, object> = {};
  try {
    for (const [use, answer] of Object.entries(answers)) {
      const env = { ...benchCredentials, OSS_ENDPOINT: server.endpoint, OSS_LINKS_BENCH_USE: use };
      const { results } = await runInHosts({ extension, env }, rounds, ({ workbench }) => answer(workbench));
      const runs = results as readonly LoopCosts[];
      const cpuMs = runs.map(({ longestBlockCpuMs }) => longestBlockCpuMs);
      uses[use] = {
        longestBlockCpuMs: rounded(median(cpuMs), 1),
        worstCpuMs: rounded(Math.max(...cpuMs), 1),
        longestBlockMs: rounded(median(runs.map(({ longestBlockMs }) => longestBlockMs)), 1),
        isWithinLimit: Math.max(...cpuMs) <= limitBlockMs,
      };
    }
  } finally {
    await server.stop();
  }
  return { bench: 'firstUse', limitBlockMs, ...uses };
}
