import { followsBuckets, isAccelerated, locationOfBucket, officeOf } from './bucketLocation.ts';
import type { BucketLocation } from './bucketLocation.ts';
import { readBucketInfo } from './buckets.ts';
import type { BucketEntry, BucketInfo } from './buckets.ts';
import { ServiceClock } from './serviceClock.ts';
import type { Credentials } from '../credentials.ts';
import { defaultAddressing, parseEndpoint } from '../hosts/endpoint.ts';
import type { Addressing } from '../hosts/endpoint.ts';
import { OssError } from '../errors/errors.ts';
import { correctLocation } from './locationCorrection.ts';
import { isRetryable, waitFor } from './retry.ts';
import { makeCall } from './signedCall.ts';
import type { Caller, Exchange, SignedCall } from './signedCall.ts';
import type { HttpResponse, HttpTransport } from './transport.ts';

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
  /** The region of a bucket where it is known beforehand, so that it need not be asked for. */
  readonly regionOf?: (bucket: string) => string | undefined;
  /** The host at which a bucket and its objects are reached, where it is another one; where it lives is not asked there. */
  readonly dataHostOf?: (bucket: string, region: string) => DataHost | undefined;
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

/** Where a bucket is reached, e.g. its custom domain; the region stays. */
export type DataHost = Pick<BucketLocation, 'endpoint' | 'addressing'>;

/** A call that may be given up. */
export interface Abortable {
  readonly signal?: AbortSignal | undefined;
}

/** A call about a bucket or an object in it. */
export interface BucketCall extends SignedCall {
  readonly bucket: string;
}

type Read<T> = (response: HttpResponse) => Promise<T>;

/** The key of the service itself in the map of known locations; no bucket is called so. */
const SERVICE = '';

/** Makes each call where it belongs, and keeps what answers and refusals tell of that. */
export class LocatedCalls {
  readonly clock: ServiceClock;
  readonly #caller: Caller;
  readonly #own: BucketLocation;
  readonly #regionOf: (bucket: string) => string | undefined;
  readonly #dataHostOf: (bucket: string, region: string) => DataHost | undefined;
  readonly #locations = new Map<string, BucketLocation>();

  constructor(options: OssClientOptions) {
    const { transport, credentials, region, endpoint, allowPlainHttp = false, now = () => new Date() } = options;
    const parsed = parseEndpoint(endpoint, { allowPlainHttp });
    this.clock = new ServiceClock(now);
    this.#own = { region, endpoint, addressing: options.addressing ?? defaultAddressing(parsed) };
    this.#regionOf = options.regionOf ?? (() => undefined);
    this.#dataHostOf = options.dataHostOf ?? (() => undefined);
    this.#caller = {
      transport,
      credentials,
      clock: this.clock,
      now,
      random: options.random ?? Math.random,
      wait: options.wait ?? waitFor,
      timeoutMs: options.timeoutMs ?? 30_000,
      retries: options.retries ?? 2,
      onExchange: options.onExchange ?? (() => undefined),
    };
  }

  /** Asks the service itself. */
  callService<T>(call: SignedCall, read: Read<T>): Promise<T> {
    return this.#call(call, this.#locations.get(SERVICE) ?? officeOf(this.#own), read);
  }

  /** Asks where the bucket lives, which is found out first where it is not known. */
  async callBucket<T>(call: BucketCall, read: Read<T>): Promise<T> {
    const location = await this.locationOf(call.bucket, call.signal);
    return this.#call(call, { ...location, ...this.#dataHostOf(call.bucket, location.region) }, read);
  }

  /** Asks what a bucket is set to, which custom domains and acceleration are not made for. */
  async askBucket<T>(call: BucketCall, read: Read<T>): Promise<T> {
    return this.#call(call, officeOf(await this.locationOf(call.bucket, call.signal)), read);
  }

  /** What GetBucketInfo says of a bucket; any region answers it for every bucket. */
  bucketInfo(bucket: string, signal: AbortSignal | undefined): Promise<BucketInfo> {
    return this.#bucketInfo(bucket, this.#locations.get(bucket) ?? this.#own, signal);
  }

  /** Keeps where buckets live. */
  learn(buckets: readonly BucketEntry[]): void {
    if (!followsBuckets(this.#own)) return;
    for (const bucket of buckets) this.#locations.set(bucket.name, locationOfBucket(bucket, this.#own));
  }

  /**
   * Where a bucket lives: as ListBuckets or an earlier refusal told, else as is known beforehand, else as GetBucketInfo
   * tells, else, where that is refused, as the client was told. A custom endpoint stays until a refusal corrects it.
   */
  async locationOf(bucket: string, signal?: AbortSignal): Promise<BucketLocation> {
    const known = this.#locations.get(bucket);
    if (known !== undefined) return known;
    if (!followsBuckets(this.#own)) return this.#own;
    const region = this.#regionOf(bucket);
    if (region !== undefined) {
      const location = locationOfBucket({ region }, this.#own);
      this.#locations.set(bucket, location);
      return location;
    }
    try {
      return locationOfBucket(await this.#bucketInfo(bucket, this.#own, signal), this.#own);
    } catch (error) {
      if (!isAnswerOfOss(error)) throw error;
      const corrected = this.#locations.get(bucket);
      if (corrected === undefined && error.code === 'AccessDenied') this.#locations.set(bucket, this.#own);
      return corrected ?? this.#own;
    }
  }

  #bucketInfo(bucket: string, at: BucketLocation, signal: AbortSignal | undefined): Promise<BucketInfo> {
    const call: SignedCall = { operation: 'GetBucketInfo', method: 'GET', bucket, query: { bucketInfo: '' }, signal };
    return this.#call(call, officeOf(at), async ({ body }) => {
      const info = await readBucketInfo(body);
      // By the name that was asked for, whatever the answer calls it.
      this.learn([{ ...info, name: bucket }]);
      return info;
    });
  }

  #call<T>(call: SignedCall, at: BucketLocation, read: Read<T>): Promise<T> {
    const { operation, bucket, signal } = call;
    const askBucket =
      bucket === undefined || operation === 'GetBucketInfo'
        ? undefined
        : (place: BucketLocation): Promise<BucketInfo> => this.#bucketInfo(bucket, place, signal);
    return makeCall(this.#caller, call, at, read, async (refusal, refusedAt) => {
      const corrected = await correctLocation(refusal, { refusedAt, own: this.#own, askBucket });
      if (corrected === undefined) return undefined;
      const dataHost =
        bucket === undefined || askBucket === undefined ? undefined : this.#dataHostOf(bucket, corrected.region);
      if (bucket !== undefined && dataHost !== undefined)
        return this.#moved(bucket, corrected.region, dataHost, refusedAt);
      this.#locations.set(bucket ?? SERVICE, this.#dataLocation(operation, corrected));
      return corrected;
    });
  }

  /** A bucket that is reached at a host of its own stays there: of a correction only the region concerns it, and links. */
  #moved(bucket: string, region: string, host: DataHost, refusedAt: BucketLocation): BucketLocation | undefined {
    this.#locations.set(bucket, { ...locationOfBucket({ region }, this.#own), region });
    const isSame = region === refusedAt.region && host.endpoint === refusedAt.endpoint;
    return isSame ? undefined : { region, ...host };
  }

  /** Questions about a bucket leave acceleration, its data do not: of their correction only the region concerns those. */
  #dataLocation(operation: string, corrected: BucketLocation): BucketLocation {
    const isDetour = operation === 'GetBucketInfo' && isAccelerated(this.#own);
    return isDetour ? { ...this.#own, region: corrected.region } : corrected;
  }
}

/** A lasting refusal by OSS itself, not by something on the way to it. */
function isAnswerOfOss(error: unknown): error is OssError {
  return error instanceof OssError && !isRetryable(error) && !notOssCodes.includes(error.code);
}

const notOssCodes: readonly string[] = ['BadResponse', 'BadErrorResponse'];
