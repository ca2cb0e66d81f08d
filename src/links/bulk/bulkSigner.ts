import { InvalidInputError } from '../../oss/errors/errors.ts';
import { urlWarnings } from '../../oss/requests/urlWarnings.ts';
import { createPresigner, type PresignRequest, type PresignResult } from '../../oss/signing/presign.ts';
import type { Link } from '../link.ts';
import type { BucketRef } from '../linkHosts.ts';
import type { LinkOptions } from '../linkOptions.ts';
import { localizedWarning, type LinkWarning } from '../linkWarnings.ts';
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
  readonly warnings: readonly LinkWarning[];
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
 * Prepares many links with the same options: bucketRef, time and credentials are found out once. Throws an
 * `InvalidInputError` for scoped links.
 */
export async function createBulkSigner(
  bucketRef: BucketRef,
  options: LinkOptions,
  sources: LinkSources,
): Promise<BulkSigner> {
  const { profiles } = sources;
  const { profileId, bucket } = bucketRef;
  validateNotScoped(profiles.get(profileId), options.scoped);
  const { location, period, warnings } = await signingContext(bucketRef, options, sources);
  const credentials = await profiles.credentialsOf(profileId);
  const { signatureVersion = 'v4', method } = options;
  const signing = { credentials, ...location, ...period, signatureVersion };
  const presign = createPresigner(signing);
  const ends = period.signedAt.getTime() + period.expires * 1000;
  const sample: PresignRequest = { method, bucket, key: 'any' };
  const result = presign(sample);
  return {
    host: new URL(result.url).origin,
    presign,
    sign: async (key) => ({ ...presign(await requestForOptions({ profileId, bucket, key }, options)), method }),
    expiration: new Date(Math.min(ends, credentials.expiration?.getTime() ?? ends)),
    warnings: [...urlWarnings(sample, signing, result).map(localizedWarning), ...warnings],
  };
}
