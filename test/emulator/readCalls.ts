import type { Answer } from './answer.ts';
import { xmlAnswer } from './answer.ts';
import { anonymousDenied } from './accounts.ts';
import type { Body } from './bodies.ts';
import { restoreState, type Bucket, type ObjectVersion } from './buckets.ts';
import { readRange } from './byteRange.ts';
import { bucketOf, keyOf, owner } from './call.ts';
import type { Call, Handler } from './call.ts';
import { checkConditions } from './conditions.ts';
import { invalidArgument, Refusal } from './refusal.ts';

/** GetObject. `x-oss-process` is accepted and changes nothing: the bytes are returned as stored. */
export const getObject: Handler = (call) => {
  const { object, headers } = find(call);
  if (checkConditions(call.request.headers, object) === 'notModified') {
    return notModified(object);
  }
  checkReadable(object);
  const { body } = object;
  const range = readRange(call.request.headers, body.sizeBytes);
  const { start, end } = range ?? { start: 0, end: body.sizeBytes };
  return {
    status: range === undefined ? 200 : 206,
    headers: {
      ...headers,
      ...(range === undefined ? {} : { 'content-range': `bytes ${start}-${end - 1}/${body.sizeBytes}` }),
      ...overrides(call),
    },
    body: { sizeBytes: end - start, read: () => body.read(start, end) },
  };
};

export const headObject: Handler = (call) => {
  const { object, headers } = find(call);
  return checkConditions(call.request.headers, object) === 'notModified'
    ? notModified(object)
    : { status: 200, headers: { ...headers, 'content-length': String(object.body.sizeBytes) } };
};

/** GetObjectMeta: the few headers that cost nothing. */
export const getObjectMeta: Handler = (call) => {
  const { bucket, object } = find(call);
  return {
    status: 200,
    headers: {
      'content-length': String(object.body.sizeBytes),
      etag: object.etag,
      'last-modified': object.lastModified.toUTCString(),
      ...crc64Header(object.body),
      ...versionHeader(bucket, object),
    },
  };
};

export const getObjectAcl: Handler = (call) => {
  const { object } = find(call);
  return xmlAnswer(['AccessControlPolicy', [owner, ['AccessControlList', [['Grant', object.acl]]]]]);
};

/** Version header of the response, if the bucket has versions. */
export function versionHeader(bucket: Bucket, { versionId }: { readonly versionId: string }): Record<string, string> {
  return bucket.settings.versioning === undefined ? {} : { 'x-oss-version-id': versionId };
}

/** Checksum of a whole object or part, even if only a range of it is returned. */
export function crc64Header({ crc64 }: Body): Record<string, string> {
  return { 'x-oss-hash-crc64ecma': crc64 };
}

/** The end of an object that can be appended to. */
export function nextPositionHeader({ type, body }: Pick<ObjectVersion, 'type' | 'body'>): Record<string, string> {
  return type === 'Appendable' ? { 'x-oss-next-append-position': String(body.sizeBytes) } : {};
}

function find(call: Call): { bucket: Bucket; object: ObjectVersion; headers: Record<string, string> } {
  const bucket = bucketOf(call);
  if (call.anonymous) {
    checkPublic(bucket, bucket.current(keyOf(call)));
  }
  const object = bucket.find(keyOf(call), call.request.query.get('versionId'));
  const contentMd5 = object.contentMd5 === undefined ? {} : { 'content-md5': object.contentMd5 };
  const headers = {
    ...object.headers,
    ...contentMd5,
    'accept-ranges': 'bytes',
    etag: object.etag,
    'last-modified': object.lastModified.toUTCString(),
    'x-oss-object-type': object.type,
    'x-oss-storage-class': object.storageClass,
    ...nextPositionHeader(object),
    ...stateHeaders(object),
    ...crc64Header(object.body),
    ...versionHeader(bucket, object),
  };
  return { bucket, object, headers };
}

/** Checks anonymous access: by the object's own ACL, or by the bucket's if the object has none or does not exist. */
function checkPublic(bucket: Bucket, object: ObjectVersion | undefined): void {
  const own = object?.acl ?? 'default';
  const acl = own === 'default' ? (bucket.settings.acl ?? 'private') : own;
  if (!acl.startsWith('public-read')) {
    throw anonymousDenied();
  }
}

/** InvalidObjectState for an archived object that is not restored. */
export function checkReadable({ key, storageClass, restored }: ObjectVersion): void {
  if (storageClass.includes('Archive') && restored?.expires === undefined) {
    throw new Refusal(403, 'InvalidObjectState', "The operation is not valid for the object's state.", {
      ec: '0034-00000109',
      fields: [['ObjectName', key]],
    });
  }
}

/** Headers with the number of tags, the encryption and the restore state of an object. */
function stateHeaders({ tags, encryption, restored }: ObjectVersion): Record<string, string> {
  return {
    ...encryption,
    ...(tags.length === 0 ? {} : { 'x-oss-tagging-count': String(tags.length) }),
    ...(restored === undefined ? {} : { 'x-oss-restore': restoreState(restored) }),
  };
}

function notModified(object: ObjectVersion): Answer {
  return { status: 304, headers: { etag: object.etag, 'last-modified': object.lastModified.toUTCString() } };
}

/** Headers that `response-*` parameters override, which OSS allows for signed requests only. */
function overrides({ request, anonymous }: Call): Record<string, string> {
  const wanted = [...request.query].filter(([name]) =>
    /^response-(content-(type|language|disposition|encoding)|cache-control|expires)$/.test(name),
  );
  if (anonymous && wanted.length > 0) {
    throw new Refusal(
      400,
      'InvalidRequest',
      'Request specific response headers cannot be used for anonymous GET requests.',
    );
  }
  for (const [name, value] of wanted) {
    if (/\p{Cc}/u.test(value)) {
      throw invalidArgument('The response header contains control characters.', name, value);
    }
  }
  return Object.fromEntries(wanted.map(([name, value]) => [name.slice('response-'.length), value]));
}
