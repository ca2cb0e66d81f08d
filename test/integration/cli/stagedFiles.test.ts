import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCli, type CliRun } from '../../support/cli/cliBench.ts';
import { harmlessTexts, leakedForms, leakedUrls, writings } from '../../support/oss/leakCorpus.ts';
import { repositoryFolder } from '../../workbench/folders.ts';

const url = leakedUrls['a V4 link'] ?? '';
const other = leakedUrls['a V1 link'] ?? '';
const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];

describe('presign find --staged', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'presign-staged-'));
    git('init', '--quiet');
    git('config', 'core.autocrlf', 'false');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const git = (...args: readonly string[]): void => {
    execFileSync('git', [...identity, ...args], { cwd: folder, stdio: 'pipe' });
  };
  const write = async (name: string, content: string): Promise<void> => {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  };
  const find = (): Promise<CliRun> => runCli(['find', '--staged'], { folder });
  /** Names of the files with findings. */
  const foundIn = async (): Promise<readonly string[]> =>
    (await find()).printed.map((line) => /^(.*?):\d+:\d+: /.exec(line)?.[1] ?? line);

  it('finds each link of a corpus, and nothing else', async () => {
    const leaks = Object.values(leakedUrls).flatMap((leaked, kind) =>
      Object.values(writings).map((how, index) => [`leak-${kind}-${index}.txt`, how(leaked)] as const),
    );
    const forms = Object.values(leakedForms).map((text, index) => [`form-${index}.txt`, text] as const);
    const harmless = Object.values(harmlessTexts).map((text, index) => [`harmless-${index}.txt`, text] as const);
    for (const [name, text] of [...leaks, ...forms, ...harmless]) await write(name, `first\n${text}\nlast\n`);
    git('add', '--all');
    const expected = [...leaks, ...forms].map(([name]) => name);
    assert.ok(expected.length > 300);
    assert.deepEqual((await foundIn()).toSorted(), expected.toSorted());
  });

  it('runs no program of the searched folder', async function () {
    if (process.platform === 'win32') return;
    await write('clean.txt', 'nothing');
    git('add', '--all');
    await write('git', `#!/bin/sh\necho ran > '${folder}/ran'\n`);
    await chmod(path.join(folder, 'git'), 0o755);
    const { PATH = '' } = process.env;
    // An empty entry is the working directory, in which Windows always looks first.
    process.env['PATH'] = `:${PATH}`;
    try {
      assert.deepEqual(await foundIn(), []);
    } finally {
      process.env['PATH'] = PATH;
    }
    assert.ok(!existsSync(path.join(folder, 'ran')));
  });

  it('reads the staged content, not the files of the folder', async () => {
    await write('staged.txt', url);
    await write('clean.txt', 'nothing');
    git('add', '--all');
    await write('staged.txt', 'nothing');
    await write('clean.txt', url);
    await write('untracked.txt', url);
    assert.deepEqual(await foundIn(), ['staged.txt']);
  });

  it('ignores links that are already in the last commit, in changed and renamed files', async () => {
    const filler = 'a line that stays\n'.repeat(20);
    await write('old.txt', `${filler}${url}\n`);
    await write('kept.txt', `${filler}${url}\n`);
    git('add', '--all');
    git('commit', '--quiet', '--message', 'Before the hook');
    assert.deepEqual(await find(), { code: 0, printed: [], notes: [] });
    await rename(path.join(folder, 'old.txt'), path.join(folder, 'renamed 报告.txt'));
    await write('kept.txt', `one more line\n${filler}${url}\n${other}\n`);
    git('add', '--all');
    const { code, printed } = await find();
    assert.equal(code, 1);
    assert.equal(printed.length, 1);
    assert.match(printed[0] ?? '', /^kept\.txt:23:1: presigned URL \(V1\) of oss:\/\/examplebucket\/it's a\.txt,/);
  });

  it('finds nothing in deleted files, nor if nothing is staged', async () => {
    await write('a.txt', url);
    git('add', '--all');
    git('commit', '--quiet', '--message', 'Before the hook');
    git('rm', '--quiet', 'a.txt');
    assert.deepEqual(await find(), { code: 0, printed: [], notes: [] });
  });

  it('handles more files than it reads at once, and names that git would quote', async () => {
    for (let index = 0; index < 150; index++) await write(`files/${index}.txt`, `${index}`);
    const odd = ['a b.txt', '报告.txt', ...(process.platform === 'win32' ? [] : [':100 x.txt', 'line\nbreak.txt'])];
    for (const name of odd) await write(name, url);
    git('add', '--all');
    const shown = odd.map((name) => name.replace('\n', '\\n'));
    assert.deepEqual((await foundIn()).toSorted(), shown.toSorted());
  });

  it('searches each of many files', async () => {
    const names = Array.from({ length: 130 }, (_, index) => `file-${String(index).padStart(3, '0')}.txt`);
    for (const name of names) await write(name, url);
    git('add', '--all');
    assert.deepEqual(await foundIn(), names);
  });

  it('skips a submodule', async () => {
    await write('a.txt', 'nothing');
    git('add', '--all');
    git('commit', '--quiet', '--message', 'First');
    const id = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: folder, encoding: 'utf8' }).trim();
    git('update-index', '--add', '--cacheinfo', `160000,${id},module`);
    assert.deepEqual(await find(), { code: 0, printed: [], notes: [] });
  });

  it('fails outside of a repository, so that nothing is committed unchecked', async () => {
    await rm(path.join(folder, '.git'), { recursive: true });
    const { code, notes } = await find();
    assert.equal(code, 2);
    assert.match(notes.join('\n'), /^presign: git: /);
  });

  it('as a hook stops commits with links, partial commits too, and lets others pass', async () => {
    const command = [process.execPath, path.join(repositoryFolder, 'src/cli/main.ts')].map((word) => `'${word}'`);
    const hook = path.join(folder, '.git/hooks/pre-commit');
    await mkdir(path.dirname(hook), { recursive: true });
    await writeFile(hook, `#!/bin/sh\nexec ${command.join(' ').replaceAll('\\', '/')} find --staged\n`);
    await chmod(hook, 0o755);
    const commit = (...args: readonly string[]): { status: number | null; said: string } => {
      const { status, stdout, stderr } = spawnSync('git', [...identity, 'commit', '--message', 'Work', ...args], {
        cwd: folder,
        encoding: 'utf8',
      });
      return { status, said: stdout + stderr };
    };
    await write('notes.md', `See ${url}\n`);
    await write('other.txt', 'nothing\n');
    git('add', '--all');
    const stopped = commit();
    assert.equal(stopped.status, 1);
    assert.match(stopped.said, /notes\.md:1:5: presigned URL \(V4\) of oss:\/\/examplebucket\/报告\/2026 \(终\)\.pdf/);
    assert.doesNotMatch(stopped.said, /[0-9a-f]{64}/);
    assert.equal(commit('other.txt').status, 0);
    assert.equal(commit('notes.md').status, 1);
    await write('notes.md', 'See the report\n');
    git('add', '--all');
    assert.equal(commit().status, 0);
  });
});
