import { omitUndefined } from '../../oss/optional.ts';
import { InvalidInputError } from '../../oss/errors/errors.ts';
import type { Credentials } from '../../oss/credentials.ts';
import type { PresignRequest } from '../../oss/signing/presign.ts';
import type { PresignedUrl } from '../../oss/presignedUrls/presignedUrl.ts';
import { verifyPresignedUrl, type Verification } from '../../oss/presignedUrls/verifyPresignedUrl.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { Profiles } from '../../profiles/profiles.ts';
import type { Link, ObjectTarget } from '../link.ts';
import { cdnHostWarnings } from '../cdn/cdnLinks.ts';
import type { CdnDomain } from '../linkHosts.ts';
import { verifyCdnLink } from '../../oss/presignedUrls/cdnLink.ts';
import { addressOptions, withAddress, type AddressSources } from './linkAddress.ts';
import type { SessionLinks } from './sessionLinks.ts';

/** A presigned URL with what was looked up about it. */
export interface LinkDetails {
  readonly link: PresignedUrl;
  /** The link as we made it, if that was in this session. */
  readonly made?: Link;
  /** Bucket of the URL, else the bucket of its custom domain. */
  readonly bucket?: string;
  /** Method, from the URL, its signature or the session; absent if unknown. */
  readonly method?: PresignRequest['method'];
  /** Signed headers whose values are known. */
  readonly headers: Readonly<Record<string, string>>;
  /** Profile with the AccessKey ID of the URL. */
  readonly signer?: Profile;
  /** Result of verifying the signature with the secret of that profile. */
  readonly verification?: Verification;
  /** Object of the link, for the profile that signed it. */
  readonly target?: ObjectTarget;
}

/** Sources of the details of a link. */
export interface DetailSources extends AddressSources {
  readonly profiles: Pick<Profiles, 'list' | 'credentialsOf'>;
  readonly sessionLinks: Pick<SessionLinks, 'find'>;
}

export interface ResolveOptions {
  /** Headers that the user sends. */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Whether a profile may be asked for temporary credentials, which may run a command or send a request; default: none.
   */
  readonly mayAsk?: (profile: Profile) => boolean;
  /** Ends the wait for temporary credentials. */
  readonly signal?: AbortSignal;
}

/** Details of a link: bucket, key, method and signer. Only AccessKeys at hand are compared, unless `mayAsk` allows more. */
export async function resolveLink(
  found: PresignedUrl,
  sources: DetailSources,
  { headers = {}, mayAsk = () => false, signal }: ResolveOptions = {},
): Promise<LinkDetails> {
  const details = (await createResolver(sources))(found, headers);
  if (details.signer) return details;
  const { profiles } = sources;
  const asked = profiles.list().filter((profile) => !hasOwnAccessKey(profile) && mayAsk(profile));
  const lookUp = async (profile: Profile): Promise<LinkDetails | undefined> => {
    const key = await signingKeyOf(profile, profiles);
    return key && key.credentials.accessKeyId === found.accessKeyId ? withSigner(details, key) : undefined;
  };
  return (await firstFound(asked.map(lookUp), signal)) ?? details;
}

/** Reader of details for any number of links: the AccessKeys at hand are read once. */
export async function createResolver(
  sources: DetailSources,
): Promise<(link: PresignedUrl, headers?: Readonly<Record<string, string>>) => LinkDetails> {
  const { profiles, sessionLinks, linkHosts } = sources;
  const options = addressOptions(sources);
  const cdns = await Promise.all(
    linkHosts.cdnDomains().map(async (domain) => ({ domain, privateKey: await cdnKeyOf(domain.host, linkHosts) })),
  );
  const keys = await Promise.all(
    profiles
      .list()
      .filter(hasOwnAccessKey)
      .map((profile) => signingKeyOf(profile, profiles)),
  );
  return (found, given = {}) => {
    const made = sessionLinks.find(found.url);
    const addressed = made
      ? { ...found, bucket: made.target.bucket, key: made.target.key }
      : withAddress(found, options);
    const refused = cdnHostWarnings(
      `${found.scheme}://${found.host}`,
      cdns.map(({ domain }) => domain),
    );
    const link = refused.length === 0 ? addressed : { ...addressed, warnings: [...refused, ...addressed.warnings] };
    const headers = { ...made?.signedHeaders, ...given };
    if (found.cdn) return cdnDetails(found, made, cdns);
    const { bucket } = link;
    const method = (made?.method as LinkDetails['method']) ?? link.method;
    const details = { link, headers, ...omitUndefined({ made, bucket, method, target: made?.target }) };
    const key = keys.find((one) => one?.credentials.accessKeyId === link.accessKeyId);
    return key ? withSigner(details, key) : details;
  };
}

/** CDN with its key, if that is at hand. */
interface AvailableCdn {
  readonly domain: CdnDomain;
  readonly privateKey: string | undefined;
}

/** `undefined` for a key that SecretStorage does not have or cannot give. */
async function cdnKeyOf(host: string, linkHosts: DetailSources['linkHosts']): Promise<string | undefined> {
  try {
    return await linkHosts.cdnKey(host);
  } catch {
    return undefined;
  }
}

/** Details of a link of a CDN: which object, and whether the key at hand signed it. */
function cdnDetails(link: PresignedUrl, made: Link | undefined, cdns: readonly AvailableCdn[]): LinkDetails {
  const { bucket = '', key } = link;
  const cdn = cdns.find(({ domain }) => domain.host === link.host && domain.bucket === bucket);
  const verification = cdn?.privateKey === undefined ? undefined : verifyCdnLink(link, cdn.privateKey);
  const profileId = made?.target.profileId ?? cdn?.domain.profileId;
  const target = profileId === undefined || key === undefined ? undefined : { profileId, bucket, key };
  return { link, bucket, method: 'GET', headers: {}, ...omitUndefined({ made, verification, target }) };
}

/** Profile with the credentials that it signs with. */
interface SigningKey {
  readonly signer: Profile;
  readonly credentials: Credentials;
}

/** Credentials of a profile; `undefined` without credentials, since such a profile signed no link lately. */
async function signingKeyOf(signer: Profile, profiles: DetailSources['profiles']): Promise<SigningKey | undefined> {
  try {
    return { signer, credentials: await profiles.credentialsOf(signer.id) };
  } catch {
    return undefined;
  }
}

function withSigner(details: LinkDetails, { signer, credentials }: SigningKey): LinkDetails {
  const { link, headers, bucket, made } = details;
  const verification = verifyOrUndefined(link, { credentials, headers, ...omitUndefined({ bucket }) });
  if (!verification) return details;
  const method = (made?.method as LinkDetails['method']) ?? verification.method ?? details.method;
  const { key } = link;
  const target = bucket !== undefined && key !== undefined ? { profileId: signer.id, bucket, key } : undefined;
  return { ...details, signer, verification, ...omitUndefined({ method, target: details.target ?? target }) };
}

/** Verification; `undefined` for credentials that cannot sign. */
function verifyOrUndefined(
  link: PresignedUrl,
  input: Parameters<typeof verifyPresignedUrl>[1],
): Verification | undefined {
  try {
    return verifyPresignedUrl(link, input);
  } catch (error) {
    if (error instanceof InvalidInputError) return undefined;
    throw error;
  }
}

/** True for a profile whose AccessKey is at hand, without another tool or a service. */
export function hasOwnAccessKey({ credentialSource }: Pick<Profile, 'credentialSource'>): boolean {
  return credentialSource === undefined;
}

/** First result of parallel lookups, without waiting for the others. Rejects when the signal aborts. */
async function firstFound<T>(
  lookups: readonly Promise<T | undefined>[],
  signal: AbortSignal | undefined,
): Promise<T | undefined> {
  signal?.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<T | undefined>();
  const stop = (): void => {
    reject(signal?.reason as Error);
  };
  signal?.addEventListener('abort', stop);
  for (const lookup of lookups) {
    void lookup.then((found) => {
      if (found !== undefined) resolve(found);
    });
  }
  void Promise.all(lookups).then(() => {
    resolve(undefined);
  });
  try {
    return await promise;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
