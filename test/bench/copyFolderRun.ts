import type { OssClient } from '../../src/oss/client/ossClient.ts';
import { planCopies, type PlannedCopy } from '../../src/transfers/copy/copyPlan.ts';
import { runCopies } from '../../src/transfers/copy/runCopies.ts';
import { newOutcome } from '../../src/transfers/transferAll.ts';
import { measureLoop } from './eventLoop.ts';
import { countedClient } from './listing.ts';

/*
 * Copies a folder in a process of its own, as the command does, or one object after the other:
 *   node test/bench/copyFolderRun.ts ENDPOINT FROM TO [MAX_SEQUENTIAL]
 * prints a CopyFolderRun.
 */

/** Costs of a run. */
export interface CopyFolderRun {
  readonly objects: number;
  /** Requests after the plan. */
  readonly calls: number;
  readonly seconds: number;
  readonly planSeconds: number;
  /** Peak memory of the process, above that before the first request, with all that V8 has not collected yet. */
  readonly rssGrowthBytes: number;
  /** The same as V8 counts it, without its young generation; see `LoopCosts`. */
  readonly growthBytes: number;
  /** Memory that is in use at the end, above that before the first request. */
  readonly keptBytes: number;
}

const [endpoint = '', from = '', to = '', maxSequential] = process.argv.slice(2);
const at = (key: string): { profileId: string; bucket: string; key: string } => ({
  profileId: 'p1',
  bucket: 'bench-bucket',
  key,
});
const { client, close, calls } = await countedClient(endpoint);
const { signal } = new AbortController();
const nothing = (): void => undefined;

const baselineBytes = process.memoryUsage.rss();
const usedBefore = usedBytes();
const plannedAt = performance.now();
const clientOf = (): Promise<OssClient> => Promise.resolve(client);
const outcome = newOutcome<PlannedCopy>();
let [before, planSeconds, startedAt] = [0, 0, 0];
const { growthBytes } = await measureLoop(async () => {
  const plan = await planCopies([{ from: at(from), to: at(to), isFolder: true }], {
    ...{ clientOf, signal },
    onFound: nothing,
  });
  planSeconds = (performance.now() - plannedAt) / 1000;
  const copies = plan.copies.slice(0, maxSequential === undefined ? Infinity : Number(maxSequential));
  // One list for the command. One list for each object makes them wait for each other.
  const batches = maxSequential === undefined ? [copies] : copies.map((copy) => [copy]);
  before = calls();
  startedAt = performance.now();
  const options = { moves: false, existing: 'skip', keepsAcl: true, signal } as const;
  for (const batch of batches) {
    await runCopies(batch, outcome, [], { ...options, onLeftBehind: nothing, onProgress: nothing });
  }
});
const seconds = (performance.now() - startedAt) / 1000;
const peakBytes = process.resourceUsage().maxRSS * 1024;
const keptBytes = usedBytes() - usedBefore;
await close();
for (const { error } of outcome.failed) throw error;

const run: CopyFolderRun = {
  objects: outcome.done.length,
  calls: calls() - before,
  seconds,
  planSeconds,
  rssGrowthBytes: peakBytes - baselineBytes,
  growthBytes,
  keptBytes,
};
process.stdout.write(`${JSON.stringify(run)}\n`);

/** Memory in use after a collection. */
function usedBytes(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
