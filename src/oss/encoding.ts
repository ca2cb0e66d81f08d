/** What `encodeURIComponent` leaves alone although RFC 3986 reserves it. */
const RESERVED_LEFT_OVER: Readonly<Record<string, string>> = {
  '!': '%21',
  "'": '%27',
  '(': '%28',
  ')': '%29',
  '*': '%2A',
};
const encodeLeftOver = (character: string): string => RESERVED_LEFT_OVER[character] ?? '/';

/** Most keys and values need no encoding at all; testing for that is cheaper than encoding. */
const NEEDS_ENCODING = /[^A-Za-z0-9\-._~]/;
const PATH_NEEDS_ENCODING = /[^A-Za-z0-9\-._~/]/;

/** Percent-encodes a query name or value: all but RFC 3986's unreserved characters, `/` too. The text must be well-formed Unicode. */
export function encodeQueryComponent(text: string): string {
  return NEEDS_ENCODING.test(text) ? encodeURIComponent(text).replace(/[!'()*]/g, encodeLeftOver) : text;
}

/** Percent-encodes a path: all but RFC 3986's unreserved characters and `/`; dot segments and `//` stay. The text must be well-formed Unicode. */
export function encodePath(text: string): string {
  return PATH_NEEDS_ENCODING.test(text) ? encodeURIComponent(text).replace(/%2F|[!'()*]/g, encodeLeftOver) : text;
}
