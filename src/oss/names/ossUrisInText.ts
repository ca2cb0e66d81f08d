import { InvalidInputError } from '../errors/errors.ts';
import { validateExistingBucket, validateExistingKey } from '../validate.ts';

/** `oss://bucket/key` in a text. */
export interface FoundOssUri {
  readonly bucket: string;
  /** Empty for the bucket; ends in `/` for a folder. */
  readonly key: string;
  /** Start in the text, in UTF-16 code units. */
  readonly startIndex: number;
  readonly endIndex: number;
}

/**
 * URI in a text. A key ends at blanks, quotation marks, braces and Chinese punctuation, and after 1,024 characters, one
 * more than allowed. It can have pairs of `()` and `[]`, such as `a(1).txt`.
 */
const OSS_URI =
  /(?<![\w+.-])oss:\/\/([a-z0-9_-]{3,63})(?![\w.-])(?:\/([^\s"'`<>|\\^{}，。；：！？、（）【】《》〈〉「」『』“”‘’…．｡､﹐﹑﹔＂＇［］｛｝｜〔〕〖〗｢｣﹁﹂﹃﹄«»\u200b\u2060]{0,1024}))?/g;
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']' };
/** Punctuation that ends a sentence. Chinese punctuation ends a key at any position. */
const TRAILING_PUNCTUATION: ReadonlySet<string> = new Set('.,;:!?*');

/** Finds the addresses of objects, folders and buckets as ossutil and the console write them: not percent-encoded. */
export function readOssUris(text: string): readonly FoundOssUri[] {
  return Array.from(eachOssUri(text)).filter((found) => found !== undefined);
}

/** Finds them one by one, for callers that take a pause now and then; `undefined` for what only looks like one. */
export function* eachOssUri(text: string): Generator<FoundOssUri | undefined> {
  for (const { index, 0: written, 1: bucket = '', 2: path = '' } of text.matchAll(OSS_URI)) {
    const key = trimPunctuation(cutAtBracket(path));
    const endIndex = index + written.length - (path.length - key.length);
    yield isBucketAndKey(bucket, key) ? { bucket, key, startIndex: index, endIndex } : undefined;
  }
}

/** Path up to the first bracket that closes or opens no pair in it. */
function cutAtBracket(path: string): string {
  const open: { readonly closing: string; readonly index: number }[] = [];
  for (let index = 0; index < path.length; index++) {
    const character = path.charAt(index);
    const closing = CLOSING[character];
    if (closing !== undefined) open.push({ closing, index });
    else if (character === ')' || character === ']') {
      const end = open[0]?.index ?? index;
      if (open.pop()?.closing !== character) return path.slice(0, end);
    }
  }
  return path.slice(0, open[0]?.index);
}

/**
 * Text without trailing punctuation. A loop, because an expression would scan a long row of it once for each character.
 */
function trimPunctuation(path: string): string {
  let end = path.length;
  while (end > 0 && TRAILING_PUNCTUATION.has(path.charAt(end - 1))) end -= 1;
  return path.slice(0, end);
}

function isBucketAndKey(bucket: string, key: string): boolean {
  try {
    validateExistingBucket(bucket);
    if (key !== '') validateExistingKey(key);
    return true;
  } catch (error) {
    if (error instanceof InvalidInputError) return false;
    throw error;
  }
}
