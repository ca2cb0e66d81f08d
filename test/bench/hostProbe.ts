import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { build } from 'esbuild';
import manifest from '../../package.json' with { type: 'json' };
import { Workbench } from '../e2e/workbench.ts';
import { hostUrl, startHostServer } from '../host/runInCodeServer.ts';
import { launchBrowser } from '../workbench/browser.ts';
import { createSessionFolders, repositoryFolder, type SessionFolders } from '../workbench/folders.ts';

/** Runs modules of this folder as extensions in the VS Code that code-server ships. */

/** Environment variable with the file to which a probe writes its result; see `writeResult`. */
const resultVariable = 'OSS_LINKS_BENCH_RESULT';
const limitMs = 300_000;
const shipped = ['dist', 'l10n', 'media', 'package.nls.json'];
const activationEvents = ['onStartupFinished'];

/** Session of a probe, and its VS Code as users see it. */
export interface ProbeSession {
  readonly workbench: Workbench;
  readonly folders: SessionFolders;
}

/** Builds the extension as it ships. */
export function buildForProduction(): void {
  execFileSync(process.execPath, ['esbuild.mjs', '--production'], {
    cwd: repositoryFolder,
    stdio: ['ignore', process.stderr.fd, 'inherit'],
  });
}

/** Folder of our extension as it ships, with a module as its entry, which activates it itself. */
export async function buildProbe(module: string): Promise<string> {
  const folder = await emptyFolder(path.parse(module).name);
  await bundle(module, folder, 'cjs');
  await writeManifest(folder, { ...manifest, type: 'commonjs', main: './probe.js', activationEvents });
  // Linked, because the code that ships is a module, and the probe is not.
  for (const part of shipped) await symlink(path.join(repositoryFolder, part), path.join(folder, part));
  return folder;
}

/** Folder of our extension as it ships, which VS Code does not activate automatically. */
export async function buildInactive(): Promise<string> {
  const folder = await emptyFolder('inactive');
  await writeManifest(folder, { ...manifest, activationEvents: [] });
  // Copied and not linked, because VS Code uses the real path of a module.
  for (const part of shipped) await cp(path.join(repositoryFolder, part), path.join(folder, part), { recursive: true });
  return folder;
}

/** Folder of an extension of a module. VS Code activates it once it has started, unless there are other events. */
export async function buildExtension(module: string, events: readonly string[] = activationEvents): Promise<string> {
  const { name } = path.parse(module);
  const folder = await emptyFolder(name);
  await bundle(module, folder, 'esm');
  const vscode = '^1.105.0';
  await writeManifest(folder, {
    ...{ name, displayName: name, publisher: manifest.publisher, version: '0.0.1', engines: { vscode } },
    ...{ type: 'module', main: './probe.js', activationEvents: events, extensionKind: ['workspace'] },
  });
  return folder;
}

async function emptyFolder(name: string): Promise<string> {
  const folder = path.join(repositoryFolder, 'out/bench', name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return folder;
}

async function bundle(module: string, folder: string, format: 'cjs' | 'esm'): Promise<void> {
  const entry = path.join(import.meta.dirname, module);
  const outfile = path.join(folder, 'probe.js');
  await build({ entryPoints: [entry], outfile, bundle: true, format, platform: 'node', external: ['vscode'] });
}

async function writeManifest(folder: string, contents: object): Promise<void> {
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(contents));
}

/** Extensions that a VS Code has. */
export interface HostExtensions {
  /** Folder of the one that is being developed. */
  readonly extension: string;
  /** Folders of installed ones. */
  readonly installed?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs extensions in a VS Code started anew, with what a user does there, until a probe has its result. */
export async function runInHost(
  extensions: HostExtensions,
  act?: (session: ProbeSession) => Promise<void>,
): Promise<{ readonly result: unknown; readonly folders: SessionFolders }> {
  const { results, folders } = await runInHosts(extensions, 1, act);
  return { result: results[0], folders };
}

/**
 * Runs extensions several times, each in a new window of the same VS Code server: with an extension host and browser
 * storage of its own, so that only files that the extensions wrote are there before.
 */
export async function runInHosts(
  { extension, installed = [], env = {} }: HostExtensions,
  rounds: number,
  act: (session: ProbeSession) => Promise<void> = () => Promise.resolve(),
): Promise<{ readonly results: readonly unknown[]; readonly folders: SessionFolders }> {
  const folders = await createSessionFolders('bench');
  for (const folder of installed) await symlink(folder, path.join(folders.extensions, path.basename(folder)));
  const resultFile = path.join(folders.session, 'result.json');
  const server = await startHostServer({
    folders,
    env: { ...env, [resultVariable]: resultFile },
  });
  const browser = await launchBrowser();
  const results: unknown[] = [];
  try {
    while (results.length < rounds) {
      const page = await browser.newPage();
      const workbench = new Workbench(page);
      await workbench.open(hostUrl(server.port, folders.workspace, { extension }));
      await act({ workbench, folders });
      results.push(await readWhenPresent(resultFile));
      await rm(resultFile);
      // The server ends an extension host whose window is left, but waits for one that breaks off.
      await page.goto('about:blank');
      await page.close();
    }
    return { results, folders };
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function readWhenPresent(file: string): Promise<unknown> {
  const limit = AbortSignal.timeout(limitMs);
  for (;;) {
    limit.throwIfAborted();
    if (existsSync(file)) return JSON.parse(await readFile(file, 'utf8')) as unknown;
    await setTimeout(100);
  }
}
