/** What stands in the place of a secret. */
export const REDACTED = '[redacted]';

/** Names whose values are secrets or identify one, wherever they appear: URLs, headers, JSON, XML, canonical requests. */
const SECRET_NAMES = [
  'x-oss-signature',
  'x-oss-credential',
  'x-oss-security-token',
  'security[-_]?token',
  'sts[-_]?token',
  'OSSAccessKeyId',
  'Signature',
  'SignatureProvided',
  // The bytes of a string to sign in hex: with V1 the security token is among them.
  'StringToSignBytes',
  'access[-_]?key[-_]?secret',
  // Links signed for the CDN: type A, the key of the domain, and the hash that the CDN repeats in a refusal.
  'auth_key',
  'private[-_]?key',
  'md5hash',
].join('|');

/** `=`, also percent-encoded once or more. */
const EQUALS = '(?:=|%(?:25)*3D)';
/** A quotation mark, also escaped, as in JSON within JSON. */
const QUOTE = String.raw`\\{0,8}["']`;

/** `name=value` in a URL; the value ends at `&`, also percent-encoded, at white space, a quotation mark, `<`, `,`, `;` or `)`. */
const PARAMETER = new RegExp(
  String.raw`(?<![\w-])((?:x-oss-)?(?:${SECRET_NAMES})${EQUALS})(?:(?!%(?:25)*26|&)[^\s"'<>,;\\)])+`,
  'gi',
);
/** The same after a percent-encoded `&` or `?`, whose last digit would otherwise look like a part of the name. */
const ENCODED_PARAMETER = new RegExp(
  String.raw`(%(?:25)*(?:26|3F)(?:${SECRET_NAMES})${EQUALS})(?:(?!%(?:25)*26|&)[^\s"'<>,;\\)])+`,
  'gi',
);
/** `"name": "value"`, as JSON and `util.inspect` write it, perhaps the first of a list. */
const QUOTED = new RegExp(
  String.raw`(${QUOTE}?\b(?:${SECRET_NAMES}|authorization)${QUOTE}?\s*[:=]\s*\[?\s*(${QUOTE}))(?:(?!\2).)*`,
  'gi',
);
/** `name: value` up to the line's end, as headers and canonical requests have it. */
const HEADER =
  /((?<![\w-])(?:(?:proxy-)?authorization|x-oss-security-token|security-token)[ \t]*:[ \t]*)[^\s"'][^\r\n"'<]*/gi;
/** `<Name>value</Name>`, as OSS's errors have it. */
const ELEMENT = new RegExp(String.raw`(<(${SECRET_NAMES})>)[^<]*`, 'gi');
/** The value of an Authorization header without its name. */
const AUTHORIZATION = /\b(OSS4-HMAC-SHA256 +Credential=)[^\r\n"'<]+|\b(OSS +)[\w.-]+:[\w+/]{20,}={0,2}/gi;

/** `&` and `/`, also percent-encoded once or more, or escaped as in HTML and JSON. */
const AND = String.raw`(?:&(?:amp;)?|%(?:25)*26|\\{1,8}u0026)`;
const SLASH = String.raw`(?:\\{0,8}/|%(?:25)*2F)`;
/** Hash and time of a CDN link. */
const CDN_HASH = '[0-9a-f]{32}';
const CDN_TIME = String.raw`(?:\d{10}|[0-9a-f]{8})`;
/** Hashes in the query: under the usual names of types C and F, and under any name beside a time. */
const CDN_PARAMETER = new RegExp(
  [
    String.raw`((?:%(?:25)*3F|(?<![a-z]))(?:KEY1|sign)${EQUALS})${CDN_HASH}(?![0-9a-f])`,
    String.raw`(${EQUALS})${CDN_HASH}(?=${AND}[\w.-]{1,64}${EQUALS}${CDN_TIME}(?![0-9a-z]))`,
    String.raw`(${EQUALS}${CDN_TIME}${AND}[\w.-]{1,64}${EQUALS})${CDN_HASH}(?![0-9a-f])`,
  ].join('|'),
  'gi',
);
/** Hashes in the path: type B after its time, type C before it. */
const CDN_PATH = new RegExp(
  String.raw`(${SLASH}\d{12}${SLASH})${CDN_HASH}(?=${SLASH})|(${SLASH})${CDN_HASH}(?=${SLASH}[0-9a-f]{8}${SLASH})`,
  'gi',
);

/** Shorter ones would blank ordinary text, and are no secrets. */
const MIN_SECRET_LENGTH = 4;

/**
 * Blanks signatures, credentials, security tokens and Authorization values of OSS, and hashes of CDN links, in any text
 * (URLs also when percent-encoded, headers, JSON, XML) and the given secrets wherever they stand, plain or
 * percent-encoded; the rest stays readable.
 */
export function redact(text: string, secrets: Iterable<string> = []): string {
  let redacted = text;
  for (const secret of longestFirst(secrets)) {
    redacted = redacted.replaceAll(secret, REDACTED);
  }
  return redacted
    .replace(AUTHORIZATION, keepBefore)
    .replace(QUOTED, `$1${REDACTED}`)
    .replace(HEADER, `$1${REDACTED}`)
    .replace(ELEMENT, `$1${REDACTED}`)
    .replace(ENCODED_PARAMETER, `$1${REDACTED}`)
    .replace(PARAMETER, `$1${REDACTED}`)
    .replace(CDN_PARAMETER, keepBefore)
    .replace(CDN_PATH, keepBefore);
}

/** Replaces what follows the one group that matched. */
function keepBefore(_: string, ...groups: readonly unknown[]): string {
  const before = groups.find((group) => typeof group === 'string') ?? '';
  return `${before}${REDACTED}`;
}

/** All spellings of the secrets, so that one which contains another goes first. */
function longestFirst(secrets: Iterable<string>): readonly string[] {
  const spellings = [...secrets]
    .filter((secret) => secret.length >= MIN_SECRET_LENGTH)
    .flatMap((secret) => [secret, encodeURIComponent(secret.toWellFormed()), JSON.stringify(secret).slice(1, -1)]);
  return [...new Set(spellings)].sort((a, b) => b.length - a.length);
}
