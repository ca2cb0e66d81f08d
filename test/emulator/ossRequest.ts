import type { IncomingMessage } from 'node:http';
import { Refusal } from './refusal.ts';

/** Request as OSS understands it, with any addressing of the bucket. */
export interface OssRequest {
  readonly method: string;
  /** Region of the requested port. */
  readonly region: string;
  readonly addressing: 'path' | 'virtual' | 'cname';
  readonly host: string;
  readonly bucket: string | undefined;
  /** Decoded once, never normalized; `undefined` for the bucket itself. */
  readonly key: string | undefined;
  /** Decoded; a parameter without a value has the value ''. */
  readonly query: ReadonlyMap<string, string>;
  /** Lower-case names, values decoded as UTF-8. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Hosts whose first label, if there is one, is the bucket. */
const virtualHost = /^(?:([^.]*)\.)?(localhost|oss-[a-z0-9-]+\.aliyuncs\.com)$/;

/** Part of an incoming message that names the target. */
type MessageHead = Pick<IncomingMessage, 'method' | 'url' | 'headers'>;

/** Reads bucket, key and query from a request's host and target. */
export function parseRequest(
  message: MessageHead,
  region: string,
  customDomains: Readonly<Record<string, string>>,
): OssRequest {
  const headers = decodeHeaders(message);
  const host = headers['host'] ?? '';
  const target = message.url ?? '/';
  const queryStart = target.indexOf('?');
  const path = decode(queryStart < 0 ? target : target.slice(0, queryStart));
  return {
    method: message.method ?? 'GET',
    region,
    host,
    ...locate(host.replace(/:\d+$/, '').toLowerCase(), path, customDomains),
    query: parseQuery(queryStart < 0 ? '' : target.slice(queryStart + 1)),
    headers,
  };
}

function locate(
  hostname: string,
  path: string,
  customDomains: Readonly<Record<string, string>>,
): Pick<OssRequest, 'addressing' | 'bucket' | 'key'> {
  const rest = path.slice(1);
  const customBucket = customDomains[hostname];
  if (customBucket !== undefined) {
    return { addressing: 'cname', bucket: customBucket, key: rest || undefined };
  }
  const [, label, service] = virtualHost.exec(hostname) ?? [];
  if (label) {
    return { addressing: 'virtual', bucket: label, key: rest || undefined };
  }
  if (service !== undefined && service !== 'localhost' && rest !== '') {
    throw new Refusal(
      403,
      'SecondLevelDomainForbidden',
      'The bucket you are attempting to access must be addressed using OSS third level domain.',
    );
  }
  const slash = rest.indexOf('/');
  const bucket = slash < 0 ? rest : rest.slice(0, slash);
  const key = slash < 0 ? '' : rest.slice(slash + 1);
  return { addressing: 'path', bucket: bucket || undefined, key: key || undefined };
}

function parseQuery(text: string): Map<string, string> {
  const query = new Map<string, string>();
  for (const parameter of text.split('&')) {
    if (parameter !== '') {
      const equals = parameter.indexOf('=');
      const name = equals < 0 ? parameter : parameter.slice(0, equals);
      const value = equals < 0 ? '' : parameter.slice(equals + 1);
      query.set(decode(name.replaceAll('+', '%20')), decode(value.replaceAll('+', '%20')));
    }
  }
  return query;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw Object.assign(new Refusal(400, 'InvalidURI', 'Could not parse the specified URI.'), { cause });
  }
}

/** Decoded headers. Node reads header bytes as Latin-1; OSS reads them as UTF-8. */
function decodeHeaders(message: MessageHead): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) {
      headers[name] = Buffer.from(Array.isArray(value) ? value.join(', ') : value, 'latin1').toString('utf8');
    }
  }
  return headers;
}
