import { appendObject } from './appendCalls.ts';
import { getBucketAcl, getBucketInfo, getBucketLocation, getBucketVersioning, listCname } from './bucketCalls.ts';
import type { Handler } from './call.ts';
import { listObjects, listObjectsV2, listObjectVersions } from './listingCalls.ts';
import {
  abortMultipartUpload,
  completeMultipartUpload,
  initiateMultipartUpload,
  listMultipartUploads,
  listParts,
  uploadPart,
  uploadPartCopy,
} from './multipartCalls.ts';
import { deleteBucketCors, getBucketCors, putBucketCors } from './corsCalls.ts';
import { deleteObjectTagging, getObjectTagging, putObjectTagging, restoreObject } from './objectCalls.ts';
import type { Operation } from './operations.ts';
import { postObject } from './postObject.ts';
import { getObject, getObjectAcl, getObjectMeta, headObject } from './readCalls.ts';
import { describeRegions, listBuckets } from './serviceCalls.ts';
import { deleteMultipleObjects } from './deleteCalls.ts';
import { copyObject, deleteObject, putObject, putObjectAcl } from './writeCalls.ts';

/** Handlers of all operations. */
export const handlers: Readonly<Record<Operation, Handler>> = {
  ListBuckets: listBuckets,
  DescribeRegions: describeRegions,
  ListObjects: listObjects,
  ListObjectsV2: listObjectsV2,
  ListObjectVersions: listObjectVersions,
  GetBucketInfo: getBucketInfo,
  GetBucketLocation: getBucketLocation,
  GetBucketVersioning: getBucketVersioning,
  GetBucketAcl: getBucketAcl,
  ListCname: listCname,
  GetBucketCors: getBucketCors,
  PutBucketCors: putBucketCors,
  DeleteBucketCors: deleteBucketCors,
  HeadObject: headObject,
  GetObjectMeta: getObjectMeta,
  GetObject: getObject,
  PutObject: putObject,
  PostObject: postObject,
  AppendObject: appendObject,
  CopyObject: copyObject,
  DeleteObject: deleteObject,
  DeleteMultipleObjects: deleteMultipleObjects,
  GetObjectAcl: getObjectAcl,
  PutObjectAcl: putObjectAcl,
  GetObjectTagging: getObjectTagging,
  PutObjectTagging: putObjectTagging,
  DeleteObjectTagging: deleteObjectTagging,
  RestoreObject: restoreObject,
  InitiateMultipartUpload: initiateMultipartUpload,
  UploadPart: uploadPart,
  UploadPartCopy: uploadPartCopy,
  CompleteMultipartUpload: completeMultipartUpload,
  AbortMultipartUpload: abortMultipartUpload,
  ListParts: listParts,
  ListMultipartUploads: listMultipartUploads,
};
