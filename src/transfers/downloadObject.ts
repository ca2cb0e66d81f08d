import { combineCrc64, Crc64, type Crc64Part } from '../oss/crc64.ts';
import type { GetObjectOptions, ObjectContent } from '../oss/client/objectCalls.ts';
import type { OssClient } from '../oss/client/ossClient.ts';
import { OssError } from '../oss/errors/errors.ts';
import { isRetryable } from '../oss/client/retry.ts';
import { discardBody } from '../oss/client/transport.ts';
import { omitUndefined } from '../oss/optional.ts';
import { inSlots } from '../oss/requestSlots.ts';
import type { FilePart, PartsOfFile } from './filePart.ts';
import type { ItemControl } from './transferAll.ts';
import { ContentMismatchError, ObjectChangedError } from './transferErrors.ts';
import { crc64Header, verifiedBody } from './verifiedContent.ts';
import type { WriteOptions } from './writeWithin.ts';

/** Object or version to download. */
export interface DownloadedObject {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string | undefined;
  /** As it was listed. */
  readonly sizeBytes: number;
}

/** Folder that objects are downloaded into. */
export interface TargetFolder {
  /**
   * Writes a file at a path of names below the folder. False, before `content` is opened, if an entry of that name
   * exists and may not be replaced. Failures and cancellations leave no partial file behind.
   */
  write(
    segments: readonly string[],
    content: () => Promise<AsyncIterable<Uint8Array>>,
    options: WriteOptions,
  ): Promise<boolean>;
  /** The same for parts that are written at the same time; absent where files are written as a whole. */
  readonly writeParts?:
    ((segments: readonly string[], content: PartsOfFile, options: WriteOptions) => Promise<boolean>) | undefined;
}

/** Size of the ranges of a large object, each of which is a request. */
const RANGE_BYTES = 8 * 2 ** 20;
/** Number of requests for a range whose response breaks off; each continues where the last one ended. */
const RANGE_ATTEMPTS = 3;

type DownloadClient = Pick<OssClient, 'getObject'>;

/**
 * Downloads an object into a file below a folder, verified by its CRC-64. A large one comes in ranges, as many at a time as
 * there are slots. False if the file exists and may not be replaced.
 */
export function downloadObject(
  client: DownloadClient,
  object: DownloadedObject,
  { folder, segments }: { readonly folder: TargetFolder; readonly segments: readonly string[] },
  control: ItemControl,
  options: Omit<WriteOptions, 'signal'>,
): Promise<boolean> {
  const writeOptions = { ...options, signal: control.signal };
  const download = new Download(client, object, control);
  return object.sizeBytes > RANGE_BYTES && folder.writeParts !== undefined
    ? folder.writeParts(segments, (partAt) => download.inRanges(partAt), writeOptions)
    : folder.write(segments, () => download.whole(), writeOptions);
}

/** Bytes of an object from `start` up to, not including, `end`. */
interface Range {
  readonly start: number;
  readonly end: number;
}

class Download {
  readonly #client: DownloadClient;
  readonly #object: DownloadedObject;
  readonly #control: ItemControl;
  #receivedBytes = 0;

  constructor(client: DownloadClient, object: DownloadedObject, control: ItemControl) {
    this.#client = client;
    this.#object = object;
    this.#control = control;
  }

  async whole(): Promise<AsyncIterable<Uint8Array>> {
    return this.#verified(await this.#get({}, this.#control.signal));
  }

  /** Requests the first range. All others must be of the state of the object that its response names. */
  async inRanges(partAt: (start: number) => FilePart): Promise<void> {
    const { signal, slots } = this.#control;
    const first = await this.#firstRange();
    const { etag, 'content-range': contentRange } = first.headers;
    const sizeBytes = wholeSizeOf(contentRange);
    if (etag === undefined || sizeBytes === undefined) {
      // The host sends no ranges, or nothing that tells the states of an object apart.
      await partAt(0).write(this.#verified(contentRange === undefined ? first : await this.#insteadOf(first)));
      return;
    }
    const ranges = rangesOf(sizeBytes);
    const checksums = new Map<number, Crc64Part>();
    await inSlots(
      ranges,
      slots,
      async (range, rangeSignal) => {
        const opened = range.start === 0 ? first : undefined;
        checksums.set(range.start, await this.#receive(range, etag, partAt(range.start), rangeSignal, opened));
      },
      signal,
      { isNested: true },
    );
    const expected = crc64Header(first.headers);
    if (expected === undefined) return;
    const crc64 = combineCrc64(ranges.flatMap(({ start }) => checksums.get(start) ?? []));
    if (crc64.toString() !== expected) throw new ContentMismatchError(this.#object.key, 'download');
  }

  /** Response to the first range, or the whole object if it has become empty and so has no range. */
  async #firstRange(): Promise<ObjectContent> {
    const { signal } = this.#control;
    try {
      return await this.#get({ range: { first: 0, last: RANGE_BYTES - 1 } }, signal);
    } catch (error) {
      if (error instanceof OssError && error.status === 416) return this.#get({}, signal);
      throw error;
    }
  }

  /** Whole object in place of a range, which is left. */
  async #insteadOf(range: ObjectContent): Promise<ObjectContent> {
    await discardBody({ status: 206, ...range });
    return this.#get({}, this.#control.signal);
  }

  /** Writes a range. A response that breaks off is continued by another one. */
  async #receive(
    { start, end }: Range,
    etag: string,
    part: FilePart,
    signal: AbortSignal,
    opened: ObjectContent | undefined,
  ): Promise<Crc64Part> {
    const crc64 = new Crc64();
    let sizeBytes = 0;
    const onChunk = (chunk: Uint8Array): void => {
      signal.throwIfAborted();
      crc64.update(chunk);
      sizeBytes += chunk.length;
      if (start + sizeBytes > end) throw new ContentMismatchError(this.#object.key, 'download');
      this.#count(chunk);
    };
    let content = opened;
    for (let attempt = 1; ; attempt++) {
      content ??= await this.#getRange({ start: start + sizeBytes, end }, etag, signal);
      const received = new WatchedBody(content.body, onChunk);
      await part.write(received.chunks());
      if (received.failure === undefined) {
        if (start + sizeBytes < end) throw new ContentMismatchError(this.#object.key, 'download');
        return { crc64: crc64.value, sizeBytes };
      }
      const { reason } = received.failure;
      if (attempt >= RANGE_ATTEMPTS || !isRetryable(reason)) throw reason;
      this.#control.slots.slowDown();
      content = undefined;
    }
  }

  /** Range of the object in the state of an ETag, which is in quotes. */
  async #getRange({ start, end }: Range, etag: string, signal: AbortSignal): Promise<ObjectContent> {
    const { key } = this.#object;
    try {
      const content = await this.#get(
        { range: { first: start, last: end - 1 }, headers: { 'if-match': etag } },
        signal,
      );
      const { headers } = content;
      if (headers['etag'] === etag && headers['content-range']?.startsWith(`bytes ${start}-`)) return content;
      await discardBody({ status: 206, ...content });
    } catch (error) {
      if (!(error instanceof OssError) || error.code !== 'PreconditionFailed') throw error;
      throw new ObjectChangedError(key, { cause: error });
    }
    throw new ObjectChangedError(key);
  }

  async *#verified(content: ObjectContent): AsyncGenerator<Uint8Array> {
    for await (const chunk of verifiedBody(content, this.#object.key)) {
      yield chunk;
      this.#count(chunk);
    }
  }

  #count({ length }: Uint8Array): void {
    this.#receivedBytes += length;
    this.#control.onBytes(this.#receivedBytes);
  }

  #get(options: Pick<GetObjectOptions, 'range' | 'headers'>, signal: AbortSignal): Promise<ObjectContent> {
    const { bucket, key, versionId } = this.#object;
    const onRetry = this.#control.slots.slowDown;
    return this.#client.getObject(bucket, key, omitUndefined({ ...options, versionId, signal, onRetry }));
  }
}

/** Body whose failure is kept, so that what has arrived of it is still written. */
class WatchedBody {
  failure: { readonly reason: unknown } | undefined;
  readonly #body: AsyncIterable<Uint8Array>;
  readonly #onChunk: (chunk: Uint8Array) => void;

  constructor(body: AsyncIterable<Uint8Array>, onChunk: (chunk: Uint8Array) => void) {
    this.#body = body;
    this.#onChunk = onChunk;
  }

  async *chunks(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of this.#body) {
        this.#onChunk(chunk);
        yield chunk;
      }
    } catch (reason) {
      this.failure = { reason };
    }
  }
}

/** Size of the whole object by the `content-range` of its first range. */
function wholeSizeOf(contentRange = ''): number | undefined {
  const size = /^bytes 0-\d+\/(\d+)$/.exec(contentRange)?.[1];
  return size === undefined ? undefined : Number(size);
}

function rangesOf(sizeBytes: number): readonly Range[] {
  return Array.from({ length: Math.ceil(sizeBytes / RANGE_BYTES) }, (_, index) => ({
    start: index * RANGE_BYTES,
    end: Math.min((index + 1) * RANGE_BYTES, sizeBytes),
  }));
}
