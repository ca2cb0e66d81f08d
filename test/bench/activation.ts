import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { runInCodeServer } from '../host/runInCodeServer.ts';
import { runInElectron } from '../host/runInElectron.ts';
import { chooseHost } from '../workbench/desktop.ts';
import { createSessionFolders, repositoryFolder } from '../workbench/folders.ts';
import type { Mark } from './activationInHost.ts';
import { median, rounded } from './measure.ts';

const extensionId = 'oss-presigned-links.oss-presigned-links';
/**
 * Environment variable with the file to which activationInHost.ts writes its marks. That module can only be loaded in
 * VS Code.
 */
const resultVariable = 'OSS_LINKS_BENCH_RESULT';

/**
 * Milliseconds of `activate()`, and of loading its code before, in an extension host started anew for each round, by
 * VS Code's own marks, which count whole milliseconds; and the share of both in the host's start, which lasts from the
 * start of its process until the extension is active.
 */
export async function benchActivation({ rounds }: { rounds: number }): Promise<object> {
  execFileSync(process.execPath, ['esbuild.mjs', '--production'], {
    cwd: repositoryFolder,
    stdio: ['ignore', process.stderr.fd, 'inherit'],
  });
  const testsModule = path.join(repositoryFolder, 'out/bench/activationInHost.mjs');
  await build({
    entryPoints: [path.join(import.meta.dirname, 'activationInHost.ts')],
    outfile: testsModule,
    bundle: true,
    format: 'esm',
    platform: 'node',
    external: ['vscode'],
  });
  const { kind } = await chooseHost();
  const runTests = kind === 'electron' ? runInElectron : runInCodeServer;

  const activateMs: number[] = [];
  const loadMs: number[] = [];
  const hostMs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const folders = await createSessionFolders('bench');
    const resultFile = path.join(folders.session, 'marks.json');
    const env = { [resultVariable]: resultFile };
    const window = { isRestricted: false, hasSecondWindow: false };
    await runTests({ folders, extension: repositoryFolder, testsModule, env, ...window });
    const marks = JSON.parse(await readFile(resultFile, 'utf8')) as readonly Mark[];
    activateMs.push(between(marks, `willActivateExtension/${extensionId}`, `didActivateExtension/${extensionId}`));
    loadMs.push(between(marks, `willLoadExtensionCode/${extensionId}`, `didLoadExtensionCode/${extensionId}`));
    hostMs.push(between(marks, 'timeOrigin', `didActivateExtension/${extensionId}`));
  }
  return {
    bench: 'activation',
    host: kind,
    activateMs: rounded(median(activateMs), 1),
    loadMs: rounded(median(loadMs), 1),
    hostStartMs: rounded(median(hostMs), 0),
    shareOfHostStart: rounded((median(activateMs) + median(loadMs)) / median(hostMs), 4),
  };
}

function between(marks: readonly Mark[], from: string, to: string): number {
  const timeOf = (name: string): number => {
    const mark = marks.find(
      (candidate) => candidate.name === `code/${name}` || candidate.name === `code/extHost/${name}`,
    );
    if (mark === undefined) throw new Error(`VS Code has no mark ${name}`);
    return mark.startTime;
  };
  return timeOf(to) - timeOf(from);
}
