import { canonicalQuery } from '../signing/canonicalRequest.ts';
import type { PresignedUrl } from './presignedUrl.ts';

/** What the object itself needs; OSS refuses what else a query may ask of it without a signature. */
const KEPT = ['versionId', 'x-oss-process'];
const QUERY_BEGINNING = /\\?\?/;

/**
 * A link without its signature, which says where the object is and opens nothing. `written` is the link as it stands in
 * a text, perhaps with slashes escaped; they stay so.
 */
export function unsignedUrl({ url, query }: PresignedUrl, written = url): string {
  const kept = Object.fromEntries(Object.entries(query).filter(([name]) => KEPT.includes(name)));
  const path = written.slice(0, written.search(QUERY_BEGINNING));
  return Object.keys(kept).length === 0 ? path : `${path}?${canonicalQuery(kept)}`;
}
