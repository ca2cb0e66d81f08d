import { truncate } from '../text/plainText.ts';
import type { PresignResult } from '../oss/signing/presign.ts';
import type { HostWarning } from './linkWarnings.ts';
import type { LinkOptions } from './linkOptions.ts';

/** The object that a link gives access to, and the profile that signs. */
export interface ObjectTarget {
  readonly profileId: string;
  readonly bucket: string;
  readonly key: string;
  /** One version of the object, for what reads it; absent: the current one. */
  readonly versionId?: string;
}

/** A place to put objects: a bucket, or a folder of it (a prefix that is empty or ends in `/`). */
export interface FolderTarget {
  readonly profileId: string;
  readonly bucket: string;
  readonly prefix: string;
}

export type LinkMethod = LinkOptions['method'];

/** A link as it was made. Its `url` is a secret: it goes to the clipboard and nowhere else. */
export interface Link extends PresignResult {
  readonly method: LinkMethod;
  readonly target: ObjectTarget;
  /** What it was made with, so that it can be made again. */
  readonly options: LinkOptions;
  /** The role whose session signed it, which may do what the link is for and nothing else. */
  readonly signedByRole?: string;
  /** What the user should know before sharing it, in his language. */
  readonly warnings: readonly string[];
  /** What its host brings with it, which need not be said with every copy. */
  readonly hostWarnings: readonly HostWarning[];
}

/** The last part of a key, which people take for the object's name. */
export function objectName(key: string): string {
  const parts = key.split('/').filter((part) => part !== '');
  return parts.at(-1) ?? key;
}

/** The object's name in a line that says more after it. */
export function shortName(key: string): string {
  return truncate(objectName(key), 60);
}
