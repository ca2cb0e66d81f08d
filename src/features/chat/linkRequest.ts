import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { formatDuration } from '../../text/duration.ts';
import { visibleText } from '../../text/plainText.ts';
import { AUTO_CONTENT_TYPE, linkMethodSchema, type LinkMethod, type LinkOptions } from '../../links/linkOptions.ts';
import { objectName, type Link } from '../../links/link.ts';
import { makeLink } from '../../links/makeLink.ts';
import { parseValidity, validitySeconds } from '../../links/validity.ts';
import { InvalidInputError } from '../../oss/errors/errors.ts';
import { validateExistingBucket, validateRequestKey } from '../../oss/validate.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { Services } from '../services.ts';

/** Upper bound on the characters of a name in a confirmation. */
const MAX_SHOWN_LENGTH = 200;
const DEFAULT_VALIDITY = '15m';

/** Schema of a caller's link request: a language model or another extension. */
export const linkRequestSchema = v.object({
  /** Name or ID; the first profile by default. */
  profile: v.optional(v.string()),
  bucket: v.string(),
  key: v.string(),
  method: v.optional(linkMethodSchema, 'GET'),
  /** Text as a user types it, e.g. `2h` or `7d`. */
  validity: v.optional(v.string(), DEFAULT_VALIDITY),
  downloadName: v.optional(v.string()),
});

/** Requested link, with its validity limited by the user's settings. */
export interface LinkRequest {
  readonly profileId: string;
  readonly profileName: string;
  readonly bucket: string;
  readonly key: string;
  readonly method: LinkMethod;
  readonly seconds: number;
  readonly options: LinkOptions;
}

type LimitServices = Pick<Services, 'maxValiditySeconds' | 'maxToolValiditySeconds'>;

/** Link request from parsed input. Throws an `InvalidInputError` for an invalid profile, bucket, key or validity. */
export function readLinkRequest(
  { profile, bucket, key, method, validity, downloadName }: v.InferOutput<typeof linkRequestSchema>,
  services: LimitServices & Pick<Services, 'now' | 'profiles'>,
): LinkRequest {
  validateExistingBucket(bucket);
  validateRequestKey(method, key);
  const { id, name } = findProfile(profile, services);
  const now = services.now();
  const seconds = Math.min(validitySeconds(parseValidity(validity, { now }), now), limitSeconds(services));
  const download = downloadName === undefined ? {} : { download: { type: 'attachment' as const, name: downloadName } };
  const options: LinkOptions = {
    method,
    validity: `${seconds}s`,
    ...{ GET: download, PUT: { contentType: AUTO_CONTENT_TYPE } }[method],
  };
  return { profileId: id, profileName: name, bucket, key, method, seconds, options };
}

/** Profile by name or ID; the first one if no name is given. */
export function findProfile(wanted: string | undefined, { profiles }: Pick<Services, 'profiles'>): Profile {
  const all = profiles.list();
  const found = wanted === undefined ? all[0] : all.find(({ id, name }) => id === wanted || name === wanted);
  if (found) return found;
  // Without the existing names: the caller reads this before the user has agreed to anything.
  throw wanted === undefined
    ? new InvalidInputError('profile', 'No profiles yet. Run "Add Profile" first.')
    : new InvalidInputError('profile', 'No profile has this name. Ask the user for the name.');
}

/** Makes the requested link, with at most the validity that the user allows callers. */
export function makeRequestedLink(
  { profileId, bucket, key, options }: LinkRequest,
  services: Parameters<typeof makeLink>[2] & LimitServices,
): Promise<Link> {
  const limited = { ...services, maxValiditySeconds: () => limitSeconds(services) };
  return makeLink({ profileId, bucket, key }, options, limited);
}

/** Question in a confirmation. */
export function requestTitle({ method }: LinkRequest): string {
  return { GET: l10n.t('Create a download link?'), PUT: l10n.t('Create an upload link?') }[method];
}

/** Sentence about what anyone can do with the link. */
export function requestConsequence({ method, seconds }: LinkRequest, { locale }: Pick<Services, 'locale'>): string {
  const duration = formatDuration(seconds, locale);
  return {
    GET: l10n.t('Anyone with the link can download the object for {0}.', duration),
    PUT: l10n.t('Anyone with the link can replace the object for {0}.', duration),
  }[method];
}

/** Rows of a confirmation. */
export async function requestRows({
  bucket,
  key,
  method,
  options,
  profileName,
}: LinkRequest): Promise<readonly string[]> {
  const { contentTypeFor } = await import('../../links/headers/contentType.ts');
  return [
    confirmationRow(l10n.t('Bucket'), bucket),
    confirmationRow(l10n.t('Key'), key),
    ...(options.download?.name === undefined ? [] : [confirmationRow(l10n.t('File name'), options.download.name)]),
    ...{ GET: [], PUT: [confirmationRow('Content-Type', contentTypeFor(objectName(key)))] }[method],
    confirmationRow(l10n.t('Profile'), profileName),
  ];
}

/** Line of a confirmation. The value may come from a caller, so invisible characters are escaped. */
export function confirmationRow(name: string, value: string): string {
  return `${name}: ${visibleText(value, MAX_SHOWN_LENGTH)}`;
}

/** Text of a confirmation: the extension's sentences, then the rows whose values may come from a caller. */
export function confirmationText(sentences: readonly string[], rows: readonly string[]): string {
  return [sentences.join(' '), rows.join('\n')].join('\n\n');
}

function limitSeconds({ maxValiditySeconds, maxToolValiditySeconds }: LimitServices): number {
  return Math.min(maxValiditySeconds(), maxToolValiditySeconds());
}
