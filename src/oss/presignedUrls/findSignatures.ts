import type { PresignedUrl } from './presignedUrl.ts';
import { readPresignedUrls } from './presignedUrlsInText.ts';

/** Signature version of a URL or an upload form; `s3` for URLs of OSS with S3 signatures. */
export type SignatureKind = 'v1' | 'v2' | 'v4' | 's3';

/** Signature of OSS in a text. */
export interface FoundSignature {
  readonly kind: SignatureKind;
  /** Start of the URL, or of the signature's name if there is no URL, in UTF-16 code units. */
  readonly startIndex: number;
  /** Start of the value: the signature without its name. */
  readonly valueIndex: number;
  /** End of the value. */
  readonly endIndex: number;
  /** Parsed URL, if it is one of OSS and complete. */
  readonly link?: PresignedUrl;
}

/** Line break in a long URL, as mails and folded texts have it, with the marks of a quoted reply. */
const BREAK = String.raw`(?:[=\\]?\r?\n[ \t>]{0,9})?`;
const BREAKS = /[=\\]?\r?\n[ \t>]{0,9}/g;
/** Spellings of `%`. */
const PERCENT = String.raw`(?:\\*%{1,2}|\\+u0025|&(?:amp;)*(?:#0*37|#x0*25|percnt);)`;
/** Spellings of `=`: escapes of shells, JSON, HTML, batch files and mails, and percent-encoding, also nested. */
const EQUALS = String.raw`(?:\\*=(?:3d)?|${PERCENT}(?:25)*3d|\\+(?:u00|x|u\{0*)3d\}?|\\+075|&(?:amp;)*(?:#0*61|#x0*3d|equals);)`;
/** Spellings of `-`. */
const HYPHEN = String.raw`(?:\\*-|${PERCENT}(?:25)*2d|\\+(?:u00|x)2d|&(?:amp;)*(?:#0*45|#x0*2d|hyphen|dash);)`;
/** Quotation mark or a part of one. Rows of them are bounded: a value is looked for behind each. */
const QUOTE = String.raw`(?:["'\\\x60]|\\u0022|&(?:amp;)*(?:quot|apos|#0*34|#0*39);)`;
/**
 * Between the name and the value of a form's field: in JSON, in code, in settings, in XML, in HTML, in a request's body.
 * What follows a bare `name=` and blanks is no value of it.
 */
const FIELD_GAP = String.raw`(?:${QUOTE}{0,40}(?:\s{0,9}(?:[:,>]|=>)|\s{1,9}=)\s{0,9}${QUOTE}{0,40}|${QUOTE}{0,40}=\s{0,9}${QUOTE}{1,40}|["']?[^<>]{0,99}?\svalue=["']?|"(?:\r?\n){2})`;
const HEX = `(?:[0-9a-f]${BREAK}){63}[0-9a-f](?![0-9a-f])`;
const BASE64 = String.raw`(?:(?:[a-z0-9+/]|\\+/|${PERCENT}(?:25)*2[bf]|\\+(?:u00|x)2[bf]|&(?:amp;)*(?:#0*4[37]|#x0*2[bf]|plus|sol);)${BREAK})`;
const SIGNATURES = new RegExp(
  [
    `x${HYPHEN}amz${HYPHEN}signature${EQUALS}${BREAK}(?<s3>${HEX})`,
    `x${HYPHEN}oss${HYPHEN}signature(?:${EQUALS}${BREAK}|${FIELD_GAP})(?:(?<v4>${HEX})|(?<v2>${BASE64}{43}${EQUALS}))`,
    `value=["']?(?<form>${HEX})["'\\s][^<>]{0,99}?name=["']?x-oss-signature\\b`,
    `signature${EQUALS}${BREAK}(?<v1>${BASE64}{27}${EQUALS})`,
  ].join('|'),
  'dgi',
);
/** Characters that no URL contains, in any spelling. */
const OUTSIDE = /[\s"'`<>]/;
const BEGINNING = /https?(?::|%{1,2}(?:25)*3a|\\+(?:u00|x)3a|&(?:amp;)*(?:#0*58|#x0*3a|colon);)/gi;
/** Longest part of a URL on either side of its signature that is looked at: keys and tokens have a few KB. */
const MAX_SIDE = 16_384;
const CONTEXT_LENGTH = 600;
const MAX_NESTING = 4;

/**
 * Finds the signatures of presigned URLs and upload forms of OSS in any text, whatever escapes it has: for a check that
 * rather finds too much than too little. `readPresignedUrls` reads whole URLs only, and tells exactly where they are.
 * Takes time in proportion to the text.
 */
export function findSignatures(text: string): readonly FoundSignature[] {
  return Array.from(eachSignature(text)).filter((found) => found !== undefined);
}

/** Finds the signatures of a text one by one; `undefined` stands for one of another service. */
export function* eachSignature(text: string): Generator<FoundSignature | undefined> {
  const matches = Array.from(text.matchAll(SIGNATURES));
  const endOf = (match: RegExpExecArray | undefined): number => (match ? match.index + match[0].length : 0);
  for (const [index, match] of matches.entries()) {
    const kind = kindOf(match);
    const endIndex = endOf(match);
    // A URL ends where the next signature's begins, at the latest.
    const before = text.slice(Math.max(endOf(matches[index - 1]), match.index - MAX_SIDE), match.index);
    const after = text.slice(endIndex, Math.min(matches[index + 1]?.index ?? text.length, endIndex + MAX_SIDE));
    const near = before.slice(lastIndexOf(before, OUTSIDE) + 1);
    const end = after.search(OUTSIDE);
    const rest = match[0] + (end < 0 ? after : after.slice(0, end));
    const beginning = Array.from(near.matchAll(BEGINNING)).at(-1)?.index;
    // In a folded URL, the host and the other parameters of a V1 signature are in the lines around it.
    const context = before.slice(-CONTEXT_LENGTH) + match[0] + after.slice(0, CONTEXT_LENGTH);
    const isFolded = kind === 'v1' || beginning === undefined;
    if (!belongsToOss(kind, isFolded ? context.replaceAll(BREAKS, '') : near + rest)) {
      yield undefined;
      continue;
    }
    const startIndex = match.index - (beginning === undefined ? 0 : near.length - beginning);
    const link = beginning === undefined ? undefined : readNested(near.slice(beginning) + rest);
    yield { kind, startIndex, valueIndex: valueIndexOf(match), endIndex, ...(link && { link }) };
  }
}

function kindOf({ groups = {} }: RegExpExecArray): SignatureKind {
  if (groups['v1'] !== undefined) return 'v1';
  if (groups['v2'] !== undefined) return 'v2';
  return groups['s3'] === undefined ? 'v4' : 's3';
}

function valueIndexOf({ index, indices }: RegExpExecArray): number {
  const ranges = Object.values<readonly number[] | undefined>(indices?.groups ?? {});
  return ranges.find((range) => range !== undefined)?.[0] ?? index;
}

/** Other services have parameters of these names, too. */
function belongsToOss(kind: SignatureKind, url: string): boolean {
  if (kind === 'v1') return /OSSAccessKeyId/i.test(url);
  return kind !== 's3' || /\baliyuncs\b/i.test(url);
}

function lastIndexOf(text: string, character: RegExp): number {
  let index = text.length - 1;
  while (index >= 0 && !character.test(text.charAt(index))) index -= 1;
  return index;
}

/** Reads a URL whose escapes `readPresignedUrls` does not know, e.g. one that stands percent-encoded in another URL. */
function readNested(written: string): PresignedUrl | undefined {
  let url = written;
  for (let depth = 0; depth < MAX_NESTING; depth++) {
    url = withoutEscapes(url);
    // Percent-encoded, it is a parameter of another URL, and ends with it.
    if (/^https?%/i.test(url)) url = /^[^&#]*/.exec(url)?.[0] ?? url;
    const [first] = readPresignedUrls(url);
    if (first !== undefined) return first.link;
    const decoded = url.replaceAll(/(?:%[0-9a-f]{2})+/gi, decodeBytes);
    if (decoded === url) return undefined;
    url = decoded;
  }
  return undefined;
}

/** Undoes escapes of characters that URLs are made of, as often as they are nested. */
function withoutEscapes(written: string): string {
  const names: Readonly<Record<string, string>> = {
    amp: '&',
    equals: '=',
    colon: ':',
    sol: '/',
    quest: '?',
    plus: '+',
    ...{ percnt: '%', hyphen: '-', dash: '-', lowbar: '_', period: '.' },
  };
  return written
    .replaceAll(/(?<!\\)\\+(?:u00|x)([0-7][0-9a-f])/gi, (_match, hex: string) => character(Number.parseInt(hex, 16)))
    .replaceAll(
      /&(?:amp;)*(?:#0*(\d{2,3})|#x0*([0-7][0-9a-f])|(amp|equals|colon|sol|quest|plus|percnt|hyphen|dash|lowbar|period));?/gi,
      (...match) => {
        const [, decimal, hex, name] = match as (string | undefined)[];
        if (name !== undefined) return names[name.toLowerCase()] ?? '';
        return character(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal));
      },
    )
    .replaceAll(/\\+(?=[^\w\s])/g, '');
}

function character(code: number): string {
  return String.fromCharCode(code);
}

function decodeBytes(escapes: string): string {
  try {
    return decodeURIComponent(escapes);
  } catch {
    return escapes;
  }
}
