import { createHash } from 'node:crypto';
import { InvalidInputError } from '../errors/errors.ts';

/** Source of an upload: bytes; a stream, which can be sent once; or a function that opens a new stream. */
export type UploadSource = Uint8Array | AsyncIterable<Uint8Array> | (() => AsyncIterable<Uint8Array>);

/** Body of an upload, with its progress and its own failure. */
export interface UploadBody {
  /** Opens nothing before the first chunk is requested, and closes what it opened when it is left. */
  readonly open: () => AsyncIterable<Uint8Array>;
  readonly isRepeatable: boolean;
  /** Absent if unknown before the end. */
  readonly sizeBytes: number | undefined;
  /** Error of the source. Sending again does not help then. */
  readonly failure: () => { readonly reason: unknown } | undefined;
}

/** Chunk size, small enough for a timeout to detect a stalled connection, and for progress to be visible. */
const CHUNK_BYTES = 64 * 1024;

/**
 * Creates a body from a source. `onProgress` gets the bytes sent so far, from 0 again for each repetition. The body
 * throws an `InvalidInputError` if the source does not have the announced size.
 */
export function uploadBody(
  source: UploadSource,
  announcedBytes?: number,
  onProgress?: (sentBytes: number) => void,
): UploadBody {
  const sizeBytes = source instanceof Uint8Array ? source.length : announcedBytes;
  let failure: { readonly reason: unknown } | undefined;
  const watched = async function* (): AsyncGenerator<Uint8Array> {
    try {
      yield* ofSize(openSource(source), sizeBytes);
    } catch (reason) {
      failure = { reason };
      throw reason;
    }
  };
  return {
    open: () => counted(watched(), onProgress),
    isRepeatable: source instanceof Uint8Array || typeof source === 'function',
    sizeBytes,
    failure: () => failure,
  };
}

/** Headers and body of a call that sends XML, with the MD5 by which OSS detects a changed document. */
export function xmlBody(text: string): {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: UploadBody;
} {
  const document = Buffer.from(text);
  return {
    headers: {
      'content-type': 'application/xml',
      'content-length': String(document.length),
      'content-md5': createHash('md5').update(document).digest('base64'),
    },
    body: uploadBody(document),
  };
}

function openSource(source: UploadSource): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  if (source instanceof Uint8Array) return pieces(source);
  return typeof source === 'function' ? source() : source;
}

function* pieces(bytes: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += CHUNK_BYTES) yield bytes.subarray(start, start + CHUNK_BYTES);
}

async function* ofSize(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  sizeBytes: number | undefined,
): AsyncGenerator<Uint8Array> {
  let readBytes = 0;
  for await (const chunk of chunks) {
    readBytes += chunk.length;
    if (sizeBytes !== undefined && readBytes > sizeBytes) throw wrongSize(sizeBytes);
    yield chunk;
  }
  if (sizeBytes !== undefined && readBytes < sizeBytes) throw wrongSize(sizeBytes);
}

/**
 * Counts chunks. Errors that a transport throws into it stop here, so that only failures of the source count as such.
 */
async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  onProgress: ((sentBytes: number) => void) | undefined,
): AsyncGenerator<Uint8Array> {
  let sentBytes = 0;
  onProgress?.(sentBytes);
  for await (const chunk of chunks) {
    sentBytes += chunk.length;
    yield chunk;
    onProgress?.(sentBytes);
  }
}

function wrongSize(sizeBytes: number): InvalidInputError {
  return new InvalidInputError(
    'body',
    "The content doesn't have the announced size of {0} bytes. It changed during the upload.",
    [sizeBytes],
  );
}
