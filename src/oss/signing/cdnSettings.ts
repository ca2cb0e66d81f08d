import { parseEndpoint } from '../hosts/endpoint.ts';
import { InvalidInputError } from '../errors/errors.ts';

/**
 * Type of a link signed for URL authentication at Alibaba Cloud CDN. C1 and C2 are the two forms of type C: the hash
 * in the path, or in the query.
 * https://help.aliyun.com/zh/cdn/user-guide/type-a-signing
 * https://help.aliyun.com/en/cdn/user-guide/type-b-signing
 * https://help.aliyun.com/zh/cdn/user-guide/type-c-signing
 * https://help.aliyun.com/en/cdn/user-guide/authentication-method-f-description
 */
export type CdnType = 'A' | 'B' | 'C1' | 'C2' | 'F';

/** URL authentication of one CDN domain, from its settings in the CDN console. */
export interface CdnSettings {
  readonly type: CdnType;
  /** Validity set at the CDN, in seconds: a link expires this long after the time in it. */
  readonly cdnTtl?: number;
  /** Type F: name of the parameter that holds the hash, `sign` by default. */
  readonly signParam?: string;
  /** Type F: name of the parameter that holds the time, `time` by default. */
  readonly timeParam?: string;
  /** Type F: notation of the time, `hex` by default. */
  readonly timeFormat?: 'hex' | 'dec';
}

/** Scheme and authority of a CDN domain. */
export interface CdnOrigin {
  readonly scheme: 'https' | 'http';
  readonly host: string;
}

/** Maximum validity in the CDN console: 365 days. */
export const MAX_CDN_TTL_SECONDS = 31_536_000;

const PRIVATE_KEY = /^[A-Za-z0-9]{6,128}$/;
const PARAMETER_NAME = /^[\w.-]{1,64}$/;
/** Rest of a URL after scheme and authority. */
const BEYOND_ORIGIN = /^(?:[a-z][a-z0-9+.-]*:\/\/)?[^/?#\\]*\/?(.*)$/is;

/** Throws an `InvalidInputError` unless the key has 6 to 128 letters and digits; its value is not in the message. */
export function validateCdnKey(privateKey: string): void {
  if (!PRIVATE_KEY.test(privateKey)) {
    throw new InvalidInputError(
      'privateKey',
      'A CDN key has 6 to 128 letters and digits. Copy it from the URL signing settings of the domain in the CDN console.',
    );
  }
}

/** Throws an `InvalidInputError` unless the validity set at the CDN is 1 to 31,536,000 whole seconds. */
export function validateCdnTtl(cdnTtl: number): void {
  if (!Number.isInteger(cdnTtl) || cdnTtl < 1 || cdnTtl > MAX_CDN_TTL_SECONDS) {
    throw new InvalidInputError(
      'cdnTtl',
      'The validity set at the CDN must be 1 to {0} whole seconds, not {1}. Copy it from the URL signing settings of the domain in the CDN console.',
      [MAX_CDN_TTL_SECONDS, cdnTtl],
    );
  }
}

/** Throws an `InvalidInputError` unless type F can write hash and time under these names. */
export function validateCdnParameters(signParam: string, timeParam: string): void {
  const wrong = [signParam, timeParam].find((name) => !PARAMETER_NAME.test(name));
  if (wrong !== undefined) {
    throw new InvalidInputError(
      wrong === signParam ? 'signParam' : 'timeParam',
      'A parameter name of type F has 1 to 64 letters, digits, dots, hyphens, and underscores. Copy it from the URL signing settings of the domain in the CDN console.',
    );
  }
  if (signParam === timeParam) {
    throw new InvalidInputError(
      'timeParam',
      'Hash and time of type F need two parameters, not {0} for both. Copy their names from the URL signing settings of the domain in the CDN console.',
      [timeParam],
    );
  }
}

/**
 * Reads the address of a CDN domain: a host, perhaps with a scheme (https by default) and a port. Plain http is
 * allowed: callers that let the address in decide about it, as with `parseEndpoint`. Throws an `InvalidInputError` for
 * hosts of OSS and for anything beyond the host.
 */
export function parseCdnOrigin(baseUrl: string): CdnOrigin {
  const endpoint = parseEndpoint(baseUrl, { allowPlainHttp: true });
  const [, beyond = ''] = BEYOND_ORIGIN.exec(baseUrl.trim()) ?? [];
  if (beyond !== '') {
    throw new InvalidInputError('baseUrl', 'Enter only the host of the CDN domain. Remove "{0}".', [beyond]);
  }
  if (endpoint.kind !== undefined) {
    throw new InvalidInputError('baseUrl', "{0} is an OSS host and doesn't accept CDN links. Enter the CDN domain.", [
      endpoint.host,
    ]);
  }
  return { scheme: endpoint.scheme, host: endpoint.host };
}
