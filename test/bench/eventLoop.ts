import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Since Node 23.9, which code-server has. */
interface ThreadCpu {
  readonly threadCpuUsage: () => NodeJS.CpuUsage;
}

/** Costs of some work for the others in the process, whose event loop and memory it shares. */
export interface LoopCosts {
  readonly wallMs: number;
  /** The most memory of the process meanwhile, above what it had before. */
  readonly rssGrowthBytes: number;
  /**
   * Growth of what V8 counts as its heap and as memory outside of it, garbage included, without the young generation,
   * which grows with what a process allocates, not with what it keeps: to 32 MB in Node 22, to 128 MB in Node 24. The
   * memory of the process can't tell: pages of the young generation are a part of it only once they were used.
   */
  readonly growthBytes: number;
  /** Longest block of the event loop. */
  readonly longestBlockMs: number;
  /** The same in processor time, so that other processes of the machine do not count. */
  readonly longestBlockCpuMs: number;
}

const TICK_MS = 5;
const MEMORY_EACH_TICKS = 10;

/** Measures some work in this process. */
export async function measureLoop(work: () => PromiseLike<unknown>): Promise<LoopCosts> {
  collectGarbage();
  const before = memory();
  const most = { ...before };
  let longestBlockMs = 0;
  let longestBlockCpuMs = 0;
  let ticks = 0;
  let lastMs = performance.now();
  let lastCpuMs = threadCpuMs();
  const tick = (): void => {
    const [nowMs, nowCpuMs] = [performance.now(), threadCpuMs()];
    longestBlockMs = Math.max(longestBlockMs, nowMs - lastMs - TICK_MS);
    longestBlockCpuMs = Math.max(longestBlockCpuMs, nowCpuMs - lastCpuMs);
    [lastMs, lastCpuMs] = [nowMs, nowCpuMs];
    if (ticks++ % MEMORY_EACH_TICKS !== 0) return;
    const now = memory();
    most.rssBytes = Math.max(most.rssBytes, now.rssBytes);
    most.oldBytes = Math.max(most.oldBytes, now.oldBytes);
  };
  const ticker = setInterval(tick, TICK_MS);
  const startedMs = performance.now();
  try {
    await work();
  } finally {
    clearInterval(ticker);
  }
  const wallMs = performance.now() - startedMs;
  tick();
  return {
    wallMs,
    rssGrowthBytes: most.rssBytes - before.rssBytes,
    growthBytes: most.oldBytes - before.oldBytes,
    longestBlockMs,
    longestBlockCpuMs,
  };
}

/** Collects what the process left before: it would be taken for memory that the work needs less. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

/** Memory of the process, and of V8 without the young generation. */
function memory(): { rssBytes: number; oldBytes: number } {
  const { rss: rssBytes, heapTotal, external } = process.memoryUsage();
  const young = getHeapSpaceStatistics().filter(({ space_name: name }) => name.startsWith('new_'));
  return { rssBytes, oldBytes: young.reduce((bytes, { space_size: size }) => bytes - size, heapTotal + external) };
}

/** Processor milliseconds of this thread so far. */
export function threadCpuMs(): number {
  const { user, system } = (process as unknown as ThreadCpu).threadCpuUsage();
  return (user + system) / 1000;
}
