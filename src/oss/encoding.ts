/** Characters that need encoding. Most keys and values have none; testing for that is cheaper than encoding. */
const NEEDS_ENCODING = /[^A-Za-z0-9\-._~]/;
const PATH_NEEDS_ENCODING = /[^A-Za-z0-9\-._~/]/;

/** Characters that RFC 3986 reserves and `encodeURIComponent` does not encode. */
const LEFT_OVER = /[!'()*]/;
const EVERY_LEFT_OVER = /[!'()*]/g;
/** Characters that RFC 3986 reserves and `encodeURI` does not encode, except `/`. */
const LEFT_OVER_IN_PATH = /[!'()*;?:@&=+$,#]/;
const EVERY_LEFT_OVER_IN_PATH = /[!'()*;?:@&=+$,#]/g;
const encodeLeftOver = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

function encodeAll(text: string): string {
  const encoded = encodeURIComponent(text);
  return LEFT_OVER.test(encoded) ? encoded.replace(EVERY_LEFT_OVER, encodeLeftOver) : encoded;
}

/**
 * Percent-encodes a query name or value: all characters except RFC 3986's unreserved ones, `/` included. The text must
 * be well-formed Unicode.
 */
export function encodeQueryComponent(text: string): string {
  return NEEDS_ENCODING.test(text) ? encodeAll(text) : text;
}

/**
 * Percent-encodes a path: all characters except RFC 3986's unreserved ones and `/`; dot segments and `//` are kept. The
 * text must be well-formed Unicode.
 */
export function encodePath(text: string): string {
  if (!PATH_NEEDS_ENCODING.test(text)) return text;
  const encoded = encodeURI(text);
  return LEFT_OVER_IN_PATH.test(encoded) ? encoded.replace(EVERY_LEFT_OVER_IN_PATH, encodeLeftOver) : encoded;
}

/** Canonical URI of both signature versions: `/bucket/key`, encoded once. `/` for the service, `/bucket/` for a bucket. */
export function canonicalUri(bucket?: string, key?: string): string {
  return bucket === undefined ? '/' : `/${bucket}${objectPath(key)}`;
}

/** Path of an object below its bucket, or of the bucket itself. */
export function objectPath(key?: string): string {
  return key === undefined ? '/' : `/${encodePath(key)}`;
}
