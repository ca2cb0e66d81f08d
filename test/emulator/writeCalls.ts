import { xmlAnswer } from './answer.ts';
import type { Bucket, ObjectVersion } from './buckets.ts';
import { markerHeaders } from './buckets.ts';
import { bucketOf, keyOf, writableKeyOf } from './call.ts';
import type { Call, Handler } from './call.ts';
import { checkConditions } from './conditions.ts';
import { describeObject, readObjectAcl } from './objectHeaders.ts';
import { checkReadable, crc64Header, versionHeader } from './readCalls.ts';
import { invalidArgument, noSuchBucket, preconditionFailed, Refusal } from './refusal.ts';

export const putObject: Handler = async (call) => {
  const bucket = bucketOf(call);
  const key = writableKeyOf(call);
  const described = describeObject(call.request.headers);
  const { body, md5 } = await call.state.bodies.write(call.body);
  const contentMd5 = md5.toString('base64');
  checkContentMd5(call.request.headers['content-md5'], contentMd5);
  // Checked here, because another upload of the same key may have ended in the meantime.
  checkOverwrite(call, bucket);
  const etag = quotedHex(md5);
  const object = bucket.put({ ...described, key, body, etag, contentMd5, lastModified: call.now, type: 'Normal' });
  return {
    status: 200,
    headers: { etag, 'content-md5': contentMd5, ...crc64Header(body), ...versionHeader(bucket, object) },
  };
};

/** CopyObject, within a region; headers are copied unless `x-oss-metadata-directive` is REPLACE. */
export const copyObject: Handler = (call) => {
  const bucket = bucketOf(call);
  const key = writableKeyOf(call);
  const { headers } = call.request;
  checkOverwrite(call, bucket);
  const source = copySourceOf(call);
  const described = describeObject(headers);
  const replaces = headers['x-oss-metadata-directive']?.toUpperCase() === 'REPLACE';
  const object = bucket.put({
    ...source,
    ...described,
    headers: replaces ? described.headers : source.headers,
    tags: headers['x-oss-tagging-directive']?.toUpperCase() === 'REPLACE' ? described.tags : source.tags,
    restored: undefined,
    key,
    lastModified: call.now,
  });
  return xmlAnswer(
    [
      'CopyObjectResult',
      [
        ['ETag', object.etag],
        ['LastModified', object.lastModified.toISOString()],
      ],
    ],
    { ...crc64Header(object.body), ...versionHeader(bucket, object) },
  );
};

/** DeleteObject: 204 whether or not there was an object. */
export const deleteObject: Handler = (call) => {
  const bucket = bucketOf(call);
  const versionId = call.request.query.get('versionId');
  const removed = bucket.remove(keyOf(call), versionId, call.now);
  const marker = removed?.kind === 'deleteMarker' ? markerHeaders(removed) : {};
  return { status: 204, headers: versionId === undefined ? marker : { ...marker, 'x-oss-version-id': versionId } };
};

export const putObjectAcl: Handler = (call) => {
  const bucket = bucketOf(call);
  const object = bucket.find(keyOf(call), call.request.query.get('versionId'));
  bucket.change(object, { acl: readObjectAcl(call.request.headers['x-oss-object-acl']) });
  return { status: 200 };
};

/** FileAlreadyExists if the request forbids overwriting. */
export function checkOverwrite(call: Call, bucket: Bucket): void {
  checkOverwriting(call.request.headers['x-oss-forbid-overwrite'], bucket, keyOf(call));
}

/** FileAlreadyExists if `forbids` is `true` and the key exists; OSS ignores the header in versioned buckets. */
export function checkOverwriting(forbids: string | undefined, bucket: Bucket, key: string): void {
  if (forbids === 'true' && bucket.settings.versioning === undefined && bucket.current(key) !== undefined) {
    throw new Refusal(409, 'FileAlreadyExists', 'The object you specified already exists and can not be overwritten.', {
      fields: [['Key', key]],
    });
  }
}

/** Compares the announced MD5, if any, with that of the bytes; both in base64. */
export function checkContentMd5(announced: string | undefined, actual: string): void {
  if (announced !== undefined && announced !== actual) {
    throw new Refusal(400, 'InvalidDigest', 'The Content-MD5 you specified was invalid.', {
      fields: [['Content-MD5', announced]],
    });
  }
}

/** ETag in OSS's format. */
export function quotedHex(md5: Buffer): string {
  return `"${md5.toString('hex').toUpperCase()}"`;
}

/** Object named in `x-oss-copy-source`, if the request's conditions hold for it and it can be read. */
export function copySourceOf(call: Call): ObjectVersion {
  const { headers } = call.request;
  const source = readCopySource(call, headers['x-oss-copy-source'] ?? '');
  const conditions = Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      name.startsWith('x-oss-copy-source-if-') ? [[name.slice('x-oss-copy-source-'.length), value]] : [],
    ),
  );
  if (checkConditions(conditions, source) === 'notModified') {
    throw preconditionFailed('x-oss-copy-source-if-*');
  }
  checkReadable(source);
  return source;
}

function readCopySource(call: Call, header: string): ObjectVersion {
  const [, bucketName, encodedKey, versionId] = /^\/([^/]+)\/([^?]+)(?:\?versionId=(.+))?$/.exec(header) ?? [];
  if (bucketName === undefined || encodedKey === undefined) {
    throw invalidArgument('Copy source must mention the source bucket and key.', 'x-oss-copy-source', header);
  }
  const bucket = call.state.buckets.get(bucketName);
  if (bucket?.settings.region !== call.request.region) {
    throw noSuchBucket(bucketName);
  }
  return bucket.find(decodeURIComponent(encodedKey), versionId);
}
