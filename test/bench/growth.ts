import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { repositoryFolder } from '../workbench/folders.ts';
import { runModule, startServer } from './childProcess.ts';
import { growthChart, type Series } from './growthChart.ts';
import { youngGenerationOfNode22 } from './manifest.ts';
import type { ManifestRun } from './manifestRun.ts';
import { rounded } from './measure.ts';

/** Numbers of objects and of links in a document that are measured. */
export interface GrowthSizes {
  readonly objects: readonly number[];
  readonly renewed: readonly number[];
}

/**
 * Seconds and memory of listing, of bulk links and of renewing by their number, each run once in a process of its own;
 * draws them into the chart of the documentation.
 */
export async function benchGrowth({ objects, renewed }: GrowthSizes): Promise<object> {
  const folder = await mkdtemp(path.join(tmpdir(), 'oss-links-bench-'));
  const series: Series[] = [];
  const measure = async (name: string, counts: readonly number[], run: (count: number) => Promise<unknown>) => {
    const points: Series['points'][number][] = [];
    for (const count of counts) {
      const { seconds, rssGrowthBytes } = (await run(count)) as ManifestRun;
      points.push({ count, seconds: rounded(seconds, 3), megabytes: rounded(rssGrowthBytes / 1e6, 1) });
    }
    series.push({ name, points });
  };
  const manifest =
    (...files: readonly string[]) =>
    async (count: number): Promise<unknown> => {
      const server = await startServer('pagesServer.ts', String(count));
      try {
        return await runModule('manifestRun.ts', [server.endpoint, ...files], [youngGenerationOfNode22]);
      } finally {
        await server.stop();
      }
    };
  try {
    await measure('Listing', objects, manifest());
    await measure('Bulk links', objects, manifest(path.join(folder, 'links.txt')));
    await measure('Renewing', renewed, (count) => runModule('renewRun.ts', [String(count)], [youngGenerationOfNode22]));
  } finally {
    await rm(folder, { recursive: true });
  }
  await writeFile(path.join(repositoryFolder, 'docs/growth.svg'), growthChart(series));
  return { bench: 'growth', series };
}
