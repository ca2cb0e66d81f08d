import path from 'node:path';
import { InvalidInputError } from '../oss/errors/errors.ts';
import { isPrivateUrl } from './plainHttp.ts';

/**
 * Session lengths that STS accepts if the role allows them.
 * https://help.aliyun.com/en/ram/developer-reference/api-sts-2015-04-01-assumerole
 */
const SESSION_SECONDS = { least: 900, most: 43_200 };
const MAX_POLICY_LENGTH = 2048;

/** Throws an `InvalidInputError` unless the text is the ARN of a RAM role. */
export function validateRoleArn(text: string): void {
  if (!/^acs:ram::\d+:role\/[\w.-]+$/.test(text)) {
    throw new InvalidInputError('roleArn', 'The ARN of a role looks like {0}.', [
      'acs:ram::1234567890123456:role/name',
    ]);
  }
}

/** Throws an `InvalidInputError` unless the text is the ARN of an OIDC provider of RAM. */
export function validateProviderArn(text: string): void {
  if (!/^acs:ram::\d+:oidc-provider\/[\w.-]+$/.test(text)) {
    throw new InvalidInputError('providerArn', 'The ARN of an OIDC provider looks like {0}.', [
      'acs:ram::1234567890123456:oidc-provider/name',
    ]);
  }
}

/** Throws an `InvalidInputError` unless STS accepts the session name. */
export function validateSessionName(text: string): void {
  if (!/^[\w.@-]{2,64}$/.test(text)) {
    throw new InvalidInputError('sessionName', 'A session name has 2 to 64 letters, digits, and the symbols {0}.', [
      '. @ _ -',
    ]);
  }
}

/**
 * Throws an `InvalidInputError` unless STS accepts the external ID.
 * https://help.aliyun.com/en/ram/developer-reference/api-sts-2015-04-01-assumerole
 */
export function validateExternalId(text: string): void {
  if (!/^[\w+=,.@:/-]{2,1224}$/.test(text)) {
    throw new InvalidInputError('externalId', 'An external ID has 2 to {0} letters, digits, and the symbols {1}.', [
      1224,
      '+ = , . @ : / - _',
    ]);
  }
}

/** Throws an `InvalidInputError` unless STS accepts the session length. */
export function validateSessionSeconds(seconds: number): void {
  if (!(seconds >= SESSION_SECONDS.least && seconds <= SESSION_SECONDS.most)) {
    throw new InvalidInputError('durationSeconds', 'The session duration must be 15 minutes to 12 hours.');
  }
}

/** Throws an `InvalidInputError` unless the text is a policy that STS accepts: a JSON object with statements. */
export function validateSessionPolicy(text: string): void {
  if (text.length > MAX_POLICY_LENGTH) {
    throw new InvalidInputError('policy', 'The policy of a session has at most {0} characters.', [MAX_POLICY_LENGTH]);
  }
  if (!isPolicy(text)) {
    throw new InvalidInputError('policy', 'A policy must be a JSON object with a "Statement".');
  }
}

function isPolicy(text: string): boolean {
  try {
    const policy: unknown = JSON.parse(text);
    return typeof policy === 'object' && policy !== null && 'Statement' in policy;
  } catch {
    return false;
  }
}

/** Throws an `InvalidInputError` unless the text is a URL whose response nobody on the network can read. */
export function validateCredentialsUri(text: string): void {
  if (!isPrivateUrl(text)) {
    throw new InvalidInputError(
      'uri',
      'A credentials URI must begin with https://. Plain HTTP is allowed only for this computer: http://localhost or http://127.0.0.1.',
    );
  }
}

/** Throws an `InvalidInputError` unless the text is an absolute path, which does not depend on the open folder. */
export function validateTokenFile(text: string): void {
  if (!path.isAbsolute(text)) {
    throw new InvalidInputError('tokenFile', 'The path of the token file must be absolute.');
  }
}

/** Throws an `InvalidInputError` unless the text can be a role name. */
export function validateRoleName(text: string): void {
  if (!/^[\w.-]{1,64}$/.test(text)) {
    throw new InvalidInputError('roleName', 'A role name can contain only letters, digits, dots, and hyphens.');
  }
}
