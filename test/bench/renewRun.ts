import { benchRenew } from './renew.ts';
import type { ManifestRun } from './manifestRun.ts';

/*
 * Renews LINKS links of one document in a process of its own:
 *   node test/bench/renewRun.ts LINKS
 * prints a ManifestRun.
 */
const links = Number(process.argv[2]);
const baselineBytes = process.memoryUsage.rss();
const { totalMs } = (await benchRenew({ links, sizeBytes: links * 1000, rounds: 1 })) as { readonly totalMs: number };
const run: ManifestRun = {
  objects: links,
  seconds: totalMs / 1000,
  rssGrowthBytes: process.resourceUsage().maxRSS * 1024 - baselineBytes,
};
process.stdout.write(`${JSON.stringify(run)}\n`);
