import type { FileHandle } from 'node:fs/promises';

/** Content of a file whose parts are written one after the other or at the same time. Once it ends, no part is written. */
export type PartsOfFile = (partAt: (start: number) => FilePart) => Promise<void>;

/** Number of bytes written at a time; chunks may be much smaller. */
const WRITTEN_BYTES = 256 * 1024;

/** Part of a file that is written from `start` on. */
export class FilePart {
  readonly #file: Pick<FileHandle, 'writev'>;
  readonly #signal: AbortSignal;
  #end: number;

  constructor(file: Pick<FileHandle, 'writev'>, start: number, signal: AbortSignal) {
    this.#file = file;
    this.#end = start;
    this.#signal = signal;
  }

  /** Appends content to the part; the next bytes arrive while the last ones are written. Nothing is written afterwards. */
  async write(content: AsyncIterable<Uint8Array>): Promise<void> {
    let writing = Promise.resolve();
    const write = async (chunks: readonly Uint8Array[]): Promise<void> => {
      await writing;
      writing = this.#append(chunks);
      // A failure is thrown by the next call.
      writing.catch(() => undefined);
    };
    try {
      let waiting: Uint8Array[] = [];
      let waitingBytes = 0;
      for await (const chunk of content) {
        this.#signal.throwIfAborted();
        waiting.push(chunk);
        waitingBytes += chunk.length;
        if (waitingBytes < WRITTEN_BYTES) continue;
        await write(waiting);
        [waiting, waitingBytes] = [[], 0];
      }
      this.#signal.throwIfAborted();
      await write(waiting);
    } finally {
      await writing.catch(() => undefined);
    }
    await writing;
  }

  async #append(chunks: readonly Uint8Array[]): Promise<void> {
    let left = chunks;
    while (left.length > 0) {
      const { bytesWritten } = await this.#file.writev(left, this.#end);
      this.#end += bytesWritten;
      left = withoutFirst(left, bytesWritten);
    }
  }
}

/** Chunks without their first bytes: a file system may write fewer bytes than it gets. */
function withoutFirst(chunks: readonly Uint8Array[], bytes: number): readonly Uint8Array[] {
  const left = [...chunks];
  let written = bytes;
  for (;;) {
    const [first] = left;
    if (first === undefined) return left;
    if (first.length > written) {
      left[0] = first.subarray(written);
      return left;
    }
    written -= first.length;
    left.shift();
  }
}
