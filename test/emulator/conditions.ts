import type { ObjectVersion } from './buckets.ts';
import { preconditionFailed } from './refusal.ts';

/**
 * Result of the conditions. `changed`: continue; `notModified`: respond 304. A failed condition is a Refusal with 412.
 */
export function checkConditions(
  headers: Readonly<Record<string, string>>,
  object: ObjectVersion,
): 'changed' | 'notModified' {
  const ifMatch = headers['if-match'];
  if (ifMatch !== undefined && !sameEtag(ifMatch, object.etag)) {
    throw preconditionFailed('If-Match');
  }
  const unmodifiedSince = headers['if-unmodified-since'];
  if (unmodifiedSince !== undefined && seconds(object.lastModified) > seconds(new Date(unmodifiedSince))) {
    throw preconditionFailed('If-Unmodified-Since');
  }
  const ifNoneMatch = headers['if-none-match'];
  if (ifNoneMatch !== undefined && sameEtag(ifNoneMatch, object.etag)) {
    return 'notModified';
  }
  const modifiedSince = headers['if-modified-since'];
  const unchanged = modifiedSince !== undefined && seconds(object.lastModified) <= seconds(new Date(modifiedSince));
  return unchanged ? 'notModified' : 'changed';
}

function sameEtag(wanted: string, etag: string): boolean {
  return wanted === '*' || wanted.replaceAll('"', '') === etag.replaceAll('"', '');
}

/** Time in whole seconds, because HTTP dates have no milliseconds. */
function seconds(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}
