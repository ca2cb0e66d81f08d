import { execFile } from 'node:child_process';
import { access, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { transform } from 'esbuild';
import { repositoryFolder } from './folders.ts';

const codeServerFolder = path.join(repositoryFolder, 'node_modules/code-server');
const vscodeFolder = path.join(codeServerFolder, 'lib/vscode');
const loggerModule = path.join(vscodeFolder, 'node_modules/@vscode/spdlog/index.js');

/** The command line of code-server: VS Code behind a front end that keeps secrets and webviews. */
export const codeServerModule = path.join(codeServerFolder, 'out/node/entry.js');
/** VS Code's own server, which can run extension tests. */
export const vscodeServerModule = path.join(vscodeFolder, 'out/server-main.js');

/**
 * Makes the VS Code inside code-server run on machines without a compiler: installs its dependencies without their
 * scripts and replaces its native logger. Fast once that is done; throws npm's message if npm fails.
 */
export async function prepareVscodeServer(): Promise<void> {
  const source = await readFile(path.join(import.meta.dirname, 'spdlogStandIn.ts'), 'utf8');
  const { code } = await transform(source, { loader: 'ts', format: 'cjs', platform: 'node', target: 'node22' });
  if ((await readFile(loggerModule, 'utf8').catch(() => undefined)) === code) return;

  await access(vscodeServerModule).catch((cause: unknown) => {
    throw new Error('code-server is missing; run "npm ci" first', { cause });
  });
  await installDependencies();
  // Last, because it also marks that everything before it is done.
  await writeFile(loggerModule, code);
}

async function installDependencies(): Promise<void> {
  // npm runs under the first Node.js on PATH, and these packages want the one that runs us.
  const env = { ...process.env, PATH: [path.dirname(process.execPath), process.env['PATH']].join(path.delimiter) };
  // Not `npm ci`: the lock that code-server ships does not match its package.json.
  const args = ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await promisify(execFile)('npm', args, { cwd: vscodeFolder, env }).catch((cause: unknown) => {
    throw new Error(
      `npm ${args.join(' ')} failed in ${vscodeFolder}: ${String((cause as { stderr?: string }).stderr)}`,
      { cause },
    );
  });
}
