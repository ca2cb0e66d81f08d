import {
  isImported,
  type EnteredSource,
  type Profile,
  type ProfileSecret,
  type SourceSecret,
} from '../../profiles/profile.ts';
import { completeSecret, type SecretDraft } from './askCredentials.ts';
import type { SessionDraft } from './askSession.ts';

/** Kind of a profile's credential source. */
export type SourceKind = 'accessKey' | 'imported' | EnteredSource['kind'];

/** Answers about a source so far. Answers for other kinds are kept in case the user returns to them. */
export interface SourceDraft {
  readonly kind?: SourceKind;
  readonly secret?: SecretDraft;
  readonly baseProfileId?: string;
  readonly roleArn?: string;
  readonly session?: SessionDraft;
  readonly providerArn?: string;
  readonly tokenFile?: string;
  readonly roleName?: string;
  readonly command?: string;
  readonly uri?: string;
}

/** Completed answers about a source; all absent if the stored one is kept. */
export interface SourceAnswers {
  readonly secret?: ProfileSecret;
  readonly credentialSource?: EnteredSource;
  readonly sourceSecret?: SourceSecret;
}

/** Draft that begins with the stored source of a profile. */
export function sourceDraft({ credentialSource }: Pick<Profile, 'credentialSource'>): SourceDraft {
  if (!credentialSource) return { kind: 'accessKey' };
  if (isImported(credentialSource)) return { kind: 'imported' };
  if (credentialSource.kind === 'process' || credentialSource.kind === 'uri') return { kind: credentialSource.kind };
  if (credentialSource.kind === 'instanceRole') return credentialSource;
  if (credentialSource.kind === 'oidc') {
    const { kind, providerArn, tokenFile, roleArn, ...session } = credentialSource;
    return { kind, providerArn, tokenFile, roleArn, session };
  }
  const { kind, baseProfileId, roleArn, ...session } = credentialSource;
  return { kind, baseProfileId, roleArn, session };
}

/** Answers of a complete draft. */
export function completeSource(draft: SourceDraft): SourceAnswers {
  const { kind = 'accessKey', baseProfileId, roleArn, session = {}, providerArn, tokenFile, roleName } = draft;
  const { command, uri, secret: secretDraft } = draft;
  switch (kind) {
    case 'imported':
      return {};
    case 'accessKey': {
      const secret = secretDraft && completeSecret(secretDraft);
      return secret ? { secret } : {};
    }
    case 'role':
      if (baseProfileId === undefined || roleArn === undefined) throw new Error('The draft is incomplete');
      return { credentialSource: { kind, baseProfileId, roleArn, ...session } };
    case 'oidc': {
      if (providerArn === undefined || tokenFile === undefined || roleArn === undefined) {
        throw new Error('The draft is incomplete');
      }
      const { externalId: _, policy: __, ...others } = session;
      return { credentialSource: { kind, providerArn, tokenFile, roleArn, ...others } };
    }
    case 'instanceRole':
      return { credentialSource: { kind, ...(roleName !== undefined && { roleName }) } };
    case 'process':
      return command === undefined ? {} : { credentialSource: { kind }, sourceSecret: { command } };
    case 'uri':
      return uri === undefined ? {} : { credentialSource: { kind }, sourceSecret: { uri } };
  }
}
