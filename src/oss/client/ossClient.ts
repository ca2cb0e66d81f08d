import {
  describeRegions,
  getBucketAcl,
  getBucketVersioning,
  listBuckets,
  listCustomDomains,
  type ListBucketsOptions,
} from './bucketCalls.ts';
import type { BucketLocation } from './bucketLocation.ts';
import type { BucketEntry, BucketInfo } from './buckets.ts';
import type { BucketAcl, CustomDomain, VersioningState } from './bucketSettings.ts';
import { addBucketCorsRule, getBucketCors } from './corsCalls.ts';
import type { CorsConfiguration, CorsRule } from './corsRules.ts';
import { deleteObjects } from './deleteCalls.ts';
import {
  entriesOf,
  listObjects,
  listObjectVersions,
  objectPages,
  versionPages,
  type ListObjectsOptions,
  type ListObjectVersionsOptions,
} from './listingCalls.ts';
import { BucketRouter, type Abortable, type OssClientOptions } from './bucketRouter.ts';
import { incompleteUploads, type IncompleteUpload, type IncompleteUploadsOptions } from './incompleteUploads.ts';
import { abortMultipartUpload, initiateMultipartUpload } from './multipartCalls.ts';
import { uploadInParts, type RangedContent, type UploadInPartsOptions } from './multipartUpload.ts';
import {
  copyObject,
  deleteObject,
  getObject,
  getObjectMeta,
  headObject,
  putObject,
  type CopiedObject,
  type CopyObjectOptions,
  type CopySource,
  type DeletedObject,
  type GetObjectOptions,
  type ObjectContent,
  type PutObjectOptions,
  type ReadObjectOptions,
  type WrittenObject,
} from './objectCalls.ts';
import type { ObjectEntry, ObjectMetadata, ObjectPage } from './objects.ts';
import { OssError, TransportError } from '../errors/errors.ts';
import { omitUndefined } from '../optional.ts';
import type { RegionEndpoints } from '../hosts/regionEndpoints.ts';
import type { Exchange } from './signedCall.ts';
import type { UploadSource } from './uploadBody.ts';
import type { VersionEntry, VersionPage } from './versions.ts';

export type { BucketLocation, Exchange, OssClientOptions };

type VersionChoice = Pick<ReadObjectOptions, 'versionId' | 'signal'>;

/**
 * OSS over a transport, signed with V4 in the headers. All methods throw `InvalidInputError` for what cannot be asked,
 * `OssError` for a refusal, `TransportError` for a failing network, the signal's reason once it is aborted, and what the
 * source of an upload threw.
 */
export class OssClient {
  readonly #router: BucketRouter;

  constructor(options: OssClientOptions) {
    this.#router = new BucketRouter(options);
  }

  /** Service's time minus the local time, as OSS demanded it in a refusal; 0 if it never did. */
  get clockOffsetMs(): number {
    return this.#router.clock.offsetMs;
  }

  /** Service's time minus the local time by the last fresh answer of OSS, to the second. */
  get observedClockOffsetMs(): number | undefined {
    return this.#router.clock.observedOffsetMs;
  }

  /** Location of a bucket, for calls and for presigning. Looked up if it is not known. */
  locationOf(bucket: string, signal?: AbortSignal): Promise<BucketLocation> {
    return this.#router.locationOf(bucket, signal);
  }

  /** Asks OSS about a bucket, to learn the service's clock from the answer; a refusal tells it too. */
  async measureClock(bucket: string, signal?: AbortSignal): Promise<void> {
    try {
      await this.#router.bucketInfo(bucket, signal);
    } catch (error) {
      if (!(error instanceof OssError || error instanceof TransportError)) throw error;
    }
  }

  /** All buckets of the account, in all regions, page by page as they are asked for (ListBuckets). */
  listBuckets(options: ListBucketsOptions = {}): AsyncGenerator<BucketEntry> {
    return listBuckets(this.#router, options);
  }

  /** The regions and their hosts as the service knows them today; needs `oss:DescribeRegions` (DescribeRegions). */
  describeRegions(options: Abortable = {}): Promise<readonly RegionEndpoints[]> {
    return describeRegions(this.#router, options);
  }

  /** Settings of a bucket (GetBucketInfo). Every region answers for every bucket. */
  getBucketInfo(bucket: string, { signal }: Abortable = {}): Promise<BucketInfo> {
    return this.#router.bucketInfo(bucket, signal);
  }

  /** Versioning state of a bucket; `undefined` if it never had versions (GetBucketVersioning). */
  getBucketVersioning(bucket: string, options: Abortable = {}): Promise<VersioningState | undefined> {
    return getBucketVersioning(this.#router, bucket, options);
  }

  /** ACL of a bucket (GetBucketAcl). */
  getBucketAcl(bucket: string, options: Abortable = {}): Promise<BucketAcl> {
    return getBucketAcl(this.#router, bucket, options);
  }

  /** The custom domains that are bound to a bucket (ListCname). */
  listCustomDomains(bucket: string, options: Abortable = {}): Promise<readonly CustomDomain[]> {
    return listCustomDomains(this.#router, bucket, options);
  }

  /** All CORS rules of a bucket (GetBucketCors). */
  getBucketCors(bucket: string, options: Abortable = {}): Promise<CorsConfiguration> {
    return getBucketCors(this.#router, bucket, options);
  }

  /** Adds a CORS rule behind those of a bucket (GetBucketCors, PutBucketCors). */
  addBucketCorsRule(bucket: string, rule: CorsRule, options: Abortable = {}): Promise<void> {
    return addBucketCorsRule(this.#router, bucket, rule, options);
  }

  /** One page of a bucket's objects and folded prefixes, without the marker object of the listed folder (ListObjectsV2). */
  listObjects(bucket: string, options: ListObjectsOptions = {}): Promise<ObjectPage> {
    return listObjects(this.#router, bucket, options);
  }

  /** All pages of ListObjectsV2, the next one asked for while the present one is used. */
  objectPages(bucket: string, options: ListObjectsOptions = {}): AsyncGenerator<ObjectPage> {
    return objectPages(this.#router, bucket, options);
  }

  /** All objects of all pages, without folded prefixes. */
  objects(bucket: string, options: ListObjectsOptions = {}): AsyncGenerator<ObjectEntry> {
    return entriesOf(objectPages(this.#router, bucket, options));
  }

  /** One page of the versions and delete markers in a bucket, in OSS's order: by key, newest first (ListObjectVersions). */
  listObjectVersions(bucket: string, options: ListObjectVersionsOptions = {}): Promise<VersionPage> {
    return listObjectVersions(this.#router, bucket, options);
  }

  /** All pages of ListObjectVersions, the next one asked for while the present one is used. */
  versionPages(bucket: string, options: ListObjectVersionsOptions = {}): AsyncGenerator<VersionPage> {
    return versionPages(this.#router, bucket, options);
  }

  /** All versions and delete markers of all pages, without folded prefixes. */
  versions(bucket: string, options: ListObjectVersionsOptions = {}): AsyncGenerator<VersionEntry> {
    return entriesOf(versionPages(this.#router, bucket, options));
  }

  /** Metadata of an object (HeadObject). */
  headObject(bucket: string, key: string, options: ReadObjectOptions = {}): Promise<ObjectMetadata> {
    return headObject(this.#router, bucket, key, options);
  }

  /** The few headers of an object that cost OSS nothing: size, ETag, last change and access (GetObjectMeta). */
  getObjectMeta(bucket: string, key: string, options: VersionChoice = {}): Promise<ObjectMetadata> {
    return getObjectMeta(this.#router, bucket, key, options);
  }

  /** An object's content or a range of it (GetObject); a range outside of the object is refused. */
  getObject(bucket: string, key: string, options: GetObjectOptions = {}): Promise<ObjectContent> {
    return getObject(this.#router, bucket, key, options);
  }

  /**
   * Writes an object of at most 5 GB (PutObject). Bytes and functions that open a stream are sent again where that may
   * help; a stream is sent once.
   */
  putObject(bucket: string, key: string, source: UploadSource, options: PutObjectOptions = {}): Promise<WrittenObject> {
    return putObject(this.#router, bucket, key, source, options);
  }

  /**
   * Writes an object in parts that are sent side by side, or by PutObject where one part would do. A cancelled upload is
   * aborted; a failed one can be resumed with `resume`.
   */
  uploadInParts(
    bucket: string,
    key: string,
    content: RangedContent,
    options: UploadInPartsOptions = {},
  ): Promise<WrittenObject> {
    return uploadInParts(this.#router, bucket, key, content, options);
  }

  /** Initiates a multipart upload that others continue, and returns its ID (InitiateMultipartUpload). */
  async initiateMultipartUpload(
    bucket: string,
    key: string,
    { headers = {}, signal }: Abortable & { readonly headers?: Readonly<Record<string, string>> } = {},
  ): Promise<string> {
    const { uploadId } = await initiateMultipartUpload(
      this.#router,
      { bucket, key },
      headers,
      omitUndefined({ signal }),
    );
    return uploadId;
  }

  /** Gives an upload in parts up, with the parts that are there (AbortMultipartUpload). */
  abortMultipartUpload(bucket: string, key: string, uploadId: string, options: Abortable = {}): Promise<void> {
    return abortMultipartUpload(this.#router, { bucket, key, uploadId }, {}, options);
  }

  /** All incomplete multipart uploads of a bucket, by key (ListMultipartUploads). */
  incompleteUploads(bucket: string, options: IncompleteUploadsOptions = {}): AsyncGenerator<IncompleteUpload> {
    return incompleteUploads(this.#router, bucket, options);
  }

  /** Copies an object of at most 1 GB within its region, to another key or to new headers (CopyObject). */
  copyObject(bucket: string, key: string, source: CopySource, options: CopyObjectOptions = {}): Promise<CopiedObject> {
    return copyObject(this.#router, bucket, key, source, options);
  }

  /** Deletes an object or a version of it; one that is not there is no error (DeleteObject). */
  deleteObject(bucket: string, key: string, options: VersionChoice = {}): Promise<DeletedObject> {
    return deleteObject(this.#router, bucket, key, options);
  }

  /** Deletes up to 1,000 objects and gives the keys that OSS confirms (DeleteMultipleObjects). */
  deleteObjects(bucket: string, keys: readonly string[], options: Abortable = {}): Promise<ReadonlySet<string>> {
    return deleteObjects(this.#router, bucket, keys, options);
  }
}
