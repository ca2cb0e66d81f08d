import { formatMessage, type MessageArgument } from '../../oss/errors/errors.ts';

/** Reason why a source gave no credentials. Stable. */
export type SourceProblem = keyof typeof TEMPLATES;

const TEMPLATES = {
  FileUnreadable: "Couldn't read {0}, which contains the credentials of this profile.",
  FileMalformed: "{0} doesn't have the format of its tool.",
  ProfileMissing: '{0} has no profile "{1}". Import it again under its new name.',
  FieldMissing: 'The profile "{1}" in {0} has no {2}.',
  ModeUnsupported: 'The profile "{1}" in {0} has the mode {2}, which is not supported.',
  ProfilesInCircle: 'The profile "{1}" in {0} refers to itself.',
  TokenFileUnreadable: "Couldn't read the OIDC token file of this profile ({0}). Check its path and its permissions.",
  TokenEnded: 'The token of the profile "{1}" in {0} has expired. Sign in again with that tool.',
  CommandNotAgreed: 'The credential command of this profile is not approved. Review it first.',
  CommandFailed: 'The credential command failed ({0}).',
  CommandMissing: 'The credential command was not found. Install its program, or correct its path.',
  CommandTimeout: 'The credential command took longer than {0} seconds.',
  OutputMalformed: 'The credential command printed no credentials.',
  UriUnsupported: 'The credentials URI must begin with https://. Plain HTTP is allowed only for this computer.',
  TlsUnchecked:
    'NODE_TLS_REJECT_UNAUTHORIZED=0 turns off certificate checks. Remove it from the environment, and restart VS Code.',
  NoInstanceRole: 'The ECS instance has no such RAM role. Attach one to it in the ECS console.',
  BaseGone: 'The base profile of "{0}" is missing. Edit "{0}", and select another one.',
  BaseInCircle: 'The profile "{0}" is its own base profile. Edit it, and select another one.',
  RoleRefused:
    'STS returned no session of the role {0} ({1}). The role must trust this account, and the AccessKey must belong to a RAM user or role with the permission sts:AssumeRole.',
  RoleAllowsLess:
    "The role {0} doesn't allow sessions of {1}. Choose a shorter duration, or raise the maximum session duration of the role in RAM.",
  LinkRoleMissing: 'The profile "{0}" has no role for scoped links. Choose a link role first.',
  ServiceRefused: 'The service for temporary credentials refused the request: {0}.',
  ServiceSilent: "Couldn't reach the service for temporary credentials: {0}. Check your network and proxy.",
} as const;

/**
 * Error of a credential source. It never quotes files, commands or services, because they may contain secrets.
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
