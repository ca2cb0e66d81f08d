import assert from 'node:assert/strict';
import { FilePart } from '../../../src/transfers/filePart.ts';
import { chunksOf } from '../../support/oss/chunks.ts';

/** File in memory that writes at most `mostBytes` at a time, as some network drives do. */
class MemoryFile {
  readonly bytes = Buffer.alloc(2_000_000);
  writeCount = 0;
  failure: Error | undefined;
  readonly #mostBytes: number;

  constructor(mostBytes = Infinity) {
    this.#mostBytes = mostBytes;
  }

  async writev<T extends readonly NodeJS.ArrayBufferView[]>(
    buffers: T,
    position = 0,
  ): Promise<{ bytesWritten: number; buffers: T }> {
    await new Promise(setImmediate);
    this.writeCount++;
    if (this.failure) throw this.failure;
    const all = Buffer.concat(buffers.map((view) => view as Uint8Array));
    const written = all.subarray(0, this.#mostBytes);
    written.copy(this.bytes, position);
    return { bytesWritten: written.length, buffers };
  }
}

describe('FilePart', () => {
  const { signal } = new AbortController();

  it('writes chunks one after the other from its start, and none for nothing', async () => {
    const file = new MemoryFile();
    const part = new FilePart(file, 3, signal);
    await part.write(chunksOf());
    await part.write(chunksOf('ab', 'c'));
    await part.write(chunksOf('d'));
    assert.equal(file.bytes.subarray(0, 8).toString(), '\0\0\0abcd\0');
    assert.equal(file.writeCount, 2);
  });

  it('writes the rest where the file system wrote fewer bytes', async () => {
    const file = new MemoryFile(3);
    await new FilePart(file, 0, signal).write(chunksOf('ab', 'cdefg', 'h', 'ij'));
    assert.equal(file.bytes.subarray(0, 11).toString(), 'abcdefghij\0');
    assert.equal(file.writeCount, 4);
  });

  it('joins small chunks, so that a large content needs few writes', async () => {
    const file = new MemoryFile();
    const chunks = Array.from({ length: 1024 }, (_, index) => String(index % 10).repeat(1024));
    await new FilePart(file, 0, signal).write(chunksOf(...chunks));
    assert.equal(file.bytes.subarray(0, 2 ** 20).toString(), chunks.join(''));
    assert.equal(file.writeCount, 4);
  });

  it('throws the failure of a write, and reads no further', async () => {
    const file = new MemoryFile();
    file.failure = new Error('disk full');
    let readCount = 0;
    const content = async function* (): AsyncGenerator<Uint8Array> {
      for (; readCount < 100; readCount++) yield await Promise.resolve(Buffer.alloc(2 ** 18));
    };
    await assert.rejects(new FilePart(file, 0, signal).write(content()), /disk full/);
    assert.ok(readCount < 5, String(readCount));
  });

  it('writes nothing after it has thrown', async () => {
    const file = new MemoryFile();
    const abort = new AbortController();
    const content = async function* (): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.alloc(2 ** 18));
      abort.abort(new Error('cancelled'));
      yield Buffer.alloc(2 ** 18);
    };
    await assert.rejects(new FilePart(file, 0, abort.signal).write(content()), /cancelled/);
    const { writeCount } = file;
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    assert.equal(file.writeCount, writeCount);
    assert.equal(writeCount, 1);
  });
});
