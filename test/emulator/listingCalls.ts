import { encodeString } from './aliOssSigning.ts';
import { xmlAnswer } from './answer.ts';
import { restoreState, type ObjectVersion } from './buckets.ts';
import { bucketOf, limitOf, owner } from './call.ts';
import type { Call, Handler } from './call.ts';
import { listObjects as listObjectPage, listVersions } from './listing.ts';
import type { ListingPage } from './listing.ts';
import { invalidArgument } from './refusal.ts';
import type { XmlNode } from './xml.ts';

/** ListObjectsV2: pages by continuation token. */
export const listObjectsV2: Handler = (call) => {
  const bucket = bucketOf(call);
  const { query } = call.request;
  const listing = readListing(call);
  const token = query.get('continuation-token') ?? '';
  const startAfter = query.get('start-after') ?? '';
  const after = token === '' ? startAfter : readToken(token);
  const page = listObjectPage(bucket, { ...listing, after });
  return xmlAnswer([
    'ListBucketResult',
    [
      ['Name', bucket.name],
      ...echo(listing),
      ['StartAfter', listing.encode(startAfter)],
      ['ContinuationToken', listing.encode(token)],
      ['IsTruncated', page.next !== undefined],
      ...(page.next === undefined
        ? []
        : ([['NextContinuationToken', listing.encode(writeToken(page.next.after))]] satisfies XmlNode[])),
      ...contents(page, listing, query.get('fetch-owner') === 'true'),
      ['KeyCount', page.items.length + page.commonPrefixes.length],
    ],
  ]);
};

/** ListObjects, version 1: pages by marker, and every object has its owner. */
export const listObjects: Handler = (call) => {
  const bucket = bucketOf(call);
  const listing = readListing(call);
  const marker = call.request.query.get('marker') ?? '';
  const page = listObjectPage(bucket, { ...listing, after: marker });
  return xmlAnswer([
    'ListBucketResult',
    [
      ['Name', bucket.name],
      ...echo(listing),
      ['Marker', listing.encode(marker)],
      ['IsTruncated', page.next !== undefined],
      ...(page.next === undefined ? [] : ([['NextMarker', listing.encode(page.next.after)]] satisfies XmlNode[])),
      ...contents(page, listing, true),
    ],
  ]);
};

/** ListObjectVersions: versions and delete markers together, newest first for each key. */
export const listObjectVersions: Handler = (call) => {
  const bucket = bucketOf(call);
  const { query } = call.request;
  const listing = readListing(call);
  const after = query.get('key-marker') ?? '';
  const versionIdMarker = query.get('version-id-marker');
  if (versionIdMarker !== undefined && versionIdMarker !== '' && after === '') {
    throw invalidArgument('A version-id marker needs a key marker.', 'version-id-marker', versionIdMarker);
  }
  const page = listVersions(bucket, {
    ...listing,
    after,
    ...(versionIdMarker ? { afterVersionId: versionIdMarker } : {}),
  });
  const versioned = bucket.settings.versioning !== undefined;
  const items = page.items.map(({ version, isLatest }): XmlNode => {
    const common: XmlNode[] = [
      ['Key', listing.encode(version.key)],
      ['VersionId', versioned ? version.versionId : ''],
      ['IsLatest', isLatest],
    ];
    return version.kind === 'deleteMarker'
      ? ['DeleteMarker', [...common, ['LastModified', version.lastModified.toISOString()], owner]]
      : ['Version', [...common, ...objectElements(version), owner]];
  });
  return xmlAnswer([
    'ListVersionsResult',
    [
      ['Name', bucket.name],
      ...echo(listing),
      ['KeyMarker', listing.encode(after)],
      ['VersionIdMarker', versionIdMarker ?? ''],
      ['IsTruncated', page.next !== undefined],
      ...(page.next === undefined
        ? []
        : ([
            ['NextKeyMarker', listing.encode(page.next.after)],
            ['NextVersionIdMarker', page.next.versionId ?? ''],
          ] satisfies XmlNode[])),
      ...items,
      ...commonPrefixElements(page, listing),
    ],
  ]);
};

interface Listing {
  readonly prefix: string;
  readonly delimiter: string;
  readonly maxKeys: number;
  readonly encodes: boolean;
  readonly encode: (text: string) => string;
}

function readListing(call: Call): Listing {
  const { query } = call.request;
  const encoding = query.get('encoding-type') ?? '';
  if (encoding !== '' && encoding !== 'url') {
    throw invalidArgument('Invalid encoding type.', 'encoding-type', encoding);
  }
  return {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    maxKeys: limitOf(call, 'max-keys', 100),
    encodes: encoding === 'url',
    encode: (text) => (encoding === 'url' ? encodeString(text) : text),
  };
}

function echo({ prefix, delimiter, maxKeys, encodes, encode }: Listing): XmlNode[] {
  return [
    ['Prefix', encode(prefix)],
    ['MaxKeys', maxKeys],
    ['Delimiter', encode(delimiter)],
    ...(encodes ? ([['EncodingType', 'url']] satisfies XmlNode[]) : []),
  ];
}

function contents(page: ListingPage, listing: Listing, withOwner: boolean): XmlNode[] {
  const objects = page.items.flatMap(({ version }): XmlNode[] =>
    version.kind === 'object'
      ? [
          [
            'Contents',
            [['Key', listing.encode(version.key)], ...objectElements(version), ...(withOwner ? [owner] : [])],
          ],
        ]
      : [],
  );
  return [...objects, ...commonPrefixElements(page, listing)];
}

function commonPrefixElements(page: ListingPage, listing: Listing): XmlNode[] {
  return page.commonPrefixes.map((prefix) => ['CommonPrefixes', [['Prefix', listing.encode(prefix)]]]);
}

function objectElements(object: ObjectVersion): XmlNode[] {
  return [
    ['LastModified', object.lastModified.toISOString()],
    ['ETag', object.etag],
    ['Type', object.type],
    ['Size', object.body.sizeBytes],
    ['StorageClass', object.storageClass],
    ...(object.restored ? [['RestoreInfo', restoreState(object.restored)] as XmlNode] : []),
  ];
}

/** Continuation token, opaque to clients: base64 of a line feed and the last item, with `-` for the padding. */
function writeToken(after: string): string {
  return Buffer.from(`\n${after}`).toString('base64').replaceAll('=', '-');
}

function readToken(token: string): string {
  const text = Buffer.from(token.replaceAll('-', '='), 'base64').toString('utf8');
  const after = text.slice(1);
  if (writeToken(after) !== token) {
    throw invalidArgument(
      'The specified continuation-token is not valid.',
      'continuation-token',
      token,
      '0015-00000404',
    );
  }
  return after;
}
