import { allows, type Asked, type Policy } from './policies.ts';
import { Refusal } from './refusal.ts';

/** Account with its permissions. */
export interface Account {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** Makes the keys temporary: requests must carry this token. */
  readonly securityToken?: string;
  readonly tokenExpiration?: Date;
  /** RAM actions that are refused, e.g. `oss:ListBuckets`; everything else is allowed. */
  readonly policy?: { readonly deny: readonly string[] };
  /** Session policy of a role session, which denies what it does not allow. */
  readonly sessionPolicy?: Policy;
}

/** Refuses a wrong, missing, unexpected or expired token of temporary credentials. */
export function checkToken(account: Account, token: string | undefined, now: Date): void {
  if (token !== account.securityToken) {
    throw new Refusal(403, 'InvalidSecurityToken', 'The security token you provided is invalid.', {
      ec: '0002-00000008',
    });
  }
  if (account.tokenExpiration !== undefined && account.tokenExpiration.getTime() <= now.getTime()) {
    throw new Refusal(403, 'SecurityTokenExpired', 'The security token you provided has expired.');
  }
}

/** Refuses actions that the account's policies do not allow, with RAM's message. */
export function checkPolicy(
  { policy, sessionPolicy, ...account }: Account,
  actions: readonly string[],
  asked: Omit<Asked, 'action'>,
): void {
  const denied = actions.find(
    (action) =>
      policy?.deny.includes(action) === true ||
      (sessionPolicy !== undefined && !allows(sessionPolicy, { ...asked, action })),
  );
  if (denied !== undefined) {
    throw new Refusal(403, 'AccessDenied', 'You have no right to access this object.', {
      ec: '0003-00000201',
      fields: [
        [
          'AccessDeniedDetail',
          [
            ['AuthAction', denied],
            ['AuthPrincipalType', account.securityToken === undefined ? 'SubUser' : 'AssumedRoleUser'],
            ['AuthPrincipalDisplayName', account.accessKeyId],
            ['AuthPrincipalOwnerId', '1'],
            ['PolicyType', sessionPolicy === undefined ? 'AccountLevelIdentityBasedPolicy' : 'AssumeRoleSessionPolicy'],
            ['NoPermissionType', 'ImplicitDeny'],
            ['EncodedDiagnosticMessage', 'AQEAAAAA'],
          ],
        ],
      ],
    });
  }
}

/** Refusal of a request without a signature that the ACL does not allow. */
export function anonymousDenied(): Refusal {
  return new Refusal(403, 'AccessDenied', 'You have no right to access this object because of bucket acl.', {
    ec: '0003-00000001',
  });
}
