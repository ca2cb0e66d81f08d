import { describeRegions, getBucketAcl, getBucketVersioning, listBuckets, listCustomDomains } from './bucketCalls.ts';
import type { BucketLocation } from './bucketLocation.ts';
import { BucketRouter, type Abortable, type OssClientOptions } from './bucketRouter.ts';
import type { BucketInfo } from './buckets.ts';
import { addBucketCorsRule, getBucketCors } from './corsCalls.ts';
import { deleteObjects } from './deleteCalls.ts';
import { incompleteUploads } from './multipart/incompleteUploads.ts';
import {
  listObjects,
  listObjectVersions,
  objectPages,
  objects,
  parallelObjectPages,
  versionPages,
  versions,
} from './listingCalls.ts';
import { abortMultipartUpload, initiateMultipartUpload } from './multipart/multipartCalls.ts';
import { copyInParts } from './multipart/multipartCopy.ts';
import { uploadInParts } from './multipart/multipartUpload.ts';
import { copyObject, deleteObject, getObject, getObjectMeta, headObject, putObject } from './objectCalls.ts';
import { getObjectAcl, getObjectTagging, putObjectAcl, putObjectTagging, restoreObject } from './objectSettings.ts';
import { OssError, TransportError } from '../errors/errors.ts';
import { omitUndefined } from '../optional.ts';
import type { Exchange } from './signedCall.ts';

export type { BucketLocation, Exchange, OssClientOptions };

/**
 * Client of OSS over a transport, signed with V4 in the headers. A bound call is documented at its function, and has
 * the same arguments except for the router. All methods throw an `InvalidInputError` for invalid arguments, an
 * `OssError` for a refusal, a `TransportError` for a network failure, the signal's reason after an abort, and the
 * errors of an upload's source.
 */
export class OssClient {
  readonly #router: BucketRouter;

  readonly listBuckets = this.#bind(listBuckets);
  readonly describeRegions = this.#bind(describeRegions);

  readonly getBucketVersioning = this.#bind(getBucketVersioning);
  readonly getBucketAcl = this.#bind(getBucketAcl);
  readonly listCustomDomains = this.#bind(listCustomDomains);
  readonly getBucketCors = this.#bind(getBucketCors);
  readonly addBucketCorsRule = this.#bind(addBucketCorsRule);

  readonly listObjects = this.#bind(listObjects);
  readonly objectPages = this.#bind(objectPages);
  readonly parallelObjectPages = this.#bind(parallelObjectPages);
  readonly objects = this.#bind(objects);
  readonly listObjectVersions = this.#bind(listObjectVersions);
  readonly versionPages = this.#bind(versionPages);
  readonly versions = this.#bind(versions);

  readonly headObject = this.#bind(headObject);
  readonly getObjectMeta = this.#bind(getObjectMeta);
  readonly getObject = this.#bind(getObject);
  readonly putObject = this.#bind(putObject);
  readonly copyObject = this.#bind(copyObject);
  readonly copyInParts = this.#bind(copyInParts);
  readonly getObjectAcl = this.#bind(getObjectAcl);
  readonly putObjectAcl = this.#bind(putObjectAcl);
  readonly getObjectTagging = this.#bind(getObjectTagging);
  readonly putObjectTagging = this.#bind(putObjectTagging);
  readonly restoreObject = this.#bind(restoreObject);
  readonly deleteObject = this.#bind(deleteObject);
  readonly deleteObjects = this.#bind(deleteObjects);

  readonly uploadInParts = this.#bind(uploadInParts);
  readonly incompleteUploads = this.#bind(incompleteUploads);

  constructor(options: OssClientOptions) {
    this.#router = new BucketRouter(options);
  }

  /** OSS's time minus the local time, as OSS demanded it in a refusal; 0 if it never did. */
  get clockOffsetMs(): number {
    return this.#router.clock.offsetMs;
  }

  /** OSS's time minus the local time by the last fresh response of OSS, to the second. */
  get observedClockOffsetMs(): number | undefined {
    return this.#router.clock.observedOffsetMs;
  }

  /** Location of a bucket, for calls and for presigning. Looked up if it is unknown. */
  locationOf(bucket: string, signal?: AbortSignal): Promise<BucketLocation> {
    return this.#router.locationOf(bucket, signal);
  }

  /** Measures OSS's clock with a request about a bucket; a refusal contains the time too. */
  async measureClock(bucket: string, signal?: AbortSignal): Promise<void> {
    try {
      await this.#router.bucketInfo(bucket, signal);
    } catch (error) {
      if (!(error instanceof OssError || error instanceof TransportError)) throw error;
    }
  }

  /** Settings of a bucket (GetBucketInfo). Every region responds for every bucket. */
  getBucketInfo(bucket: string, { signal }: Abortable = {}): Promise<BucketInfo> {
    return this.#router.bucketInfo(bucket, signal);
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

  /** Aborts a multipart upload and deletes its parts (AbortMultipartUpload). */
  abortMultipartUpload(bucket: string, key: string, uploadId: string, options: Abortable = {}): Promise<void> {
    return abortMultipartUpload(this.#router, { bucket, key, uploadId }, {}, options);
  }

  #bind<Arguments extends unknown[], Result>(
    call: (router: BucketRouter, ...rest: Arguments) => Result,
  ): (...rest: Arguments) => Result {
    return (...rest) => call(this.#router, ...rest);
  }
}
