import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { CliError } from './context.ts';

/** File to search. */
export interface FileToSearch {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Committed content, whose signatures are not reported. */
  readonly before?: Uint8Array;
}

/**
 * Entry of a file in git's output: `:mode mode before after status`, then its path; a renamed file also has its old
 * path before that.
 */
const ENTRY = /:\d+ (\d+) ([0-9a-f]+) ([0-9a-f]+) (?:[RC]\d*\0[^\0]*|[A-Z]\d*)\0([^\0]*)\0/gy;
const SUBMODULE = '160000';
const NO_OBJECT = /^0+$/;
/** Number of files read from git at once: a process for each file would take seconds for a large commit. */
const GROUP_FILES = 64;
const MAX_OUTPUT_BYTES = 1024 ** 3;

/**
 * Files staged for a commit, with their staged and their committed content. The environment that git sets for its hooks
 * selects the index.
 */
export function* stagedFiles(folder: string): Generator<FileToSearch> {
  const listed = git(folder, ['diff', '--cached', '--raw', '--no-abbrev', '-M', '-z']).toString('utf8');
  const staged = Array.from(listed.matchAll(ENTRY), ([, mode, before = '', after = '', name = '']) => ({
    mode,
    before,
    after,
    name,
  })).filter(({ mode, after }) => mode !== SUBMODULE && !NO_OBJECT.test(after));
  for (let start = 0; start < staged.length; start += GROUP_FILES) {
    const group = staged.slice(start, start + GROUP_FILES);
    const objects = readObjects(folder, [
      ...new Set(group.flatMap(({ before, after }) => [before, after]).filter((id) => !NO_OBJECT.test(id))),
    ]);
    for (const { name, before, after } of group) {
      const earlier = objects.get(before);
      yield { name, bytes: objects.get(after) ?? missing(name), ...(earlier && { before: earlier }) };
    }
  }
}

/** Contents of git objects by their IDs. */
function readObjects(folder: string, ids: readonly string[]): ReadonlyMap<string, Uint8Array> {
  const output = git(folder, ['cat-file', '--batch'], `${ids.join('\n')}\n`);
  const objects = new Map<string, Uint8Array>();
  let offset = 0;
  for (const id of ids) {
    const lineEnd = output.indexOf('\n', offset);
    const [, type, size] = output.toString('utf8', offset, lineEnd).split(' ');
    const sizeBytes = Number(size);
    if (type !== 'blob' || !Number.isInteger(sizeBytes)) throw new CliError('git gave no content of a staged file.');
    objects.set(id, output.subarray(lineEnd + 1, lineEnd + 1 + sizeBytes));
    offset = lineEnd + 1 + sizeBytes + 1;
  }
  return objects;
}

function git(folder: string, args: readonly string[], input = ''): Buffer {
  // Windows looks for programs in the working directory first, and the searched folder may contain a git.exe.
  const { status, stdout, stderr, error } = spawnSync('git', ['-C', folder, ...args], {
    cwd: path.dirname(process.execPath),
    input,
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  if (error) throw new CliError(`git could not be run: ${error.message}`);
  if (status !== 0) throw new CliError(`git: ${stderr.toString('utf8').trim().split('\n')[0] ?? ''}`);
  return stdout;
}

function missing(name: string): never {
  throw new CliError(`git has no content of ${name}.`);
}
