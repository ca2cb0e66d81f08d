import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import * as tls from 'node:tls';
import type * as Undici from 'undici';
import type { Dispatcher, ProxyAgent } from 'undici';
import { InvalidInputError } from '../oss/errors/errors.ts';
import type { HttpRequest, HttpResponse, HttpTransport } from '../oss/client/transport.ts';
import { bypassesProxy } from './proxySettings.ts';
import type { ProxyOptions } from './proxySettings.ts';
import { bodyError, connectionError, proxyError } from './transportErrors.ts';

export interface UndiciTransportOptions {
  readonly proxy?: ProxyOptions | undefined;
  /** PEM certificates of authorities to trust in addition to those that Node trusts. */
  readonly ca?: readonly string[];
  /** Longest wait for a connection, by default 10 s. */
  readonly connectTimeoutMs?: number;
  /** Time limit for requests without their own, by default 30 s. */
  readonly timeoutMs?: number;
}

/**
 * Transport over undici agents of its own: sends bytes unchanged, follows no redirects, always checks TLS, always
 * reaches loopback directly. Closing it aborts open requests. Throws an `InvalidInputError` for an invalid proxy.
 */
export async function createUndiciTransport(options: UndiciTransportOptions = {}): Promise<HttpTransport> {
  // The first use of a fetch class makes Node fill the global slots that undici would fill when it loads.
  new Headers();
  // Each of these imports blocks the shared event loop for as long as is acceptable.
  await nextTurn();
  // In a CommonJS module only `default` works both after bundling and with Node's own loader.
  const { default: undici } = await import('undici');
  await nextTurn();

  const { proxy, connectTimeoutMs = 10_000, timeoutMs = 30_000 } = options;
  const connect: ConnectOptions = {
    timeout: connectTimeoutMs,
    // Explicit, so that NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment does not turn the check off.
    rejectUnauthorized: true,
    ...(options.ca?.length && { ca: [...tls.getCACertificates('default'), ...options.ca] }),
  };
  const direct = new undici.Agent({ connect });
  const proxied = proxy && proxyAgent(undici, proxy, connect);

  return {
    request(request) {
      const dispatcher = proxied === undefined || bypassesProxy(request.origin, proxy?.noProxy) ? direct : proxied;
      return send(dispatcher, { timeoutMs, ...request });
    },
    async close() {
      await Promise.all([direct.destroy(), proxied?.destroy()]);
    },
  };
}

type ConnectOptions = ProxyAgent.Options['requestTls'] & { readonly timeout: number };

/** Agent that tunnels with CONNECT, for http too, so that no proxy sees or changes a signed request. */
function proxyAgent(undici: typeof Undici.default, proxy: ProxyOptions, connect: ConnectOptions): Dispatcher {
  const url = URL.parse(proxy.url);
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new InvalidInputError('proxy', 'The proxy must be a URL that begins with http:// or https://.');
  }
  const token = proxy.authorization ?? basicAuthorization(url);
  return new undici.ProxyAgent({
    uri: proxy.url,
    ...(token !== undefined && { token }),
    requestTls: connect,
    proxyTls: connect,
    clientFactory: (origin, options) => {
      const pool = new undici.Pool(origin, { ...options, headersTimeout: connect.timeout });
      const openTunnel = pool.connect.bind(pool);
      return Object.assign(pool, {
        // undici reconnects endlessly after its own socket error in a tunnel, so it gets our error instead.
        connect: async (target: Dispatcher.ConnectOptions): Promise<Dispatcher.ConnectData> => {
          const tunnel = await openTunnel(target).catch((cause: unknown) => {
            throw proxyError({ cause });
          });
          if (tunnel.statusCode === 200) return tunnel;
          tunnel.socket.destroy();
          throw proxyError({ status: tunnel.statusCode });
        },
      });
    },
  });
}

/** Authorization from the user and password in a URL. undici creates it too, but fails for a literal percent sign. */
function basicAuthorization({ username, password }: URL): string | undefined {
  if (username === '') return undefined;
  return `Basic ${Buffer.from([username, password].map(decodeIfEncoded).join(':')).toString('base64')}`;
}

function decodeIfEncoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

async function send(dispatcher: Dispatcher, request: HttpRequest): Promise<HttpResponse> {
  const { method, origin, path, headers, signal, timeoutMs, keepsConnection } = request;
  const host = origin.replace(/^https?:\/\//, '');
  try {
    const response = await dispatcher.request({
      method,
      origin,
      path,
      // A copy, because undici writes the host of a tunnel into these headers.
      headers: { ...headers },
      body: bodyOf(request),
      signal: signal ?? null,
      headersTimeout: timeoutMs ?? null,
      bodyTimeout: timeoutMs ?? null,
      // By default undici closes the connection after each HEAD request.
      ...(keepsConnection === true && { reset: false }),
    });
    return {
      status: response.statusCode,
      headers: joinRepeated(response.headers),
      body: readBody(response.body, host, signal),
    };
  } catch (failure) {
    signal?.throwIfAborted();
    throw connectionError(failure, host);
  }
}

/** Body for undici, which closes the source at the end of the request, whatever its result. */
function bodyOf({ body }: HttpRequest): Uint8Array | Readable | null {
  if (body === undefined || body instanceof Uint8Array) return body ?? null;
  return Readable.from(body, { objectMode: false });
}

async function* readBody(body: Readable, host: string, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  try {
    yield* chunksOf(body);
  } catch (failure) {
    signal?.throwIfAborted();
    throw bodyError(failure, host);
  }
}

/** Number of chunks that wait for the reader of a body. */
const WAITING_CHUNKS = 4;

/** Chunks as they arrive. The iterator of a stream copies those that wait into one. */
async function* chunksOf(stream: Readable): AsyncGenerator<Uint8Array> {
  const waiting: Uint8Array[] = [];
  let wake = (): void => undefined;
  const onEnd = (): void => {
    wake();
  };
  stream
    .on('error', onEnd)
    .on('end', onEnd)
    .on('data', (chunk: Uint8Array) => {
      if (waiting.push(chunk) >= WAITING_CHUNKS) stream.pause();
      wake();
    });
  try {
    for (;;) {
      const chunk = waiting.shift();
      if (chunk !== undefined) yield chunk;
      else if (stream.errored) throw stream.errored;
      else if (stream.readableEnded) return;
      else {
        await new Promise<void>((resolve) => {
          wake = resolve;
          stream.resume();
        });
      }
    }
  } finally {
    stream.destroy();
  }
}

function joinRepeated(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}
