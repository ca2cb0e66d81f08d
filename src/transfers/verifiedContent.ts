import { combineCrc64, Crc64, type Crc64Part } from '../oss/crc64.ts';
import type { RangedContent } from '../oss/client/multipart/multipartUpload.ts';
import { ContentMismatchError, FileChangedError } from './transferErrors.ts';
import type { ObjectContent } from '../oss/client/objectCalls.ts';

/** Content of a local file, which may change while it is being read. */
export interface FileContent extends RangedContent {
  /** Whether the file still has the size and modification time with which its content was opened. */
  readonly isUnchanged: () => Promise<boolean>;
}

/**
 * Content of a file while it is sent: its checksum is computed at the same time, and a change of the file is an error.
 */
export class SentContent implements RangedContent {
  readonly sizeBytes: number;
  readonly #content: FileContent;
  readonly #name: string;
  readonly #parts = new Map<number, Crc64Part>();
  readonly #opened = new Set<number>();
  #isRepeated = false;

  constructor(content: FileContent, name: string) {
    this.sizeBytes = content.sizeBytes;
    this.#content = content;
    this.#name = name;
  }

  /** Whether some range was sent more than once, so that an earlier attempt may have been stored. */
  get isRepeated(): boolean {
    return this.#isRepeated;
  }

  /** Checksum of the whole content, in the decimal form of OSS; `undefined` until all of it was read. */
  get crc64(): string | undefined {
    const parts = [...this.#parts].sort(([a], [b]) => a - b).map(([, part]) => part);
    const readBytes = parts.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    return readBytes === this.sizeBytes ? combineCrc64(parts).toString() : undefined;
  }

  /** Throws if OSS received other bytes than the range that was read from `start`. */
  readonly checkRange = (start: number, crc64: string): void => {
    const sent = this.#parts.get(start)?.crc64;
    if (sent !== undefined && sent.toString() !== crc64) throw new ContentMismatchError(this.#name, 'upload');
  };

  readonly open = (start: number, end: number): AsyncIterable<Uint8Array> => {
    if (this.#opened.has(start)) this.#isRepeated = true;
    this.#opened.add(start);
    return this.#read(start, end);
  };

  /** Holds back the last chunk until the file is known to be unchanged, so that OSS never stores a mixture. */
  async *#read(start: number, end: number): AsyncGenerator<Uint8Array> {
    const crc64 = new Crc64();
    let readBytes = 0;
    let lastChunk: Uint8Array | undefined;
    for await (const chunk of this.#content.open(start, end)) {
      if (lastChunk) yield lastChunk;
      crc64.update(chunk);
      readBytes += chunk.length;
      lastChunk = chunk;
    }
    if (readBytes !== end - start || !(await this.#content.isUnchanged())) throw new FileChangedError(this.#name);
    this.#parts.set(start, { crc64: crc64.value, sizeBytes: readBytes });
    if (lastChunk) yield lastChunk;
  }
}

/** The `x-oss-hash-crc64ecma` header of an object; absent on hosts that do not send it. */
export function crc64Header(headers: Readonly<Record<string, string>>): string | undefined {
  const value = headers['x-oss-hash-crc64ecma'];
  return value !== undefined && /^\d{1,20}$/.test(value) ? value : undefined;
}

/** Body of a whole object; throws `ContentMismatchError` at its end if the checksum differs from that of OSS. */
export async function* verifiedBody(
  { body, headers }: Pick<ObjectContent, 'body' | 'headers'>,
  name: string,
): AsyncGenerator<Uint8Array> {
  const expected = crc64Header(headers);
  const crc64 = new Crc64();
  for await (const chunk of body) {
    if (expected !== undefined) crc64.update(chunk);
    yield chunk;
  }
  if (expected !== undefined && crc64.value.toString() !== expected) throw new ContentMismatchError(name, 'download');
}
