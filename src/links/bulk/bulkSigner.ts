import * as l10n from '@vscode/l10n';
import { InvalidInputError } from '../../oss/errors/errors.ts';
import { linkWarnings } from '../../oss/requests/linkWarnings.ts';
import { createPresigner, type PresignRequest, type PresignResult } from '../../oss/signing/presign.ts';
import type { Link } from '../link.ts';
import type { BucketRef } from '../linkHosts.ts';
import type { LinkOptions } from '../linkOptions.ts';
import { signingContext, type LinkSources } from '../makeLink.ts';
import { requestForOptions } from '../requestOfOptions.ts';
import type { Profile } from '../../profiles/profile.ts';
import { isScoped } from '../scopedCredentials.ts';

/** Signs any number of links of one bucket. */
export interface BulkSigner {
  /** Scheme and host that the links carry. */
  readonly host: string;
  readonly sign: (key: string) => Promise<PresignResult & Pick<Link, 'method'>>;
  /** Signs any request of the bucket alike. */
  readonly presign: (request: PresignRequest) => PresignResult;
  /** When all of them end. */
  readonly expiration: Date;
  /** In the user's language. */
  readonly warnings: readonly string[];
}

/** Throws an `InvalidInputError` for scoped links, each of which would need a session of its own. */
export function validateNotScoped({ name, linkRole }: Pick<Profile, 'name' | 'linkRole'>, scoped?: boolean): void {
  if (!isScoped(scoped, linkRole)) return;
  throw new InvalidInputError(
    'scoped',
    'Each link of {0} is signed by a session of its own, so they cannot be made in bulk. Copy them one by one, or have the role sign only where a link asks for it.',
    [name],
  );
}

/**
 * Prepares many links with the same options: place, time and credentials are found out once. Throws an
 * `InvalidInputError` for scoped links.
 */
export async function createBulkSigner(
  place: BucketRef,
  options: LinkOptions,
  sources: LinkSources,
): Promise<BulkSigner> {
  const { profiles } = sources;
  const { profileId, bucket } = place;
  validateNotScoped(profiles.get(profileId), options.scoped);
  const { location, period, warnings } = await signingContext(place, options, sources);
  const credentials = await profiles.credentialsOf(profileId);
  const { signatureVersion = 'v4', method } = options;
  const signing = { credentials, ...location, ...period, signatureVersion };
  const presign = createPresigner(signing);
  const ends = period.signedAt.getTime() + period.expires * 1000;
  const any: PresignRequest = { method, bucket, key: 'any' };
  const result = presign(any);
  return {
    host: new URL(result.url).origin,
    presign,
    sign: async (key) => ({ ...presign(await requestForOptions({ profileId, bucket, key }, options)), method }),
    expiration: new Date(Math.min(ends, credentials.expiration?.getTime() ?? ends)),
    warnings: [
      ...linkWarnings(any, signing, result).map(({ template, args }) => l10n.t(template, ...args)),
      ...warnings,
    ],
  };
}
