import { formatMessage, type MessageArgument } from '../../oss/errors/errors.ts';

/** Reason why a source gave no credentials. Stable. */
export type SourceProblem = keyof typeof TEMPLATES;

const TEMPLATES = {
  FileUnreadable: '{0} cannot be read. It holds the credentials of this profile.',
  FileMalformed: '{0} is not in the format of its tool.',
  ProfileMissing: '{0} has no profile {1}. Import it again under its new name.',
  FieldMissing: 'The profile {1} in {0} lacks {2}.',
  ModeUnsupported: 'The profile {1} in {0} has the mode {2}, which cannot sign for OSS here.',
  ProfilesInCircle: 'The profile {1} in {0} takes its credentials from itself.',
  TokenEnded: 'The token of the profile {1} in {0} has ended. Sign in again with the tool that wrote it.',
  CommandNotAgreed: 'The command that gives the credentials of this profile has not been agreed to. Review it first.',
  CommandFailed: 'The command that gives the credentials failed ({0}).',
  CommandTimeout: 'The command that gives the credentials took longer than {0} seconds.',
  OutputMalformed: 'The command that gives the credentials printed no credentials.',
  UriUnsupported: 'The credentials URI has to begin with https://. Plain http is allowed for this computer only.',
  TlsUnchecked:
    'NODE_TLS_REJECT_UNAUTHORIZED=0 turns the check of certificates off. Remove it from the environment and restart VS Code.',
  NoInstanceRole: 'The ECS instance has no such RAM role. Attach one to it in the ECS console.',
  BaseGone: 'The profile that {0} takes its role with is gone. Edit {0} and choose another one.',
  BaseInCircle: 'The profile {0} takes its role with itself. Edit it and choose another profile.',
  RoleRefused:
    'STS gave no session of the role {0} ({1}). The role has to trust this account, and the key, one of a RAM user or a role, needs sts:AssumeRole.',
  RoleAllowsLess:
    'The role {0} allows no session of {1}. Choose less, or raise the maximum session duration of the role in RAM.',
  LinkRoleMissing: 'The profile {0} has no role that could sign a scoped link. Choose one first.',
  ServiceRefused: 'The service that gives temporary credentials refused ({0}).',
  ServiceSilent: 'The service that gives temporary credentials could not be reached ({0}).',
} as const;

/**
 * A profile's source gave no credentials. The error never quotes files, commands or services, since they may hold secrets.
 * `template` and `args` are the parts of `message`, so that a UI can translate it.
 */
export class CredentialSourceError extends Error {
  readonly code = 'CredentialSource';
  readonly problem: SourceProblem;
  readonly template: string;
  readonly args: readonly MessageArgument[];

  constructor(problem: SourceProblem, ...args: readonly MessageArgument[]) {
    super(formatMessage(TEMPLATES[problem], args));
    this.name = 'CredentialSourceError';
    this.problem = problem;
    this.template = TEMPLATES[problem];
    this.args = args;
  }
}

/** All message templates, for a test that each is translated. */
export function allSourceProblems(): readonly string[] {
  return Object.values(TEMPLATES);
}
