import { omitUndefined } from '../../oss/optional.ts';
import type { Credentials } from '../../oss/credentials.ts';
import type { PresignRequest } from '../../oss/signing/presign.ts';
import type { PresignedUrl } from '../../oss/presignedUrls/presignedUrl.ts';
import { verifyPresignedUrl, type Verification } from '../../oss/presignedUrls/verifyPresignedUrl.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { Profiles } from '../../profiles/profiles.ts';
import type { Link, ObjectTarget } from '../link.ts';
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
  /** Headers that the user says are sent. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether a profile may be asked for temporary credentials, which may run a command or ask a service; default: none. */
  readonly mayAsk?: (profile: Profile) => boolean;
  /** Ends the wait for temporary credentials. */
  readonly signal?: AbortSignal;
}

/** Details of a link: bucket, key, method and signer. Only AccessKeys at hand are compared, unless `mayAsk` allows more. */
export async function resolveLink(
  found: PresignedUrl,
  sources: DetailSources,
  { headers: given = {}, mayAsk = () => false, signal }: ResolveOptions = {},
): Promise<LinkDetails> {
  const made = sources.sessionLinks.find(found.url);
  const link = made
    ? { ...found, bucket: made.target.bucket, key: made.target.key }
    : withAddress(found, addressOptions(sources));
  const { bucket } = link;
  const headers = { ...made?.signedHeaders, ...given };
  const signed = await findSigner(link, sources.profiles, { mayAsk, signal }, (credentials) =>
    verifyPresignedUrl(link, { credentials, headers, ...omitUndefined({ bucket }) }),
  );
  const method = (made?.method as LinkDetails['method']) ?? signed?.verification.method ?? link.method;
  const { key } = link;
  const target =
    made?.target ??
    (signed && bucket !== undefined && key !== undefined ? { profileId: signed.signer.id, bucket, key } : undefined);
  return { link, headers, ...omitUndefined({ made, bucket, method, target, ...signed }) };
}

interface Signer {
  readonly signer: Profile;
  readonly verification: Verification;
}

/** True for a profile whose AccessKey is at hand: no other tool and no service has to be asked for it. */
export function hasOwnAccessKey({ credentialSource }: Pick<Profile, 'credentialSource'>): boolean {
  return credentialSource === undefined;
}

async function findSigner(
  link: PresignedUrl,
  profiles: DetailSources['profiles'],
  { mayAsk, signal }: Required<Pick<ResolveOptions, 'mayAsk'>> & { readonly signal: AbortSignal | undefined },
  verify: (credentials: Credentials) => Verification,
): Promise<Signer | undefined> {
  const all = profiles.list();
  const compare = async (signer: Profile): Promise<Signer | undefined> => {
    try {
      const credentials = await profiles.credentialsOf(signer.id);
      return credentials.accessKeyId === link.accessKeyId ? { signer, verification: verify(credentials) } : undefined;
    } catch {
      // A profile without credentials did not sign the link lately.
      return undefined;
    }
  };
  for (const signer of all.filter(hasOwnAccessKey)) {
    const found = await compare(signer);
    if (found) return found;
  }
  const asked = all.filter((profile) => !hasOwnAccessKey(profile) && mayAsk(profile));
  return firstFound(asked.map(compare), signal);
}

/** First result of lookups that run in parallel; does not wait for the others. Rejects when the signal aborts. */
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
