import { discardBody, type HttpResponse } from '../transport.ts';
import type { Abortable, BucketCall, BucketRouter } from '../bucketRouter.ts';
import { readWrittenObject, type WrittenObject } from '../objectCalls.ts';
import { withoutQuotes } from '../objects.ts';
import { omitUndefined } from '../../optional.ts';
import { uploadBody } from '../uploadBody.ts';
import { MalformedXmlError, readXml } from '../../xml/xml.ts';
import { readDate, requiredText, escapeXmlText } from '../../xml/xmlFields.ts';

type Headers = Readonly<Record<string, string>>;

/** Object of a multipart upload, and the upload to which its parts belong. */
export interface PartsTarget {
  readonly bucket: string;
  readonly key: string;
  readonly uploadId: string;
}

/** Result of InitiateMultipartUpload. */
export interface InitiatedUpload {
  readonly uploadId: string;
  /** By OSS's clock, to the second. */
  readonly initiatedAt?: Date;
}

/** One part: its number, from 1 to 10,000, and its bytes. */
export interface PartContent {
  readonly number: number;
  readonly sizeBytes: number;
  readonly open: () => AsyncIterable<Uint8Array>;
}

/** Initiates a multipart upload (InitiateMultipartUpload). */
export function initiateMultipartUpload(
  router: BucketRouter,
  { bucket, key }: Omit<PartsTarget, 'uploadId'>,
  headers: Headers,
  { signal, onLostResponse }: Abortable & { readonly onLostResponse?: BucketCall['onLostResponse'] },
): Promise<InitiatedUpload> {
  // The response contains the key, which may have characters that XML cannot represent.
  const query = { uploads: '', 'encoding-type': 'url' };
  return router.callBucket(
    {
      operation: 'InitiateMultipartUpload',
      method: 'POST',
      bucket,
      key,
      query,
      headers,
      signal,
      onLostResponse,
    },
    async (response) => {
      const fields = await readXml(response.body, 'InitiateMultipartUploadResult');
      return omitUndefined({
        uploadId: requiredText(fields, 'UploadId'),
        initiatedAt: readDate(response.headers['date']),
      });
    },
  );
}

/** Part that OSS stores. */
export interface UploadedPart {
  /** In quotes, as OSS expects it back. */
  readonly etag: string;
  /** CRC-64 of the part, in decimal; absent on hosts that do not send it. */
  readonly crc64?: string;
}

/** Control of one part. */
export interface PartControl {
  readonly signal: AbortSignal;
  readonly onProgress: (partBytes: number) => void;
  /** Called before each repetition after a temporary failure. */
  readonly onRetry?: BucketCall['onRetry'];
}

/** Uploads one part (UploadPart). */
export function uploadPart(
  router: BucketRouter,
  { bucket, key, uploadId }: PartsTarget,
  { number, sizeBytes, open }: PartContent,
  headers: Headers,
  { signal, onProgress, onRetry }: PartControl,
): Promise<UploadedPart> {
  return router.callBucket(
    {
      operation: 'UploadPart',
      method: 'PUT',
      bucket,
      key,
      query: { partNumber: String(number), uploadId },
      headers: { ...headers, 'content-length': String(sizeBytes) },
      body: uploadBody(open, sizeBytes, onProgress),
      signal,
      onRetry,
    },
    async (response) => {
      const { etag, 'x-oss-hash-crc64ecma': crc64 } = await discardBody(response);
      if (etag === undefined) throw new MalformedXmlError('The response to a part has no ETag.');
      return omitUndefined({ etag, crc64 });
    },
  );
}

/** Copies a range of an object as a part (UploadPartCopy). */
export function copyPart(
  router: BucketRouter,
  { bucket, key, uploadId }: PartsTarget,
  { number, start, end }: { readonly number: number; readonly start: number; readonly end: number },
  headers: Headers,
  { signal }: Abortable,
): Promise<UploadedPart> {
  return router.callBucket(
    {
      operation: 'UploadPartCopy',
      method: 'PUT',
      bucket,
      key,
      query: { partNumber: String(number), uploadId },
      headers: { ...headers, 'x-oss-copy-source-range': `bytes=${start}-${end - 1}` },
      signal,
    },
    async (response) => {
      const fields = await readXml(response.body, 'CopyPartResult');
      return omitUndefined({
        etag: requiredText(fields, 'ETag'),
        crc64: response.headers['x-oss-hash-crc64ecma'],
      });
    },
  );
}

/** Combines the parts, in ascending order of their numbers, into one object (CompleteMultipartUpload). */
export function completeMultipartUpload(
  router: BucketRouter,
  { bucket, key, uploadId }: PartsTarget,
  etags: readonly (readonly [number: number, etag: string])[],
  headers: Headers,
  { signal }: Abortable,
): Promise<WrittenObject> {
  const body = uploadBody(Buffer.from(partList(etags)));
  // With a callback, the response comes from the called server.
  const isFromCallback = headers['x-oss-callback'] !== undefined;
  return router.callBucket(
    {
      operation: 'CompleteMultipartUpload',
      method: 'POST',
      bucket,
      key,
      query: { uploadId, 'encoding-type': 'url' },
      headers: { ...headers, 'content-type': 'application/xml', 'content-length': String(body.sizeBytes) },
      body,
      signal,
    },
    isFromCallback ? readWrittenObject : readCompletedUpload,
  );
}

/** Aborts an upload and deletes its parts (AbortMultipartUpload). */
export function abortMultipartUpload(
  router: BucketRouter,
  { bucket, key, uploadId }: PartsTarget,
  headers: Headers,
  { signal }: Abortable,
): Promise<void> {
  const query = { uploadId };
  return router.callBucket(
    { operation: 'AbortMultipartUpload', method: 'DELETE', bucket, key, query, headers, signal },
    async (response) => {
      await discardBody(response);
    },
  );
}

/** True if OSS stores a part of an upload (ListParts). */
export function hasParts(
  router: BucketRouter,
  { bucket, key, uploadId }: PartsTarget,
  { signal }: Abortable,
): Promise<boolean> {
  const query = { uploadId, 'max-parts': '1', 'encoding-type': 'url' };
  return router.callBucket({ operation: 'ListParts', method: 'GET', bucket, key, query, signal }, async ({ body }) => {
    let isFound = false;
    await readXml(body, 'ListPartsResult', { Part: () => (isFound = true) });
    return isFound;
  });
}

async function readCompletedUpload({ headers, body }: HttpResponse): Promise<WrittenObject> {
  const fields = await readXml(body, 'CompleteMultipartUploadResult');
  return omitUndefined({
    etag: withoutQuotes(requiredText(fields, 'ETag')),
    versionId: headers['x-oss-version-id'],
    crc64: headers['x-oss-hash-crc64ecma'],
  });
}

function partList(etags: readonly (readonly [number: number, etag: string])[]): string {
  const parts = etags.map(
    ([number, etag]) => `<Part><PartNumber>${number}</PartNumber><ETag>${escapeXmlText(etag)}</ETag></Part>`,
  );
  return `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`;
}
