import { regionOfHostId } from './regions.ts';
import { readXml } from './xml.ts';
import type { XmlFields } from './xml.ts';
import { isTrue, optionalText, requiredDate, requiredText } from './xmlFields.ts';

/** A bucket as it stands in a list. */
export interface BucketEntry {
  readonly name: string;
  /** As V4 signatures name it, e.g. `cn-hangzhou`. */
  readonly region: string;
  readonly createdAt: Date;
  readonly storageClass: string | undefined;
  /** Hosts without scheme. */
  readonly extranetEndpoint: string | undefined;
  readonly intranetEndpoint: string | undefined;
  readonly resourceGroupId: string | undefined;
}

/** A part of the list of an account's buckets, those of all regions. */
export interface BucketPage {
  readonly buckets: readonly BucketEntry[];
  /** Where the next part begins; absent in the last. */
  readonly nextMarker: string | undefined;
}

/** What a bucket is set to. */
export interface BucketInfo extends BucketEntry {
  readonly acl: string | undefined;
  /** `LRS` or `ZRS`. */
  readonly dataRedundancyType: string | undefined;
  /** Absent for a bucket that never had versions. */
  readonly versioning: 'Enabled' | 'Suspended' | undefined;
  readonly hasTransferAcceleration: boolean;
  readonly blocksPublicAccess: boolean;
}

/** Reads the answer of ListBuckets; a `MalformedXmlError` where it is not one. */
export async function readBucketPage(body: AsyncIterable<Uint8Array>): Promise<BucketPage> {
  const buckets: BucketEntry[] = [];
  const fields = await readXml(body, 'ListAllMyBucketsResult', {
    'Buckets/Bucket': (bucket) => buckets.push(bucketEntry(bucket, '')),
  });
  return { buckets, nextMarker: isTrue(fields, 'IsTruncated') ? requiredText(fields, 'NextMarker') : undefined };
}

/** Reads the answer of GetBucketInfo; a `MalformedXmlError` where it is not one. */
export async function readBucketInfo(body: AsyncIterable<Uint8Array>): Promise<BucketInfo> {
  const fields = await readXml(body, 'BucketInfo');
  const versioning = fields.get('Bucket/Versioning');
  return {
    ...bucketEntry(fields, 'Bucket/'),
    acl: optionalText(fields, 'Bucket/AccessControlList/Grant'),
    dataRedundancyType: optionalText(fields, 'Bucket/DataRedundancyType'),
    versioning: versioning === 'Enabled' || versioning === 'Suspended' ? versioning : undefined,
    hasTransferAcceleration: fields.get('Bucket/TransferAcceleration') === 'Enabled',
    blocksPublicAccess: isTrue(fields, 'Bucket/BlockPublicAccess'),
  };
}

function bucketEntry(fields: XmlFields, path: string): BucketEntry {
  return {
    name: requiredText(fields, `${path}Name`),
    region:
      optionalText(fields, `${path}Region`) ??
      // Older answers have the location alone, which is the region's id in a host name.
      regionOfHostId(requiredText(fields, `${path}Location`).replace(/^oss-/, '')),
    createdAt: requiredDate(fields, `${path}CreationDate`),
    storageClass: optionalText(fields, `${path}StorageClass`),
    extranetEndpoint: optionalText(fields, `${path}ExtranetEndpoint`),
    intranetEndpoint: optionalText(fields, `${path}IntranetEndpoint`),
    resourceGroupId: optionalText(fields, `${path}ResourceGroupId`),
  };
}
