import type { PresignResult } from '../oss/presign.ts';
import type { HostWarning } from './hostWarnings.ts';
import type { Validity } from './validity.ts';

/** The object that a link gives access to, and the profile that signs. */
export interface ObjectTarget {
  readonly profileId: string;
  readonly bucket: string;
  readonly key: string;
}

/** A place to put objects: a bucket, or a folder of it (a prefix that is empty or ends in `/`). */
export interface FolderTarget {
  readonly profileId: string;
  readonly bucket: string;
  readonly prefix: string;
}

export type LinkMethod = 'GET' | 'PUT';

export interface GetChoices {
  readonly validity: Validity;
  /** Browsers save the object under this name instead of showing it. */
  readonly downloadName?: string;
}

export interface PutChoices {
  readonly validity: Validity;
  /** Signed, so that exactly this type has to be sent; without one, none may be sent. */
  readonly contentType?: string;
  /** Further headers that the upload must send with exactly these values. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A link as it was made. Its `url` is a secret: it goes to the clipboard and nowhere else. */
export interface Link extends PresignResult {
  readonly target: ObjectTarget;
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
