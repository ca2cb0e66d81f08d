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
  /** Called for each attempt, so that temporary credentials can be renewed. */
  readonly credentials: () => Promise<Credentials>;
  readonly region: string;
  readonly endpoint: string;
  /** Default: the addressing that the endpoint supports. */
  readonly addressing?: Addressing;
  /** Whether the user agreed to plain http; otherwise only loopback may be reached over http. */
  readonly allowPlainHttp?: boolean;
  /** Signature version of all calls, V4 by default. Private clouds may support only V1. */
  readonly signatureVersion?: 'v4' | 'v1' | undefined;
  /** Region of a bucket, if known. Saves a request. */
  readonly regionOf?: (bucket: string) => string | undefined;
  /** Endpoint for the objects of a bucket, if it is not the default one. Not used to find the bucket's region. */
  readonly endpointForBucket?: (bucket: string, region: string) => BucketEndpoint | undefined;
  readonly now?: () => Date;
  /** Milliseconds of a monotonic clock. */
  readonly monotonicNow?: () => number;
  /** Returns numbers from 0 to below 1. */
  readonly random?: () => number;
  readonly wait?: (waitMs: number, signal?: AbortSignal) => Promise<void>;
  /** Time limit per attempt for the start of the response, and between two chunks of it. 30 s by default. */
  readonly timeoutMs?: number;
  /** Number of retries after temporary failures, 2 by default. */
  readonly retries?: number;
  readonly onExchange?: (exchange: Exchange) => void;
  /** Profile that the client belongs to; its refusals name it. */
  readonly profileId?: string;
}

/** Endpoint of a bucket, such as its custom domain. The region stays. */
export type BucketEndpoint = Pick<BucketLocation, 'endpoint' | 'addressing'>;

/** Call that can be aborted. */
export interface Abortable {
  readonly signal?: AbortSignal | undefined;
}

/** Call about a bucket or an object in it. */
export interface BucketCall extends SignedCall {
  readonly bucket: string;
}

type Read<T> = (response: HttpResponse) => Promise<T>;

/** Key of the service itself in the map of locations. No bucket has this name. */
const SERVICE_KEY = '';

/** Sends each call to the right endpoint, and remembers the locations that responses and refusals name. */
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
      signatureVersion: options.signatureVersion ?? 'v4',
      timeoutMs: options.timeoutMs ?? 30_000,
      retries: options.retries ?? 2,
      onExchange: options.onExchange ?? (() => undefined),
      profileId: options.profileId,
    };
  }

  /** Calls the service itself. */
  callService<T>(call: SignedCall, read: Read<T>): Promise<T> {
    return this.#call(call, this.#locations.get(SERVICE_KEY) ?? settingsLocation(this.#configured), read);
  }

  /** Calls the endpoint of the bucket. Looks up its region first if it is not known. */
  async callBucket<T>(call: BucketCall, read: Read<T>): Promise<T> {
    const location = await this.locationOf(call.bucket, call.signal);
    return this.#call(call, { ...location, ...this.#endpointForBucket(call.bucket, location.region) }, read);
  }

  /** True if a bucket's objects are reached at one of OSS's own hosts, not through a custom domain or a gateway. */
  async isOnOfficialHost(bucket: string, signal: AbortSignal | undefined): Promise<boolean> {
    const location = await this.locationOf(bucket, signal);
    return endpointOf({ ...location, ...this.#endpointForBucket(bucket, location.region) }).kind !== undefined;
  }

  /** Calls for settings of a bucket, which acceleration does not support. */
  async callBucketSettings<T>(call: BucketCall, read: Read<T>): Promise<T> {
    return this.#call(call, settingsLocation(await this.locationOf(call.bucket, call.signal)), read);
  }

  /** Settings of a bucket (GetBucketInfo). Every region responds for every bucket. */
  bucketInfo(bucket: string, signal: AbortSignal | undefined): Promise<BucketInfo> {
    return this.#bucketInfo(bucket, this.#locations.get(bucket) ?? this.#configured, signal);
  }

  /** Remembers the locations of buckets. */
  rememberLocations(buckets: readonly BucketEntry[]): void {
    if (!usesBucketEndpoints(this.#configured)) return;
    for (const bucket of buckets) this.#locations.set(bucket.name, locationOfBucket(bucket, this.#configured));
  }

  /**
   * Location of a bucket: from ListBuckets or an earlier refusal, else from `regionOf`, else from GetBucketInfo, else
   * the configured one if that call is refused. A custom endpoint is kept until a refusal corrects it.
   */
  async locationOf(bucket: string, signal?: AbortSignal): Promise<BucketLocation> {
    const known = this.#locations.get(bucket);
    if (known !== undefined) return known;
    if (!usesBucketEndpoints(this.#configured)) return this.#configured;
    const region = this.#regionOf(bucket);
    if (region !== undefined) return locationOfBucket({ region }, this.#configured);
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
      // By the requested name, whatever name is in the response.
      this.rememberLocations([{ ...info, name: bucket }]);
      return info;
    });
  }

  #call<T>(call: SignedCall, at: BucketLocation, read: Read<T>): Promise<T> {
    const { operation, bucket, signal } = call;
    const askBucket =
      bucket === undefined || operation === 'GetBucketInfo'
        ? undefined
        : (at: BucketLocation): Promise<BucketInfo> => this.#bucketInfo(bucket, at, signal);
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

  /** Applies a correction to a bucket with its own endpoint: only the region changes. */
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

  /** Location to remember after a correction. Objects keep acceleration, whatever endpoint GetBucketInfo used. */
  #locationToRemember(operation: string, corrected: BucketLocation): BucketLocation {
    const usesPublicEndpoint = operation === 'GetBucketInfo' && isAccelerated(this.#configured);
    return usesPublicEndpoint ? { ...this.#configured, region: corrected.region } : corrected;
  }
}

/** True for a permanent refusal by OSS itself, not by a server on the way. */
function isLastingRefusal(error: unknown): error is OssError {
  return error instanceof OssError && !isRetryable(error) && !NOT_OSS_CODES.includes(error.code);
}

const NOT_OSS_CODES: readonly string[] = ['BadResponse', 'BadErrorResponse'];
