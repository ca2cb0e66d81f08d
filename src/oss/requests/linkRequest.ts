import { definedValues, mapDefined } from '../optional.ts';
import { InvalidInputError } from '../errors/errors.ts';
import { validateOssHeader } from './headerRules.ts';
import { additionalHeadersFor, validateHeaders } from './linkHeaders.ts';
import type { PresignRequest } from '../signing/presign.ts';
import { parseSourceRange } from './sourceRange.ts';
import { validateExistingBucket, validateDate, validateHeaderValue, validateRequestKey } from '../validate.ts';

/** Sources that may use a link. OSS refuses requests from other addresses. */
export interface SourceRestriction {
  /** IP address or CIDR block such as `203.0.113.0/24`. */
  readonly addresses?: string;
  /** E.g. `vpc-t4nlw426y44rd3iq4xxxx`. */
  readonly vpcId?: string;
  /** Whether a proxy may forward the request. */
  readonly forwardAllow?: boolean;
}

/** Options of every link to an object. All except the host are query parameters, so that a browser click works. */
export interface LinkInput {
  readonly bucket: string;
  readonly key: string;
  /** Signs `host`, so that the link works only at this host, not at another endpoint or domain of the bucket. */
  readonly bindHost?: boolean;
  readonly source?: SourceRestriction;
  /** The user of the link pays, in a requester-pays bucket. */
  readonly requestPayer?: 'requester';
  /** Further headers, signed like those of an operation, e.g. `content-language`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Query and headers that one operation adds to a link; absent values are `undefined`. */
interface OperationFields {
  readonly query?: Readonly<Record<string, string | undefined>>;
  /** Validated and signed: a request with the link must send them with these values. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Signed like the headers, but set by every client from the body that it sends. */
  readonly contentLengthBytes?: number | undefined;
}

const MAX_CONTENT_LENGTH_BYTES = 5 * 1024 ** 3;
const VPC_ID = /^vpc-[a-z0-9]+$/;
const OPAQUE = /^[\x21-\x7e]+$/;

/**
 * Request from the common options of all links and the fields of the operation. Throws an `InvalidInputError` for
 * values that OSS would refuse.
 */
export function linkRequest(
  method: PresignRequest['method'],
  { bucket, key, bindHost = false, source = {}, requestPayer, headers: furtherHeaders = {} }: LinkInput,
  { query, headers: givenHeaders = {}, contentLengthBytes }: OperationFields,
): PresignRequest {
  validateExistingBucket(bucket);
  validateRequestKey(method, key);
  const headers = definedValues(givenHeaders);
  const payer = mapDefined(requestPayer, (value) => validatedValue('x-oss-request-payer', value));
  const wholeQuery = definedValues({
    ...query,
    ...sourceParameters(source),
    'x-oss-request-payer': payer,
  });
  const inQuery = Object.keys(wholeQuery).map(headerForParameter);
  for (const [name, value] of Object.entries(furtherHeaders)) {
    if (Object.hasOwn(headers, name.toLowerCase()) || inQuery.includes(name.toLowerCase())) {
      throw new InvalidInputError(name, 'The header {0} is set twice.', [name]);
    }
    headers[name] = value;
  }
  validateHeaders(headers);
  if (contentLengthBytes !== undefined) headers['content-length'] = contentLengthValue(contentLengthBytes);
  const additionalHeaders = [...additionalHeadersFor(headers), ...(bindHost ? ['host'] : [])];
  return {
    method,
    bucket,
    key,
    ...(Object.keys(wholeQuery).length > 0 && { query: wholeQuery }),
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(additionalHeaders.length > 0 && { additionalHeaders }),
  };
}

/** Header with the same meaning as a query parameter: OSS accepts only one of them. */
function headerForParameter(name: string): string {
  return name.startsWith('callback') ? `x-oss-${name}` : name;
}

/** Parameters `x-oss-ac-*`. Throws an `InvalidInputError` for values that OSS would refuse. */
export function sourceParameters({
  addresses,
  vpcId,
  forwardAllow,
}: SourceRestriction): Record<string, string | undefined> {
  if (vpcId !== undefined && !VPC_ID.test(vpcId)) {
    throw new InvalidInputError(
      'x-oss-ac-vpc-id',
      '{0} must be the ID of a VPC: vpc- followed by lowercase letters and digits.',
      ['x-oss-ac-vpc-id'],
    );
  }
  const range = mapDefined(addresses, parseSourceRange);
  return {
    'x-oss-ac-source-ip': range?.address,
    'x-oss-ac-subnet-mask': range?.prefixLength?.toString(),
    'x-oss-ac-vpc-id': vpcId,
    'x-oss-ac-forward-allow': forwardAllow?.toString(),
  };
}

/** Size as a header value. Throws an `InvalidInputError` unless it is a whole number of bytes, at most 5 GB. */
export function contentLengthValue(sizeBytes: number): string {
  if (!Number.isInteger(sizeBytes) || sizeBytes < 0 || sizeBytes > MAX_CONTENT_LENGTH_BYTES) {
    throw new InvalidInputError('content-length', 'A single upload can have 0 to {0} bytes (5 GB), not {1}.', [
      MAX_CONTENT_LENGTH_BYTES,
      sizeBytes,
    ]);
  }
  return String(sizeBytes);
}

/**
 * Trimmed value. Throws an `InvalidInputError` whose field is `name` if a header cannot contain it or it breaks the
 * rule of the header `rule`; for query parameters that become or correspond to headers.
 */
export function validatedValue(name: string, value: string, rule = name): string {
  const trimmed = value.trim();
  validateHeaderValue(name, trimmed, name);
  if (trimmed === '') throw new InvalidInputError(name, "{0} can't be empty.", [name]);
  validateOssHeader(rule, trimmed, name);
  return trimmed;
}

/** The ID itself, which OSS issued. Throws an `InvalidInputError` unless it is visible ASCII without spaces. */
export function validatedId(name: string, id: string): string {
  if (!OPAQUE.test(id)) {
    throw new InvalidInputError(name, '{0} must be the ID from OSS: letters, digits, and symbols, without spaces.', [
      name,
    ]);
  }
  return id;
}

/** Date in HTTP format. Throws an `InvalidInputError` outside the years 1970 to 9999. */
export function httpDate(name: string, date: Date): string {
  validateDate(name, date);
  return date.toUTCString();
}
