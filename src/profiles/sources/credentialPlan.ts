import type { Credentials } from '../../oss/credentials.ts';

/** How credentials are come by, as a profile or a file of the user's home says it; it is read again before each use. */
export type CredentialPlan = KeyPlan | RolePlan | InstanceRolePlan | OidcPlan | ProcessPlan | UriPlan;

/** Credentials that stand in the file or in SecretStorage. */
export interface KeyPlan {
  readonly kind: 'key';
  readonly credentials: Credentials;
}

/** AssumeRole, signed with what another recipe gives. */
export interface RolePlan extends RoleSession {
  readonly kind: 'role';
  readonly base: CredentialPlan;
  readonly externalId?: string;
}

/** AssumeRoleWithOIDC with the token in a file. */
export interface OidcPlan extends RoleSession {
  readonly kind: 'oidc';
  readonly providerArn: string;
  readonly tokenFile: string;
}

/** The session of a role that STS is asked for. */
export interface RoleSession {
  readonly roleArn: string;
  readonly sessionName?: string;
  /** Narrows the session to what both the role and this policy allow; JSON. */
  readonly policy?: string;
  readonly durationSeconds?: number;
  readonly stsRegion?: string;
  /** Host name of the STS to ask. */
  readonly stsEndpoint?: string;
}

/** The role of the ECS instance that the extension host runs on. */
export interface InstanceRolePlan {
  readonly kind: 'instanceRole';
  /** The instance says which, where it is left out. */
  readonly roleName?: string;
}

/** A command that prints credentials as JSON. */
export interface ProcessPlan {
  readonly kind: 'process';
  readonly command: string;
  /** ossutil 2 hands its command to a shell; the CLI of Alibaba Cloud splits it into words, and names fields otherwise. */
  readonly dialect: 'ossutil' | 'aliyun';
  readonly timeoutMs: number;
}

/** A URL that answers with credentials as JSON. */
export interface UriPlan {
  readonly kind: 'uri';
  readonly uri: string;
}

/** The command that a recipe runs, itself or at the base of its roles: the user has to agree to it first. */
export function commandOf(recipe: CredentialPlan): string | undefined {
  if (recipe.kind === 'role') return commandOf(recipe.base);
  return recipe.kind === 'process' ? recipe.command : undefined;
}
