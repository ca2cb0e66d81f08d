import { InvalidInputError } from '../errors/errors.ts';
import { validateBucket, validateKey } from '../validate.ts';

/** An `oss://bucket/key` in a text. */
export interface FoundOssUri {
  readonly bucket: string;
  /** Empty for the bucket, and with `/` at its end for a folder. */
  readonly key: string;
  /** Where it begins in the text, in UTF-16 code units. */
  readonly startIndex: number;
  readonly endIndex: number;
}

const OSS_URI = /(?<![\w+.-])oss:\/\/([a-z0-9-]{3,63})(?![\w.-])(?:\/([^\s"'`<>|\\^{}()[\]]*))?/g;
/** What ends a sentence, also a Chinese one. */
const TRAILING_PUNCTUATION = /[.,;:!?*。，、；：！？）】」』》]+$/;

/** Finds what ossutil and the console write for an object, a folder or a bucket: as it is, not percent-encoded. */
export function readOssUris(text: string): readonly FoundOssUri[] {
  return Array.from(text.matchAll(OSS_URI)).flatMap(({ index, 0: written, 1: bucket = '', 2: path = '' }) => {
    const key = path.replace(TRAILING_PUNCTUATION, '');
    const endIndex = index + written.length - (path.length - key.length);
    return isBucketAndKey(bucket, key) ? [{ bucket, key, startIndex: index, endIndex }] : [];
  });
}

function isBucketAndKey(bucket: string, key: string): boolean {
  try {
    validateBucket(bucket);
    if (key !== '') validateKey(key);
    return true;
  } catch (error) {
    if (error instanceof InvalidInputError) return false;
    throw error;
  }
}
