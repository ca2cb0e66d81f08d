import { InvalidInputError } from '../errors/errors.ts';
import { readCdnLink, type KnownCdn } from './cdnLink.ts';
import { MAX_URL_LENGTH, readPresignedUrl, type PresignedUrl } from './presignedUrl.ts';

/** A presigned URL in a text. */
export interface FoundPresignedUrl {
  readonly link: PresignedUrl;
  /** Start in the text, in UTF-16 code units. */
  readonly startIndex: number;
  /** End in the text. The text between may have escapes that `link.url` does not have. */
  readonly endIndex: number;
}

/** Start of a URL, also in JSON, HTML and properties files that escape its signs. */
const URL_START = /https?\\?:(?:\\?\/|\\u002f|&#(?:x2f|47);){2}/gi;
/** Characters of a URL, and their escapes in JSON, shells and markup: `\/`, `\&`, `\_`, `\u0026`. Signers encode all others. */
const URL_TEXT = /(?:[!#-;=?-[\]_a-z~]|\\(?:[/&?=%:_]|u00(?:26|3d|3f|25|2f)))*/iy;
const SIGNATURE_NAME = /signature=/i;
/** HTML entities of characters that end an attribute or a text. */
const ESCAPED_DELIMITER = /&(?:amp;)*(?:quot|apos|lt|gt|nbsp|#0*3[49]|#x0*2[27]|#0*6[02]|#x0*3[ce]);/i;
/** Punctuation after a URL. No signature and no encoded value ends with it. */
const TRAILING_PUNCTUATION: ReadonlySet<string> = new Set(`)]'.,;:!?*`);
/** Minimum length of a presigned URL: a signature has 28 characters, and its parameters have names. */
const MIN_URL_LENGTH = 70;
/** Signature that ends its parameter. Text without a blank may follow: of CSV, AsciiDoc, emphasis or another URL. */
const WHOLE_SIGNATURE =
  /signature(?:\\?=|\\u003d|&(?:amp;)*(?:#x0*3d|#0*61|equals);)(?:[0-9a-f]{64}|(?:[0-9a-z+/]|\\\/|(?:\\?%|\\u0025)2[bf]|\\u002[bf]){27}(?:\\?=|\\u003d|(?:\\?%|\\u0025)3d))(?![0-9a-z%&+=\\])/i;
/** `&` as texts write it. */
const AND = String.raw`(?:&(?:(?:amp;)*(?:amp|#0*38|#x0*26);)?|\\?&|\\u0026)`;
const CDN_TIME = String.raw`(?:\d{10}|[0-9a-f]{8})`;
/** Signature of a CDN link in its query (types A, C2 and F) that ends its parameter. */
const WHOLE_CDN_SIGNATURE = new RegExp(
  [
    'auth_key=[0-9]{10}-[^-&]{1,100}-[^-&]{1,100}-[0-9a-f]{32}',
    `[?&;][a-z0-9_.-]{1,64}=[0-9a-f]{32}${AND}[a-z0-9_.-]{1,64}=${CDN_TIME}`,
    `[?&;][a-z0-9_.-]{1,64}=${CDN_TIME}${AND}[a-z0-9_.-]{1,64}=[0-9a-f]{32}`,
  ]
    .map((form) => form + String.raw`(?![0-9a-z%&+=\\])`)
    .join('|'),
  'i',
);
/** Hash in every CDN link, of any type. Most URLs of a domain have none and need not be parsed. */
const CDN_HASH = /[0-9a-f]{32}/;
/** Host of a URL behind its scheme. */
const AUTHORITY = /https?\\?:(?:\\?\/|\\u002f|&#(?:x2f|47);){2}([a-z0-9._-]{1,253}(?::\d{1,5})?)/iy;
const CLOSING_BRACKETS: Readonly<Record<string, string>> = { "'": "'", '(': ')', '[': ']' };

/**
 * Finds the presigned URLs of OSS, V1 and V4, and the links of known CDNs in any text: prose, Markdown, HTML, JSON,
 * shell commands. Truncated and damaged URLs are left out. Takes time in proportion to the text.
 */
export function readPresignedUrls(text: string, cdns: readonly KnownCdn[] = []): readonly FoundPresignedUrl[] {
  return Array.from(eachPresignedUrl(text, { cdns })).filter((found) => found !== undefined);
}

/** The presigned URL at an index of a text, its end included. Reads no other one before it. */
export function presignedUrlAt(
  text: string,
  index: number,
  cdns: readonly KnownCdn[] = [],
): FoundPresignedUrl | undefined {
  for (const found of eachPresignedUrl(text, { cdns, from: index })) {
    if (found && index <= found.endIndex) return found.startIndex <= index ? found : undefined;
  }
  return undefined;
}

/**
 * Finds the presigned URLs of a text one by one, for callers that take a pause now and then: a document of a megabyte
 * can hold thousands. Gives `undefined` for what only looks like one. URLs that end before `from` are passed over.
 */
export function* eachPresignedUrl(
  text: string,
  { cdns = [], from = 0 }: { readonly cdns?: readonly KnownCdn[]; readonly from?: number } = {},
): Generator<FoundPresignedUrl | undefined> {
  const nextSignature = signatureFinder(text);
  if (cdns.length === 0 && nextSignature(0) === undefined) return;
  const starts = Array.from(text.matchAll(URL_START), ({ index }) => index);
  for (const [index, startIndex] of starts.entries()) {
    // A URL inside a URL is percent-encoded, so the next start ends this one.
    const limit = starts[index + 1] ?? text.length;
    if (limit < from) continue;
    const cdn = cdns.length === 0 ? undefined : cdnAt(text, startIndex, cdns);
    if (cdn === undefined && (nextSignature(startIndex) ?? limit) >= limit) continue;
    const candidate = candidateAt(text, startIndex, limit) ?? '';
    const read = (written: string): FoundPresignedUrl | undefined => {
      const link = tryReadWritten(unescapeUrl(written), cdn);
      return link && { link, startIndex, endIndex: startIndex + written.length };
    };
    // No signer leaves "[" in the path of a CDN link, which ends with the key in types B and C1. In AsciiDoc a label follows.
    const label = cdn === undefined ? -1 : candidate.indexOf('[');
    yield (
      read(label < 0 ? candidate : candidate.slice(0, label)) ??
      read(candidate.slice(0, endOfSignature(candidate, cdn === undefined ? WHOLE_SIGNATURE : WHOLE_CDN_SIGNATURE)))
    );
  }
}

/** End of the signature in a candidate that cannot be read with the text after it; 0 if there is none. */
function endOfSignature(candidate: string, whole: RegExp): number {
  const match = whole.exec(candidate);
  return match === null ? 0 : match.index + match[0].length;
}

function tryReadWritten(url: string, cdn: KnownCdn | undefined): PresignedUrl | undefined {
  const ofCdn = cdn && CDN_HASH.test(url) ? tryRead(() => readCdnLink(url, cdn)) : undefined;
  return ofCdn ?? tryReadSigned(url);
}

/** Reads one link of OSS or of a known CDN. Throws an `InvalidInputError` for anything else. */
export function readLink(text: string, cdns: readonly KnownCdn[] = []): PresignedUrl {
  const url = text.trim();
  const cdn = cdnAt(url, 0, cdns);
  if (cdn === undefined) return readPresignedUrl(url);
  try {
    return readCdnLink(url, cdn);
  } catch (error) {
    // OSS may have signed a link of this host.
    const signed = error instanceof InvalidInputError ? tryReadSigned(url) : undefined;
    if (signed === undefined) throw error;
    return signed;
  }
}

/** Known CDN with the host of the URL at a position. */
function cdnAt(text: string, startIndex: number, cdns: readonly KnownCdn[]): KnownCdn | undefined {
  AUTHORITY.lastIndex = startIndex;
  const [, authority = ''] = AUTHORITY.exec(text) ?? [];
  const host = authority.toLowerCase();
  return cdns.find((cdn) => cdn.host === host || `${cdn.host}:443` === host || `${cdn.host}:80` === host);
}

/** Finds the next "signature" at or after a position; positions must not decrease. Most texts and URLs have none. */
function signatureFinder(text: string): (from: number) => number | undefined {
  const expression = /signature/gi;
  let next: number | undefined = -1;
  return (from) => {
    if (next !== undefined && next < from) {
      expression.lastIndex = from;
      next = expression.exec(text)?.index;
    }
    return next;
  };
}

function candidateAt(text: string, startIndex: number, limit: number): string | undefined {
  const written = text.slice(startIndex, Math.min(limit, startIndex + MAX_URL_LENGTH + 1));
  URL_TEXT.lastIndex = 0;
  const [run = ''] = URL_TEXT.exec(written) ?? [];
  if (run.length > MAX_URL_LENGTH) return undefined;
  const end = run.search(ESCAPED_DELIMITER);
  return trimPunctuation(cutAtClosingBracket(end < 0 ? run : run.slice(0, end), text[startIndex - 1]));
}

/** Cuts a URL in brackets or quotation marks where they close. Pairs inside the URL stay. */
function cutAtClosingBracket(run: string, opening = ''): string {
  const closing = CLOSING_BRACKETS[opening];
  if (closing === undefined) return run;
  let depth = 1;
  for (let index = 0; index < run.length; index++) {
    if (run[index] === closing) depth -= 1;
    else if (run[index] === opening) depth += 1;
    if (depth === 0) return run.slice(0, index);
  }
  return run;
}

/**
 * URL without trailing punctuation. A loop, because an expression would scan a long row of it once for each character.
 */
function trimPunctuation(run: string): string {
  let end = run.length;
  while (end > 0 && TRAILING_PUNCTUATION.has(run.charAt(end - 1))) end -= 1;
  return run.slice(0, end);
}

function unescapeUrl(written: string): string {
  return written
    .replace(/\\u00([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replaceAll('\\', '')
    .replace(/&(?:amp;)*(?:amp|#0*38|#x0*26);/gi, '&')
    .replace(/&(?:amp;)*(?:equals|#0*61|#x0*3d);/gi, '=')
    .replace(/&(?:amp;)*(?:sol|#0*47|#x0*2f);/gi, '/');
}

function tryReadSigned(url: string): PresignedUrl | undefined {
  if (url.length < MIN_URL_LENGTH || !SIGNATURE_NAME.test(url)) return undefined;
  return tryRead(() => readPresignedUrl(url));
}

function tryRead(read: () => PresignedUrl): PresignedUrl | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof InvalidInputError) return undefined;
    throw error;
  }
}
