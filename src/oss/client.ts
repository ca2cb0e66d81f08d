import { followsBuckets, isAccelerated, locationOfBucket, officeOf } from './bucketLocation.ts';
import type { BucketLocation } from './bucketLocation.ts';
import { readBucketInfo, readBucketPage } from './buckets.ts';
import type { BucketEntry, BucketInfo } from './buckets.ts';
import { ServiceClock } from './clockSkew.ts';
import type { Credentials } from './credentials.ts';
import { defaultAddressing, parseEndpoint } from './endpoint.ts';
import type { Addressing } from './endpoint.ts';
import { OssError } from './errors.ts';
import { correctLocation } from './locationCorrection.ts';
import { readObjectMetadata, readObjectPage, withoutQuotes } from './objects.ts';
import type { ObjectMetadata, ObjectPage } from './objects.ts';
import { omitUndefined } from './omitUndefined.ts';
import { waitFor } from './retry.ts';
import { makeCall } from './signedCall.ts';
import type { Caller, Exchange, SignedCall } from './signedCall.ts';
import type { HttpResponse, HttpTransport } from './transport.ts';
import { uploadBody } from './uploadBody.ts';
import type { UploadSource } from './uploadBody.ts';

export type { BucketLocation, Exchange };

export interface OssClientOptions {
  readonly transport: HttpTransport;
  /** Asked for each attempt, so that temporary credentials may be renewed. */
  readonly credentials: () => Promise<Credentials>;
  readonly region: string;
  readonly endpoint: string;
  /** By default what suits the endpoint. */
  readonly addressing?: Addressing;
  /** The user agreed that keys and data cross the network in the clear; else only loopback may be reached over http. */
  readonly allowPlainHttp?: boolean;
  readonly now?: () => Date;
  /** Gives numbers from 0 to below 1. */
  readonly random?: () => number;
  readonly wait?: (waitMs: number, signal?: AbortSignal) => Promise<void>;
  /** Per attempt: for the answer to begin, and between two parts of it. 30 s by default. */
  readonly timeoutMs?: number;
  /** Repetitions after failures that may pass, 2 by default. */
  readonly retries?: number;
  readonly onExchange?: (exchange: Exchange) => void;
}

export interface ListObjectsOptions {
  readonly prefix?: string;
  /** Folds keys together up to it, e.g. `/`. */
  readonly delimiter?: string;
  readonly continuationToken?: string;
  /** 1 to 1,000, objects and prefixes together; 1,000 by default. */
  readonly maxKeys?: number;
  readonly signal?: AbortSignal;
}

export interface ReadObjectOptions {
  readonly versionId?: string;
  /** `if-match` and the like. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export interface GetObjectOptions extends ReadObjectOptions {
  /** The bytes from the first to the last, both counted from 0 and included; to the end without a last. */
  readonly range?: { readonly first: number; readonly last?: number };
}

/** An object's content; the body is read once, to its end or until the iteration is left. */
export interface ObjectContent extends ObjectMetadata {
  readonly body: AsyncIterable<Uint8Array>;
}

export interface PutObjectOptions {
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The length of a stream, where it is known. */
  readonly sizeBytes?: number;
  readonly onProgress?: (sentBytes: number) => void;
  readonly signal?: AbortSignal;
}

export interface PutObjectResult {
  /** Without its quotes. */
  readonly etag?: string;
  readonly versionId?: string;
}

interface Abortable {
  readonly signal?: AbortSignal | undefined;
}

interface BucketCall extends SignedCall {
  readonly bucket: string;
}

/** The key of the service itself in the map of known locations; no bucket is called so. */
const SERVICE = '';

/**
 * OSS over a transport, signed with V4 in the headers. All methods throw `InvalidInputError` for what cannot be asked,
 * `OssError` for a refusal, `TransportError` for a failing network, the signal's reason once it is aborted, and what the
 * source of an upload threw.
 */
export class OssClient {
  readonly #caller: Caller;
  readonly #clock: ServiceClock;
  readonly #own: BucketLocation;
  readonly #locations = new Map<string, BucketLocation>();

  constructor(options: OssClientOptions) {
    const { transport, credentials, region, endpoint, allowPlainHttp = false, now = () => new Date() } = options;
    const parsed = parseEndpoint(endpoint, { allowPlainHttp });
    this.#clock = new ServiceClock(now);
    this.#own = { region, endpoint, addressing: options.addressing ?? defaultAddressing(parsed) };
    this.#caller = {
      transport,
      credentials,
      clock: this.#clock,
      now,
      random: options.random ?? Math.random,
      wait: options.wait ?? waitFor,
      timeoutMs: options.timeoutMs ?? 30_000,
      retries: options.retries ?? 2,
      onExchange: options.onExchange ?? (() => undefined),
    };
  }

  /** The service's time minus the local one, since OSS refused the local one; else 0. To be added when presigning. */
  get clockOffsetMs(): number {
    return this.#clock.offsetMs;
  }

  /** The service's time minus the local one as the last answer's `Date` tells, to the second; proxies may change it. */
  get observedClockOffsetMs(): number | undefined {
    return this.#clock.observedOffsetMs;
  }

  /** All buckets of the account, in all regions, page by page as they are asked for (ListBuckets). */
  async *listBuckets({ prefix, signal }: { readonly prefix?: string } & Abortable = {}): AsyncGenerator<BucketEntry> {
    let marker: string | undefined;
    do {
      const query = omitUndefined({ 'max-keys': '1000', prefix: prefix || undefined, marker });
      const call: SignedCall = { operation: 'ListBuckets', method: 'GET', query, signal };
      const page = await this.#call(call, this.#locations.get(SERVICE) ?? officeOf(this.#own), ({ body }) =>
        readBucketPage(body),
      );
      if (followsBuckets(this.#own)) {
        for (const bucket of page.buckets) this.#locations.set(bucket.name, locationOfBucket(bucket, this.#own));
      }
      yield* page.buckets;
      marker = page.nextMarker;
    } while (marker !== undefined);
  }

  /** One page of a bucket's objects and folded prefixes, without the marker object of the listed folder (ListObjectsV2). */
  listObjects(bucket: string, options: ListObjectsOptions = {}): Promise<ObjectPage> {
    const { prefix = '', delimiter, continuationToken, maxKeys = 1000, signal } = options;
    const query = omitUndefined({
      'list-type': '2',
      'encoding-type': 'url',
      'max-keys': String(maxKeys),
      prefix: prefix || undefined,
      delimiter: delimiter || undefined,
      'continuation-token': continuationToken,
    });
    return this.#callBucket({ operation: 'ListObjectsV2', method: 'GET', bucket, query, signal }, ({ body }) =>
      readObjectPage(body, prefix),
    );
  }

  /** What a bucket is set to (GetBucketInfo). Any region answers it for every bucket. */
  async getBucketInfo(bucket: string, { signal }: Abortable = {}): Promise<BucketInfo> {
    return this.#bucketInfo(bucket, this.#locations.get(bucket) ?? this.#own, signal);
  }

  /** What OSS says of an object without its content (HeadObject). */
  headObject(bucket: string, key: string, options: ReadObjectOptions = {}): Promise<ObjectMetadata> {
    const call: BucketCall = { operation: 'HeadObject', method: 'HEAD', bucket, key, ...readParts(options) };
    return this.#callBucket(call, async (response) => {
      await drain(response);
      return readObjectMetadata(response);
    });
  }

  /** An object's content or a range of it (GetObject); a range outside of the object is refused. */
  getObject(bucket: string, key: string, options: GetObjectOptions = {}): Promise<ObjectContent> {
    const { range } = options;
    const { headers, ...parts } = readParts(options);
    const rangeHeaders = range && {
      range: `bytes=${range.first}-${range.last ?? ''}`,
      'x-oss-range-behavior': 'standard',
    };
    const call: BucketCall = {
      operation: 'GetObject',
      method: 'GET',
      bucket,
      key,
      ...parts,
      headers: { ...headers, ...rangeHeaders },
    };
    return this.#callBucket(call, (response) =>
      Promise.resolve({ ...readObjectMetadata(response), body: response.body }),
    );
  }

  /**
   * Writes an object of at most 5 GB (PutObject). Bytes and functions that open a stream are sent again where that may
   * help; a stream is sent once.
   */
  putObject(
    bucket: string,
    key: string,
    source: UploadSource,
    options: PutObjectOptions = {},
  ): Promise<PutObjectResult> {
    const { contentType, sizeBytes, onProgress, signal } = options;
    const body = uploadBody(source, sizeBytes, onProgress);
    const headers = omitUndefined({
      ...options.headers,
      'content-type': contentType,
      'content-length': body.sizeBytes?.toString(),
    });
    return this.#callBucket(
      { operation: 'PutObject', method: 'PUT', bucket, key, headers, signal, body },
      async (response): Promise<PutObjectResult> => {
        await drain(response);
        const { etag, 'x-oss-version-id': versionId } = response.headers;
        return omitUndefined({ etag: etag && withoutQuotes(etag), versionId });
      },
    );
  }

  /**
   * Where a bucket lives, for calls and for presigning: as ListBuckets or an earlier refusal told, else as GetBucketInfo
   * tells, else, where that is refused, as the client was told. A custom endpoint stays until a refusal corrects it.
   */
  async locationOf(bucket: string, signal?: AbortSignal): Promise<BucketLocation> {
    const known = this.#locations.get(bucket);
    if (known !== undefined) return known;
    if (!followsBuckets(this.#own)) return this.#own;
    try {
      return locationOfBucket(await this.#bucketInfo(bucket, this.#own, signal), this.#own);
    } catch (error) {
      if (!(error instanceof OssError) || error.status >= 500) throw error;
      const corrected = this.#locations.get(bucket);
      if (corrected === undefined && error.code === 'AccessDenied') this.#locations.set(bucket, this.#own);
      return corrected ?? this.#own;
    }
  }

  async #callBucket<T>(call: BucketCall, read: (response: HttpResponse) => Promise<T>): Promise<T> {
    return this.#call(call, await this.locationOf(call.bucket, call.signal), read);
  }

  #bucketInfo(bucket: string, at: BucketLocation, signal: AbortSignal | undefined): Promise<BucketInfo> {
    const call: SignedCall = { operation: 'GetBucketInfo', method: 'GET', bucket, query: { bucketInfo: '' }, signal };
    return this.#call(call, officeOf(at), async ({ body }) => {
      const info = await readBucketInfo(body);
      if (followsBuckets(this.#own)) this.#locations.set(bucket, locationOfBucket(info, this.#own));
      return info;
    });
  }

  #call<T>(call: SignedCall, at: BucketLocation, read: (response: HttpResponse) => Promise<T>): Promise<T> {
    const { operation, bucket, signal } = call;
    const askBucket =
      bucket === undefined || operation === 'GetBucketInfo'
        ? undefined
        : (place: BucketLocation): Promise<BucketInfo> => this.#bucketInfo(bucket, place, signal);
    return makeCall(this.#caller, call, at, read, async (refusal, refusedAt) => {
      const corrected = await correctLocation(refusal, { refusedAt, own: this.#own, askBucket });
      if (corrected !== undefined) this.#locations.set(bucket ?? SERVICE, this.#dataLocation(operation, corrected));
      return corrected;
    });
  }

  /** Questions about a bucket leave acceleration, its data do not: of their correction only the region concerns those. */
  #dataLocation(operation: string, corrected: BucketLocation): BucketLocation {
    const isDetour = operation === 'GetBucketInfo' && isAccelerated(this.#own);
    return isDetour ? { ...this.#own, region: corrected.region } : corrected;
  }
}

function readParts({
  versionId,
  headers,
  signal,
}: ReadObjectOptions): Pick<SignedCall, 'query' | 'headers' | 'signal'> {
  return { query: omitUndefined({ versionId }), headers: headers ?? {}, signal };
}

/** Reads a body that nobody wants, so that its connection is free again. */
async function drain({ body }: HttpResponse): Promise<void> {
  const chunks = body[Symbol.asyncIterator]();
  while ((await chunks.next()).done !== true);
}
