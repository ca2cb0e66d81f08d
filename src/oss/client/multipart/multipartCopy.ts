import type { BucketRouter } from '../bucketRouter.ts';
import { copyPart } from './multipartCalls.ts';
import { partSizeFor } from './multipartUpload.ts';
import { writeInParts, type WriteInPartsOptions } from './multipartWrite.ts';
import { copySourceHeader, type CopySource, type WrittenObject } from '../objectCalls.ts';

/** OSS copies the bytes itself, so that parts may be large. */
const DEFAULT_PART_BYTES = 128 * 2 ** 20;
const CONDITION_PREFIX = 'x-oss-copy-source-if-';

export interface CopyInPartsOptions extends WriteInPartsOptions {
  /** 128 MiB unless given; more where there would be over 10,000 parts. At least 100 KiB. */
  readonly partSizeBytes?: number;
}

/**
 * Copies an object of any size within its region, in parts (UploadPartCopy). Nothing of the source but its bytes is kept:
 * `headers` describes the copy. Their `x-oss-copy-source-if-*` hold for each part.
 */
export function copyInParts(
  router: BucketRouter,
  bucket: string,
  key: string,
  source: CopySource & { readonly sizeBytes: number },
  options: CopyInPartsOptions = {},
): Promise<WrittenObject> {
  const { sizeBytes } = source;
  const { headers = {} } = options;
  const entries = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  const isCondition = ([name]: readonly [string, string]): boolean => name.startsWith(CONDITION_PREFIX);
  const sourceHeaders = { ...copySourceHeader(source), ...Object.fromEntries(entries.filter(isCondition)) };
  const described = Object.fromEntries(entries.filter((entry) => !isCondition(entry)));
  const target = {
    bucket,
    key,
    sizeBytes,
    partSizeBytes: partSizeFor(sizeBytes, options.partSizeBytes ?? DEFAULT_PART_BYTES),
  };
  return writeInParts(
    router,
    options.resume ?? {},
    target,
    async (upload, part, partHeaders, { signal, onProgress }) => {
      const { etag } = await copyPart(router, upload, part, { ...partHeaders, ...sourceHeaders }, { signal });
      onProgress(part.end - part.start);
      return etag;
    },
    { ...options, headers: described },
  );
}
