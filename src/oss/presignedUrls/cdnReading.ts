import type { CdnType } from '../signing/cdnSettings.ts';
import type { CdnQuery } from '../signing/signCdn.ts';

/** Interpretation of a URL as a CDN link. */
export interface CdnReading {
  readonly type: CdnType;
  /** Percent-encoded, as it was hashed and as the CDN requests it from OSS. */
  readonly path: string;
  /** Absent if the link is for the root of the domain. */
  readonly key?: string;
  /** Other parameters than the signature, decoded. */
  readonly query: CdnQuery;
  readonly timestampText: string;
  /** Time in the link: the time of signing, shifted if another validity was chosen. */
  readonly time: Date;
  /** Absent if the validity set at the CDN is unknown: the link does not contain it. */
  readonly expiresAt?: Date;
  /** Secret until the link expires. */
  readonly hash: string;
  /** Type A. */
  readonly rand?: string;
  /** Type A. */
  readonly uid?: string;
}
