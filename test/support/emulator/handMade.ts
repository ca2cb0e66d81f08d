import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { aliOssSigning, encodeString } from '../../emulator/aliOssSigning.ts';
import { collect } from '../../emulator/bodies.ts';
import { readElements } from '../../emulator/xml.ts';

export interface HttpAnswer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The text of the first element of that name. */
  element(name: string): string | undefined;
}

export interface HttpQuestion {
  readonly method?: string;
  /** Path and query, sent as it is. */
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** Sends a request over a connection of its own. */
export function ask(origin: string, { method = 'GET', path, headers = {}, body }: HttpQuestion): Promise<HttpAnswer> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers, agent: false }, (response) => {
      collect(response).then((bytes) => {
        const text = bytes.toString('utf8');
        const element = (name: string): string | undefined => readElements(text, name)[0];
        resolve({ status: response.statusCode, headers: response.headers, text, element });
      }, reject);
    });
    sent.on('error', reject);
    // As bytes: a string would make Node write the headers in UTF-8 a second time.
    sent.end(Buffer.from(body ?? ''));
  });
}

/** Time far from now, so that a test that forgets the emulator's clock fails. */
export const noon = new Date('2031-05-06T12:00:00Z');

export interface LinkOptions {
  readonly method?: string;
  readonly bucket?: string;
  readonly key?: string;
  readonly query?: Record<string, string>;
  readonly headers?: Record<string, string>;
  readonly additionalHeaders?: readonly string[];
  readonly accessKeyId?: string;
  readonly accessKeySecret?: string;
  readonly region?: string;
  readonly signedAt?: Date;
  readonly expires?: string;
}

/** The path-style path and query of a V4 link, signed by ali-oss; `edit` changes parameters after signing. */
export function v4Link(options: LinkOptions, edit: (query: Map<string, string>) => void = () => undefined): string {
  const {
    method = 'GET',
    bucket = 'demo',
    key = 'a.txt',
    headers = {},
    additionalHeaders = [],
    accessKeyId = 'ak',
    accessKeySecret = 'sk',
    region = 'cn-hangzhou',
    signedAt = noon,
    expires = '60',
  } = options;
  const stamp = basicStamp(signedAt);
  const date = stamp.slice(0, 8);
  const queries: Record<string, string> = {
    ...options.query,
    'x-oss-signature-version': 'OSS4-HMAC-SHA256',
    'x-oss-credential': `${accessKeyId}/${date}/${region}/oss/aliyun_v4_request`,
    'x-oss-date': stamp,
    'x-oss-expires': expires,
    ...(additionalHeaders.length > 0 ? { 'x-oss-additional-headers': additionalHeaders.join(';') } : {}),
  };
  const canonical = aliOssSigning.getCanonicalRequest(method, { headers, queries }, bucket, key, additionalHeaders);
  const signature = aliOssSigning.getSignatureV4(
    accessKeySecret,
    date,
    region,
    aliOssSigning.getStringToSign(region, stamp, canonical),
  );
  const query = new Map(Object.entries({ ...queries, 'x-oss-signature': signature }));
  edit(query);
  const text = [...query].map(([name, value]) => `${encodeString(name)}=${encodeString(value)}`).join('&');
  return `/${bucket}/${encodeString(key).replaceAll('%2F', '/')}?${text}`;
}

/** Headers of a V4 request without further parameters, signed by ali-oss. */
export function v4Headers(options: LinkOptions): Record<string, string> {
  const {
    method = 'GET',
    bucket = 'demo',
    key = 'a.txt',
    query = {},
    accessKeyId = 'ak',
    accessKeySecret = 'sk',
    region = 'cn-hangzhou',
    signedAt = noon,
  } = options;
  const stamp = basicStamp(signedAt);
  const date = stamp.slice(0, 8);
  const headers = { 'x-oss-date': stamp, 'x-oss-content-sha256': 'UNSIGNED-PAYLOAD', ...options.headers };
  // ali-oss writes an empty value as `name=`, and only null as the bare name that OSS signs.
  const queries = Object.fromEntries(Object.entries(query).map(([name, value]) => [name, value === '' ? null : value]));
  const canonical = aliOssSigning.getCanonicalRequest(method, { headers, queries }, bucket, key, []);
  const toSign = aliOssSigning.getStringToSign(region, stamp, canonical);
  const signature = aliOssSigning.getSignatureV4(accessKeySecret, date, region, toSign);
  const credential = `${accessKeyId}/${date}/${region}/oss/aliyun_v4_request`;
  return { ...headers, authorization: `OSS4-HMAC-SHA256 Credential=${credential},Signature=${signature}` };
}

function basicStamp(time: Date): string {
  return `${time.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}
