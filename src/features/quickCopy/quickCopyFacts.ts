import * as l10n from '@vscode/l10n';
import { formatDuration, parseDuration } from '../../text/duration.ts';
import { shortName } from '../../links/link.ts';
import { truncate } from '../../text/plainText.ts';
import { describeLinkHost, hostAtOss, parseLinkHost, type LinkHosts } from '../../links/linkHosts.ts';
import { formatMoment } from '../../text/moment.ts';
import type { QuickCopyTarget } from '../../links/mappings/quickCopyTarget.ts';

/** Upper bound on the length of a name, because all extensions share the status bar. */
const MAX_NAME_LENGTH = 24;

/** Texts about a quick copy, in the user's language. */
export interface QuickCopyFacts {
  /** Text for the status bar. */
  readonly text: string;
  /** The same as a sentence. */
  readonly label: string;
  readonly details: readonly string[];
}

export interface FactsSources {
  readonly linkHosts: Pick<LinkHosts, 'linkHost'>;
  readonly maxValiditySeconds: () => number;
  readonly now: () => Date;
  readonly locale: string;
}

/** Texts about a quick copy. Sends no request. */
export function quickCopyFacts(target: QuickCopyTarget, sources: FactsSources): QuickCopyFacts {
  const { profile, options } = target;
  const { bucket, key } = target.kind === 'last' ? target.target : target.file;
  const recipe = target.kind === 'mapped' ? target.recipe : undefined;
  const name = shortName(key);
  const signer = profile?.name ?? l10n.t('asks for the profile first');
  const details = [
    target.kind === 'mapped'
      ? l10n.t('Mapped file: {0}', `${bucket}/${key}`)
      : l10n.t('Last object: {0}', `${bucket}/${key}`),
    l10n.t('Profile: {0}', signer),
    ...(profile ? [l10n.t('Host: {0}', hostOf(target, profile, sources))] : []),
  ];
  if (recipe !== undefined) {
    const label = l10n.t('Copy a new link to {0} with the recipe "{1}"', name, recipe);
    return {
      text: l10n.t('Download link: {0} · {1}', truncate(name, MAX_NAME_LENGTH), truncate(recipe, MAX_NAME_LENGTH)),
      label,
      details,
    };
  }
  const { now, locale, maxValiditySeconds } = sources;
  const seconds = Math.min(parseDuration(options.validity), maxValiditySeconds());
  const duration = formatDuration(seconds, locale);
  const begin = now();
  const context = { now: begin, locale };
  const cutName = truncate(name, MAX_NAME_LENGTH);
  const end = formatMoment(new Date(begin.getTime() + seconds * 1000), context);
  return {
    text: {
      GET: l10n.t('Download link: {0} · {1}', cutName, duration),
      PUT: l10n.t('Upload link: {0} · {1}', cutName, duration),
    }[options.method],
    label: {
      GET: l10n.t('Copy a new download link to {0}, valid for {1}', name, duration),
      PUT: l10n.t('Copy a new upload link to {0}, valid for {1}', name, duration),
    }[options.method],
    details: [...details, l10n.t('Copy now: expires at {0}', end)],
  };
}

/** Host of the link; the endpoint kind if the region of the bucket is unknown. */
function hostOf(
  target: QuickCopyTarget,
  profile: NonNullable<QuickCopyTarget['profile']>,
  { linkHosts }: FactsSources,
): string {
  const { bucket } = target.kind === 'last' ? target.target : target.file;
  const { host, method } = target.options;
  const ofBucket = linkHosts.linkHost({ profileId: profile.id, bucket });
  const present = { GET: ofBucket, PUT: hostAtOss(ofBucket) }[method];
  const chosen = host === undefined ? present : parseLinkHost(host);
  return describeLinkHost(chosen ?? profile, profile.regions?.get(bucket));
}
