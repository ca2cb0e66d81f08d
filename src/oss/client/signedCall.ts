import { endpointOf } from './bucketLocation.ts';
import type { BucketLocation } from './bucketLocation.ts';
import { canonicalQuery } from '../signing/canonicalRequest.ts';
import type { ServiceClock } from './serviceClock.ts';
import type { Credentials } from '../credentials.ts';
import { requestTarget } from '../hosts/endpoint.ts';
import { createBadResponse, readErrorResponse, throwIfHtmlPage } from './errorResponse.ts';
import { OssError, TransportError } from '../errors/errors.ts';
import { SERVER_TEXT_LENGTHS, serverText } from '../errors/serverText.ts';
import type { OssCall } from '../errors/errors.ts';
import { omitUndefined } from '../optional.ts';
import { backoffMs, isRetryable } from './retry.ts';
import { signHeadersV1 } from '../signing/signV1.ts';
import { signHeadersV4 } from '../signing/signV4.ts';
import type { HttpRequest, HttpResponse, HttpTransport } from './transport.ts';
import type { UploadBody } from './uploadBody.ts';
import { MalformedXmlError } from '../xml/xml.ts';

/** One exchange on the wire, for a log: no query values, no headers. */
export interface Exchange extends OssCall {
  readonly method: string;
  readonly host: string;
  /** Counts from 1, across the repetitions of a call. */
  readonly attempt: number;
  /** Time until the response was read, or until its headers arrived if the caller reads the body. */
  readonly durationMs: number;
  /** Absent without a response. */
  readonly status?: number;
  readonly requestId?: string;
}

/** Call to make; signed again for each attempt. */
export interface SignedCall extends OssCall {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: UploadBody;
  readonly signal?: AbortSignal | undefined;
  /** Called for attempts that OSS may have carried out although no complete response arrived. */
  readonly onLostResponse?: ((lost: LostResponse) => void) | undefined;
  /** Called before the call is repeated after a temporary failure. */
  readonly onRetry?: (() => void) | undefined;
}

/** Time at which an attempt was sent, and at which its response was lost; by the local clock. */
export interface LostResponse {
  readonly sentAtMs: number;
  readonly lostAtMs: number;
}

/** Transport, credentials, clock and options of a client's calls. */
export interface CallContext {
  readonly transport: HttpTransport;
  readonly credentials: () => Promise<Credentials>;
  readonly clock: ServiceClock;
  readonly now: () => Date;
  readonly random: () => number;
  readonly wait: (waitMs: number, signal?: AbortSignal) => Promise<void>;
  readonly timeoutMs: number;
  /** Number of retries after temporary failures. */
  readonly retries: number;
  readonly onExchange: (exchange: Exchange) => void;
  readonly signatureVersion: 'v4' | 'v1';
  /** Profile that refusals name. */
  readonly profileId: string | undefined;
}

/**
 * Finds the right location of a refused call; `undefined` if the refusal does not name it or it must not be followed.
 */
export type Correction = (refusal: OssError, refusedAt: BucketLocation) => Promise<BucketLocation | undefined>;

/**
 * Makes a call and reads its response. Repeats it after temporary failures, with a wait; after a refused clock or a
 * wrong location, at once and corrected, the location only once. Throws `OssError`, `TransportError`, the signal's
 * reason, or the error of the body's source.
 */
export async function makeCall<T>(
  caller: CallContext,
  call: SignedCall,
  location: BucketLocation,
  read: (response: HttpResponse) => Promise<T>,
  correct: Correction,
): Promise<T> {
  let target = location;
  let canCorrectLocation = true;
  for (let attempt = 1, failures = 0; ; attempt++) {
    try {
      return await attemptCall(caller, call, target, attempt, read);
    } catch (error) {
      call.signal?.throwIfAborted();
      const unreadable = call.body?.failure();
      if (unreadable !== undefined) throw unreadable.reason;
      const isSkewed = error instanceof OssError && error.code === 'RequestTimeTooSkewed';
      // Even if this call cannot be repeated, the next one has the right time.
      const isClockSet = isSkewed && caller.clock.correct(error);
      if (call.body?.isRepeatable === false) throw error;
      if (canCorrectLocation && error instanceof OssError) {
        const corrected = await correct(error, target);
        if (corrected !== undefined) {
          target = corrected;
          canCorrectLocation = false;
          continue;
        }
      }
      failures += 1;
      if (failures > caller.retries || !(isClockSet || isRetryable(error))) throw error;
      if (isClockSet) continue;
      call.onRetry?.();
      await caller.wait(backoffMs(failures, caller.random), call.signal);
    }
  }
}

async function attemptCall<T>(
  caller: CallContext,
  call: SignedCall,
  target: BucketLocation,
  attempt: number,
  read: (response: HttpResponse) => Promise<T>,
): Promise<T> {
  const { operation, bucket, key, method } = call;
  const logged: OssCall = omitUndefined({ operation, bucket, key });
  const { transport, clock, now, onExchange, profileId } = caller;
  const named = omitUndefined({ ...logged, profileId, versionId: call.query?.['versionId'] });
  call.signal?.throwIfAborted();
  const credentials = await caller.credentials();
  const { request, host } = signCall(call, target, credentials, caller);
  const secrets = [credentials.accessKeyId, credentials.accessKeySecret, credentials.securityToken ?? ''];
  const startedAt = now().getTime();
  let response: HttpResponse | undefined;
  try {
    response = await transport.request(request);
    clock.observe(response.headers);
    // 203 means that the object is stored but the callback has failed.
    if (response.status < 200 || response.status > 299 || response.status === 203) {
      throw await readErrorResponse(response, named, secrets);
    }
    await throwIfHtmlPage(response);
    return await read(response);
  } catch (error) {
    if (isOutcomeUnknown(error)) call.onLostResponse?.({ sentAtMs: startedAt, lostAtMs: now().getTime() });
    throw response !== undefined && error instanceof MalformedXmlError
      ? createBadResponse(response, error, named, secrets)
      : error;
  } finally {
    const durationMs = now().getTime() - startedAt;
    const id = response?.headers['x-oss-request-id'];
    const requestId = id === undefined ? undefined : serverText(id, SERVER_TEXT_LENGTHS.name, secrets);
    onExchange(omitUndefined({ ...logged, method, host, attempt, durationMs, status: response?.status, requestId }));
  }
}

/**
 * True for failures after which OSS may have carried the call out: neither a refusal nor a call that was never sent.
 */
function isOutcomeUnknown(error: unknown): boolean {
  if (error instanceof OssError) return error.status >= 500 || error.status < 400;
  return !(error instanceof TransportError && NEVER_SENT.includes(error.code));
}

const NEVER_SENT: readonly string[] = ['ConnectionRefused', 'HostNotFound', 'TlsError', 'ProxyError'];

function signCall(
  { method, bucket, key, query = {}, headers = {}, body, signal }: SignedCall,
  location: BucketLocation,
  credentials: Credentials,
  { clock, timeoutMs, signatureVersion }: CallContext,
): { readonly request: HttpRequest; readonly host: string } {
  const { region } = location;
  const target = requestTarget(endpointOf(location), location.addressing, bucket, key);
  const search = canonicalQuery(query);
  const signedAt = clock.time();
  const sign = { v4: signHeadersV4, v1: signHeadersV1 }[signatureVersion];
  const request: HttpRequest = omitUndefined({
    method,
    origin: target.origin,
    path: search === '' ? target.path : `${target.path}?${search}`,
    headers: sign(omitUndefined({ method, bucket, key, query, headers, credentials, region, signedAt })),
    timeoutMs,
    body: body?.open(),
    signal,
    // Hosts of others may send a body with the response to a HEAD request; OSS never does.
    keepsConnection: method === 'HEAD' && endpointOf(location).kind !== undefined ? true : undefined,
  });
  return { request, host: target.host };
}
