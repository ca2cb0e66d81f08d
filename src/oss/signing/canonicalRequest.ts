import { encodeQueryComponent } from '../encoding.ts';
import { InvalidInputError } from '../errors/errors.ts';
import { validateHeaderName, validateHeaderValue, validateQueryParameter } from '../validate.ts';

/** Placeholder for the body's hash if the body is not signed. */
export const UNSIGNED_PAYLOAD = 'UNSIGNED-PAYLOAD';

/** Header names in lower case, sorted when signed. */
export type HeaderMap = ReadonlyMap<string, string>;

/** Encoded query parameter: its name, and `name=value` or, if the value is empty, the name alone. */
export type CanonicalParameter = readonly [name: string, pair: string];

/** Headers of one signature: all of them, sorted, and the names of those that OSS signs only on request. */
export interface SignedHeaderSet {
  readonly headers: HeaderMap;
  readonly additionalNames: readonly string[];
}

/** Compares by code unit, because OSS sorts bytes and `localeCompare` does not. */
const compareCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const compareNames = (a: readonly [string, string], b: readonly [string, string]): number =>
  compareCodeUnits(a[0], b[0]);

/** Encodes one query parameter; throws an `InvalidInputError` for a nameless or ill-formed one. */
export function canonicalParameter(name: string, value: string): CanonicalParameter {
  validateQueryParameter(name, value);
  const encodedName = encodeQueryComponent(name);
  return [encodedName, value === '' ? encodedName : `${encodedName}=${encodeQueryComponent(value)}`];
}

/** Sorts encoded parameters by name (not by `name=value`) and joins them with `&`. */
export function joinParameters(parameters: readonly CanonicalParameter[]): string {
  let query = '';
  for (const [, pair] of parameters.toSorted(compareNames)) {
    query += query === '' ? pair : `&${pair}`;
  }
  return query;
}

/** Canonical query, which is also the query of the URL: OSS reads `name` and `name=` alike. */
export function canonicalQuery(query: Readonly<Record<string, string>>): string {
  return joinParameters(Object.entries(query).map(([name, value]) => canonicalParameter(name, value)));
}

/**
 * Lowercases names and trims values. Throws an `InvalidInputError` for headers that HTTP cannot carry and for a
 * duplicate name.
 */
export function normalizeHeaders(headers: Readonly<Record<string, string>>): Map<string, string> {
  const normalized = new Map<string, string>();
  for (const [givenName, value] of Object.entries(headers)) {
    validateHeaderName(givenName);
    validateHeaderValue(givenName, value);
    const name = givenName.toLowerCase();
    if (normalized.has(name)) {
      throw new InvalidInputError('headers', 'The header {0} is set twice.', [name]);
    }
    normalized.set(name, value.trim());
  }
  return normalized;
}

/** Headers with values of the signature itself. */
const SIGNATURE_HEADERS = ['authorization', 'x-oss-date', 'x-oss-security-token'];

/** Throws an `InvalidInputError` if normalized headers of a caller contain values of the signature itself. */
export function validateCallerHeaders(headers: HeaderMap): void {
  for (const name of SIGNATURE_HEADERS) {
    if (headers.has(name)) {
      throw new InvalidInputError('headers', 'The header {0} is set by the signature itself.', [name]);
    }
  }
}

/** True for headers that OSS always signs: `content-type`, `content-md5` and all `x-oss-*`. */
export function isAlwaysSigned(lowerCaseName: string): boolean {
  return lowerCaseName === 'content-type' || lowerCaseName === 'content-md5' || lowerCaseName.startsWith('x-oss-');
}

/**
 * Selects the headers to sign from normalized ones. Additional names that OSS always signs are dropped, present or not;
 * any other one must be among the headers, or an `InvalidInputError` names it.
 */
export function selectSignedHeaders(headers: HeaderMap, additionalHeaders: readonly string[]): SignedHeaderSet {
  const additionalNames = normalizeAdditionalNames(additionalHeaders);
  for (const name of additionalNames) {
    if (!headers.has(name)) {
      throw new InvalidInputError('additionalHeaders', 'The header {0} must be signed but has no value.', [name]);
    }
  }
  const signed = [...headers].filter(([name]) => isAlwaysSigned(name) || additionalNames.includes(name));
  return { headers: new Map(signed.sort(compareNames)), additionalNames };
}

function normalizeAdditionalNames(additionalHeaders: readonly string[]): readonly string[] {
  if (additionalHeaders.length === 0) return additionalHeaders;
  const names = new Set(additionalHeaders.map((name) => name.toLowerCase()));
  return [...names].filter((name) => !isAlwaysSigned(name)).sort(compareCodeUnits);
}

/** Canonical headers: one `name:value` and a line feed for each. */
export function canonicalHeaders(signed: HeaderMap): string {
  let lines = '';
  for (const [name, value] of signed) {
    lines += `${name}:${value}\n`;
  }
  return lines;
}

/** V4's canonical request from the query on; the body's hash is the header `x-oss-content-sha256` if that is sent. */
export function canonicalRequestEnd(query: string, signed: SignedHeaderSet): string {
  const hashedPayload = signed.headers.get('x-oss-content-sha256') ?? UNSIGNED_PAYLOAD;
  return [query, canonicalHeaders(signed.headers), signed.additionalNames.join(';'), hashedPayload].join('\n');
}

/** The six parts of V4's canonical request, joined by line feeds. */
export function canonicalRequest(method: string, uri: string, query: string, signed: SignedHeaderSet): string {
  return `${method}\n${uri}\n${canonicalRequestEnd(query, signed)}`;
}
