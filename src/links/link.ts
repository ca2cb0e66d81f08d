import { truncate } from '../text/plainText.ts';
import { parseEndpoint } from '../oss/hosts/endpoint.ts';
import type { CdnType } from '../oss/signing/cdnSettings.ts';
import type { PresignResult } from '../oss/signing/presign.ts';
import type { LinkWarning } from './linkWarnings.ts';
import type { LinkMethod, LinkOptions } from './linkOptions.ts';

/** Object of a link, and the profile that signs. */
export interface ObjectTarget {
  readonly profileId: string;
  readonly bucket: string;
  readonly key: string;
  /** Version to read; absent: the current one. */
  readonly versionId?: string;
}

/** Bucket or folder to upload to. The prefix is empty or ends in `/`. */
export interface FolderTarget {
  readonly profileId: string;
  readonly bucket: string;
  readonly prefix: string;
}

/**
 * Presigned link that we made. Its `url` is a secret: it is written to the clipboard or to where the user inserts it,
 * and nowhere else.
 */
export interface Link extends Pick<PresignResult, 'url' | 'expiration' | 'signedHeaders'> {
  readonly method: LinkMethod;
  readonly target: ObjectTarget;
  /** Options of the link, to make it again. */
  readonly options: LinkOptions;
  /** RAM role whose session signed the link. The session may do only what the link does. */
  readonly signedByRole?: string;
  /** Type of a link that a CDN checks; absent: OSS checks it. */
  readonly cdn?: CdnType;
  readonly warnings: readonly LinkWarning[];
}

/** Prefix of the folder that holds an object or, if the key ends in `/`, a folder; empty at the top of the bucket. */
export function parentPrefix(key: string): string {
  return key.slice(0, key.lastIndexOf('/', key.length - 2) + 1);
}

/** Folders that hold objects and folders, each once. */
export function parentFolders(targets: readonly ObjectTarget[]): readonly FolderTarget[] {
  const folders = targets.map(({ profileId, bucket, key }) => ({ profileId, bucket, prefix: parentPrefix(key) }));
  return [...new Map(folders.map((folder) => [JSON.stringify(folder), folder])).values()];
}

/** Last part of a key, shown as the name of the object. */
export function objectName(key: string): string {
  const parts = key.split('/').filter((part) => part !== '');
  return parts.at(-1) ?? key;
}

/** Name of the object, shortened for a line with more text. */
export function shortName(key: string): string {
  return truncate(objectName(key), 60);
}

/** True if a URL is on one of OSS's own hosts, and not on a custom domain, a gateway or a CDN. */
export function isOssHost(url: string): boolean {
  return parseEndpoint(new URL(url).origin, { allowPlainHttp: true }).kind !== undefined;
}
