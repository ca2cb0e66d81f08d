/** The beginning of a document that is looked through for links, in UTF-16 code units: what is longer holds data. */
export const MAX_SCANNED_LENGTH = 1_000_000;

/** A presigned URL with a long token has some 3,000 characters; the longest are cut here and not found. */
const MAX_LINK_LENGTH = 16_384;

/** A part of a text around a place in it. */
export interface TextWindow {
  readonly text: string;
  /** Where the part begins. */
  readonly startIndex: number;
}

/** The part of a line in which a link at `index` can lie, so that a line of megabytes costs no more than another. */
export function windowAround(line: string, index: number): TextWindow {
  const startIndex = Math.max(0, index - MAX_LINK_LENGTH);
  return { text: line.slice(startIndex, index + MAX_LINK_LENGTH), startIndex };
}

/** What is worth to be read for links: a signature, also as JSON and shells escape it, or a place in OSS. */
export function mayContainLink(text: string): boolean {
  return /ignature(?:=|\\=|\\u003d)/.test(text);
}
