import { discardBody, type HttpResponse } from './transport.ts';
import { OssError, TransportError, type OssCall, type OssErrorFields } from '../errors/errors.ts';
import { redact } from '../errors/redact.ts';
import { MalformedXmlError, readXml, type XmlFields } from '../xml/xml.ts';

/** An error document has a few kilobytes; what is longer is something else. */
const MAX_ERROR_BYTES = 256 * 1024;

const HTML_START = /^\s*<(?:!doctype html|html)/i;

/** Children of `<Error>` that repeat credentials or a signature, by the end of their path. */
const SENSITIVE_NAME = /(?:AccessKeyId|Signature\w*|StringToSign\w*|CanonicalRequest|Token|Secret)$/i;

/**
 * Reads a refusal: from the body, else from the header `x-oss-err`, else from the status alone (`BadErrorResponse`).
 * `secrets` are taken out of every text that OSS repeats.
 */
export async function readErrorResponse(
  response: HttpResponse,
  call: OssCall,
  secrets: readonly string[],
): Promise<OssError> {
  const body = await readBeginning(response.body);
  const fields = (await readErrorDocument(body)) ?? (await readErrorDocument(decodeErrorHeader(response.headers)));
  return fields === undefined
    ? errorWithoutDocument(response, body, call)
    : errorFromDocument(response, fields, call, secrets);
}

function decodeErrorHeader(headers: HttpResponse['headers']): Buffer {
  return Buffer.from(headers['x-oss-err'] ?? '', 'base64');
}

/** A body that breaks off says no less than none. */
async function readBeginning(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      sizeBytes += chunk.length;
      if (sizeBytes > MAX_ERROR_BYTES) break;
    }
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
  }
  return Buffer.concat(chunks);
}

async function readErrorDocument(bytes: Buffer): Promise<XmlFields | undefined> {
  if (bytes.length === 0) return undefined;
  try {
    const fields = await readXml(once(bytes), 'Error');
    return fields.has('Code') ? fields : undefined;
  } catch (error) {
    if (error instanceof MalformedXmlError) return undefined;
    throw error;
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

function errorFromDocument(
  { status, headers }: HttpResponse,
  fields: XmlFields,
  call: OssCall,
  secrets: readonly string[],
): OssError {
  const {
    Code: code = '',
    Message: serverMessage,
    RequestId,
    HostId: hostId,
    EC,
    ...others
  } = Object.fromEntries(fields);
  const sensitiveDetails = new Map(Object.entries(others).filter(([path]) => SENSITIVE_NAME.test(path)));
  const clean = (text: string): string => redact(text, [...secrets, ...sensitiveDetails.values()]);
  const details = Object.entries(others)
    .filter(([path]) => !sensitiveDetails.has(path))
    .map(([path, text]) => [path, clean(text)] as const);
  return new OssError({
    ...call,
    code,
    status,
    requestId: RequestId ?? headers['x-oss-request-id'],
    ec: EC ?? headers['x-oss-ec'],
    serverMessage: serverMessage === undefined ? undefined : clean(serverMessage),
    hostId,
    details: new Map(details),
    sensitiveDetails,
  });
}

const HTML_SENTENCE = 'The answer is an HTML page, as proxies and sign-in pages send it, and not an answer of OSS.';

function hasHtmlType(headers: HttpResponse['headers']): boolean {
  return headers['content-type']?.includes('text/html') === true;
}

function errorWithoutDocument({ status, headers }: HttpResponse, body: Buffer, call: OssCall): OssError {
  const isHtml = hasHtmlType(headers) || HTML_START.test(body.toString('latin1'));
  return new OssError({
    ...call,
    code: 'BadErrorResponse',
    status,
    requestId: headers['x-oss-request-id'],
    ec: headers['x-oss-ec'],
    serverMessage: isHtml ? HTML_SENTENCE : 'The answer says no more than its status.',
  });
}

/** Throws a `MalformedXmlError` for an HTML page that did not come from OSS, which marks all of its answers. */
export async function throwIfHtmlPage(response: HttpResponse): Promise<void> {
  const { headers } = response;
  if (headers['x-oss-request-id'] !== undefined || !hasHtmlType(headers)) return;
  await discardBody(response);
  throw new MalformedXmlError(HTML_SENTENCE);
}

/** An answer of success that is not what OSS sends; `cause` says why not. */
export function createBadResponse(
  { status, headers }: HttpResponse,
  cause: MalformedXmlError,
  call: OssCall,
): OssError {
  const fields: OssErrorFields = {
    ...call,
    code: 'BadResponse',
    status,
    requestId: headers['x-oss-request-id'],
    serverMessage: cause.message,
  };
  return new OssError(fields, { cause });
}
