import { omitUndefined } from '../../oss/optional.ts';
import type { PresignRequest } from '../../oss/signing/presign.ts';
import type { PresignedUrl } from '../../oss/presignedUrls/presignedUrl.ts';
import { verifyPresignedUrl, type Verification } from '../../oss/presignedUrls/verifyPresignedUrl.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { Profiles } from '../../profiles/profiles.ts';
import type { Link, ObjectTarget } from '../link.ts';
import type { LinkHosts } from '../linkHosts.ts';
import type { SessionLinks } from './sessionLinks.ts';

/** A link that somebody has, with all that is known of it here. */
export interface LinkDetails {
  readonly link: PresignedUrl;
  /** The same link as it was made, where that was in this session. */
  readonly made?: Link;
  /** Of the link, else what the host is known to stand for. */
  readonly bucket?: string;
  /** How it is meant to be used, where the link, its signature or our memory tells. */
  readonly method?: PresignRequest['method'];
  /** The signed headers, as far as they are known. */
  readonly headers: Readonly<Record<string, string>>;
  /** The profile whose AccessKey signed it. */
  readonly signer?: Profile;
  /** Whether that profile's secret signed it. */
  readonly verification?: Verification;
  /** The object, for the profile that signed it. */
  readonly target?: ObjectTarget;
}

/** Where links are looked up. */
export interface DetailSources {
  readonly profiles: Pick<Profiles, 'list' | 'credentialsOf'>;
  readonly sessionLinks: Pick<SessionLinks, 'find'>;
  readonly linkHosts: Pick<LinkHosts, 'bucketForHost'>;
}

export interface ResolveOptions {
  /** Headers that the user says are sent with it. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Asks no other tool for credentials, which may take long or run a command. */
  readonly storedSecretsOnly?: boolean;
}

/** Looks up who signed a link and what for; asks no service. */
export async function resolveLink(
  link: PresignedUrl,
  knowledge: DetailSources,
  { headers: given = {}, storedSecretsOnly = false }: ResolveOptions = {},
): Promise<LinkDetails> {
  const made = knowledge.sessionLinks.find(link.url);
  const bucket = made?.target.bucket ?? link.bucket ?? knowledge.linkHosts.bucketForHost(link.host);
  const headers = { ...made?.signedHeaders, ...given };
  const signed = await findSigner(link, knowledge.profiles, storedSecretsOnly, (credentials) =>
    verifyPresignedUrl(link, { credentials, headers, ...omitUndefined({ bucket }) }),
  );
  const method = (made?.method as LinkDetails['method']) ?? signed?.verification.method ?? link.method;
  const { key } = link;
  const target =
    made?.target ??
    (signed && bucket !== undefined && key !== undefined ? { profileId: signed.signer.id, bucket, key } : undefined);
  return { link, headers, ...omitUndefined({ made, bucket, method, target, ...signed }) };
}

async function findSigner(
  link: PresignedUrl,
  profiles: DetailSources['profiles'],
  storedSecretsOnly: boolean,
  verify: (credentials: Parameters<typeof verifyPresignedUrl>[1]['credentials']) => Verification,
): Promise<{ readonly signer: Profile; readonly verification: Verification } | undefined> {
  const asked = profiles.list().filter(({ credentialSource }) => !storedSecretsOnly || credentialSource === undefined);
  for (const signer of asked) {
    try {
      const credentials = await profiles.credentialsOf(signer.id);
      if (credentials.accessKeyId === link.accessKeyId) return { signer, verification: verify(credentials) };
    } catch {
      // A profile without its secret has signed nothing lately; where that matters it is said.
    }
  }
  return undefined;
}
