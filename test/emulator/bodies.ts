import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc64Of, createCrc64 } from './crc64.ts';

/** Bytes of an object or of a part; never changed after they were written. */
export interface Body {
  readonly sizeBytes: number;
  /** In decimal, as on the wire. */
  readonly crc64: string;
  /** The bytes from `start` up to, not including, `end`. */
  read(start: number, end: number): Readable;
}

export interface WrittenBody {
  readonly body: Body;
  readonly md5: Buffer;
}

export type BodySource = Uint8Array | AsyncIterable<Uint8Array>;

/** Storage of bodies. */
export interface BodyStore {
  write(source: BodySource): Promise<WrittenBody>;
  /** Deletes everything that this store wrote. */
  clear(): Promise<void>;
}

/** Keeps bodies in memory. */
export function memoryBodies(): BodyStore {
  return {
    async write(source) {
      const bytes = source instanceof Uint8Array ? Buffer.from(source) : await collect(source);
      return { body: await memoryBody(bytes), md5: createHash('md5').update(bytes).digest() };
    },
    clear: () => Promise.resolve(),
  };
}

/** Keeps bodies as files in a directory of their own under `dataDir`; bytes are streamed, so that they may be many. */
export async function diskBodies(dataDir: string): Promise<BodyStore> {
  await mkdir(dataDir, { recursive: true });
  const directory = await mkdtemp(join(dataDir, 'objects-'));
  let written = 0;
  return {
    async write(source) {
      written += 1;
      const path = join(directory, String(written));
      const md5 = createHash('md5');
      const crc64 = await createCrc64();
      let sizeBytes = 0;
      const measured = async function* (): AsyncGenerator<Uint8Array> {
        for await (const chunk of source instanceof Uint8Array ? [source] : source) {
          md5.update(chunk);
          crc64.update(chunk);
          sizeBytes += chunk.length;
          yield chunk;
        }
      };
      await pipeline(measured(), createWriteStream(path));
      return { body: fileBody(path, sizeBytes, crc64.decimal()), md5: md5.digest() };
    },
    clear: () => rm(directory, { recursive: true, force: true }),
  };
}

/** Body that reads as its parts in sequence, without copying them; its checksum is computed from the bytes. */
export async function joinBodies(parts: readonly Body[]): Promise<Body> {
  const sizeBytes = parts.reduce((sum, part) => sum + part.sizeBytes, 0);
  const crc64 = await createCrc64();
  for await (const chunk of readRange(parts, 0, sizeBytes)) {
    crc64.update(chunk);
  }
  return {
    sizeBytes,
    crc64: crc64.decimal(),
    read: (start, end) => Readable.from(readRange(parts, start, end), { objectMode: false }),
  };
}

async function* readRange(parts: readonly Body[], start: number, end: number): AsyncGenerator<Buffer> {
  let offset = 0;
  for (const part of parts) {
    const from = Math.max(start - offset, 0);
    const to = Math.min(end - offset, part.sizeBytes);
    if (from < to) {
      yield* part.read(from, to) as AsyncIterable<Buffer>;
    }
    offset += part.sizeBytes;
  }
}

/** Reads a source to its end. */
export async function collect(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function memoryBody(bytes: Buffer): Promise<Body> {
  return {
    sizeBytes: bytes.length,
    crc64: await crc64Of(bytes),
    read: (start, end) => Readable.from(start < end ? [bytes.subarray(start, end)] : [], { objectMode: false }),
  };
}

function fileBody(path: string, sizeBytes: number, crc64: string): Body {
  return {
    sizeBytes,
    crc64,
    // A stream's `end` is inclusive, so that it cannot say "nothing".
    read: (start, end) => (start < end ? createReadStream(path, { start, end: end - 1 }) : Readable.from([])),
  };
}
