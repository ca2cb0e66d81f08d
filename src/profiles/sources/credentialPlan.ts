import { createHash } from 'node:crypto';
import type { Credentials } from '../../oss/credentials.ts';
import { CredentialSourceError } from './sourceError.ts';

/**
 * Way to obtain credentials, as described by a profile or a file in the user's home folder. It is read again before
 * each use.
 */
export type CredentialPlan = KeyPlan | RolePlan | InstanceRolePlan | OidcPlan | ProcessPlan | UriPlan;

/** Credentials that are in the file or in SecretStorage. */
export interface KeyPlan {
  readonly kind: 'key';
  readonly credentials: Credentials;
}

/** AssumeRole, signed with the credentials of another plan. */
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

/** Session of a role that is requested from STS. */
export interface RoleSession {
  readonly roleArn: string;
  readonly sessionName?: string;
  /** Narrows the session to what both the role and this policy allow; JSON. */
  readonly policy?: string;
  readonly durationSeconds?: number;
  readonly stsRegion?: string;
  /** Host name of the STS endpoint. */
  readonly stsEndpoint?: string;
}

/** Role of the ECS instance that the extension host runs on. */
export interface InstanceRolePlan {
  readonly kind: 'instanceRole';
  /** Absent: the instance names it. */
  readonly roleName?: string;
}

/** Command that prints credentials as JSON. */
export interface ProcessPlan {
  readonly kind: 'process';
  readonly command: string;
  /**
   * ossutil 2 runs its command in a shell. The Alibaba Cloud CLI splits it into words, and names the fields
   * differently.
   */
  readonly dialect: 'ossutil' | 'aliyun';
  readonly timeoutMs: number;
}

/** URL that returns credentials as JSON. */
export interface UriPlan {
  readonly kind: 'uri';
  readonly uri: string;
}

/** Command that a plan runs, itself or at the base of its roles. The user has to approve it first. */
export function commandOf(plan: CredentialPlan): string | undefined {
  if (plan.kind === 'role') return commandOf(plan.base);
  return plan.kind === 'process' ? plan.command : undefined;
}

/**
 * Throws a `CredentialSourceError` unless the user approved exactly this command. Without a command no approval is
 * needed.
 */
export function validateCommandApproval(
  command: string | undefined,
  { agreedCommand }: { readonly agreedCommand?: string },
): void {
  if (command !== undefined && commandFingerprint(command) !== agreedCommand) {
    throw new CredentialSourceError('CommandNotAgreed');
  }
}

/** SHA-256 that identifies an approved command, or a plan, without storing it, because it may contain secrets. */
export function commandFingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
