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
import { validateCommandAgreement } from './sources/commandAgreement.ts';
import type { CredentialPlan } from './sources/credentialPlan.ts';
import { CredentialSourceError } from './sources/sourceError.ts';

/** How long a command may take, as the CLI of Alibaba Cloud has it: it may have to ask the user something. */
const PROCESS_TIMEOUT_MS = 60_000;

/** What recipes of profiles are made of. */
export interface PlanSources {
  readonly profileOf: (id: string) => Profile | undefined;
  readonly secretOf: (profile: Profile) => Promise<ProfileSecret | undefined>;
  readonly sourceSecretOf: (id: string) => Promise<SourceSecret | undefined>;
  /** Throws where a command is not agreed to. */
  readonly importedPlan: (source: ImportedSource) => Promise<CredentialPlan>;
}

/** A profile whose credentials are wanted; a source's secret that is not stored yet comes with it. */
export interface ProfileToSign extends Profile {
  readonly sourceSecret?: SourceSecret | undefined;
}

/**
 * How a profile comes by its credentials, through the profiles below it too. Throws a `CredentialSourceError` for a base
 * that is gone or leads back here, and for a command that was not agreed to; a `SecretMissingError` for a lost secret.
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
    validateCommandAgreement(command, source);
    return { kind: 'process', command, dialect: 'ossutil', timeoutMs: PROCESS_TIMEOUT_MS };
  }
  throw new SecretMissingError(profile);
}
