import type { Operation } from './operations.ts';
import type { OssRequest } from './ossRequest.ts';

/** Requests that a fault applies to; absent fields match everything. */
export interface FaultMatch {
  readonly method?: string;
  readonly operation?: Operation;
  readonly bucket?: string;
  readonly key?: string;
  /** Parameters that the request must have, with these values. */
  readonly query?: Readonly<Record<string, string>>;
}

/** Kind of a fault. */
export type FaultKind =
  /** The connection is reset without a response. */
  | { readonly kind: 'reset' }
  /** The response is delayed; the wait ends early when the client disconnects or the emulator closes. */
  | { readonly kind: 'delay'; readonly delayMs: number }
  /** An error of OSS, e.g. 500 InternalError or 503 ServiceUnavailable. */
  | { readonly kind: 'status'; readonly status: number; readonly code?: string }
  /** The connection is closed without a response. */
  | { readonly kind: 'close' }
  /** The response is not HTTP. */
  | { readonly kind: 'garbage' }
  /** Page of a server between the client and OSS, such as a proxy or a sign-in page. */
  | { readonly kind: 'html'; readonly status: number }
  /**
   * Content-Length exceeds the body by this number of bytes, or falls short of it if negative; the connection stays
   * open.
   */
  | { readonly kind: 'length'; readonly deltaBytes: number }
  /** The body breaks off after `keepBytes` bytes, although Content-Length promises all of it. */
  | { readonly kind: 'truncate'; readonly keepBytes: number }
  /** The connection is reset once a part of the request's body, or all of it, has arrived; nothing is executed. */
  | { readonly kind: 'resetInBody'; readonly after: 'firstChunk' | 'lastChunk' }
  /** The request is executed, and its response is lost: the connection is reset instead. */
  | { readonly kind: 'lostAnswer' }
  /** One byte of the request's body arrives changed. */
  | { readonly kind: 'changedRequest' }
  /** One byte of the response's body arrives changed. */
  | { readonly kind: 'changedAnswer' };

export type Fault = FaultKind & {
  readonly match?: FaultMatch;
  /** Number of requests that it applies to: 1 by default. */
  readonly times?: number;
};

/** Pending faults. Each request gets the first that matches. */
export class Faults {
  #waiting: { readonly fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.#waiting.push({ fault, left: fault.times ?? 1 });
  }

  clear(): void {
    this.#waiting = [];
  }

  /** Removes and returns the fault of a request, if any. */
  take(request: OssRequest, operation: Operation | undefined): Fault | undefined {
    const met = this.#waiting.find(({ fault }) => matches(fault.match ?? {}, request, operation));
    if (met !== undefined) {
      met.left -= 1;
      this.#waiting = this.#waiting.filter(({ left }) => left > 0);
    }
    return met?.fault;
  }
}

function matches(match: FaultMatch, request: OssRequest, operation: Operation | undefined): boolean {
  const same = <T>(wanted: T | undefined, actual: T | undefined): boolean => wanted === undefined || wanted === actual;
  return (
    same(match.method, request.method) &&
    same(match.operation, operation) &&
    same(match.bucket, request.bucket) &&
    same(match.key, request.key) &&
    Object.entries(match.query ?? {}).every(([name, value]) => request.query.get(name) === value)
  );
}
