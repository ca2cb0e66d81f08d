import { InvalidInputError } from '../errors/errors.ts';
import { isSignatureParameter } from '../signing/querySigner.ts';
import { ALGORITHM_V4, formatTimestamp } from '../signing/signV4.ts';
import { validateDate } from '../validate.ts';

/** Signature in a query, with the rest of the query. */
export interface QuerySignature {
  readonly signatureVersion: 'v4' | 'v1';
  readonly accessKeyId: string;
  /** STS token of temporary credentials. */
  readonly securityToken?: string;
  readonly signature: string;
  /** V4 only: V1 does not contain the signing time. */
  readonly signedAt?: Date;
  /** V4 only, in seconds. */
  readonly validitySeconds?: number;
  /** Expiry by the validity. The token of temporary credentials may expire earlier. */
  readonly expiration: Date;
  /** V4 only: day of the scope, as `YYYY-MM-DD`. */
  readonly scopeDay?: string;
  /** V4 only: region of the scope. */
  readonly signedRegion?: string;
  /**
   * Headers that must be sent in addition to `content-type`, `content-md5` and `x-oss-*`, which the URL does not list.
   */
  readonly additionalHeaders: readonly string[];
  /** Parameters of the caller, decoded. */
  readonly query: Readonly<Record<string, string>>;
  /** Parameters of the signature, decoded, without the signature itself. */
  readonly signatureQuery: Readonly<Record<string, string>>;
}

type Parameters = ReadonlyMap<string, string>;

const SIGNATURE_V4 = /^[0-9a-f]{64}$/;
/** 20 bytes in base64. */
const SIGNATURE_V1 = /^[A-Za-z0-9+/]{27}=$/;
const CREDENTIAL = /^([^/]+)\/(\d{4})(\d{2})(\d{2})\/([^/]+)\/oss\/aliyun_v4_request$/;
const TIMESTAMP = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;

/** Parses the signature in the query of a URL. Throws an `InvalidInputError` if there is none or it is incomplete. */
export function readQuerySignature(encodedQuery: string): QuerySignature {
  const parameters = parseQuery(encodedQuery);
  const names = [...parameters.keys()];
  if (names.some((name) => name.startsWith('x-oss-signature') || name === 'x-oss-credential')) {
    return readV4(parameters);
  }
  if (['Signature', 'OSSAccessKeyId'].some((name) => parameters.has(name))) return readV1(parameters);
  throw new InvalidInputError('url', 'The link has no OSS signature.');
}

/** Decodes a query as OSS does: `+` is a space, `a` and `a=` are the same. */
function parseQuery(encodedQuery: string): Parameters {
  const parameters = new Map<string, string>();
  for (const pair of encodedQuery.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decodeComponent(equals < 0 ? pair : pair.slice(0, equals));
    if (name === '') {
      throw new InvalidInputError('url', 'The link has a parameter without a name. It was truncated or changed.');
    }
    if (parameters.has(name)) {
      throw new InvalidInputError('url', 'The link has the parameter {0} twice. It was changed.', [name]);
    }
    parameters.set(name, equals < 0 ? '' : decodeComponent(pair.slice(equals + 1)));
  }
  return parameters;
}

/** Decodes a name or value of a query as OSS does: `+` is a space. */
export function decodeComponent(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', '%20'));
  } catch (cause) {
    throw new InvalidInputError(
      'url',
      'The query of the link is not percent-encoded UTF-8. It was truncated or changed.',
      [],
      {
        cause,
      },
    );
  }
}

function readV4(parameters: Parameters): QuerySignature {
  matchParameter(parameters, 'x-oss-signature-version', new RegExp(`^${ALGORITHM_V4}$`));
  const signature = matchParameter(parameters, 'x-oss-signature', SIGNATURE_V4)[0];
  const [, accessKeyId = '', year = '', month = '', day = '', signedRegion = ''] = matchParameter(
    parameters,
    'x-oss-credential',
    CREDENTIAL,
  );
  const signedAt = readTimestamp(parameters);
  const validitySeconds = Number(matchParameter(parameters, 'x-oss-expires', /^\d{1,12}$/)[0]);
  const token = parameters.get('x-oss-security-token');
  const additional = parameters.get('x-oss-additional-headers') ?? '';
  return {
    signatureVersion: 'v4',
    accessKeyId,
    ...(token !== undefined && { securityToken: token }),
    signature,
    signedAt,
    validitySeconds,
    expiration: createDate('x-oss-expires', signedAt.getTime() + validitySeconds * 1000),
    scopeDay: `${year}-${month}-${day}`,
    signedRegion,
    additionalHeaders: additional.split(';').filter((name) => name !== ''),
    ...splitQuery(parameters),
  };
}

function readV1(parameters: Parameters): QuerySignature {
  const signature = matchParameter(parameters, 'Signature', SIGNATURE_V1)[0];
  const accessKeyId = matchParameter(parameters, 'OSSAccessKeyId', /^.+$/)[0];
  const expires = Number(matchParameter(parameters, 'Expires', /^\d{1,12}$/)[0]);
  const token = parameters.get('security-token');
  return {
    signatureVersion: 'v1',
    accessKeyId,
    ...(token !== undefined && { securityToken: token }),
    signature,
    expiration: createDate('Expires', expires * 1000),
    additionalHeaders: [],
    ...splitQuery(parameters),
  };
}

/** Matched value of a parameter. Messages never contain the value, because it may be a secret. */
function matchParameter(parameters: Parameters, name: string, pattern: RegExp): RegExpExecArray {
  const value = parameters.get(name);
  if (value === undefined) {
    throw new InvalidInputError('url', 'The link has no {0}. It was truncated or changed.', [name]);
  }
  const match = pattern.exec(value);
  if (match === null) {
    throw new InvalidInputError('url', 'The {0} of the link is damaged. It was truncated or changed.', [name]);
  }
  return match;
}

function readTimestamp(parameters: Parameters): Date {
  const [text, ...parts] = matchParameter(parameters, 'x-oss-date', TIMESTAMP);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number);
  const date = createDate('x-oss-date', Date.UTC(year, month - 1, day, hour, minute, second));
  // `Date.UTC` reads the 31st of June as the 1st of July.
  if (formatTimestamp(date) === text) return date;
  throw new InvalidInputError('url', 'The {0} of the link is damaged. It was truncated or changed.', ['x-oss-date']);
}

function createDate(field: string, timeMs: number): Date {
  const date = new Date(timeMs);
  validateDate(field, date);
  return date;
}

function splitQuery(parameters: Parameters): Pick<QuerySignature, 'query' | 'signatureQuery'> {
  const own = [...parameters].filter(([name]) => isSignatureParameter(name));
  return {
    query: Object.fromEntries([...parameters].filter(([name]) => !isSignatureParameter(name))),
    signatureQuery: Object.fromEntries(own.filter(([name]) => name !== 'x-oss-signature' && name !== 'Signature')),
  };
}
