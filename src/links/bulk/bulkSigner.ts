import { InvalidInputError } from '../../oss/errors/errors.ts';
import { urlWarnings } from '../../oss/requests/urlWarnings.ts';
import { createPresigner, type PresignRequest, type PresignResult } from '../../oss/signing/presign.ts';
import type { Link } from '../link.ts';
import { chosenCdn, createCdnSigner } from '../cdn/cdnLinks.ts';
import type { BucketRef, CdnDomain } from '../linkHosts.ts';
import type { LinkOptions } from '../linkOptions.ts';
import type { LinkWarning } from '../linkWarnings.ts';
import type { LinkSources } from '../linkSources.ts';
import { signatureVersionOf, signingContext, signingWarnings } from '../makeLink.ts';
import { requestForOptions } from '../requestOfOptions.ts';
import type { Profile } from '../../profiles/profile.ts';
import { isScoped } from '../scopedCredentials.ts';

/** Signer for any number of links of one bucket. */
export interface BulkSigner {
  /** Scheme and host of the links. */
  readonly host: string;
  readonly sign: (key: string) => Promise<Pick<Link, 'url' | 'expiration' | 'signedHeaders' | 'method'>>;
  /** Signs any request of the bucket in the same way. */
  readonly presign: (request: PresignRequest) => PresignResult;
  /** Expiry of all links. */
  readonly expiration: Date;
  readonly warnings: readonly LinkWarning[];
}

/** Throws an `InvalidInputError` for scoped links, because each needs a session of its own. */
export function validateNotScoped({ name, linkRole }: Pick<Profile, 'name' | 'linkRole'>, scoped?: boolean): void {
  if (!isScoped(scoped, linkRole)) return;
  throw new InvalidInputError(
    'scoped',
    'Each link of profile "{0}" is signed by its own role session, so links can\'t be created in bulk. Copy them one by one, or let the role sign only links that ask for it.',
    [name],
  );
}

/**
 * Signer for links with the same options. Location, time and credentials are determined once. Throws an
 * `InvalidInputError` for scoped links.
 */
export async function createBulkSigner(
  bucketRef: BucketRef,
  options: LinkOptions,
  sources: LinkSources,
): Promise<BulkSigner> {
  const { profiles } = sources;
  const { profileId, bucket } = bucketRef;
  const cdn = chosenCdn(bucketRef, options, sources.linkHosts);
  if (cdn) return createCdnBulkSigner(bucketRef, options, cdn, sources);
  validateNotScoped(profiles.get(profileId), options.scoped);
  const signatureVersion = signatureVersionOf(bucketRef, options, profiles);
  const { location, period, warnings } = await signingContext(bucketRef, { ...options, signatureVersion }, sources);
  const credentials = await profiles.credentialsOf(profileId);
  const { method } = options;
  const signing = { credentials, ...location, ...period, signatureVersion };
  const presign = createPresigner(signing);
  const requestFor = requestMaker({ profileId, bucket }, options);
  const expiresAtMs = period.signedAt.getTime() + period.expires * 1000;
  const sample: PresignRequest = { method, bucket, key: 'any' };
  const result = presign(sample);
  return {
    host: new URL(result.url).origin,
    presign,
    sign: async (key) => {
      // Without what was signed, which is twice as long as the link: callers keep many of these.
      const { url, expiration, signedHeaders } = presign(await requestFor(key));
      return { url, expiration, signedHeaders, method };
    },
    expiration: new Date(Math.min(expiresAtMs, credentials.expiration?.getTime() ?? expiresAtMs)),
    warnings: [...signingWarnings(options, urlWarnings(sample, signing, result)), ...warnings],
  };
}

/** Maker of requests for the objects of a bucket. They differ only in the key, unless an option depends on it too. */
function requestMaker(bucketRef: BucketRef, options: LinkOptions): (key: string) => Promise<PresignRequest> {
  const make = (key: string): Promise<PresignRequest> => requestForOptions({ ...bucketRef, key }, options);
  const { method, download } = options;
  if (method !== 'GET' || download !== undefined) return make;
  let made: PresignRequest | undefined;
  return async (key) => ({ ...(made ??= await make(key)), key });
}

async function createCdnBulkSigner(
  bucketRef: BucketRef,
  options: LinkOptions,
  domain: CdnDomain,
  sources: LinkSources,
): Promise<BulkSigner> {
  const { sign, ...signer } = await createCdnSigner(bucketRef, options, domain, sources);
  const { method } = options;
  return {
    ...signer,
    host: domain.baseUrl,
    sign: async (key) => ({ ...(await sign(key)), method }),
    presign: () => {
      throw new InvalidInputError('host', '{0} is a CDN, which accepts no uploads. Choose another host.', [
        domain.host,
      ]);
    },
  };
}
