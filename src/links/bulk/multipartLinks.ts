import { InvalidInputError } from '../../oss/errors/errors.ts';
import {
  abortMultipartUploadRequest,
  completeMultipartUploadRequest,
  uploadPartRequest,
} from '../../oss/requests/multipartRequests.ts';
import type { PresignRequest, PresignResult } from '../../oss/signing/presign.ts';
import { TimeSlices } from './timeSlices.ts';

/**
 * Limits of OSS: parts of 100 KB to 5 GB, at most 10,000. Parts are whole MiB, so that `dd` can cut them.
 * https://www.alibabacloud.com/help/en/oss/user-guide/multipart-upload
 */
export const MIB = 1024 ** 2;
const MAX_PARTS = 10_000;
const MAX_PART_BYTES = 5 * 1024 ** 3;

/** Size and number of the parts of a file. */
export interface Parts {
  /** A whole number of MiB. */
  readonly partBytes: number;
  readonly count: number;
}

/** Links of a multipart upload that has been initiated. */
export interface MultipartLinks extends Parts {
  readonly fileBytes: number;
  readonly parts: readonly PresignResult[];
  readonly complete: PresignResult;
  readonly abort: PresignResult;
}

/**
 * Parts of a file, of `wantedBytes` if that gives at most 10,000 parts. Throws an `InvalidInputError` for a file that is
 * empty or larger than OSS allows.
 */
export function splitIntoParts(fileBytes: number, wantedBytes: number): Parts {
  const least = Math.ceil(fileBytes / MAX_PARTS / MIB) * MIB;
  const partBytes = Math.max(Math.ceil(wantedBytes / MIB) * MIB, least, MIB);
  if (fileBytes < 1 || partBytes > MAX_PART_BYTES) {
    throw new InvalidInputError('size', 'A multipart upload can have 1 byte to 48.8 TB, in parts of at most 5 GB.');
  }
  return { partBytes, count: Math.ceil(fileBytes / partBytes) };
}

/**
 * Links for all parts, and for completing and aborting an initiated upload. `onSigned` receives the number of signed
 * parts and may throw to cancel.
 */
export async function multipartLinks(
  target: { readonly bucket: string; readonly key: string; readonly uploadId: string },
  fileBytes: number,
  parts: Parts,
  presign: (request: PresignRequest) => PresignResult,
  onSigned: (count: number) => void = () => undefined,
): Promise<MultipartLinks> {
  const slices = new TimeSlices();
  const signed: PresignResult[] = [];
  for (let partNumber = 1; partNumber <= parts.count; partNumber++) {
    if (slices.isUsedUp) await slices.next();
    signed.push(presign(uploadPartRequest({ ...target, partNumber })));
    onSigned(partNumber);
  }
  return {
    ...parts,
    fileBytes,
    parts: signed,
    // Completes without a list of parts in the body, so that the script needs to collect no ETags.
    complete: presign(completeMultipartUploadRequest({ ...target, completeAll: true })),
    abort: presign(abortMultipartUploadRequest(target)),
  };
}
