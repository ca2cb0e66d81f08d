import { readObjectEntry } from './objects.ts';
import type { ObjectEntry } from './objects.ts';
import { omitUndefined } from '../optional.ts';
import { readXml } from '../xml/xml.ts';
import type { XmlFields } from '../xml/xml.ts';
import { isTrue, optionalText, requiredDate, requiredText, urlDecoder } from '../xml/xmlFields.ts';

interface VersionFields {
  /** `null` for an object from before versioning; absent in a bucket that never had versions. */
  readonly versionId?: string;
  readonly isLatest: boolean;
}

/** Version of an object, current or noncurrent. */
export interface ObjectVersion extends ObjectEntry, VersionFields {
  readonly kind: 'version';
}

/** Delete marker. It hides the versions before it. */
export interface DeleteMarker extends VersionFields {
  readonly kind: 'deleteMarker';
  readonly key: string;
  readonly lastModified: Date;
}

export type VersionEntry = ObjectVersion | DeleteMarker;

/** Marker of the next page of versions: after a key, or after one version of it. */
export interface VersionMarker {
  readonly key: string;
  readonly versionId?: string;
}

/** Page of the list of the versions in a bucket. */
export interface VersionPage {
  /** By key; versions and delete markers of a key newest first, as OSS lists them. */
  readonly entries: readonly VersionEntry[];
  /** Common prefixes: parts of keys up to the delimiter. */
  readonly prefixes: readonly string[];
  readonly isTruncated: boolean;
  /** Absent in the last page. */
  readonly next?: VersionMarker;
}

/** Parses the response of ListObjectVersions; throws a `MalformedXmlError` for any other document. */
export async function readVersionPage(body: AsyncIterable<Uint8Array>): Promise<VersionPage> {
  // The encoding may be declared at any position in the document, so names are decoded at its end.
  const records: ((decode: (text: string) => string) => VersionEntry)[] = [];
  const commonPrefixes: string[] = [];
  const fields = await readXml(body, 'ListVersionsResult', {
    Version: (version) =>
      records.push((decode) => ({
        kind: 'version',
        ...readObjectEntry(version, decode),
        ...versionFields(version),
      })),
    DeleteMarker: (marker) =>
      records.push((decode) => ({
        kind: 'deleteMarker',
        key: decode(requiredText(marker, 'Key')),
        lastModified: requiredDate(marker, 'LastModified'),
        ...versionFields(marker),
      })),
    'CommonPrefixes/Prefix': (prefix) => commonPrefixes.push(requiredText(prefix, '')),
  });
  const decode = urlDecoder(fields);
  const isTruncated = isTrue(fields, 'IsTruncated');
  return omitUndefined({
    entries: records.map((read) => read(decode)),
    prefixes: commonPrefixes.map(decode),
    isTruncated,
    next: isTruncated ? nextMarker(fields, decode) : undefined,
  });
}

/** Marker of the next page. Version IDs are never encoded. */
function nextMarker(fields: XmlFields, decode: (text: string) => string): VersionMarker {
  return omitUndefined({
    key: decode(requiredText(fields, 'NextKeyMarker')),
    versionId: optionalText(fields, 'NextVersionIdMarker'),
  });
}

function versionFields(fields: XmlFields): VersionFields {
  return omitUndefined({ versionId: optionalText(fields, 'VersionId'), isLatest: isTrue(fields, 'IsLatest') });
}
