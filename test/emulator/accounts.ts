import { allows, type Asked, type Policy } from './policies.ts';
import { Refusal } from './refusal.ts';

/** Who may ask, and what for. */
export interface Account {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** Makes the keys temporary: requests must carry this token. */
  readonly securityToken?: string;
  readonly tokenExpiration?: Date;
  /** RAM actions that are refused, e.g. `oss:ListBuckets`; everything else is allowed. */
  readonly policy?: { readonly deny: readonly string[] };
  /** Of a role session: refuses what it does not allow. */
  readonly sessionPolicy?: Policy;
}

/** Refuses a wrong or missing token of temporary credentials, one too many, and one that has expired. */
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

/** Refuses the actions that the account's policies do not allow, in the words of RAM. */
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

/** The answer to a request without a signature where the ACL does not allow it. */
export function anonymousDenied(): Refusal {
  return new Refusal(403, 'AccessDenied', 'You have no right to access this object because of bucket acl.', {
    ec: '0003-00000001',
  });
}
