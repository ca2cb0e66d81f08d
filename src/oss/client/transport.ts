/** Request on the wire. */
export interface HttpRequest {
  readonly method: string;
  /** Scheme and authority, e.g. `https://bucket.oss-cn-hangzhou.aliyuncs.com`. */
  readonly origin: string;
  /** Path and query, already encoded; sent byte for byte, so that dot segments and `//` in a key are kept. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | AsyncIterable<Uint8Array>;
  readonly signal?: AbortSignal;
  /** Time limit for the response's headers, and between two chunks of its body. */
  readonly timeoutMs?: number;
  /**
   * True to use the connection of a HEAD request again. Only for hosts that never send a body with its response, since
   * those bytes would be taken for the next response.
   */
  readonly keepsConnection?: boolean;
}

/** Response. Its body can be read once, to its end or until the iteration is left. */
export interface HttpResponse {
  readonly status: number;
  /** Lower-case names; repeated headers joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * Network access of the client. Failures are `TransportError`s; a cancelled request rejects with the signal's reason. A
 * request's body is always closed; an error of its source is a failure like others.
 */
export interface HttpTransport {
  request(request: HttpRequest): Promise<HttpResponse>;
  close(): Promise<void>;
}

/** Longest unwanted body that is read to its end, to keep its connection. A longer one closes the connection. */
const MAX_DISCARDED_BYTES = 64 * 1024;

/** Headers of a response whose body is not wanted; the body is discarded. */
export async function discardBody({ headers, body }: HttpResponse): Promise<HttpResponse['headers']> {
  let sizeBytes = 0;
  for await (const chunk of body) {
    sizeBytes += chunk.length;
    if (sizeBytes > MAX_DISCARDED_BYTES) break;
  }
  return headers;
}
