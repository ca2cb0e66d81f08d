import { InvalidInputError } from '../errors/errors.ts';

const S3_HOST = /(?:^|\.)s3\.oss-[a-z0-9-]+\.aliyuncs\.com$/;
const HDFS_HOST = /\.oss-dls\.aliyuncs\.com$/;
const CLOUD_BOX_HOST = /\.oss-cloudbox(?:-control)?\.aliyuncs\.com$/;
/** Vector and table buckets, whose hosts begin with a region or with a bucket and a region. */
const VECTORS_OR_TABLES_HOST = /(?:^|\.)oss-(?:vectors|tables)\.aliyuncs\.com$/;

/** Throws an `InvalidInputError` for Alibaba Cloud's hosts that accept other signatures than OSS's. */
export function validateOssProtocol(hostname: string): void {
  if (S3_HOST.test(hostname)) {
    throw new InvalidInputError(
      'endpoint',
      '{0} is an S3 endpoint and doesn\'t accept OSS signatures. Remove "s3." from it.',
      [hostname],
    );
  }
  if (HDFS_HOST.test(hostname)) {
    throw new InvalidInputError(
      'endpoint',
      "{0} is an HDFS endpoint and doesn't accept OSS signatures. Use the OSS endpoint of the region.",
      [hostname],
    );
  }
  if (CLOUD_BOX_HOST.test(hostname)) {
    throw new InvalidInputError('endpoint', '{0} is a CloudBox endpoint, which needs a different signature.', [
      hostname,
    ]);
  }
  if (VECTORS_OR_TABLES_HOST.test(hostname)) {
    throw new InvalidInputError(
      'endpoint',
      '{0} is an endpoint of vector or table buckets, which have no objects. Use the OSS endpoint of the region.',
      [hostname],
    );
  }
}
