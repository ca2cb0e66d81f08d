import { posix } from 'node:path';
import { type ObjectTarget, objectName } from '../links/link.ts';
import { OBJECT_SCHEME } from '../ids.ts';

/** Components of an object's URI in editors. */
export interface ObjectUriParts {
  readonly scheme: string;
  readonly authority: string;
  readonly path: string;
  readonly query: string;
}

/** URI of an object: profile, bucket and key. It contains no secret and no signature. */
export function objectUri({ profileId, bucket, key, versionId }: ObjectTarget): ObjectUriParts {
  const path = `/${bucket}/${key}`;
  // Editors normalise `.`, `..` and `//` in paths, which are part of a key.
  const isFolded = posix.normalize(path) !== path || path.includes('\\');
  const query = new URLSearchParams({
    ...(isFolded && { key }),
    ...(versionId !== undefined && { versionId }),
  });
  return {
    scheme: OBJECT_SCHEME,
    authority: profileId,
    path: isFolded ? `/${bucket}/${shownName(key)}` : path,
    query: query.toString(),
  };
}

/** Parses a URI of `objectUri`; `undefined` if it names no object. */
export function readObjectUri({ authority, path, query }: Omit<ObjectUriParts, 'scheme'>): ObjectTarget | undefined {
  const [, bucket = '', pathKey = ''] = /^\/([^/]+)\/(.+)$/s.exec(path) ?? [];
  const parameters = new URLSearchParams(query);
  const key = parameters.get('key') ?? pathKey;
  if (bucket === '' || key === '') return undefined;
  const versionId = parameters.get('versionId');
  return { profileId: authority, bucket, key, ...(versionId !== null && { versionId }) };
}

/** File name for the editor title; its extension selects the language. */
function shownName(key: string): string {
  const name = objectName(key).replaceAll('\\', '_');
  return name === '.' || name === '..' ? '_' : name;
}
