import type { OssRequest } from './ossRequest.ts';
import { subResources } from './signatureV1.ts';

/** Operations of OSS that the emulator supports, and the RAM action that each needs. */
export const actions = {
  ListBuckets: 'oss:ListBuckets',
  DescribeRegions: 'oss:DescribeRegions',
  ListObjects: 'oss:ListObjects',
  ListObjectsV2: 'oss:ListObjects',
  ListObjectVersions: 'oss:ListObjectVersions',
  GetBucketInfo: 'oss:GetBucketInfo',
  GetBucketLocation: 'oss:GetBucketLocation',
  GetBucketVersioning: 'oss:GetBucketVersioning',
  GetBucketAcl: 'oss:GetBucketAcl',
  ListCname: 'oss:ListCname',
  GetBucketCors: 'oss:GetBucketCors',
  PutBucketCors: 'oss:PutBucketCors',
  DeleteBucketCors: 'oss:DeleteBucketCors',
  HeadObject: 'oss:GetObject',
  GetObjectMeta: 'oss:GetObject',
  GetObject: 'oss:GetObject',
  PutObject: 'oss:PutObject',
  PostObject: 'oss:PutObject',
  AppendObject: 'oss:PutObject',
  CopyObject: 'oss:PutObject',
  DeleteObject: 'oss:DeleteObject',
  DeleteMultipleObjects: 'oss:DeleteObject',
  GetObjectAcl: 'oss:GetObjectAcl',
  PutObjectAcl: 'oss:PutObjectAcl',
  GetObjectTagging: 'oss:GetObjectTagging',
  PutObjectTagging: 'oss:PutObjectTagging',
  DeleteObjectTagging: 'oss:DeleteObjectTagging',
  RestoreObject: 'oss:RestoreObject',
  InitiateMultipartUpload: 'oss:PutObject',
  UploadPart: 'oss:PutObject',
  UploadPartCopy: 'oss:PutObject',
  CompleteMultipartUpload: 'oss:PutObject',
  AbortMultipartUpload: 'oss:AbortMultipartUpload',
  ListParts: 'oss:ListParts',
  ListMultipartUploads: 'oss:ListMultipartUploads',
} as const;

export type Operation = keyof typeof actions;

interface Route {
  readonly operation: Operation;
  readonly method: string;
  readonly on: 'service' | 'bucket' | 'object';
  /** Query parameters that the request must have. */
  readonly query?: readonly string[];
  readonly header?: string;
}

/** Routes. The first matching row names the operation. */
const routes: readonly Route[] = [
  { operation: 'DescribeRegions', method: 'GET', on: 'service', query: ['regions'] },
  { operation: 'ListBuckets', method: 'GET', on: 'service' },
  { operation: 'GetBucketInfo', method: 'GET', on: 'bucket', query: ['bucketInfo'] },
  { operation: 'GetBucketLocation', method: 'GET', on: 'bucket', query: ['location'] },
  { operation: 'GetBucketVersioning', method: 'GET', on: 'bucket', query: ['versioning'] },
  { operation: 'GetBucketAcl', method: 'GET', on: 'bucket', query: ['acl'] },
  { operation: 'ListCname', method: 'GET', on: 'bucket', query: ['cname'] },
  { operation: 'GetBucketCors', method: 'GET', on: 'bucket', query: ['cors'] },
  { operation: 'PutBucketCors', method: 'PUT', on: 'bucket', query: ['cors'] },
  { operation: 'DeleteBucketCors', method: 'DELETE', on: 'bucket', query: ['cors'] },
  { operation: 'ListMultipartUploads', method: 'GET', on: 'bucket', query: ['uploads'] },
  { operation: 'ListObjectVersions', method: 'GET', on: 'bucket', query: ['versions'] },
  { operation: 'ListObjectsV2', method: 'GET', on: 'bucket', query: ['list-type'] },
  { operation: 'ListObjects', method: 'GET', on: 'bucket' },
  { operation: 'DeleteMultipleObjects', method: 'POST', on: 'bucket', query: ['delete'] },
  { operation: 'PostObject', method: 'POST', on: 'bucket' },
  { operation: 'GetObjectMeta', method: 'HEAD', on: 'object', query: ['objectMeta'] },
  { operation: 'HeadObject', method: 'HEAD', on: 'object' },
  { operation: 'ListParts', method: 'GET', on: 'object', query: ['uploadId'] },
  { operation: 'GetObjectAcl', method: 'GET', on: 'object', query: ['acl'] },
  { operation: 'GetObjectTagging', method: 'GET', on: 'object', query: ['tagging'] },
  { operation: 'GetObject', method: 'GET', on: 'object' },
  {
    operation: 'UploadPartCopy',
    method: 'PUT',
    on: 'object',
    query: ['partNumber', 'uploadId'],
    header: 'x-oss-copy-source',
  },
  { operation: 'UploadPart', method: 'PUT', on: 'object', query: ['partNumber', 'uploadId'] },
  { operation: 'PutObjectAcl', method: 'PUT', on: 'object', query: ['acl'] },
  { operation: 'PutObjectTagging', method: 'PUT', on: 'object', query: ['tagging'] },
  { operation: 'CopyObject', method: 'PUT', on: 'object', header: 'x-oss-copy-source' },
  { operation: 'PutObject', method: 'PUT', on: 'object' },
  { operation: 'AppendObject', method: 'POST', on: 'object', query: ['append', 'position'] },
  { operation: 'RestoreObject', method: 'POST', on: 'object', query: ['restore'] },
  { operation: 'InitiateMultipartUpload', method: 'POST', on: 'object', query: ['uploads'] },
  { operation: 'CompleteMultipartUpload', method: 'POST', on: 'object', query: ['uploadId'] },
  { operation: 'AbortMultipartUpload', method: 'DELETE', on: 'object', query: ['uploadId'] },
  { operation: 'DeleteObjectTagging', method: 'DELETE', on: 'object', query: ['tagging'] },
  { operation: 'DeleteObject', method: 'DELETE', on: 'object' },
];

/** Sub-resources that modify a call instead of making it another one. */
const modifiers = /^(response-.*|security-token|versionId|continuation-token|callback|callback-var)$/;

/** Operation of a request; `undefined` for one that the emulator does not support. */
export function operationOf(request: OssRequest): Operation | undefined {
  const on = request.bucket === undefined ? 'service' : request.key === undefined ? 'bucket' : 'object';
  const asked = [...request.query.keys()].filter((name) => subResources.has(name) && !modifiers.test(name));
  return routes.find(
    ({ method, query = [], header, ...route }) =>
      route.on === on &&
      method === request.method &&
      query.every((name) => request.query.has(name)) &&
      asked.every((name) => query.includes(name)) &&
      (header === undefined || request.headers[header] !== undefined),
  )?.operation;
}

/** RAM actions that a request needs. An old version has its own actions, and a copy also reads. */
export function actionsOf(operation: Operation, request: OssRequest): string[] {
  const action = actions[operation];
  const ofVersion = request.query.has('versionId') && /Object(Acl|Tagging)?$/.test(action);
  const needed = ofVersion ? action.replace('Object', 'ObjectVersion') : action;
  return operation === 'CopyObject' || operation === 'UploadPartCopy' ? [needed, 'oss:GetObject'] : [needed];
}
