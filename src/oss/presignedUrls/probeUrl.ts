import { discardBody, type HttpResponse, type HttpTransport } from '../client/transport.ts';
import { readErrorResponse } from '../client/errorResponse.ts';
import { TransportError, type OssError } from '../errors/errors.ts';
import { omitUndefined } from '../optional.ts';

/** Link to probe, with the headers that it requires. Nothing else is sent: no credentials, no cookies. */
export interface ProbedLink {
  readonly url: string;
  readonly method: 'GET' | 'HEAD';
  /** Signed headers. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface ProbeOptions {
  readonly transport: HttpTransport;
  readonly signal?: AbortSignal | undefined;
  /** By default 10 s. */
  readonly timeoutMs?: number;
}

/**
 * Browser behaviour for an object: it is shown, or saved because the response asks for it, because its type cannot be
 * shown, or because OSS forces it on its own hosts, whatever the object or the link says.
 */
export type Presentation = 'shown' | 'savedAsAsked' | 'savedByType' | 'savedOnOwnHost';

/** Metadata of the content behind a link. */
export interface LinkContent {
  readonly status: number;
  readonly contentType?: string;
  /** Size of the whole object. Absent if the response does not say, for example for a processed image. */
  readonly sizeBytes?: number;
  readonly presentation: Presentation;
  readonly storageClass?: string;
}

/** Result of probing a link. */
export type LinkProbe =
  | { readonly kind: 'content'; readonly content: LinkContent }
  /** Not followed: a signature is sent to no other host. */
  | { readonly kind: 'redirect'; readonly status: number; readonly host: string }
  /** A web page that is not from OSS, as proxies and sign-in pages send it. */
  | { readonly kind: 'foreign'; readonly status: number }
  /** A CDN refused by itself, without asking OSS. `reason` is its header X-Tengine-Error, without hash and time. */
  | { readonly kind: 'refusedByCdn'; readonly status: number; readonly reason: string }
  | { readonly kind: 'refused'; readonly error: OssError }
  | { readonly kind: 'unreachable'; readonly error: TransportError };

/** Result of an unsigned request to a link's host. */
export type HostProbe =
  /** `exists` is known if anyone may read the object. */
  { readonly kind: 'reached'; readonly exists?: boolean } | Exclude<LinkProbe, { readonly kind: 'content' }>;

const TIMEOUT_MS = 10_000;
const URL_PARTS = /^(https?:\/\/[^/?#]+)(\/[^?#]*)?(\?[^#]*)?/i;
/** Content types that browsers show in a tab. They save all others. */
const SHOWN_TYPES =
  /^(?:text\/|image\/(?!tiff|heic|heif|vnd\.)|audio\/|video\/(?:mp4|webm|ogg)|application\/(?:pdf|json|xml|xhtml\+xml|(?:x-)?javascript)(?:;|$))/i;
const RANGE_STATUS = 416;
const MAX_REASON_LENGTH = 100;

/** Requests the first byte of a link. Throws the reason of an aborted signal. */
export async function probeLink({ url, method, headers }: ProbedLink, options: ProbeOptions): Promise<LinkProbe> {
  const range = method === 'GET' && !Object.hasOwn(headers, 'range') ? { range: 'bytes=0-0' } : {};
  const { origin, path, query } = splitUrl(url);
  return send({ method, origin, path: path + query, headers: { ...range, ...headers } }, options, async (response) => {
    const { status } = response;
    if (status === RANGE_STATUS) return { kind: 'content', content: await readEmptyContent(response) };
    if (status >= 300) return { kind: 'refused', error: await readRefusal(response, 'GetObject') };
    if (isHtmlPage(response)) {
      await discardBody(response);
      return { kind: 'foreign', status };
    }
    return { kind: 'content', content: readContent(status, await discardBody(response)) };
  });
}

/** Requests a link's object without the signature. Tests host and bucket only; nothing is written. */
export async function probeHost(url: string, options: ProbeOptions): Promise<HostProbe> {
  const { origin, path } = splitUrl(url);
  return send({ method: 'HEAD', origin, path, headers: {} }, options, async (response) => {
    if (response.status < 400) {
      await discardBody(response);
      return { kind: 'reached', exists: true };
    }
    const error = await readRefusal(response, 'HeadObject');
    if (error.code === 'NoSuchKey') return { kind: 'reached', exists: false };
    const isAnonymousDenied = error.code === 'AccessDenied' && !error.details.has('Endpoint');
    const hasNoDetails = error.code === 'BadErrorResponse' && error.status < 500;
    return isAnonymousDenied || hasNoDetails ? { kind: 'reached' } : { kind: 'refused', error };
  });
}

interface ProbeRequest {
  readonly method: 'GET' | 'HEAD';
  readonly origin: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

type FailedProbe = Extract<LinkProbe, { readonly kind: 'redirect' | 'unreachable' | 'refusedByCdn' }>;

async function send<T>(
  question: ProbeRequest,
  { transport, signal, timeoutMs = TIMEOUT_MS }: ProbeOptions,
  read: (response: HttpResponse) => Promise<T>,
): Promise<T | FailedProbe> {
  try {
    const response = await transport.request({ ...question, timeoutMs, ...(signal && { signal }) });
    const { status, headers } = response;
    const { 'x-tengine-error': reason } = headers;
    if (status >= 400 && reason !== undefined && headers['x-oss-request-id'] === undefined) {
      await discardBody(response);
      // The hash behind `=` is part of a signature.
      return { kind: 'refusedByCdn', status, reason: reason.replace(/\s*=.*$/s, '').slice(0, MAX_REASON_LENGTH) };
    }
    const target = status > 300 && status < 400 ? headers['location'] : undefined;
    if (target === undefined) return await read(response);
    await discardBody(response);
    return { kind: 'redirect', status, host: redirectHost(target, question.origin) };
  } catch (error) {
    if (error instanceof TransportError) return { kind: 'unreachable', error };
    throw error;
  }
}

/** Splits a URL without WHATWG `URL`, which normalizes dot segments. */
function splitUrl(url: string): { readonly origin: string; readonly path: string; readonly query: string } {
  const [, origin = '', path = '/', query = ''] = URL_PARTS.exec(url) ?? [];
  return { origin, path, query };
}

function redirectHost(target: string, origin: string): string {
  return URL.parse(target, origin)?.host ?? '';
}

function readRefusal(response: HttpResponse, operation: string): Promise<OssError> {
  return readErrorResponse(response, { operation }, []);
}

function isHtmlPage({ headers }: HttpResponse): boolean {
  return headers['x-oss-request-id'] === undefined && headers['content-type']?.includes('text/html') === true;
}

/** Content of an empty object, which has no first byte. */
async function readEmptyContent(response: HttpResponse): Promise<LinkContent> {
  await discardBody(response);
  return { status: response.status, sizeBytes: 0, presentation: 'savedByType' };
}

function readContent(status: number, headers: HttpResponse['headers']): LinkContent {
  const { 'content-type': contentType, 'x-oss-storage-class': storageClass } = headers;
  const presentation = readPresentation(headers);
  return {
    status,
    presentation,
    ...omitUndefined({ contentType, sizeBytes: readSize(status, headers), storageClass }),
  };
}

function readSize(status: number, headers: HttpResponse['headers']): number | undefined {
  const text = status === 206 ? /\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1] : headers['content-length'];
  return text === undefined ? undefined : Number(text);
}

function readPresentation(headers: HttpResponse['headers']): Presentation {
  if (headers['x-oss-force-download'] === 'true') return 'savedOnOwnHost';
  if (/^attachment\b/i.test(headers['content-disposition']?.trim() ?? '')) return 'savedAsAsked';
  return SHOWN_TYPES.test(headers['content-type'] ?? '') ? 'shown' : 'savedByType';
}
