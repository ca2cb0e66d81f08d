import type { OssClient } from '../oss/client/ossClient.ts';
import {
  ACCEPTED_SKEW_MS,
  presignOffsetMs,
  SHORT_VALIDITY_SECONDS,
  type ClockOffsets,
} from '../oss/client/serviceClock.ts';
import type { Profiles } from '../profiles/profiles.ts';
import type { BucketRef, LinkHosts } from './linkHosts.ts';
import { linkPeriod, type LinkPeriod, type PeriodOptions } from './linkPeriod.ts';
import type { RoleProfiles } from './scopedCredentials.ts';

/** Part of the client that making a link needs. */
export type LinkClient = Pick<OssClient, 'locationOf'> & Partial<Pick<OssClient, 'measureClock'>> & ClockOffsets;

/** Services for making a link. */
export interface LinkSources {
  readonly profiles: RoleProfiles & Pick<Profiles, 'credentialsOf'>;
  readonly clientOf: (profileId: string) => Promise<LinkClient>;
  readonly linkHosts: Pick<LinkHosts, 'linkHost' | 'cdnDomains' | 'cdnKey'>;
  /** Maximum validity of any link, whatever its options. */
  readonly maxValiditySeconds: () => number;
  readonly now: () => Date;
}

/**
 * Period by OSS's clock, which decides when a link starts to work and expires. Short links measure that clock first.
 */
export async function correctedPeriod(
  bucket: string,
  options: PeriodOptions,
  client: LinkClient,
  now: () => Date,
  maxSeconds: number,
): Promise<LinkPeriod> {
  const periodAt = (offsetMs: number): LinkPeriod =>
    linkPeriod(options, new Date(now().getTime() + offsetMs), maxSecondsAt(offsetMs, maxSeconds));
  const period = periodAt(presignOffsetMs(client));
  if (period.expires >= SHORT_VALIDITY_SECONDS) return period;
  if (client.observedClockOffsetMs === undefined) await client.measureClock?.(bucket);
  return periodAt(presignOffsetMs(client, period.expires));
}

/** True if a link has expired by OSS's clock. */
export async function hasExpired(
  { target, expiration }: { readonly target: BucketRef; readonly expiration: Date },
  { clientOf, now }: Pick<LinkSources, 'clientOf' | 'now'>,
): Promise<boolean> {
  const offsetMs = presignOffsetMs(await clientOf(target.profileId));
  return expiration.getTime() <= now().getTime() + offsetMs;
}

/** Maximum validity by the local clock too: a response that sets the clock ahead must not make links last longer. */
function maxSecondsAt(offsetMs: number, maxSeconds: number): number {
  const aheadSeconds = Math.ceil((offsetMs - ACCEPTED_SKEW_MS) / 1000);
  return Math.max(Math.min(maxSeconds, 60), maxSeconds - Math.max(0, aheadSeconds));
}
