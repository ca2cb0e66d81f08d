import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { repositoryFolder } from '../../workbench/folders.ts';

const notBuiltFrom = /^(?:\.git|\.vscode-test|coverage|dist|dist-core|node_modules|out|test)$/;

/** Copies the sources of the extension, like a clone. */
export async function copyRepository(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'packaging-'));
  await cp(repositoryFolder, folder, {
    recursive: true,
    filter: (file) => !notBuiltFrom.test(path.relative(repositoryFolder, file)) && !file.endsWith('.vsix'),
  });
  await symlink(path.join(repositoryFolder, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  return folder;
}

/** Counts no coverage, and has a time in place of a commit's. */
const environment = { ...process.env, NODE_V8_COVERAGE: undefined, SOURCE_DATE_EPOCH: '1900000000' };

/** Runs a script of a copy. */
export function run(
  folder: string,
  command: readonly string[],
  env: NodeJS.ProcessEnv = {},
): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  return spawnSync(process.execPath, command, { cwd: folder, env: { ...environment, ...env }, encoding: 'utf8' });
}

/** Runs a script of a copy, which must succeed; resolves to its output. */
export function runToCompletion(...args: Parameters<typeof run>): string {
  const { status, stdout, stderr } = run(...args);
  assert.equal(status, 0, stderr);
  return stdout;
}
