import { InvalidInputError } from '../../errors/errors.ts';
import type { BucketRouter } from '../bucketRouter.ts';
import { isUploadGone } from './abandonedUploads.ts';
import { uploadPart } from './multipartCalls.ts';
import { writeInParts, type ResumableUpload, type WriteInPartsOptions, type WritePart } from './multipartWrite.ts';
import { putObject } from '../objectCalls.ts';
import type { WrittenObject } from '../objectCalls.ts';

const MIB = 2 ** 20;
const DEFAULT_PART_BYTES = 8 * MIB;
/** OSS's limits: parts but the last have at least 100 KB, and there are at most 10,000. https://help.aliyun.com/zh/oss/developer-reference/uploadpart */
const MIN_PART_BYTES = 100 * 1024;
const MAX_PARTS = 10_000;
/** How often a part that arrives damaged is sent. */
const PART_ATTEMPTS = 2;

/** Content of known size of which any range can be opened, as often as is needed. */
export interface RangedContent {
  readonly sizeBytes: number;
  /** Opens the bytes from `start` up to, not including, `end`. */
  readonly open: (start: number, end: number) => AsyncIterable<Uint8Array>;
  /** Throws if OSS received other bytes than the range from `start`, by their CRC-64 in decimal. */
  readonly checkRange?: (start: number, crc64: string) => void;
}

export interface UploadInPartsOptions extends WriteInPartsOptions {
  /** 8 MiB unless given; more where there would be over 10,000 parts. At least 100 KiB. */
  readonly partSizeBytes?: number;
}

/**
 * Writes an object in parts that are sent side by side, or by PutObject where one part would do. A cancelled upload is
 * aborted; a failed one can be resumed with `resume`.
 */
export async function uploadInParts(
  router: BucketRouter,
  bucket: string,
  key: string,
  content: RangedContent,
  options: UploadInPartsOptions = {},
): Promise<WrittenObject> {
  const { sizeBytes } = content;
  const partSizeBytes = partSizeFor(sizeBytes, options.partSizeBytes);
  if (sizeBytes <= partSizeBytes) {
    return putObject(router, bucket, key, () => content.open(0, sizeBytes), {
      ...{ onRetry: options.slots?.slowDown },
      ...options,
      sizeBytes,
    });
  }
  const resume = options.resume ?? {};
  validateSameUpload(resume.started, bucket, key, sizeBytes);
  const isResumed = resume.started !== undefined;
  const attempt = (): Promise<WrittenObject> =>
    writeInParts(router, resume, { bucket, key, partSizeBytes, sizeBytes }, sendPart(router, content), options);
  try {
    return await attempt();
  } catch (error) {
    // A lifecycle rule may have removed the upload in the meantime.
    if (isResumed && isUploadGone(error)) return attempt();
    throw error;
  }
}

/** Part size within OSS's limits, in whole MiB if it must be enlarged. */
export function partSizeFor(sizeBytes: number, wantedBytes = DEFAULT_PART_BYTES): number {
  if (!Number.isSafeInteger(wantedBytes) || wantedBytes < MIN_PART_BYTES) {
    throw new InvalidInputError('partSizeBytes', 'A part must have at least {0} bytes.', [MIN_PART_BYTES]);
  }
  const neededBytes = sizeBytes / MAX_PARTS;
  return neededBytes <= wantedBytes ? wantedBytes : Math.ceil(neededBytes / MIB) * MIB;
}

function validateSameUpload(begun: ResumableUpload['started'], bucket: string, key: string, sizeBytes: number): void {
  if (begun === undefined) return;
  if (begun.bucket !== bucket || begun.key !== key || begun.sizeBytes !== sizeBytes) {
    throw new InvalidInputError('resume', 'The upload in progress belongs to another object or to other content.');
  }
}

/** Uploads the bytes of a part. */
function sendPart(router: BucketRouter, content: RangedContent): WritePart {
  return async (upload, { number, start, end }, headers, control) => {
    const part = { number, sizeBytes: end - start, open: () => content.open(start, end) };
    for (let attempt = 1; ; attempt++) {
      const { etag, crc64 } = await uploadPart(router, upload, part, headers, control);
      try {
        if (crc64 !== undefined) content.checkRange?.(start, crc64);
        return etag;
      } catch (error) {
        // A damaged part is sent again, which replaces it.
        if (attempt >= PART_ATTEMPTS) throw error;
      }
    }
  };
}
