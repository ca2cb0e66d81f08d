import { CommandBench } from '../support/features/commandBench.ts';
import { openLoopbackOss } from '../support/profiles/loopbackOss.ts';
import { median, rounded, wallMs } from './measure.ts';

/**
 * Milliseconds of the tree's model for a bucket with many loaded objects: expanding and sorting all of them, and a new
 * filter and a refresh, which list the first page again. VS Code's drawing of the rows does not count.
 */
export async function benchTree({ objects, rounds }: { objects: number; rounds: number }): Promise<object> {
  const oss = await openLoopbackOss();
  try {
    oss.emulator.createBucket('docs');
    await oss.saveProfile();
    for (let index = 0; index < objects; index++) {
      const lastModified = new Date(Date.UTC(2026, 0, 1) + ((index * 7919) % objects) * 1000);
      await oss.emulator.putObject('docs', `part ${String(index).padStart(6, '0')}.json`, '{}', { lastModified });
    }
    const bench = new CommandBench(oss);
    const bucket = await bench.bucket('docs');
    const { tree } = bench;
    const { signal } = new AbortController();
    const costs: Record<string, number[]> = { expand: [], sort: [], filter: [], refresh: [] };
    const measure = async (name: string, work: () => Promise<unknown>): Promise<void> => {
      const cost = await wallMs(async () => {
        await work();
      });
      costs[name]?.push(cost);
    };
    for (let round = 0; round <= rounds; round++) {
      const { count } = await tree.loadAll(bucket, { maxCount: objects, signal, onLoaded: () => undefined });
      if (count !== objects) throw new Error(`${count} of ${objects} objects were loaded`);
      await measure('expand', () => tree.children(bucket));
      await measure('sort', async () => {
        await tree.sort(bucket, round % 2 === 0 ? 'newest' : 'largest');
        return tree.children(bucket);
      });
      await tree.sort(bucket, 'name');
      await measure('filter', () => {
        tree.filter(bucket, '*1.json');
        return tree.children(bucket);
      });
      await measure('refresh', () => {
        tree.filter(bucket, undefined);
        return tree.children(bucket);
      });
    }
    // The first round warms up.
    const figures = Object.entries(costs).map(
      ([name, all]) => [`${name}Ms`, rounded(median(all.slice(1)), 1)] as const,
    );
    return { bench: 'tree', objects, ...Object.fromEntries(figures) };
  } finally {
    await oss.close();
  }
}
