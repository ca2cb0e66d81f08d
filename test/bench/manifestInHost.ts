import path from 'node:path';
import type { Workbench } from '../e2e/workbench.ts';
import type { BulkRun } from './bulkLinksInHost.ts';
import { startServer } from './childProcess.ts';
import { buildForProduction, buildProbe, runInHost } from './hostProbe.ts';
import { countLines } from './manifest.ts';
import { median, rounded } from './measure.ts';
import { benchCredentials } from './shippedExtension.ts';

/** File name that the command proposes. */
const fileName = 'bench-bucket links.txt';

/**
 * Seconds of "Export Download Links…" for all objects of a bucket, from the last answer until the file is there; growth
 * of the extension host's memory and the longest block of its event loop from the first question on, in the VS Code
 * that code-server ships, in a host started anew for each round.
 */
export async function benchManifestInHost({ links, rounds }: { links: number; rounds: number }): Promise<object> {
  buildForProduction();
  const probe = await buildProbe('bulkLinksInHost.ts');
  const pages = await startServer('pagesServer.ts', String(links));
  const seconds: number[] = [];
  const runs: BulkRun[] = [];
  try {
    for (let round = 0; round < rounds; round++) {
      let startedAt = 0;
      const { result, folders } = await runInHost(
        { extension: probe, env: { ...benchCredentials, OSS_ENDPOINT: pages.endpoint } },
        async ({ workbench }) => {
          await answer(workbench);
          startedAt = Date.now();
        },
      );
      const run = result as BulkRun;
      const written = await countLines(path.join(folders.home, fileName));
      if (written !== links) throw new Error(`${written} of ${links} links were written`);
      seconds.push((run.endedAt - startedAt) / 1000);
      runs.push(run);
    }
  } finally {
    await pages.stop();
  }
  return {
    bench: 'manifestInHost',
    links,
    seconds: rounded(median(seconds)),
    growthMb: rounded(median(runs.map(({ growthBytes }) => growthBytes)) / 1e6, 1),
    rssGrowthMb: rounded(median(runs.map(({ rssGrowthBytes }) => rssGrowthBytes)) / 1e6, 1),
    longestBlockMs: rounded(median(runs.map(({ longestBlockMs }) => longestBlockMs)), 1),
    longestBlockCpuMs: rounded(median(runs.map(({ longestBlockCpuMs }) => longestBlockCpuMs)), 1),
  };
}

async function answer({ quickInput, dialog, page }: Workbench): Promise<void> {
  await quickInput.row('All objects').waitFor({ timeout: 60_000 });
  await quickInput.choose('All objects');
  await quickInput.choose('15 minutes');
  await quickInput.choose('Text');
  // The objects are counted first.
  await page.locator('.monaco-dialog-box').waitFor({ timeout: 300_000 });
  await dialog.read();
  await dialog.press('Create Links');
  // The box opens empty and gets its path a little later.
  await page.waitForFunction(
    `document.querySelector('.quick-input-widget .quick-input-box input')?.value.endsWith('${fileName}')`,
  );
  await quickInput.accept();
}
