import type { Problem } from '../pageTexts.ts';

/** Response of OSS to a refused upload. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly ec: string;
  readonly message: string;
  readonly requestId: string;
}

const PROBLEMS_BY_EC: Readonly<Record<string, Problem>> = {
  '0006-00000213': 'expired',
  // The signing date is more than 7 days ago.
  '0002-00000709': 'expired',
  '0006-00000003': 'tooLarge',
  '0006-00000004': 'tooSmall',
};

const PROBLEMS_BY_CODE: Readonly<Record<string, Problem>> = {
  SecurityTokenExpired: 'expired',
  EntityTooLarge: 'tooLarge',
  EntityTooSmall: 'tooSmall',
  FileAlreadyExists: 'nameTaken',
  FileImmutable: 'nameTaken',
  InvalidObjectName: 'badName',
  SignatureDoesNotMatch: 'changed',
  InvalidPolicyDocument: 'changed',
  MalformedPOSTRequest: 'changed',
  InvalidAccessKeyId: 'withdrawn',
  InvalidSecurityToken: 'withdrawn',
  NoSuchBucket: 'withdrawn',
  UserDisable: 'withdrawn',
  PublicEndpointForbidden: 'withdrawn',
  RequestTimeout: 'network',
};

/** Parses the XML of a refusal; missing fields are empty. */
export function parseRefusal(status: number, xml: string): Refusal {
  const element = (name: string): string => {
    const [, text = ''] = new RegExp(`<${name}>([^<]{0,2000})</${name}>`).exec(xml) ?? [];
    return text.replace(/&(quot|lt|gt|apos|amp);/g, (entity) => ENTITIES[entity] ?? entity);
  };
  return {
    status,
    code: element('Code'),
    ec: element('EC'),
    message: element('Message'),
    requestId: element('RequestId'),
  };
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&lt;': '<',
  '&gt;': '>',
  '&apos;': "'",
  '&amp;': '&',
};

/** Problem behind a refusal: by its EC, the most specific code, otherwise by its code. */
export function problemOfRefusal({ status, code, ec, message }: Refusal): Problem {
  if (Object.hasOwn(PROBLEMS_BY_EC, ec)) return PROBLEMS_BY_EC[ec] ?? 'refused';
  if (Object.hasOwn(PROBLEMS_BY_CODE, code)) return PROBLEMS_BY_CODE[code] ?? 'refused';
  if (status >= 500) return 'busy';
  if (code === 'AccessDenied') return problemOfAccessDenied(ec, message);
  // Missing or malformed fields of the signature.
  return ec.startsWith('0002-') ? 'changed' : 'refused';
}

function problemOfAccessDenied(ec: string, message: string): Problem {
  if (/policy expired/i.test(message)) return 'expired';
  if (/condition failed/i.test(message)) {
    if (/\$(?:x-oss-)?content-type/i.test(message)) return 'wrongKind';
    return /\$key/i.test(message) ? 'badName' : 'changed';
  }
  if (ec.startsWith('0006-') || ec.startsWith('0002-')) return 'changed';
  return 'noPermission';
}

/** Details of a refused file, for the receiver. */
export function refusalDetails({ status, code, ec, requestId }: Refusal): string {
  return [String(status), code, ec, requestId].filter((part) => part !== '').join(' · ');
}
