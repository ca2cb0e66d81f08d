import { versioningState } from './bucketSettings.ts';
import type { VersioningState } from './bucketSettings.ts';
import { omitUndefined } from '../optional.ts';
import { regionOfHostId } from '../hosts/regions.ts';
import { MalformedXmlError, readXml } from '../xml/xml.ts';
import type { XmlFields } from '../xml/xml.ts';
import { isTrue, optionalText, requiredDate, requiredText } from '../xml/xmlFields.ts';

/** Bucket in a list. */
export interface BucketEntry {
  readonly name: string;
  /** Region ID as in V4 signatures, e.g. `cn-hangzhou`. */
  readonly region: string;
  readonly createdAt: Date;
  readonly storageClass?: string;
  /** Hosts without scheme. */
  readonly extranetEndpoint?: string;
  readonly intranetEndpoint?: string;
  readonly resourceGroupId?: string;
}

/** Page of the list of an account's buckets in all regions. */
export interface BucketPage {
  readonly buckets: readonly BucketEntry[];
  /** Marker of the next page; absent in the last. */
  readonly nextMarker?: string;
}

/** Settings of a bucket. */
export interface BucketInfo extends BucketEntry {
  readonly acl?: string;
  /** `LRS` or `ZRS`. */
  readonly dataRedundancyType?: string;
  /** Absent for a bucket that never had versions. */
  readonly versioning?: VersioningState;
  readonly hasTransferAcceleration: boolean;
  readonly blocksPublicAccess: boolean;
}

/** Parses the response of ListBuckets; throws a `MalformedXmlError` for any other document. */
export async function readBucketPage(body: AsyncIterable<Uint8Array>): Promise<BucketPage> {
  const buckets: BucketEntry[] = [];
  const fields = await readXml(body, 'ListAllMyBucketsResult', {
    'Buckets/Bucket': (bucket) => buckets.push(bucketEntry(bucket, '')),
  });
  const nextMarker = isTrue(fields, 'IsTruncated') ? requiredText(fields, 'NextMarker') : undefined;
  return omitUndefined({ buckets, nextMarker });
}

/** Parses the response of GetBucketInfo; throws a `MalformedXmlError` for any other document. */
export async function readBucketInfo(body: AsyncIterable<Uint8Array>): Promise<BucketInfo> {
  const fields = await readXml(body, 'BucketInfo');
  return omitUndefined({
    ...bucketEntry(fields, 'Bucket/'),
    acl: optionalText(fields, 'Bucket/AccessControlList/Grant'),
    dataRedundancyType: optionalText(fields, 'Bucket/DataRedundancyType'),
    versioning: versioningState(fields.get('Bucket/Versioning')),
    hasTransferAcceleration: fields.get('Bucket/TransferAcceleration') === 'Enabled',
    blocksPublicAccess: isTrue(fields, 'Bucket/BlockPublicAccess'),
  });
}

function bucketEntry(fields: XmlFields, path: string): BucketEntry {
  return omitUndefined({
    name: requiredText(fields, `${path}Name`),
    region: requiredRegion(fields, path),
    createdAt: requiredDate(fields, `${path}CreationDate`),
    storageClass: optionalText(fields, `${path}StorageClass`),
    extranetEndpoint: optionalText(fields, `${path}ExtranetEndpoint`),
    intranetEndpoint: optionalText(fields, `${path}IntranetEndpoint`),
    resourceGroupId: optionalText(fields, `${path}ResourceGroupId`),
  });
}

/** Region in the response. Hosts are built from it, so anything else is rejected. */
function requiredRegion(fields: XmlFields, path: string): string {
  const region =
    optionalText(fields, `${path}Region`) ??
    // Older responses contain only the location: the region's ID in a host name.
    regionOfHostId(requiredText(fields, `${path}Location`).replace(/^oss-/, ''));
  if (!/^[a-z0-9-]+$/.test(region)) throw new MalformedXmlError('The document has an invalid region.');
  return region;
}
