import { setTimeout } from 'node:timers/promises';
import { OssError, TransportError } from '../errors/errors.ts';
import type { TransportErrorCode } from '../errors/transportErrorCode.ts';

const BASE_MS = 200;
const MAX_MS = 20_000;

const RETRYABLE_TRANSPORT_CODES: readonly TransportErrorCode[] = [
  'ConnectionRefused',
  'ConnectionReset',
  'Timeout',
  'BodyTruncated',
  // Also caused by bytes that an earlier response left on its connection.
  'ProtocolError',
];
const RETRYABLE_STATUSES: readonly number[] = [401, 408, 429];

/**
 * True for errors after which OSS's SDKs repeat a request.
 * https://github.com/aliyun/alibabacloud-oss-go-sdk-v2/blob/master/oss/retry/retryable_error.go
 */
export function isRetryable(error: unknown): boolean {
  if (error instanceof TransportError) return RETRYABLE_TRANSPORT_CODES.includes(error.code);
  if (!(error instanceof OssError)) return false;
  return error.status >= 500 || RETRYABLE_STATUSES.includes(error.status) || error.code === 'BadRequest';
}

/** Statuses of a service that gets more requests than it can or wants to answer. */
const BUSY_STATUSES: readonly number[] = [429, 503];

/** True for refusals that fewer requests at a time avoid. */
export function isBusy(error: unknown): boolean {
  return error instanceof OssError && BUSY_STATUSES.includes(error.status);
}

/** Wait after an attempt (counted from 1): full jitter under a limit that doubles, at most 20 s. */
export function backoffMs(attempt: number, random: () => number): number {
  return random() * Math.min(2 ** attempt * BASE_MS, MAX_MS);
}

/** Waits, or rejects with the signal's reason as soon as it aborts. */
export async function waitFor(waitMs: number, signal?: AbortSignal): Promise<void> {
  try {
    await setTimeout(waitMs, undefined, signal && { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
