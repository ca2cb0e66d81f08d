import { InvalidInputError } from '../errors/errors.ts';
import { MAX_URL_LENGTH, readPresignedUrl, type PresignedUrl } from './presignedUrl.ts';

/** A presigned URL in a text. */
export interface FoundPresignedUrl {
  readonly link: PresignedUrl;
  /** Start in the text, in UTF-16 code units. */
  readonly startIndex: number;
  /** End in the text. The text between may have escapes that `link.url` does not have. */
  readonly endIndex: number;
}

/** Start of a URL, also in JSON that escapes slashes. */
const URL_START = /https?:(?:\\?\/){2}/gi;
/** Characters of a URL, and their escapes in JSON and shells: `\/`, `\&`, `\u0026`. Signers encode all others. */
const URL_TEXT = /(?:[!#-;=?-[\]_a-z~]|\\(?:[/&?=%]|u00(?:26|3d|3f|25|2f)))*/iy;
const SIGNATURE_NAME = /signature(?:=|\\=|\\u003d)/i;
/** HTML entities of characters that end an attribute or a text. */
const ESCAPED_DELIMITER = /&(?:quot|apos|lt|gt|nbsp|#3[49]|#x2[27]|#6[02]|#x3[ce]);/i;
/** Punctuation behind a URL. No signature and no encoded value ends with it. */
const TRAILING_PUNCTUATION: ReadonlySet<string> = new Set(`)]'.,;:!?*`);
/** A signature alone has 28 characters, and its parameters have names. */
const MIN_URL_LENGTH = 70;
const CLOSING_BRACKETS: Readonly<Record<string, string>> = { "'": "'", '(': ')', '[': ']' };

/**
 * Finds the presigned URLs of OSS, V1 and V4, in any text: prose, Markdown, HTML, JSON, shell commands. What looks like
 * one but is cut or damaged is left out. Takes time in proportion to the text.
 */
export function readPresignedUrls(text: string): readonly FoundPresignedUrl[] {
  const found: FoundPresignedUrl[] = [];
  const nextSignature = signatureFinder(text);
  if (nextSignature(0) === undefined) return found;
  const starts = Array.from(text.matchAll(URL_START), ({ index }) => index);
  for (const [index, startIndex] of starts.entries()) {
    // A URL inside a URL is percent-encoded, so that the next beginning ends this one.
    const limit = starts[index + 1] ?? text.length;
    if ((nextSignature(startIndex) ?? limit) >= limit) continue;
    const candidate = candidateAt(text, startIndex, limit);
    const link = candidate === undefined ? undefined : tryRead(unescapeUrl(candidate));
    if (candidate !== undefined && link !== undefined) {
      found.push({ link, startIndex, endIndex: startIndex + candidate.length });
    }
  }
  return found;
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
  if (limit - startIndex < MIN_URL_LENGTH) return undefined;
  const written = text.slice(startIndex, Math.min(limit, startIndex + MAX_URL_LENGTH + 1));
  URL_TEXT.lastIndex = 0;
  const [run = ''] = URL_TEXT.exec(written) ?? [];
  if (run.length > MAX_URL_LENGTH || !SIGNATURE_NAME.test(run)) return undefined;
  const end = run.search(ESCAPED_DELIMITER);
  return trimPunctuation(cutAtClosingBracket(end < 0 ? run : run.slice(0, end), text[startIndex - 1]));
}

/** Cuts a URL in brackets or quotation marks where they close. It may contain pairs of its own. */
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

/** By a loop: an expression for it would look at a long row of such signs once for each of them. */
function trimPunctuation(run: string): string {
  let end = run.length;
  while (end > 0 && TRAILING_PUNCTUATION.has(run.charAt(end - 1))) end -= 1;
  return run.slice(0, end);
}

function unescapeUrl(written: string): string {
  return written
    .replace(/\\u00([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replaceAll('\\', '')
    .replace(/&(?:amp|#38|#x26);/gi, '&');
}

function tryRead(url: string): PresignedUrl | undefined {
  try {
    return readPresignedUrl(url);
  } catch (error) {
    if (error instanceof InvalidInputError) return undefined;
    throw error;
  }
}
