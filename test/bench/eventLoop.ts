/** Since Node 23.9, which code-server has. */
interface ThreadCpu {
  readonly threadCpuUsage: () => NodeJS.CpuUsage;
}

/** Costs of some work for the others in the process, whose event loop and memory it shares. */
export interface LoopCosts {
  readonly wallMs: number;
  /** The most memory of the process meanwhile, above what it had before. */
  readonly rssGrowthBytes: number;
  /** The memory afterwards, above what it had before. */
  readonly rssKeptBytes: number;
  /** Longest block of the event loop. */
  readonly longestBlockMs: number;
  /** The same in processor time, so that other processes of the machine do not count. */
  readonly longestBlockCpuMs: number;
}

const TICK_MS = 5;
const MEMORY_EACH_TICKS = 10;

/** Measures some work in this process. */
export async function measureLoop(work: () => PromiseLike<unknown>): Promise<LoopCosts> {
  const baselineBytes = process.memoryUsage.rss();
  let mostBytes = baselineBytes;
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
    if (ticks++ % MEMORY_EACH_TICKS === 0) mostBytes = Math.max(mostBytes, process.memoryUsage.rss());
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
  const rssKeptBytes = process.memoryUsage.rss() - baselineBytes;
  return { wallMs, rssGrowthBytes: mostBytes - baselineBytes, rssKeptBytes, longestBlockMs, longestBlockCpuMs };
}

/** Processor milliseconds of this thread so far. */
export function threadCpuMs(): number {
  const { user, system } = (process as unknown as ThreadCpu).threadCpuUsage();
  return (user + system) / 1000;
}
