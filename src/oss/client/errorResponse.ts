import { discardBody, type HttpResponse } from './transport.ts';
import { OssError, TransportError, type OssCall, type OssErrorFields } from '../errors/errors.ts';
import { SERVER_TEXT_LENGTHS, serverText } from '../errors/serverText.ts';
import { MalformedXmlError, readXml, type XmlFields } from '../xml/xml.ts';

/** Maximum size of an error document. OSS's own have a few kilobytes. */
const MAX_ERROR_BYTES = 256 * 1024;

/** Maximum number of children of `<Error>`, more than any OSS error has. */
const MAX_DETAILS = 50;

/** Number of bytes that may precede the first tag, for blanks and a comment. */
const HTML_START_BYTES = 4096;
const HTML_START = /^\s*<(?:!doctype html|html)/i;

/** Children of `<Error>` that repeat credentials or a signature, by the end of their path. */
const SENSITIVE_NAME = /(?:AccessKeyId|Signature\w*|StringToSign\w*|CanonicalRequest|Token|Secret)$/i;

/** Call that OSS refused, with the fields that do not depend on the response. */
type RefusedCall = OssCall & Pick<OssErrorFields, 'profileId' | 'versionId'>;

/**
 * Parses a refusal: from the body, else from the header `x-oss-err`, else from the status alone (`BadErrorResponse`).
 * `secrets` are removed from every text that OSS repeats.
 */
export async function readErrorResponse(
  response: HttpResponse,
  call: RefusedCall,
  secrets: readonly string[],
): Promise<OssError> {
  const body = await readBeginning(response.body);
  const fields = (await readErrorDocument(body)) ?? (await readErrorDocument(decodeErrorHeader(response.headers)));
  return fields === undefined
    ? errorWithoutDocument(response, body, call, secrets)
    : errorFromDocument(response, fields, call, secrets);
}

function decodeErrorHeader(headers: HttpResponse['headers']): Buffer {
  return Buffer.from(headers['x-oss-err'] ?? '', 'base64');
}

/** Start of a body. A body that breaks off counts as its received part. */
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
  return Buffer.concat(chunks).subarray(0, MAX_ERROR_BYTES);
}

async function readErrorDocument(bytes: Buffer): Promise<XmlFields | undefined> {
  if (bytes.length === 0) return undefined;
  try {
    const fields = await readXml(once(bytes), 'Error');
    return fields.has('Code') ? fields : undefined;
  } catch (error) {
    if (error instanceof MalformedXmlError) return readDamagedDocument(bytes.toString('utf8'));
    throw error;
  }
}

/**
 * Most important children of `<Error>`, read even from a document that is cut or contains characters that XML does not
 * allow.
 */
const ESSENTIAL_NAMES = ['Code', 'Message', 'RequestId', 'HostId', 'EC', 'Endpoint'];

function readDamagedDocument(text: string): XmlFields | undefined {
  const start = text.indexOf('<Error>');
  if (start < 0 || start > MAX_DETAILS * 10) return undefined;
  const fields = new Map<string, string>();
  for (const name of ESSENTIAL_NAMES) {
    const from = text.indexOf(`<${name}>`, start);
    const to = from < 0 ? -1 : text.indexOf('<', from + name.length + 2);
    if (to >= 0 && text.startsWith(`</${name}>`, to)) fields.set(name, text.slice(from + name.length + 2, to));
  }
  return fields.has('Code') ? fields : undefined;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

function errorFromDocument(
  { status, headers }: HttpResponse,
  fields: XmlFields,
  call: RefusedCall,
  secrets: readonly string[],
): OssError {
  const { Code = '', Message, RequestId, HostId, EC, ...others } = Object.fromEntries(fields);
  const sensitiveDetails = new Map(Object.entries(others).filter(([path]) => SENSITIVE_NAME.test(path)));
  const allSecrets = [...secrets, ...[...sensitiveDetails.values()].slice(0, MAX_DETAILS)];
  const clean = (text: string | undefined, maxLength: number): string | undefined =>
    text === undefined ? undefined : serverText(text, maxLength, allSecrets);
  const { name, id, message } = SERVER_TEXT_LENGTHS;
  const details = Object.entries(others)
    .filter(([path]) => !sensitiveDetails.has(path))
    .slice(0, MAX_DETAILS)
    .map(([path, text]) => [serverText(path, name, allSecrets), serverText(text, message, allSecrets)] as const);
  return new OssError({
    ...call,
    code: serverText(Code, name, allSecrets),
    status,
    requestId: clean(RequestId ?? headers['x-oss-request-id'], name),
    ec: clean(EC ?? headers['x-oss-ec'], name),
    serverMessage: clean(Message, message),
    hostId: clean(HostId, id),
    details: new Map(details),
    sensitiveDetails,
  });
}

const HTML_SENTENCE = 'Got a web page instead of an OSS response. Check for a proxy or sign-in page.';

function hasHtmlType(headers: HttpResponse['headers']): boolean {
  return headers['content-type']?.includes('text/html') === true;
}

/** Error fields in a response's headers. */
function headerFields(
  { status, headers }: HttpResponse,
  secrets: readonly string[],
): Pick<OssErrorFields, 'status' | 'requestId' | 'ec'> {
  const clean = (text: string | undefined): string | undefined =>
    text === undefined ? undefined : serverText(text, SERVER_TEXT_LENGTHS.name, secrets);
  return { status, requestId: clean(headers['x-oss-request-id']), ec: clean(headers['x-oss-ec']) };
}

function errorWithoutDocument(
  response: HttpResponse,
  body: Buffer,
  call: RefusedCall,
  secrets: readonly string[],
): OssError {
  const isHtml =
    hasHtmlType(response.headers) || HTML_START.test(body.subarray(0, HTML_START_BYTES).toString('latin1'));
  return new OssError({
    ...call,
    ...headerFields(response, secrets),
    code: 'BadErrorResponse',
    serverMessage: isHtml ? HTML_SENTENCE : 'The response has no details besides its status.',
  });
}

/** Throws a `MalformedXmlError` for an HTML page that is not from OSS, which marks all of its responses. */
export async function throwIfHtmlPage(response: HttpResponse): Promise<void> {
  const { headers } = response;
  if (headers['x-oss-request-id'] !== undefined || !hasHtmlType(headers)) return;
  await discardBody(response);
  throw new MalformedXmlError(HTML_SENTENCE);
}

/** Error for a successful response that is not one of OSS; `cause` explains it. */
export function createBadResponse(
  response: HttpResponse,
  cause: MalformedXmlError,
  call: RefusedCall,
  secrets: readonly string[],
): OssError {
  const serverMessage = serverText(cause.message, SERVER_TEXT_LENGTHS.message, secrets);
  const fields: OssErrorFields = { ...call, ...headerFields(response, secrets), code: 'BadResponse', serverMessage };
  return new OssError(fields, { cause: new MalformedXmlError(serverMessage) });
}
