import assert from 'node:assert/strict';
import { MAX_REMOTE_FILE_BYTES, writeThroughFs, type FolderFs } from '../../../src/transfers/writeThroughFs.ts';
import { chunksOf } from '../../support/oss/chunks.ts';

/** A file system in memory; a symlink leads somewhere else. */
class MemoryFs implements FolderFs {
  readonly entries = new Map<string, string | { readonly symlink: string }>();

  kindOf(segments: readonly string[]): ReturnType<FolderFs['kindOf']> {
    const path = segments.join('/');
    const entry = this.entries.get(path);
    if (typeof entry === 'object') return Promise.resolve('symlink');
    if (entry !== undefined) return Promise.resolve('file');
    return Promise.resolve([...this.entries.keys()].some((key) => key.startsWith(`${path}/`)) ? 'folder' : undefined);
  }

  writeFile(segments: readonly string[], bytes: Uint8Array): Promise<void> {
    this.entries.set(segments.join('/'), Buffer.from(bytes).toString());
    return Promise.resolve();
  }

  rename(from: readonly string[], to: readonly string[], overwrite: boolean): Promise<void> {
    const [source, target] = [from.join('/'), to.join('/')];
    if (!overwrite && this.entries.has(target)) return Promise.reject(new Error('exists'));
    this.entries.set(target, this.entries.get(source) ?? '');
    this.entries.delete(source);
    return Promise.resolve();
  }

  delete(segments: readonly string[]): Promise<void> {
    this.entries.delete(segments.join('/'));
    return Promise.resolve();
  }
}

describe('writeThroughFs', () => {
  let fs: MemoryFs;
  const options = { replace: false, partSuffix: '.part', signal: new AbortController().signal };
  const content = () => Promise.resolve(chunksOf('new'));

  beforeEach(() => {
    fs = new MemoryFs();
  });

  it('writes under a temporary name until the file is complete', async () => {
    const written: string[] = [];
    fs.writeFile = (segments) => {
      written.push(segments.join('/'));
      return MemoryFs.prototype.writeFile.call(fs, segments, Buffer.from('new'));
    };
    assert.equal(await writeThroughFs(fs, ['a', 'b.txt'], content, options), true);
    assert.deepEqual(written, ['a/b.txt.part']);
    assert.deepEqual([...fs.entries], [['a/b.txt', 'new']]);
  });

  it('requests no content if the file exists, and replaces it only if allowed', async () => {
    fs.entries.set('b.txt', 'old');
    const notRequested = (): never => assert.fail('the content was asked for');
    assert.equal(await writeThroughFs(fs, ['b.txt'], notRequested, options), false);
    assert.equal(await writeThroughFs(fs, ['b.txt'], content, { ...options, replace: true }), true);
    assert.deepEqual([...fs.entries], [['b.txt', 'new']]);
  });

  it('never writes through a symlink, on the way or at the file', async () => {
    for (const [symlink, replace] of [
      ['a', false],
      ['a/b.txt', true],
    ] as const) {
      fs = new MemoryFs();
      fs.entries.set(symlink, { symlink: '/etc' });
      await assert.rejects(writeThroughFs(fs, ['a', 'b.txt'], content, { ...options, replace }), {
        code: 'OutsideFolder',
        target: symlink,
      });
      assert.deepEqual([...fs.entries.keys()], [symlink]);
    }
  });

  it('detects a symlink that appears during the download', async () => {
    const late = async function* (): AsyncGenerator<Uint8Array> {
      fs.entries.set('a', { symlink: '/etc' });
      yield await Promise.resolve(Buffer.from('new'));
    };
    await assert.rejects(
      writeThroughFs(fs, ['a', 'b.txt'], () => Promise.resolve(late()), options),
      { code: 'OutsideFolder' },
    );
    assert.deepEqual([...fs.entries.keys()], ['a']);
  });

  it('uses no more memory than its limit', async () => {
    let readBytes = 0;
    const endless = function* (): Generator<Uint8Array> {
      const chunk = Buffer.alloc(2 ** 20);
      for (;;) {
        readBytes += chunk.length;
        yield chunk;
      }
    };
    const body = (async function* () {
      for (const chunk of endless()) yield await Promise.resolve(chunk);
    })();
    await assert.rejects(
      writeThroughFs(fs, ['b.txt'], () => Promise.resolve(body), options),
      { code: 'RemoteFileTooLarge' },
    );
    assert.equal(readBytes, MAX_REMOTE_FILE_BYTES + 2 ** 20);
    assert.deepEqual([...fs.entries], []);
  });

  it('leaves nothing behind if writing fails', async () => {
    fs.rename = () => Promise.reject(new Error('no space'));
    await assert.rejects(writeThroughFs(fs, ['b.txt'], content, options), /no space/);
    assert.deepEqual([...fs.entries], []);
  });
});
