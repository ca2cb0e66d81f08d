import { InvalidInputError } from '../../oss/errors/errors.ts';
import {
  abortMultipartUploadRequest,
  completeMultipartUploadRequest,
  uploadPartRequest,
} from '../../oss/requests/multipartRequests.ts';
import type { PresignRequest, PresignResult } from '../../oss/signing/presign.ts';
import { TimeSlices } from './timeSlices.ts';

/** OSS takes parts of 100 KB to 5 GB, at most 10,000; parts of whole MiB can be cut by any shell. */
export const MIB = 1024 ** 2;
const MAX_PARTS = 10_000;
const MAX_PART_BYTES = 5 * 1024 ** 3;

/** How a file is cut. */
export interface Parts {
  /** A whole number of MiB. */
  readonly partBytes: number;
  readonly count: number;
}

/** An upload in parts that has begun, with the links to go on. */
export interface MultipartLinks extends Parts {
  readonly fileBytes: number;
  readonly parts: readonly PresignResult[];
  readonly complete: PresignResult;
  readonly abort: PresignResult;
}

/**
 * Cuts a file into parts, of `wantedBytes` where that gives at most 10,000. Throws an `InvalidInputError` for a file that
 * is empty or larger than OSS takes.
 */
export function splitIntoParts(fileBytes: number, wantedBytes: number): Parts {
  const least = Math.ceil(fileBytes / MAX_PARTS / MIB) * MIB;
  const partBytes = Math.max(Math.ceil(wantedBytes / MIB) * MIB, least, MIB);
  if (fileBytes < 1 || partBytes > MAX_PART_BYTES) {
    throw new InvalidInputError('size', 'An upload in parts takes 1 byte to 48.8 TB, in parts of at most 5 GB.');
  }
  return { partBytes, count: Math.ceil(fileBytes / partBytes) };
}

/**
 * The links of all parts, of the end and of giving up; the upload itself has begun. `onSigned` is told how many parts have
 * theirs, and may throw to end it.
 */
export async function multipartLinks(
  target: { readonly bucket: string; readonly key: string; readonly uploadId: string },
  fileBytes: number,
  parts: Parts,
  presign: (request: PresignRequest) => PresignResult,
  onSigned: (count: number) => void = () => undefined,
): Promise<MultipartLinks> {
  const turns = new TimeSlices();
  const signed: PresignResult[] = [];
  for (let partNumber = 1; partNumber <= parts.count; partNumber++) {
    if (turns.isUsedUp) await turns.next();
    signed.push(presign(uploadPartRequest({ ...target, partNumber })));
    onSigned(partNumber);
  }
  return {
    ...parts,
    fileBytes,
    parts: signed,
    // Without a list of parts in its body, so that nothing has to be collected on the way.
    complete: presign(completeMultipartUploadRequest({ ...target, completeAll: true })),
    abort: presign(abortMultipartUploadRequest(target)),
  };
}
