import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { collect } from './bodies.ts';
import { CdnRefusal, checkTarget } from './cdnAuthentication.ts';
import type { CdnAuthentication } from './cdnAuthentication.ts';
import { askOrigin, withoutConnection } from './cdnOrigin.ts';
import type { CdnOrigin } from './cdnOrigin.ts';
import { listen, stop } from './loopbackServer.ts';

export interface CdnOptions {
  readonly origin: CdnOrigin;
  /** URL authentication; absent: switched off. */
  readonly authentication?: CdnAuthentication;
  /** Another access rule that refuses every request, as named in X-Tengine-Error, e.g. `denied by Referer ACL`. */
  readonly denies?: string;
  /** `true` turns HEAD into GET on the way to OSS. */
  readonly requestsWithGet?: boolean;
  /** Cache of OSS's responses to GET. Absent: every request reaches OSS. */
  readonly cache?: CdnCacheOptions;
  /** Parameters that the CDN drops ("ignore parameters"): from the key of the cache only, or on the way to OSS, too. */
  readonly ignoresParameters?: 'in cache keys' | 'everywhere';
  /** A fixed port; a free one if absent. */
  readonly port?: number;
  /** The CDN's clock. */
  readonly now?: () => Date;
}

export interface CdnCacheOptions {
  /** Age of all cached responses, including the first one, in `Date` and `Age`. Negative: in the future. */
  readonly ageSeconds?: number;
}

/** Record of a request to the CDN, for assertions. */
export interface CdnRequestRecord {
  readonly method: string;
  /** Path and query as they came, the signature included. */
  readonly target: string;
  readonly status: number;
  /** Refusal by the CDN itself. */
  readonly refusal?: string;
  readonly isCached: boolean;
}

/** A CDN on loopback in front of a bucket. */
export interface Cdn {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** Every answered request, in order. */
  readonly requests: readonly CdnRequestRecord[];
  /** Drops all connections. */
  close(): Promise<void>;
}

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: IncomingMessage | Buffer;
}

interface CachedReply extends Reply {
  readonly body: Buffer;
  readonly storedAt: Date;
}

/** Starts a CDN that checks signed URLs, removes the signature and requests the rest from OSS. */
export async function startCdn(options: CdnOptions): Promise<Cdn> {
  const edge = new Edge(options);
  const server = createServer((message, response) => {
    edge.answer(message, response).catch(() => response.destroy());
  });
  const authority = await listen(server, options.port);
  return { origin: `http://${authority}`, requests: edge.requests, close: () => stop(server) };
}

class Edge {
  readonly requests: CdnRequestRecord[] = [];
  readonly #options: CdnOptions;
  readonly #cache = new Map<string, CachedReply>();

  constructor(options: CdnOptions) {
    this.#options = options;
  }

  async answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url: target = '/' } = message;
    const { reply, ...facts } = await this.#decide(message, target);
    this.requests.push({ method, target, status: reply.status, ...facts });
    await send(response, reply, method === 'HEAD');
  }

  async #decide(
    message: IncomingMessage,
    target: string,
  ): Promise<{ readonly reply: Reply; readonly isCached: boolean; readonly refusal?: string }> {
    try {
      return await this.#reply(message, this.#admit(target));
    } catch (error) {
      const refusal = error instanceof CdnRefusal ? error.message : undefined;
      const [status, reason] = refusal === undefined ? [502, 'Bad Gateway'] : [403, 'Forbidden'];
      const headers = {
        'content-type': 'text/html',
        server: 'Tengine',
        date: this.#now().toUTCString(),
        ...(refusal === undefined ? {} : { 'x-tengine-error': refusal }),
      };
      const reply: Reply = { status, headers, body: Buffer.from(tenginePage(`${status} ${reason}`)) };
      return { reply, isCached: false, ...(refusal === undefined ? {} : { refusal }) };
    }
  }

  #now(): Date {
    return this.#options.now?.() ?? new Date();
  }

  /** The target without the signature, or a CdnRefusal. */
  #admit(target: string): string {
    const { authentication, denies } = this.#options;
    if (denies !== undefined) {
      throw new CdnRefusal(denies);
    }
    return authentication === undefined ? target : checkTarget(target, authentication, this.#now());
  }

  async #reply(message: IncomingMessage, target: string): Promise<{ reply: Reply; isCached: boolean }> {
    const { cache, ignoresParameters } = this.#options;
    const [path = '/'] = target.split('?', 1);
    const wanted = ignoresParameters === 'everywhere' ? path : target;
    const cacheKey = ignoresParameters === undefined ? target : path;
    const isCacheable = cache !== undefined && isPlainRead(message);
    const known = isCacheable ? this.#cache.get(cacheKey) : undefined;
    if (known !== undefined) {
      return { reply: this.#aged(known), isCached: true };
    }
    const reply = await this.#ask(message, wanted);
    if (!isCacheable || message.method !== 'GET' || reply.status !== 200) {
      return { reply, isCached: false };
    }
    const { ageSeconds = 0 } = cache;
    const storedAt = new Date(this.#now().getTime() - ageSeconds * 1000);
    const kept: CachedReply = { ...reply, body: await collect(reply.body), storedAt };
    this.#cache.set(cacheKey, kept);
    return ageSeconds === 0 ? { reply: kept, isCached: false } : { reply: this.#aged(kept), isCached: true };
  }

  async #ask(message: IncomingMessage, target: string): Promise<Reply & { readonly body: IncomingMessage }> {
    const { origin, requestsWithGet: asksWithGet = false } = this.#options;
    const method = asksWithGet && message.method === 'HEAD' ? 'GET' : (message.method ?? 'GET');
    const { headers } = message;
    const reply = await askOrigin(origin, { method, target, headers, body: message }, this.#now());
    const { statusCode: status = 502 } = reply;
    const byRole = origin.account !== undefined && status < 400;
    return {
      status,
      headers: {
        ...withoutConnection(reply.headers),
        ...(byRole ? { 'x-oss-cdn-auth': 'success' } : {}),
        via: 'cache1.l2cn1[10,0]',
        'x-cache': 'MISS TCP_MISS dirn:-2:-2',
      },
      body: reply,
    };
  }

  /** Cached response with the date of its storage, and its age. */
  #aged(kept: CachedReply): Reply {
    const ageSeconds = Math.floor((this.#now().getTime() - kept.storedAt.getTime()) / 1000);
    return {
      ...kept,
      headers: {
        ...kept.headers,
        date: kept.storedAt.toUTCString(),
        age: String(Math.max(0, ageSeconds)),
        'x-cache': 'HIT TCP_MEM_HIT dirn:2:11111',
      },
    };
  }
}

/** The CDN's own page: no XML and no request ID. */
function tenginePage(title: string): string {
  const head = '<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\r\n<html>\r\n<head>';
  return `${head}<title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr/>Powered by Tengine</body>\r\n</html>\r\n`;
}

/** True for requests of whole objects. Ranges and conditions are sent to OSS. */
function isPlainRead({ method, headers }: IncomingMessage): boolean {
  const isRead = method === 'GET' || method === 'HEAD';
  return isRead && !Object.keys(headers).some((name) => name === 'range' || name.startsWith('if-'));
}

async function send(response: ServerResponse, { status, headers, body }: Reply, isHead: boolean): Promise<void> {
  response.sendDate = false;
  response.writeHead(status, {
    ...headers,
    ...(Buffer.isBuffer(body) ? { 'content-length': String(body.length) } : {}),
  });
  if (isHead) {
    response.end();
    if (!Buffer.isBuffer(body)) {
      body.destroy();
    }
  } else if (Buffer.isBuffer(body)) {
    response.end(body);
  } else {
    await pipeline(body, response);
  }
}
