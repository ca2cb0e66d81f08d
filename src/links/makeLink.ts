import * as l10n from '@vscode/l10n';
import type { OssClient } from '../oss/client.ts';
import { presignOffsetMs, type ClockOffsets } from '../oss/clockOffset.ts';
import type { Credentials } from '../oss/credentials.ts';
import { InvalidInputError } from '../oss/errors.ts';
import { linkWarnings } from '../oss/linkWarnings.ts';
import { presign, type PresignOptions } from '../oss/presign.ts';
import { asHostWarning, ownHostWarnings } from './hostWarnings.ts';
import type { Link, ObjectTarget } from './link.ts';
import { linkLocation, parseLinkHost, type LinkHosts } from './linkHosts.ts';
import { linkPeriod } from './linkPeriod.ts';
import type { LinkOptions } from './linkOptions.ts';
import { requestOf } from './optionsRequest.ts';

/** What a link is made with. */
export interface LinkSources {
  readonly profiles: { credentialsOf(id: string): Promise<Credentials> };
  readonly clientOf: (profileId: string) => Promise<Pick<OssClient, 'locationOf'> & ClockOffsets>;
  /** The hosts that were chosen for links; browsing keeps its own. */
  readonly linkHosts: Pick<LinkHosts, 'of'>;
  /** No link lives longer, whatever its options say. */
  readonly maxValiditySeconds: () => number;
  readonly now: () => Date;
}

/** Presigns one object's link as the options say. Throws an `InvalidInputError` for options that do not go together. */
export async function makeLink(target: ObjectTarget, options: LinkOptions, sources: LinkSources): Promise<Link> {
  const { clientOf, linkHosts, now } = sources;
  const { profileId, bucket, key } = target;
  const { method, signatureVersion = 'v4' } = options;
  const [client, credentials] = [await clientOf(profileId), await credentialsOf(target, options, sources)];
  const host = options.host === undefined ? linkHosts.of(target) : parseLinkHost(options.host);
  const location = linkLocation(await client.locationOf(bucket), host);
  const request = await requestOf(target, options);
  // The service's clock decides when a link begins and ends, so a clock that is off is corrected here too.
  const signedAt = new Date(now().getTime() + presignOffsetMs(client));
  const { warnings, ...period } = linkPeriod(options, signedAt, sources.maxValiditySeconds());
  const signing: PresignOptions = { credentials, ...location, ...period, signatureVersion };
  const result = presign(request, signing);
  // By where the link leads in the end, which the profile alone does not tell.
  const found = linkWarnings(request, signing, result);
  const isDownload = options.download?.type === 'attachment';
  return {
    ...result,
    method,
    target,
    options,
    warnings: [
      ...found.filter((one) => !asHostWarning(one)).map(({ template, args }) => l10n.t(template, ...args)),
      ...warnings,
    ],
    hostWarnings: [
      ...found.flatMap((one) => asHostWarning(one) ?? []),
      ...ownHostWarnings({ method, key, isDownload, location }),
    ],
  };
}

/** Whose signature the link carries. */
async function credentialsOf(
  { profileId }: ObjectTarget,
  { scoped = false }: LinkOptions,
  { profiles }: LinkSources,
): Promise<Credentials> {
  // A link that was to be narrow must not come out wide.
  if (scoped) throw new InvalidInputError('scoped', 'Scoped links cannot be made here.');
  return profiles.credentialsOf(profileId);
}
