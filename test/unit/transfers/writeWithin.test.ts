import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeWithin, type WriteOptions } from '../../../src/transfers/writeWithin.ts';
import { chunksOf } from '../../support/oss/chunks.ts';

describe('writeWithin', () => {
  let root = '';
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'oss-links-download-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const content = (text: string) => () => Promise.resolve(chunksOf(text));
  const options = (more: Partial<WriteOptions> = {}): WriteOptions => ({
    replace: false,
    partSuffix: '.part',
    signal: new AbortController().signal,
    ...more,
  });
  const files = async (): Promise<string[]> => (await readdir(root, { recursive: true })).sort();

  it('creates the folders on the way', async () => {
    assert.equal(await writeWithin(root, ['a', '报告', 'b.txt'], content('x'), options()), true);
    assert.equal(await readFile(path.join(root, 'a/报告/b.txt'), 'utf8'), 'x');
    assert.deepEqual(await files(), ['a', 'a/报告', 'a/报告/b.txt']);
  });

  it('requests no content if a name is taken, and replaces it only if allowed', async () => {
    await writeFile(path.join(root, 'a'), 'old');
    const notRequested = (): never => assert.fail('the content was asked for');
    assert.equal(await writeWithin(root, ['a'], notRequested, options()), false);
    assert.equal(await readFile(path.join(root, 'a'), 'utf8'), 'old');
    assert.equal(await writeWithin(root, ['a'], content('new'), options({ replace: true })), true);
    assert.equal(await readFile(path.join(root, 'a'), 'utf8'), 'new');
  });

  it('reports a name that the system refuses, which is not taken for an existing file', async () => {
    const name = 'x'.repeat(300);
    await assert.rejects(writeWithin(root, [name], content('x'), options()), { code: /ENAMETOOLONG|ENOENT|EINVAL/ });
    assert.deepEqual(await files(), []);
  });

  it('writes a secret that only the user can read, and other files as usual', async () => {
    await writeWithin(root, ['secret'], content('x'), options({ replace: true, isSecret: true }));
    await writeWithin(root, ['usual'], content('x'), options({ replace: true }));
    await writeFile(path.join(root, 'plain'), 'x');
    const modeOf = async (name: string): Promise<number> => (await stat(path.join(root, name))).mode & 0o777;
    // Windows has no such modes.
    assert.equal(await modeOf('secret'), process.platform === 'win32' ? 0o666 : 0o600);
    assert.equal(await modeOf('usual'), await modeOf('plain'));
  });

  it('leaves nothing behind if the content fails, and keeps the existing file', async () => {
    await writeFile(path.join(root, 'kept'), 'old');
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from('half'));
      throw new Error('cut off');
    }
    for (const [name, replace] of [
      ['new', false],
      ['kept', true],
    ] as const) {
      await assert.rejects(
        writeWithin(root, [name], () => Promise.resolve(broken()), options({ replace })),
        /cut off/,
      );
    }
    assert.deepEqual(await files(), ['kept']);
    assert.equal(await readFile(path.join(root, 'kept'), 'utf8'), 'old');
  });

  it('leaves nothing behind when cancelled', async () => {
    const abort = new AbortController();
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        yield await Promise.resolve(Buffer.alloc(1024));
        abort.abort();
      }
    }
    await assert.rejects(
      writeWithin(root, ['new'], () => Promise.resolve(endless()), options({ signal: abort.signal })),
      { name: 'AbortError' },
    );
    assert.deepEqual(await files(), []);
  });

  it('follows no symlink out of the folder', async () => {
    const outside = await mkdtemp(path.join(tmpdir(), 'oss-links-outside-'));
    try {
      await symlink(outside, path.join(root, 'out'));
      await assert.rejects(writeWithin(root, ['out', 'x'], content('x'), options()), { code: 'OutsideFolder' });
      await assert.rejects(writeWithin(root, ['out', 'deep', 'x'], content('x'), options()), { code: 'OutsideFolder' });
      assert.deepEqual(await readdir(outside), []);
      await mkdir(path.join(root, 'in'));
      await symlink(path.join(root, 'in'), path.join(root, 'also in'));
      assert.equal(await writeWithin(root, ['also in', 'x'], content('x'), options()), true);
    } finally {
      await rm(outside, { recursive: true, force: true });
    }
  });
});
