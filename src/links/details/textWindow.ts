/** Length of a document's beginning that is searched for links, in UTF-16 code units. Longer documents contain data. */
export const MAX_SCANNED_LENGTH = 1_000_000;

/** Upper bound on the length of a link. A presigned URL with a long token has about 3,000 characters. */
const MAX_LINK_LENGTH = 16_384;

/** Part of a text. */
export interface TextWindow {
  readonly text: string;
  /** Index of the part in the text. */
  readonly startIndex: number;
}

/** Part of a line that can contain a link at `index`, so that a line of megabytes costs no more than a short one. */
export function windowAround(line: string, index: number): TextWindow {
  const startIndex = Math.max(0, index - MAX_LINK_LENGTH);
  return { text: line.slice(startIndex, index + MAX_LINK_LENGTH), startIndex };
}

/** Signatures of CDNs: 32 hexadecimal digits behind a time or a parameter's name, or before a time. */
const CDN_SIGNATURE = /(?:\d{10}-[^\s-]{1,100}-[^\s-]{1,100}-|\d{12}\\?\/|=|\\u003d|\/)[0-9a-f]{32}(?![0-9a-f])/;

/** Base64 of a text that begins with `{`, such as the policy of an upload form. */
const POLICY = /(?<![A-Za-z0-9+/])e[wy][A-Za-z0-9+/\\]{80}/;

/** True if a text may contain the policy of an upload form. */
export function mayContainUploadForm(text: string): boolean {
  return POLICY.test(text);
}

/** True if a text contains a signature parameter, also as JSON and shells escape it, or what can be a CDN's signature. */
export function mayContainLink(text: string): boolean {
  return /ignature(?:=|\\=|\\u003d)/.test(text) || CDN_SIGNATURE.test(text);
}
