/** Placeholder for a secret. */
export const REDACTED = '[redacted]';

/** Names whose values are secrets or identify one, wherever they appear: URLs, headers, JSON, XML, canonical requests. */
const SECRET_NAMES = [
  // Signature versions V1, V2 and V4 of OSS, and those of S3, which OSS accepts too.
  'signature',
  'x-(?:oss|amz)-credential',
  '(?:x-oss-|oss_?|aws_?)access[-_]?key[-_]?id',
  // The CLI's own tokens are among them, and the names of S3.
  '(?:security|sts|session|access|refresh|bearer|metadata|oidc|id)[-_]?token',
  'saml[-_]?assertion',
  'access[-_]?key[-_]?secret',
  'secret[-_]?(?:access[-_]?)?key',
  'SignatureProvided',
  // The bytes of a string to sign in hex. With V1 they include the security token.
  'StringToSignBytes',
  // Links signed for the CDN: type A, the key of the domain, and the hash that the CDN repeats in a refusal.
  'auth_key',
  'private[-_]?key',
  'md5hash',
].join('|');
/**
 * Words, one of which is part of every name and value that is redacted, except for hashes of CDN links. Each begins
 * with plain letters, which are fast to find, and then checks the context: texts often contain "token" and "access"
 * without a secret.
 */
const HINTS: readonly RegExp[] = [
  /signature(?=(?:provided)?[ \t]{0,8}(?:\\{0,8}["'\x60](?:\s{0,16}[:=,]|[\s/>])|[=:%\\&>\r\n]|\s{1,16}(?:[:=]|value=)))/gi,
  /credential(?<=(?:x-(?:oss|amz)-|sha256 {1,8})credential)/gi,
  /token(?<=(?:(?:security|sts|session)[-_]?|--access-)token)/gi,
  // Programs compare these, so a value has to follow.
  /token(?<=(?:access|refresh|bearer|metadata|oidc|id)[-_]?token)(?=["'\\]{0,4}\s{0,8}[=:,%&\\][^\s=]{0,8}\s{0,8}[^\s=])/gi,
  /access(?=[-_]?key)/gi,
  /secret(?=[-_]?(?:access[-_]?)?key)/gi,
  /(?:bearer|basic) (?=[\w.~+/-]{16})/gi,
  /private(?=[-_]?key)/gi,
  /oss (?= {0,7}[\w.-]{1,128}:)/gi,
  ...[/stringtosignbytes/gi, /auth_key/gi, /md5hash/gi, /authorization/gi, /saml[-_]?assertion/gi],
];

/** `=` with blanks around it, percent-encoded once or more, or escaped as in JSON, JavaScript and HTML. */
const EQUALS = String.raw`(?:[ \t]{0,8}=[ \t]{0,8}|%(?:25)*3D|\\{1,8}(?:u003d|u\{0{0,4}3d\}|x3d|075|=)|&(?:amp;){0,8}(?:#0{0,4}61|#x0{0,4}3d|equals);)`;
/** Quotation mark, also escaped, as in JSON within JSON and in HTML, or percent-encoded once or more. */
const QUOTE = String.raw`(?:\\{0,8}["'\x60]|\\{1,8}u002[27]|&(?:amp;){0,8}(?:quot|apos|#0{0,4}3[49]|#x0{0,4}2[27]);|%(?:25)*2[27])`;
/** What stands between a name and its value in JSON, YAML, programs and lists, also percent-encoded or escaped. */
const SEPARATOR = String.raw`(?:=>|=&gt;|[:=,]|%(?:25)*(?:3[AD]|2C)|\\{1,8}u00(?:3[ad]|2c))`;
/** Rest of a value in a URL: up to `&`, also percent-encoded, a blank, a quotation mark, `<`, `,`, `;`, `\` or `)`. */
const VALUE = String.raw`(?:(?!%(?:25)*26|&)[^\s"'<>,;\\)])+`;

/** `name=value`, also as the end of a longer name such as `OSS_ACCESS_KEY_SECRET`. */
const PARAMETER = new RegExp(String.raw`((?:${SECRET_NAMES})${EQUALS})${VALUE}`, 'gi');
/** Names that never stand in prose before a colon, unlike `signature`. */
const SETTING_NAMES =
  '(?:security|sts|session|metadata|oidc|id)[-_]?token|access[-_]?key[-_]?secret|secret[-_]?(?:access[-_]?)?key|x-(?:oss|amz)-(?:signature|credential)|ossaccesskeyid|auth_key';
/** `name: value` and `name => value` of configuration files. */
const SETTING = new RegExp(
  String.raw`((?:${SETTING_NAMES})(?:[ \t]{0,8}(?::|=>)[ \t]{0,8}|\t{1,8}))[^\s"'<>,;\\)]+`,
  'gi',
);
/** `name: |` and `name: >-` of YAML, with the value in the indented lines below. */
const BLOCK = new RegExp(
  String.raw`((?:${SECRET_NAMES})(?:${QUOTE})?[ \t]{0,8}:[ \t]{0,8}[|>][+\d-]{0,2}[ \t]{0,8}\r?\n[ \t]{1,64})[^\r\n]+(?:\r?\n[ \t]+[^\r\n]+)*`,
  'gi',
);
/** `--name value` of commands, and `setx NAME value` of shells. */
const FLAG = new RegExp(
  String.raw`((?:(?<![\w-])--?|\bset(?:x| -[a-z]{1,3}) {1,8}\w{0,40})(?:(?:security|sts|session|access)[-_]?token|access[-_]?key[-_]?secret)["']?[ \t,]{1,8}["']?)(?!-)[^\s"'<>,;\\)]+`,
  'gi',
);
/**
 * `"name": "value"`, as JSON and `util.inspect` write it, also as the first of a list, in an entry of a map or in calls
 * such as `append("name", "value")`, and `"name": "…", "value": "…"`.
 */
const QUOTED = new RegExp(
  [
    String.raw`((?:${SECRET_NAMES}|authorization)(?:${QUOTE})?(?:\s|%20){0,16}(?!,)${SEPARATOR}(?:\s|%20){0,16}(?:[[({]\s{0,16}|\w{1,12}\()?(${QUOTE}))(?:(?!\2).)*`,
    String.raw`((?:${SECRET_NAMES}|authorization)${QUOTE}\s{0,16},\s{0,16}(?:${QUOTE}?value${QUOTE}?\s{0,16}[:=]\s{0,16})?(${QUOTE}))(?:(?!\4).)*`,
  ].join('|'),
  'gi',
);
/** Field of an HTML form, with its name before its value or behind it; quotation marks may be escaped or absent. */
const FORM_FIELD = new RegExp(
  [
    String.raw`(\bname=(?:${QUOTE})?[\w-]{0,40}(?:${SECRET_NAMES})(?:(?:${QUOTE})[^<>]{0,99}?)?\svalue=(?:${QUOTE})?)(?:[^\s"'<>\\&\x60]|\\/)*`,
    String.raw`(\bvalue=["'])[^"'<>]{0,9999}(?=["'][^<>]{0,99}?\sname=["'][\w-]{0,40}(?:${SECRET_NAMES})["'])`,
    String.raw`((?<=\s)value=)[^\s"'<>]{1,9999}(?=\s[^<>]{0,99}?\bname=[\w-]{0,40}(?:${SECRET_NAMES})[\s/>])`,
  ].join('|'),
  'gi',
);
/** Field in the body of a form, also in a string of a program. */
const BODY_FIELD = new RegExp(
  [
    String.raw`(\bname="?[\w-]{0,40}(?:${SECRET_NAMES})"?(?:\r?\n[\w-]{1,40}:[^\r\n]{0,200}){0,2}(?:\r?\n){2})[^\r\n]+`,
    String.raw`(\bname=(?:\\{0,8}["'])?[\w-]{0,40}(?:${SECRET_NAMES})(?:\\{0,8}["'])?(?:(?:\\{1,8}r)?\\{1,8}n){2})[^\s"'\\]+`,
  ].join('|'),
  'gi',
);
/** `name: value` up to the end of the line, as in headers and canonical requests. */
const HEADER =
  /((?<![\w-])(?:(?:proxy-)?authorization|x-oss-security-token|security-token)[ \t]{0,16}:[ \t]{0,16})[^\s"'][^\r\n"'<]*/gi;
/** `<Name>value</Name>`, as in OSS errors, also escaped as in HTML and JSON. */
const ELEMENT = new RegExp(
  [
    String.raw`(<(?:${SECRET_NAMES})(?:\s[^<>]{0,99})?>)(?:\s{0,16}<!\[CDATA\[(?:(?!\]\]>)[^])*|[^<]*)`,
    String.raw`((?:&lt;|\\{1,8}u003c)(?:${SECRET_NAMES})(?:&gt;|\\{1,8}u003e))[^<>&\\]*`,
  ].join('|'),
  'gi',
);
/** Value of an Authorization header without its name. */
const AUTHORIZATION =
  /\b(OSS4-HMAC-SHA256 {1,8}Credential=)[^\r\n"'<]+|\b(OSS {1,8})[\w.-]{1,128}:[\w+/]{20,}={0,2}|\b((?:Bearer|Basic) {1,8})[\w.~+/-]{16,}={0,2}/gi;
/** Password in a URL, for example of a proxy. */
const PASSWORD = /(:\/\/[^\s/?#@:"'<>\\]{0,256}:)[^\s/?#@"'<>\\]{1,1024}(?=@)/g;
/**
 * JSON in Base64: the policy of an upload form, which contains the token of its signer, a callback, whose address can
 * contain a secret of the user, and the parts of a JSON Web Token.
 */
const JSON_BASE64 = /e(?:yJ|yAi|wog|woJ|w0K)(?:[\w+/-]|\\{1,8}\/|%(?:25)*2[BFbf]){24,}(?:=|%(?:25)*3[Dd]){0,2}/g;

/** `&` and `/`, also percent-encoded once or more, or escaped as in HTML and JSON. */
const AND = String.raw`(?:&(?:amp;)?|%(?:25)*26|\\{1,8}u0026)`;
const SLASH = String.raw`(?:\\{0,8}/|%(?:25)*2F)`;
/** Hash and time of a CDN link. */
const CDN_HASH = '[0-9a-f]{32}';
const HASH_LENGTH = 32;
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

/** Minimum length of a redacted secret. Shorter ones would redact ordinary text, and are no secrets. */
const MIN_SECRET_LENGTH = 4;

/**
 * Redacts signatures, credentials, security tokens and Authorization values of OSS, and hashes of CDN links, in any
 * text (URLs also when percent-encoded, headers, JSON, XML), and the given secrets at any position, plain or
 * percent-encoded. The rest stays readable.
 */
export function redact(text: string, secrets: Iterable<string> = []): string {
  let redacted = text;
  for (const secret of longestFirst(secrets)) {
    redacted = redacted.replaceAll(secret, REDACTED);
  }
  redacted = redacted.replace(ELEMENT, keepBefore).replace(PASSWORD, keepBefore).replace(JSON_BASE64, REDACTED);
  redacted = redactAround(redacted);
  if (!hasHash(redacted)) return redacted;
  return redacted.replace(CDN_PARAMETER, keepBefore).replace(CDN_PATH, keepBefore);
}

/**
 * Redacts the lines that contain a hint, and those after them: expressions for all spellings are slow on long texts.
 */
function redactAround(text: string): string {
  const redactPart = (part: string): string =>
    part
      .replace(AUTHORIZATION, keepBefore)
      .replace(BLOCK, `$1${REDACTED}`)
      .replace(QUOTED, keepBefore)
      .replace(FORM_FIELD, keepBefore)
      .replace(BODY_FIELD, keepBefore)
      .replace(HEADER, `$1${REDACTED}`)
      .replace(PARAMETER, `$1${REDACTED}`)
      .replace(SETTING, `$1${REDACTED}`)
      .replace(FLAG, `$1${REDACTED}`);
  let result = '';
  let done = 0;
  for (const [start, end] of hintedLines(text)) {
    result += text.slice(done, start) + redactPart(text.slice(start, end));
    done = end;
  }
  return result + text.slice(done);
}

/**
 * Lines after a hint that belong to it: `util.inspect` and indented JSON break a line between name and value, and a field
 * in the body of a form has its type and a blank line there.
 */
const LINES_AFTER_HINT = 3;

/** Ranges of whole lines around the hints of a text, in order and without overlap. */
function hintedLines(text: string): readonly (readonly [start: number, end: number])[] {
  const ranges: [number, number][] = [];
  for (const hint of HINTS) {
    hint.lastIndex = 0;
    for (let match = hint.exec(text); match !== null; match = hint.exec(text)) {
      let end = match.index;
      for (let line = 0; line <= LINES_AFTER_HINT && end >= 0; line++) end = text.indexOf('\n', end + 1);
      if (end < 0) end = text.length;
      ranges.push([text.lastIndexOf('\n', match.index) + 1, end]);
      hint.lastIndex = end;
    }
  }
  ranges.sort(([a], [b]) => a - b);
  const merged: [number, number][] = [];
  for (const [start, end] of ranges) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

/** True for texts with 32 hexadecimal digits in a row. Checks every 32nd character, which such a row cannot avoid. */
function hasHash(text: string): boolean {
  for (let index = HASH_LENGTH - 1; index < text.length; index += HASH_LENGTH) {
    if (!isHexDigit(text.charCodeAt(index))) continue;
    let start = index;
    let end = index + 1;
    while (start > 0 && index - start < HASH_LENGTH && isHexDigit(text.charCodeAt(start - 1))) start -= 1;
    while (end - start < HASH_LENGTH && isHexDigit(text.charCodeAt(end))) end += 1;
    if (end - start >= HASH_LENGTH) return true;
  }
  return false;
}

function isHexDigit(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102);
}

/** Replacement of the text after the one group that matched. */
function keepBefore(_: string, ...groups: readonly unknown[]): string {
  const before = groups.find((group) => typeof group === 'string') ?? '';
  return `${before}${REDACTED}`;
}

/** All spellings of the secrets, longest first, so that a secret is redacted before one that it contains. */
function longestFirst(secrets: Iterable<string>): readonly string[] {
  const spellings = [...secrets]
    .filter((secret) => secret.length >= MIN_SECRET_LENGTH)
    .flatMap((secret) => [secret, encodeURIComponent(secret.toWellFormed()), JSON.stringify(secret).slice(1, -1)]);
  return [...new Set(spellings)].sort((a, b) => b.length - a.length);
}
