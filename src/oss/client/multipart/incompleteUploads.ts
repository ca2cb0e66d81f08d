import { omitUndefined } from '../../optional.ts';
import { readXml, type XmlFields } from '../../xml/xml.ts';
import { isTrue, optionalText, requiredDate, requiredText, urlDecoder } from '../../xml/xmlFields.ts';
import type { Abortable, BucketRouter } from '../bucketRouter.ts';
import { prefetchPages, validateNextMarker } from '../paging.ts';

/** Multipart upload that was neither completed nor aborted; OSS charges for its parts. */
export interface IncompleteUpload {
  readonly key: string;
  readonly uploadId: string;
  readonly initiatedAt: Date;
}

export interface IncompleteUploadsOptions extends Abortable {
  readonly prefix?: string;
  /** 1 to 1,000 uploads per page; 1,000 by default. */
  readonly maxUploads?: number;
}

interface UploadMarker {
  readonly key: string;
  readonly uploadId?: string;
}

interface UploadPage {
  readonly uploads: readonly IncompleteUpload[];
  readonly next?: UploadMarker;
}

/** All incomplete multipart uploads of a bucket, by key (ListMultipartUploads). */
export async function* incompleteUploads(
  router: BucketRouter,
  bucket: string,
  options: IncompleteUploadsOptions = {},
): AsyncGenerator<IncompleteUpload> {
  const read = (from: UploadMarker | undefined, signal: AbortSignal): Promise<UploadPage> =>
    listMultipartUploads(router, bucket, from, { ...options, signal });
  const pages = prefetchPages({ read, nextMarker: (page) => page.next }, undefined, options.signal);
  for await (const { uploads } of pages) yield* uploads;
}

function listMultipartUploads(
  router: BucketRouter,
  bucket: string,
  from: UploadMarker | undefined,
  { prefix, maxUploads = 1000, signal }: IncompleteUploadsOptions,
): Promise<UploadPage> {
  const query = omitUndefined({
    uploads: '',
    'encoding-type': 'url',
    'max-uploads': String(maxUploads),
    prefix: prefix || undefined,
    'key-marker': from?.key,
    'upload-id-marker': from?.uploadId,
  });
  const call = { operation: 'ListMultipartUploads', method: 'GET', bucket, query, signal } as const;
  return router.callBucket(call, async ({ body }) => {
    const page = await readUploadPage(body);
    validateNextMarker(from, page.next);
    return page;
  });
}

async function readUploadPage(body: AsyncIterable<Uint8Array>): Promise<UploadPage> {
  const uploads: XmlFields[] = [];
  const fields = await readXml(body, 'ListMultipartUploadsResult', { Upload: (upload) => uploads.push(upload) });
  const decode = urlDecoder(fields);
  return omitUndefined({
    uploads: uploads.map((upload) => ({
      key: decode(requiredText(upload, 'Key')),
      uploadId: requiredText(upload, 'UploadId'),
      initiatedAt: requiredDate(upload, 'Initiated'),
    })),
    next: isTrue(fields, 'IsTruncated')
      ? omitUndefined({
          key: decode(requiredText(fields, 'NextKeyMarker')),
          uploadId: optionalText(fields, 'NextUploadIdMarker'),
        })
      : undefined,
  });
}
