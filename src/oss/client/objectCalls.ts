import { discardBody, type HttpResponse } from './transport.ts';
import { canonicalUri, encodeQueryComponent } from '../encoding.ts';
import type { Abortable, BucketCall, BucketRouter } from './bucketRouter.ts';
import { readObjectMetadata, withoutQuotes, type ObjectMetadata } from './objects.ts';
import { OssError } from '../errors/errors.ts';
import { omitUndefined } from '../optional.ts';
import { uploadBody, type UploadSource } from './uploadBody.ts';
import { readXml } from '../xml/xml.ts';
import { requiredDate, requiredText } from '../xml/xmlFields.ts';

export interface ReadObjectOptions extends Abortable {
  readonly versionId?: string;
  /** Headers such as `if-match`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Called before each repetition after a temporary failure. */
  readonly onRetry?: BucketCall['onRetry'];
}

export interface GetObjectOptions extends ReadObjectOptions {
  /** First and last byte, counted from 0, inclusive. Without `last`, to the end. */
  readonly range?: { readonly first: number; readonly last?: number };
  /** Processing, e.g. `image/resize,w_200`. */
  readonly process?: string;
}

/** Content of an object. The body is read once, to its end or until the iteration is left. */
export interface ObjectContent extends ObjectMetadata {
  readonly body: AsyncIterable<Uint8Array>;
}

export interface WriteObjectOptions extends Abortable {
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly onProgress?: (sentBytes: number) => void;
  /** Called before each repetition after a temporary failure. */
  readonly onRetry?: BucketCall['onRetry'];
}

export interface PutObjectOptions extends WriteObjectOptions {
  /** Length of a stream, if known. */
  readonly sizeBytes?: number;
}

/** ETag, version and checksum of a written object. */
export interface WrittenObject {
  /** Without its quotes. */
  readonly etag?: string;
  readonly versionId?: string;
  /** CRC-64 of the whole content, in decimal; absent on hosts that do not send it. */
  readonly crc64?: string;
}

export interface CopySource {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
}

export interface CopyObjectOptions extends Abortable {
  /** Headers such as `x-oss-metadata-directive` and `x-oss-copy-source-if-*`. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface CopiedObject extends WrittenObject {
  readonly lastModified: Date;
}

/** Result of a deletion. */
export interface DeletedObject {
  /** Version ID of the deleted version, or of the delete marker that now hides the object. */
  readonly versionId?: string;
  readonly isDeleteMarker: boolean;
}

/** Metadata of an object (HeadObject). */
export async function headObject(
  router: BucketRouter,
  bucket: string,
  key: string,
  options: ReadObjectOptions = {},
): Promise<ObjectMetadata> {
  try {
    return await router.callBucket(
      { operation: 'HeadObject', method: 'HEAD', bucket, key, ...readCallParts(options) },
      readMetadata,
    );
  } catch (error) {
    if (!mayBeMethodMismatch(error) || (await router.isOnOfficialHost(bucket, options.signal))) throw error;
    return (await readFirstByte(router, bucket, key, options)) ?? Promise.reject(error);
  }
}

/**
 * True for a HEAD that OSS may have received as a GET (some CDNs convert it, and the signature no longer matches), and
 * for one that a gateway refuses as a method.
 */
function mayBeMethodMismatch(error: unknown): error is OssError {
  if (!(error instanceof OssError)) return false;
  const { status, code } = error;
  if (code === 'BadErrorResponse') return status === 403 || status === 405;
  return status === 403 && code === 'SignatureDoesNotMatch';
}

/** Metadata of an object from the response to a GET of its first byte; `undefined` if that is refused too. */
async function readFirstByte(
  router: BucketRouter,
  bucket: string,
  key: string,
  options: ReadObjectOptions,
): Promise<ObjectMetadata | undefined> {
  const { headers, ...parts } = readCallParts(options);
  const call = { operation: 'GetObject', method: 'GET', bucket, key, ...parts } as const;
  try {
    return await router.callBucket({ ...call, headers: { ...headers, range: 'bytes=0-0' } }, async (response) => {
      const received = await discardBody(response);
      const wholeBytes = /\/(\d+)$/.exec(received['content-range'] ?? '')?.[1];
      return readObjectMetadata({ headers: { ...received, ...(wholeBytes && { 'content-length': wholeBytes }) } });
    });
  } catch (error) {
    if (error instanceof OssError) return undefined;
    throw error;
  }
}

/** Few headers of an object that cost OSS nothing: size, ETag, last modification and access (GetObjectMeta). */
export function getObjectMeta(
  router: BucketRouter,
  bucket: string,
  key: string,
  { versionId, signal }: Pick<ReadObjectOptions, 'versionId' | 'signal'> = {},
): Promise<ObjectMetadata> {
  const query = omitUndefined({ objectMeta: '', versionId });
  return router.callBucket({ operation: 'GetObjectMeta', method: 'HEAD', bucket, key, query, signal }, readMetadata);
}

/** Content of an object or a range of it (GetObject); a range outside the object is refused. */
export function getObject(
  router: BucketRouter,
  bucket: string,
  key: string,
  options: GetObjectOptions = {},
): Promise<ObjectContent> {
  const { range, process } = options;
  const { headers, query, ...parts } = readCallParts(options);
  const rangeHeaders = range && {
    range: `bytes=${range.first}-${range.last ?? ''}`,
    'x-oss-range-behavior': 'standard',
  };
  const wholeQuery = { ...query, ...(process !== undefined && { 'x-oss-process': process }) };
  const call = { operation: 'GetObject', method: 'GET', bucket, key, query: wholeQuery, ...parts } as const;
  return router.callBucket({ ...call, headers: { ...headers, ...rangeHeaders } }, (response) =>
    Promise.resolve({ ...readObjectMetadata(response), body: response.body }),
  );
}

/**
 * Writes an object of at most 5 GB (PutObject). Bytes and functions that open a stream are sent again if that may help;
 * a stream is sent once.
 */
export function putObject(
  router: BucketRouter,
  bucket: string,
  key: string,
  source: UploadSource,
  options: PutObjectOptions = {},
): Promise<WrittenObject> {
  const { contentType, sizeBytes, onProgress, signal, onRetry } = options;
  const body = uploadBody(source, sizeBytes, onProgress);
  const headers = omitUndefined({
    ...options.headers,
    'content-type': contentType,
    'content-length': body.sizeBytes?.toString(),
  });
  return router.callBucket(
    { operation: 'PutObject', method: 'PUT', bucket, key, headers, signal, body, onRetry },
    readWrittenObject,
  );
}

/** Copies an object of at most 1 GB within its region, to another key or to new headers (CopyObject). */
export function copyObject(
  router: BucketRouter,
  bucket: string,
  key: string,
  source: CopySource,
  options: CopyObjectOptions = {},
): Promise<CopiedObject> {
  const headers = { ...options.headers, ...copySourceHeader(source) };
  const call = { operation: 'CopyObject', method: 'PUT', bucket, key, headers, signal: options.signal } as const;
  return router.callBucket(call, async (response) => {
    const fields = await readXml(response.body, 'CopyObjectResult');
    return omitUndefined({
      etag: withoutQuotes(requiredText(fields, 'ETag')),
      lastModified: requiredDate(fields, 'LastModified'),
      versionId: response.headers['x-oss-version-id'],
      crc64: response.headers['x-oss-hash-crc64ecma'],
    });
  });
}

/** Header that names the source of a copy. */
export function copySourceHeader({ bucket, key, versionId }: CopySource): Readonly<Record<string, string>> {
  const version = versionId === undefined ? '' : `?versionId=${encodeQueryComponent(versionId)}`;
  return { 'x-oss-copy-source': `${canonicalUri(bucket, key)}${version}` };
}

/** Deletes an object or a version of it; one that is not there is no error (DeleteObject). */
export function deleteObject(
  router: BucketRouter,
  bucket: string,
  key: string,
  { versionId, signal }: Pick<ReadObjectOptions, 'versionId' | 'signal'> = {},
): Promise<DeletedObject> {
  const query = omitUndefined({ versionId });
  return router.callBucket(
    { operation: 'DeleteObject', method: 'DELETE', bucket, key, query, signal },
    async (response) => {
      const headers = await discardBody(response);
      return omitUndefined({
        versionId: headers['x-oss-version-id'],
        isDeleteMarker: headers['x-oss-delete-marker'] === 'true',
      });
    },
  );
}

/** Facts about the written object in the headers of a response. */
export async function readWrittenObject(response: HttpResponse): Promise<WrittenObject> {
  const { etag, 'x-oss-version-id': versionId, 'x-oss-hash-crc64ecma': crc64 } = await discardBody(response);
  return omitUndefined({ etag: etag && withoutQuotes(etag), versionId, crc64 });
}

async function readMetadata(response: HttpResponse): Promise<ObjectMetadata> {
  return readObjectMetadata({ headers: await discardBody(response) });
}

function readCallParts({
  versionId,
  headers,
  signal,
  onRetry,
}: ReadObjectOptions): Pick<BucketCall, 'query' | 'headers' | 'signal' | 'onRetry'> {
  return { query: omitUndefined({ versionId }), headers: headers ?? {}, signal, onRetry };
}
