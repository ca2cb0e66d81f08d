import { omitUndefined } from '../oss/optional.ts';
import {
  isImported,
  SecretMissingError,
  type EnteredSource,
  type ImportedSource,
  type Profile,
  type ProfileSecret,
  type SourceSecret,
} from './profile.ts';
import { type CredentialPlan, validateCommandApproval } from './sources/credentialPlan.ts';
import { CredentialSourceError } from './sources/sourceError.ts';

/** Time limit of a command, as in the Alibaba Cloud CLI. The command may have to ask the user something. */
const PROCESS_TIMEOUT_MS = 60_000;

/** Parts of a credential plan. */
export interface PlanSources {
  readonly profileOf: (id: string) => Profile | undefined;
  readonly secretOf: (profile: Profile) => Promise<ProfileSecret | undefined>;
  readonly sourceSecretOf: (id: string) => Promise<SourceSecret | undefined>;
  /** Throws if the command was not approved. */
  readonly importedPlan: (source: ImportedSource) => Promise<CredentialPlan>;
}

/** Profile to sign with, including a source secret that is not stored yet. */
export interface ProfileToSign extends Profile {
  readonly sourceSecret?: SourceSecret | undefined;
}

/**
 * Credential plan of a profile, including the profiles that its role is based on. Throws a `CredentialSourceError` if a
 * base is missing or circular, or a command was not approved; a `SecretMissingError` if a secret is missing.
 */
export async function credentialPlanOf(
  profile: ProfileToSign,
  parts: PlanSources,
  onTheWay: readonly string[] = [],
): Promise<CredentialPlan> {
  const { id, name, credentialSource } = profile;
  if (onTheWay.includes(id)) throw new CredentialSourceError('BaseInCircle', name);
  if (credentialSource === undefined) {
    const secret = await parts.secretOf(profile);
    if (!secret) throw new SecretMissingError(profile);
    return { kind: 'key', credentials: secret };
  }
  if (isImported(credentialSource)) return parts.importedPlan(credentialSource);
  if (credentialSource.kind === 'role') {
    const { baseProfileId, ...session } = credentialSource;
    const base = parts.profileOf(baseProfileId);
    if (!base) throw new CredentialSourceError('BaseGone', name);
    return { ...session, base: await credentialPlanOf(base, parts, [...onTheWay, id]) };
  }
  return planOfEnteredSource(profile, credentialSource, parts);
}

async function planOfEnteredSource(
  profile: ProfileToSign,
  source: Exclude<EnteredSource, { kind: 'role' }>,
  parts: PlanSources,
): Promise<CredentialPlan> {
  if (source.kind === 'oidc' || source.kind === 'instanceRole') return omitUndefined(source);
  const secret = profile.sourceSecret ?? (await parts.sourceSecretOf(profile.id));
  if (source.kind === 'uri' && secret && 'uri' in secret) return { kind: 'uri', uri: secret.uri };
  if (source.kind === 'process' && secret && 'command' in secret) {
    const { command } = secret;
    validateCommandApproval(command, source);
    return { kind: 'process', command, dialect: 'ossutil', timeoutMs: PROCESS_TIMEOUT_MS };
  }
  throw new SecretMissingError(profile);
}
