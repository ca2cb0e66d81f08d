import {
  endpointOf,
  usesBucketEndpoints,
  isAccelerated,
  locationOfBucket,
  settingsLocation,
} from './bucketLocation.ts';
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
import type { CallContext, Exchange, SignedCall } from './signedCall.ts';
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
  readonly endpointForBucket?: (bucket: string, region: string) => BucketEndpoint | undefined;
  readonly now?: () => Date;
  /** Milliseconds of a clock that nobody sets. */
  readonly monotonicNow?: () => number;
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
export type BucketEndpoint = Pick<BucketLocation, 'endpoint' | 'addressing'>;

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
const SERVICE_KEY = '';

/** Makes each call where it belongs, and keeps what answers and refusals tell of that. */
export class BucketRouter {
  readonly clock: ServiceClock;
  readonly #caller: CallContext;
  readonly #configured: BucketLocation;
  readonly #regionOf: (bucket: string) => string | undefined;
  readonly #endpointForBucket: (bucket: string, region: string) => BucketEndpoint | undefined;
  readonly #locations = new Map<string, BucketLocation>();

  constructor(options: OssClientOptions) {
    const { transport, credentials, region, endpoint, allowPlainHttp = false, now = () => new Date() } = options;
    const parsed = parseEndpoint(endpoint, { allowPlainHttp });
    this.clock = new ServiceClock(now, options.monotonicNow);
    this.#configured = { region, endpoint, addressing: options.addressing ?? defaultAddressing(parsed) };
    this.#regionOf = options.regionOf ?? (() => undefined);
    this.#endpointForBucket = options.endpointForBucket ?? (() => undefined);
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
    return this.#call(call, this.#locations.get(SERVICE_KEY) ?? settingsLocation(this.#configured), read);
  }

  /** Asks where the bucket lives, which is found out first where it is not known. */
  async callBucket<T>(call: BucketCall, read: Read<T>): Promise<T> {
    const location = await this.locationOf(call.bucket, call.signal);
    return this.#call(call, { ...location, ...this.#endpointForBucket(call.bucket, location.region) }, read);
  }

  /** True if a bucket's objects are reached at one of OSS's own hosts, not through a custom domain or a gateway. */
  async isOnOfficialHost(bucket: string, signal: AbortSignal | undefined): Promise<boolean> {
    const location = await this.locationOf(bucket, signal);
    return endpointOf({ ...location, ...this.#endpointForBucket(bucket, location.region) }).kind !== undefined;
  }

  /** Asks what a bucket is set to, which custom domains and acceleration are not made for. */
  async callBucketSettings<T>(call: BucketCall, read: Read<T>): Promise<T> {
    return this.#call(call, settingsLocation(await this.locationOf(call.bucket, call.signal)), read);
  }

  /** What GetBucketInfo says of a bucket; any region answers it for every bucket. */
  bucketInfo(bucket: string, signal: AbortSignal | undefined): Promise<BucketInfo> {
    return this.#bucketInfo(bucket, this.#locations.get(bucket) ?? this.#configured, signal);
  }

  /** Keeps where buckets live. */
  rememberLocations(buckets: readonly BucketEntry[]): void {
    if (!usesBucketEndpoints(this.#configured)) return;
    for (const bucket of buckets) this.#locations.set(bucket.name, locationOfBucket(bucket, this.#configured));
  }

  /**
   * Where a bucket lives: as ListBuckets or an earlier refusal told, else as is known beforehand, else as GetBucketInfo
   * tells, else, where that is refused, as the client was told. A custom endpoint stays until a refusal corrects it.
   */
  async locationOf(bucket: string, signal?: AbortSignal): Promise<BucketLocation> {
    const known = this.#locations.get(bucket);
    if (known !== undefined) return known;
    if (!usesBucketEndpoints(this.#configured)) return this.#configured;
    const region = this.#regionOf(bucket);
    if (region !== undefined) {
      const location = locationOfBucket({ region }, this.#configured);
      this.#locations.set(bucket, location);
      return location;
    }
    try {
      return locationOfBucket(await this.#bucketInfo(bucket, this.#configured, signal), this.#configured);
    } catch (error) {
      if (!isLastingRefusal(error)) throw error;
      const corrected = this.#locations.get(bucket);
      if (corrected === undefined && error.code === 'AccessDenied') this.#locations.set(bucket, this.#configured);
      return corrected ?? this.#configured;
    }
  }

  #bucketInfo(bucket: string, at: BucketLocation, signal: AbortSignal | undefined): Promise<BucketInfo> {
    const call: SignedCall = { operation: 'GetBucketInfo', method: 'GET', bucket, query: { bucketInfo: '' }, signal };
    return this.#call(call, settingsLocation(at), async ({ body }) => {
      const info = await readBucketInfo(body);
      // By the name that was asked for, whatever the answer calls it.
      this.rememberLocations([{ ...info, name: bucket }]);
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
      const corrected = await correctLocation(refusal, {
        refusedAt,
        configured: this.#configured,
        getBucketInfo: askBucket,
      });
      if (corrected === undefined) return undefined;
      const endpoint =
        bucket === undefined || askBucket === undefined ? undefined : this.#endpointForBucket(bucket, corrected.region);
      if (bucket !== undefined && endpoint !== undefined)
        return this.#followRegion(bucket, corrected.region, endpoint, refusedAt);
      this.#locations.set(bucket ?? SERVICE_KEY, this.#locationToRemember(operation, corrected));
      return corrected;
    });
  }

  /** A bucket that is reached at a host of its own stays there: of a correction only the region concerns it, and links. */
  #followRegion(
    bucket: string,
    region: string,
    host: BucketEndpoint,
    refusedAt: BucketLocation,
  ): BucketLocation | undefined {
    this.#locations.set(bucket, { ...locationOfBucket({ region }, this.#configured), region });
    const isSame = region === refusedAt.region && host.endpoint === refusedAt.endpoint;
    return isSame ? undefined : { region, ...host };
  }

  /** Questions about a bucket leave acceleration, its data do not: of their correction only the region concerns those. */
  #locationToRemember(operation: string, corrected: BucketLocation): BucketLocation {
    const isDetour = operation === 'GetBucketInfo' && isAccelerated(this.#configured);
    return isDetour ? { ...this.#configured, region: corrected.region } : corrected;
  }
}

/** A lasting refusal by OSS itself, not by something on the way to it. */
function isLastingRefusal(error: unknown): error is OssError {
  return error instanceof OssError && !isRetryable(error) && !NOT_OSS_CODES.includes(error.code);
}

const NOT_OSS_CODES: readonly string[] = ['BadResponse', 'BadErrorResponse'];
