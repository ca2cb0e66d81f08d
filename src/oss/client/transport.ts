/** A request as it goes on the wire. */
export interface HttpRequest {
  readonly method: string;
  /** Scheme and authority, e.g. `https://bucket.oss-cn-hangzhou.aliyuncs.com`. */
  readonly origin: string;
  /** Path and query, already encoded; sent byte for byte, so that dot segments and `//` in a key survive. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | AsyncIterable<Uint8Array>;
  readonly signal?: AbortSignal;
  /** Longest wait for the response's headers, and between two parts of its body. */
  readonly timeoutMs?: number;
}

/** A response whose body is read once, to its end or until the iteration is left. */
export interface HttpResponse {
  readonly status: number;
  /** Lower-case names; repeated headers joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * What the client needs of a network. Failures are `TransportError`s; a cancelled request rejects with the signal's
 * reason. A request's body is closed however the request ends; what its source throws is a failure like others.
 */
export interface HttpTransport {
  request(request: HttpRequest): Promise<HttpResponse>;
  close(): Promise<void>;
}

/** A body that nobody wants is read to its end so far, which frees its connection; a longer one costs the connection. */
const MAX_DISCARDED_BYTES = 64 * 1024;

/** The headers of an answer whose body nobody wants, once that is out of the way. */
export async function discardBody({ headers, body }: HttpResponse): Promise<HttpResponse['headers']> {
  let sizeBytes = 0;
  for await (const chunk of body) {
    sizeBytes += chunk.length;
    if (sizeBytes > MAX_DISCARDED_BYTES) break;
  }
  return headers;
}
