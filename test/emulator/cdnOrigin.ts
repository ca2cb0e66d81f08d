import { request } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Account } from './accounts.ts';
import { aliOssSigning } from './aliOssSigning.ts';
import { subResources } from './signatureV1.ts';

/** Bucket that a CDN fetches from. */
export interface CdnOrigin {
  /** `http://127.0.0.1:PORT` of the region of the bucket. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  /** Role of the CDN for a private bucket. Without it, requests reach OSS as they are: a public bucket, or one whose clients sign. */
  readonly account?: Account;
}

/** Request from the CDN to OSS. */
export interface OriginQuestion {
  readonly method: string;
  /** Path and query without the signature of the CDN. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: IncomingMessage;
}

/** Headers that belong to one connection. */
const connectionHeaders = ['connection', 'keep-alive', 'transfer-encoding', 'host'];

/** Sends a request to OSS; resolves when the response's headers arrive. */
export async function askOrigin(
  origin: CdnOrigin,
  { method, target, headers, body }: OriginQuestion,
  now: Date,
): Promise<IncomingMessage> {
  const { hostname, port } = new URL(origin.endpoint);
  const { account } = origin;
  const passedOn = withoutConnection(headers);
  const sent = request({
    hostname,
    port,
    method,
    path: target,
    agent: false,
    headers: {
      ...(account === undefined
        ? passedOn
        : signHeaders(origin.bucket, account, { method, target, headers: passedOn }, now)),
      host: `${origin.bucket}.oss-${origin.region}.aliyuncs.com`,
    },
  });
  const reply = new Promise<IncomingMessage>((resolve, reject) => {
    sent.once('response', resolve);
    sent.once('error', reject);
  });
  const [message] = await Promise.all([reply, pipeline(body, sent)]);
  return message;
}

/** Headers without those of one connection. */
export function withoutConnection(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !connectionHeaders.includes(name)));
}

/** Headers with the Authorization of the CDN, by ali-oss; a signature in the URL stays there, which OSS refuses. */
function signHeaders(
  bucket: string,
  { accessKeyId, accessKeySecret, securityToken }: Account,
  { method, target, headers }: Pick<OriginQuestion, 'method' | 'target' | 'headers'>,
  now: Date,
): IncomingHttpHeaders {
  const [path = '/', query = ''] = target.split('?', 2);
  const date = now.toUTCString();
  const { 'x-oss-date': _date, ...sent }: IncomingHttpHeaders = headers;
  const own = { ...sent, date, ...(securityToken === undefined ? {} : { 'x-oss-security-token': securityToken }) };
  const parameters = [...new URLSearchParams(query)].filter(
    ([name]) => subResources.has(name) || name.startsWith('x-oss-'),
  );
  const parsed = { headers: ossHeaders(own), parameters: Object.fromEntries(parameters) };
  const text = aliOssSigning.buildCanonicalString(method, `/${bucket}/${decoded(path.slice(1))}`, parsed, date);
  return { ...own, authorization: `OSS ${accessKeyId}:${aliOssSigning.computeSignature(accessKeySecret, text)}` };
}

function ossHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const signed = Object.entries(headers).filter(([name]) => /^(?:content-(?:type|md5)|x-oss-.*)$/.test(name));
  return Object.fromEntries(signed.map(([name, value]) => [name, String(value)]));
}

/** Decoded path. OSS refuses a path that is not UTF-8, whatever its signature. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
