import type { ObjectTarget } from '../links/link.ts';
import type { OssClient } from '../oss/client/ossClient.ts';
import type { ObjectMetadata } from '../oss/client/objects.ts';
import { verifiedBody } from './verifiedContent.ts';
import { omitUndefined } from '../oss/optional.ts';

/** Upper bound of objects opened in an editor; larger ones can be downloaded. */
export const MAX_OPENED_BYTES = 50 * 2 ** 20;

/** The object is too large to read into memory for an editor. */
export class ObjectTooLargeError extends Error {
  readonly code = 'ObjectTooLarge';

  constructor() {
    super('The object is too large for an editor.');
    this.name = 'ObjectTooLargeError';
  }
}

export interface ObjectContentsOptions {
  readonly clientOf: (profileId: string) => Promise<Pick<OssClient, 'headObject' | 'getObject'>>;
  /** Upper bound of the cache. */
  readonly cacheBytes: number;
}

export interface ReadControl {
  readonly signal?: AbortSignal;
  readonly onBytes?: (bytes: number) => void;
}

interface Kept {
  readonly etag: string;
  readonly bytes: Uint8Array;
}

/** Whole content of an object, and the metadata that came with it. */
export interface ReadObject {
  readonly bytes: Uint8Array;
  readonly metadata: ObjectMetadata;
}

/** Whole objects for editors, with a cache that is validated by ETag. */
export class ObjectContents {
  readonly #options: ObjectContentsOptions;
  /** Least recently used first. */
  readonly #kept = new Map<string, Kept>();
  #keptBytes = 0;

  constructor(options: ObjectContentsOptions) {
    this.#options = options;
  }

  /** Current metadata of the object. */
  async describe(target: ObjectTarget, { signal }: ReadControl = {}): Promise<ObjectMetadata> {
    const { profileId, bucket, key, versionId } = target;
    const client = await this.#options.clientOf(profileId);
    return client.headObject(bucket, key, omitUndefined({ versionId, signal }));
  }

  /** Current content; throws `ObjectTooLargeError`. */
  async read(target: ObjectTarget, control: ReadControl = {}): Promise<Uint8Array> {
    return (await this.readWithMetadata(target, control)).bytes;
  }

  /** Current content with its metadata; throws `ObjectTooLargeError`. */
  async readWithMetadata(target: ObjectTarget, control: ReadControl = {}): Promise<ReadObject> {
    const { profileId, bucket, key, versionId } = target;
    const metadata = await this.describe(target, control);
    const { sizeBytes, etag } = metadata;
    const name = JSON.stringify([profileId, bucket, key, versionId]);
    const kept = this.#kept.get(name);
    if (kept && kept.etag === etag) {
      this.#keep(name, kept);
      return { bytes: kept.bytes, metadata };
    }
    if (sizeBytes !== undefined && sizeBytes > MAX_OPENED_BYTES) throw new ObjectTooLargeError();
    // The object may have changed since its metadata was read.
    const read = await this.#fetch(target, control);
    const { etag: readEtag } = read.metadata;
    if (readEtag !== undefined) this.#keep(name, { etag: readEtag, bytes: read.bytes });
    return read;
  }

  async #fetch(
    { profileId, bucket, key, versionId }: ObjectTarget,
    { signal, onBytes }: ReadControl,
  ): Promise<ReadObject> {
    const client = await this.#options.clientOf(profileId);
    const { body, ...metadata } = await client.getObject(bucket, key, omitUndefined({ versionId, signal }));
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of verifiedBody({ body, headers: metadata.headers }, key)) {
      bytes += chunk.length;
      // Responses compressed on the way have no known size.
      if (bytes > MAX_OPENED_BYTES) throw new ObjectTooLargeError();
      chunks.push(chunk);
      onBytes?.(bytes);
    }
    return { bytes: Buffer.concat(chunks), metadata };
  }

  #keep(name: string, kept: Kept): void {
    this.#forget(name);
    this.#kept.set(name, kept);
    this.#keptBytes += kept.bytes.length;
    for (const oldest of this.#kept.keys()) {
      if (this.#keptBytes <= this.#options.cacheBytes) return;
      this.#forget(oldest);
    }
  }

  #forget(name: string): void {
    this.#keptBytes -= this.#kept.get(name)?.bytes.length ?? 0;
    this.#kept.delete(name);
  }
}
