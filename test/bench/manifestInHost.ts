import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { build } from 'esbuild';
import manifest from '../../package.json' with { type: 'json' };
import { Workbench } from '../e2e/workbench.ts';
import { hostUrl, startHostServer } from '../host/runInCodeServer.ts';
import { launchBrowser } from '../workbench/browser.ts';
import { createSessionFolders, repositoryFolder, type SessionFolders } from '../workbench/folders.ts';
import type { BulkRun } from './bulkLinksInHost.ts';
import { startServer } from './childProcess.ts';
import { countLines } from './manifest.ts';
import { median, rounded } from './measure.ts';

/**
 * Environment variable with the file to which bulkLinksInHost.ts writes its result. That module can only be loaded in
 * VS Code.
 */
const resultVariable = 'OSS_LINKS_BENCH_RESULT';
const limitMs = 300_000;

/** File name that the command proposes. */
const fileName = 'bench-bucket links.txt';

/**
 * Seconds of "Export Download Links…" for all objects of a bucket, from the last answer until the file is there; growth
 * of the extension host's memory and the longest block of its event loop from the first question on, in the VS Code
 * that code-server ships, in a host started anew for each round.
 */
export async function benchManifestInHost({ links, rounds }: { links: number; rounds: number }): Promise<object> {
  execFileSync(process.execPath, ['esbuild.mjs', '--production'], {
    cwd: repositoryFolder,
    stdio: ['ignore', process.stderr.fd, 'inherit'],
  });
  const probe = await buildProbe();
  const pages = await startServer('pagesServer.ts', String(links));
  const seconds: number[] = [];
  const runs: BulkRun[] = [];
  try {
    for (let round = 0; round < rounds; round++) {
      const folders = await createSessionFolders('bench');
      const { seconds: taken, run } = await runInHost(folders, probe, pages.endpoint);
      const written = await countLines(path.join(folders.workspace, fileName));
      if (written !== links) throw new Error(`${written} of ${links} links were written`);
      seconds.push(taken);
      runs.push(run);
    }
  } finally {
    await pages.stop();
  }
  return {
    bench: 'manifestInHost',
    links,
    seconds: rounded(median(seconds)),
    rssGrowthMb: rounded(median(runs.map(({ rssGrowthBytes }) => rssGrowthBytes)) / 1e6, 1),
    longestBlockMs: rounded(median(runs.map(({ longestBlockMs }) => longestBlockMs)), 1),
    longestBlockCpuMs: rounded(median(runs.map(({ longestBlockCpuMs }) => longestBlockCpuMs)), 1),
  };
}

/** Folder of our extension with another entry, which runs the command and measures it. */
async function buildProbe(): Promise<string> {
  const folder = path.join(repositoryFolder, 'out/bench/probe');
  await rm(folder, { recursive: true, force: true });
  await build({
    entryPoints: [path.join(import.meta.dirname, 'bulkLinksInHost.ts')],
    outfile: path.join(folder, 'probe.js'),
    bundle: true,
    format: 'cjs',
    platform: 'node',
    external: ['vscode'],
  });
  const changed = { ...manifest, type: 'commonjs', main: './probe.js', activationEvents: ['onStartupFinished'] };
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(changed));
  for (const name of ['dist', 'l10n', 'media', 'package.nls.json']) {
    await symlink(path.join(repositoryFolder, name), path.join(folder, name));
  }
  return folder;
}

async function runInHost(
  folders: SessionFolders,
  probe: string,
  endpoint: string,
): Promise<{ readonly seconds: number; readonly run: BulkRun }> {
  const resultFile = path.join(folders.session, 'result.json');
  const env = {
    ...{ OSS_ACCESS_KEY_ID: 'ak', OSS_ACCESS_KEY_SECRET: 'sk', OSS_REGION: 'cn-hangzhou', OSS_ENDPOINT: endpoint },
    [resultVariable]: resultFile,
  };
  const server = await startHostServer({ folders, env });
  const browser = await launchBrowser();
  try {
    const workbench = new Workbench(await browser.newPage(), folders.session);
    await workbench.open(hostUrl(server.port, folders.workspace, { extension: probe }));
    await answer(workbench);
    const startedAt = Date.now();
    const run = await readWhenPresent(resultFile);
    return { seconds: (run.endedAt - startedAt) / 1000, run };
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function readWhenPresent(file: string): Promise<BulkRun> {
  const limit = AbortSignal.timeout(limitMs);
  for (;;) {
    limit.throwIfAborted();
    if (existsSync(file)) return JSON.parse(await readFile(file, 'utf8')) as BulkRun;
    await setTimeout(100);
  }
}

async function answer({ quickInput, dialog, page }: Workbench): Promise<void> {
  await quickInput.row('All objects').waitFor({ timeout: 60_000 });
  await quickInput.choose('All objects');
  await quickInput.choose('15 minutes');
  await quickInput.choose('Text');
  await dialog.read();
  await dialog.press('Create Links');
  // The box opens empty and gets its path a little later.
  await page.waitForFunction(
    `document.querySelector('.quick-input-widget .quick-input-box input')?.value.endsWith('${fileName}')`,
  );
  await quickInput.accept();
}
