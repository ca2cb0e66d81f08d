import { posix } from 'node:path';
import { type ObjectTarget, objectName } from '../links/link.ts';
import { OBJECT_SCHEME } from '../ids.ts';

/** The parts of a URI that names an object for editors. */
export interface ObjectUriParts {
  readonly scheme: string;
  readonly authority: string;
  readonly path: string;
  readonly query: string;
}

/** Names an object by profile, bucket and key; nothing in it opens anything without the profile's secret. */
export function objectUri({ profileId, bucket, key, versionId }: ObjectTarget): ObjectUriParts {
  const path = `/${bucket}/${key}`;
  // Editors fold dots and doubled slashes in a path, which are parts of a key like others.
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

/** Reads back what `objectUri` wrote; `undefined` where no object is named. */
export function readObjectUri({ authority, path, query }: Omit<ObjectUriParts, 'scheme'>): ObjectTarget | undefined {
  const [, bucket = '', pathKey = ''] = /^\/([^/]+)\/(.+)$/s.exec(path) ?? [];
  const parameters = new URLSearchParams(query);
  const key = parameters.get('key') ?? pathKey;
  if (bucket === '' || key === '') return undefined;
  const versionId = parameters.get('versionId');
  return { profileId: authority, bucket, key, ...(versionId !== null && { versionId }) };
}

/** A title for the editor, and the ending that tells the language. */
function shownName(key: string): string {
  const name = objectName(key).replaceAll('\\', '_');
  return name === '.' || name === '..' ? '_' : name;
}
