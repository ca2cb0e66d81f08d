import { InvalidInputError } from './errors/errors.ts';

/** Credentials that sign requests. Values are secrets except `accessKeyId`; none of them is ever logged. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** STS token of temporary credentials. */
  readonly securityToken?: string;
  /** Expiry of temporary credentials. */
  readonly expiration?: Date;
}

/** Visible ASCII without spaces: the characters of keys and tokens. */
const OPAQUE = /^[\x21-\x7e]+$/;

/** Throws an `InvalidInputError` unless the AccessKey ID is non-empty visible ASCII. */
export function validateAccessKeyId(accessKeyId: string): void {
  if (!OPAQUE.test(accessKeyId)) {
    throw new InvalidInputError(
      'accessKeyId',
      'An AccessKey ID can contain only letters, digits, and symbols, but no spaces.',
    );
  }
}

/** Throws an `InvalidInputError` unless the AccessKey secret is non-empty visible ASCII; the value is not in the message. */
export function validateAccessKeySecret(accessKeySecret: string): void {
  if (!OPAQUE.test(accessKeySecret)) {
    throw new InvalidInputError(
      'accessKeySecret',
      'An AccessKey secret can contain only letters, digits, and symbols, but no spaces.',
    );
  }
}

/** Throws an `InvalidInputError` unless the STS token is non-empty visible ASCII; the value is not in the message. */
export function validateSecurityToken(securityToken: string): void {
  if (!OPAQUE.test(securityToken)) {
    throw new InvalidInputError(
      'securityToken',
      'A security token can contain only letters, digits, and symbols, but no spaces or line breaks.',
    );
  }
}

/** Validates the AccessKey pair, and the STS token if there is one. */
export function validateCredentials(credentials: Credentials): void {
  validateAccessKeyId(credentials.accessKeyId);
  validateAccessKeySecret(credentials.accessKeySecret);
  if (credentials.securityToken !== undefined) validateSecurityToken(credentials.securityToken);
}
