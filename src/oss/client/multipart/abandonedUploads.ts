import { OssError, TransportError } from '../../errors/errors.ts';
import type { BucketRouter } from '../bucketRouter.ts';
import { incompleteUploads, type IncompleteUpload } from './incompleteUploads.ts';
import { abortMultipartUpload, hasParts, type PartsTarget } from './multipartCalls.ts';
import type { LostResponse } from '../signedCall.ts';

/** Time limit for cleaning up after a failure or a cancellation. */
const CLEANUP_TIMEOUT_MS = 10_000;
/**
 * Tolerance for comparing times: OSS dates uploads in whole seconds, and the offset of its clock is known to the
 * second.
 */
const CLOCK_TOLERANCE_MS = 2_000;

/** Uploads of one object that nobody will complete. OSS charges for their parts until they are aborted. */
export class AbandonedUploads {
  readonly #router: BucketRouter;
  readonly #object: Omit<PartsTarget, 'uploadId'>;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(router: BucketRouter, object: Omit<PartsTarget, 'uploadId'>, headers: Readonly<Record<string, string>>) {
    this.#router = router;
    this.#object = object;
    this.#headers = headers;
  }

  /** Aborts an upload. False if OSS may keep it. */
  abort(uploadId: string): Promise<boolean> {
    return this.#cleanUp(async (signal) => {
      await this.#abort(uploadId, signal);
      return true;
    });
  }

  /**
   * Finds the uploads of initiations whose responses were lost, and aborts them. False if OSS may keep one: because it
   * could not be reached, or because a found upload may belong to another client. `ownId` is the upload in progress.
   */
  abortLost(lost: readonly LostResponse[], ownId: string | undefined): Promise<boolean> {
    return this.#cleanUp(async (signal) => {
      const found = (await this.#list(lost, signal)).filter(({ uploadId }) => uploadId !== ownId);
      if (found.length > lost.length) return false;
      for (const { uploadId } of found) {
        // Nobody can add parts to an upload whose ID was lost.
        if (await hasParts(this.#router, { ...this.#object, uploadId }, { signal })) return false;
        await this.#abort(uploadId, signal);
      }
      return true;
    });
  }

  /** Uploads of this object that were initiated while responses were lost. */
  async #list(lost: readonly LostResponse[], signal: AbortSignal): Promise<readonly IncompleteUpload[]> {
    const { bucket, key } = this.#object;
    const uploads: IncompleteUpload[] = [];
    for await (const upload of incompleteUploads(this.#router, bucket, { prefix: key, signal })) {
      // Longer keys follow.
      if (upload.key !== key) break;
      uploads.push(upload);
    }
    // The listing has measured the clock, if no call did before.
    const offsetMs = this.#router.clock.observedOffsetMs ?? this.#router.clock.offsetMs;
    const first = Math.min(...lost.map(({ sentAtMs }) => sentAtMs)) + offsetMs - CLOCK_TOLERANCE_MS;
    const last = Math.max(...lost.map(({ lostAtMs }) => lostAtMs)) + offsetMs + CLOCK_TOLERANCE_MS;
    return uploads.filter(({ initiatedAt }) => initiatedAt.getTime() >= first && initiatedAt.getTime() <= last);
  }

  async #abort(uploadId: string, signal: AbortSignal): Promise<void> {
    try {
      await abortMultipartUpload(this.#router, { ...this.#object, uploadId }, this.#headers, { signal });
    } catch (error) {
      if (!isUploadGone(error)) throw error;
    }
  }

  /** Result of a clean-up. A failure of it must not hide the error that caused it. */
  async #cleanUp(work: (signal: AbortSignal) => Promise<boolean>): Promise<boolean> {
    const timeout = AbortSignal.timeout(CLEANUP_TIMEOUT_MS);
    try {
      return await work(timeout);
    } catch (error) {
      if (error instanceof OssError || error instanceof TransportError || timeout.aborted) return false;
      throw error;
    }
  }
}

/** True if OSS no longer has the upload: it was completed or aborted. */
export function isUploadGone(error: unknown): boolean {
  return error instanceof OssError && error.code === 'NoSuchUpload';
}
