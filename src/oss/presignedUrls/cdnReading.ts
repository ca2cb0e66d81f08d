import type { CdnType } from '../signing/cdnSettings.ts';
import type { CdnQuery } from '../signing/signCdn.ts';

/** One way to read a URL as a CDN link. */
export interface CdnReading {
  readonly type: CdnType;
  /** Percent-encoded, as it was hashed and as the CDN asks OSS for it. */
  readonly path: string;
  /** Absent where the link is for the root of the domain. */
  readonly key?: string;
  /** Parameters beside the signature, decoded. */
  readonly query: CdnQuery;
  readonly timestampText: string;
  /** Time in the link: the moment of signing, earlier or later where another validity was wanted. */
  readonly time: Date;
  /** Absent where the validity set at the CDN is not known: the link does not tell it. */
  readonly expiresAt?: Date;
  /** A secret for as long as the link works. */
  readonly hash: string;
  /** Type A. */
  readonly rand?: string;
  /** Type A. */
  readonly uid?: string;
}
