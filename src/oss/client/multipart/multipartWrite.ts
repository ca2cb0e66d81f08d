import { OssError, TransportError } from '../../errors/errors.ts';
import { inParallel } from '../../inParallel.ts';
import { inSlots, type RequestSlots } from '../../requestSlots.ts';
import type { BucketRouter } from '../bucketRouter.ts';
import { AbandonedUploads, isUploadGone } from './abandonedUploads.ts';
import { completeMultipartUpload, initiateMultipartUpload } from './multipartCalls.ts';
import type { InitiatedUpload, PartControl, PartsTarget } from './multipartCalls.ts';
import { headObject } from '../objectCalls.ts';
import type { WriteObjectOptions, WrittenObject } from '../objectCalls.ts';
import { omitUndefined } from '../../optional.ts';
import type { LostResponse } from '../signedCall.ts';

/** Multipart upload in progress. */
interface StartedUpload extends PartsTarget, InitiatedUpload {
  readonly sizeBytes: number;
  readonly partSizeBytes: number;
  /** By part number; in quotes. */
  readonly etags: Map<number, string>;
}

/**
 * Progress of an upload. A caller that keeps this (empty at first) and passes it again after a failure, with the same
 * content, uploads only the missing parts.
 */
export interface ResumableUpload {
  started?: StartedUpload;
}

/** Options of an object that is written in parts. */
export interface WriteInPartsOptions extends WriteObjectOptions {
  /** Number of concurrent parts without `slots`, 3 by default. */
  readonly parallelParts?: number;
  /** Slots that the parts share with others. The caller holds one of them, which the parts use too. */
  readonly slots?: RequestSlots;
  /** Without it a failed upload is aborted, as a cancelled one always is. */
  readonly resume?: ResumableUpload;
  /** Called if OSS may keep parts of the upload and charge for them, because it could not be aborted. */
  readonly onLeftBehind?: () => void;
  /** Called once all parts are stored. An error ends the upload, and the object stays as it is. */
  readonly beforeCompletion?: () => Promise<void>;
}

/** A part of the object: its number, and its bytes from `start` up to, not including, `end`. */
export interface PartRange {
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

/** Stores one part at OSS and gives its ETag, in quotes. */
export type WritePart = (
  upload: PartsTarget,
  part: PartRange,
  headers: Readonly<Record<string, string>>,
  control: PartControl,
) => Promise<string>;

/**
 * Writes an object whose parts `writePart` stores, side by side. A cancelled upload is aborted, and a failed one too unless
 * it can be resumed.
 */
export async function writeInParts(
  router: BucketRouter,
  resume: ResumableUpload,
  target: { readonly bucket: string; readonly key: string; readonly partSizeBytes: number; readonly sizeBytes: number },
  writePart: WritePart,
  options: WriteInPartsOptions,
): Promise<WrittenObject> {
  const { signal, onLeftBehind } = options;
  const headers = headersByCall(options);
  const abandoned = new AbandonedUploads(router, target, headers.abort);
  resume.started ??= {
    ...target,
    ...(await initiate(router, target, headers.initiate, abandoned, options)),
    etags: new Map(),
  };
  const { started: begun } = resume;
  try {
    await writeMissingParts(begun, writePart, headers.part, options);
    await options.beforeCompletion?.();
    const written = await complete(router, begun, headers.complete, signal);
    delete resume.started;
    return written;
  } catch (error) {
    const isAbandoned = signal?.aborted === true || options.resume === undefined;
    if (isAbandoned && !(await abandoned.abort(begun.uploadId))) onLeftBehind?.();
    if (signal?.aborted === true || isUploadGone(error) || isCallbackFailure(error)) delete resume.started;
    throw error;
  }
}

/** Initiates an upload. A lost response leaves another upload behind, which is aborted. */
async function initiate(
  router: BucketRouter,
  target: { readonly bucket: string; readonly key: string },
  headers: Readonly<Record<string, string>>,
  abandoned: AbandonedUploads,
  { signal, onLeftBehind }: WriteInPartsOptions,
): Promise<InitiatedUpload> {
  const lost: LostResponse[] = [];
  const onLostResponse = (one: LostResponse): void => void lost.push(one);
  let initiated: InitiatedUpload | undefined;
  try {
    initiated = await initiateMultipartUpload(router, target, headers, { signal, onLostResponse });
    return initiated;
  } finally {
    if (lost.length > 0 && !(await abandoned.abortLost(lost, initiated?.uploadId))) onLeftBehind?.();
  }
}

async function writeMissingParts(
  begun: StartedUpload,
  writePart: WritePart,
  headers: Readonly<Record<string, string>>,
  { parallelParts = 3, slots, onProgress, signal }: WriteInPartsOptions,
): Promise<void> {
  const { sizeBytes, partSizeBytes, etags } = begun;
  const numbers = Array.from({ length: Math.ceil(sizeBytes / partSizeBytes) }, (_, index) => index + 1);
  const startOf = (number: number): number => (number - 1) * partSizeBytes;
  const endOf = (number: number): number => Math.min(number * partSizeBytes, sizeBytes);
  const missing = numbers.filter((number) => !etags.has(number));
  let writtenBytes = sizeBytes - missing.reduce((sum, number) => sum + endOf(number) - startOf(number), 0);
  onProgress?.(writtenBytes);
  const write = async (number: number, partSignal: AbortSignal): Promise<void> => {
    let writtenOfPart = 0;
    const control = {
      signal: partSignal,
      onRetry: slots?.slowDown,
      onProgress(partBytes: number) {
        writtenBytes += partBytes - writtenOfPart;
        writtenOfPart = partBytes;
        onProgress?.(writtenBytes);
      },
    };
    etags.set(number, await writePart(begun, { number, start: startOf(number), end: endOf(number) }, headers, control));
  };
  await (slots === undefined
    ? inParallel(missing, parallelParts, write, signal)
    : inSlots(missing, slots, write, signal, { isNested: true }));
}

async function complete(
  router: BucketRouter,
  begun: StartedUpload,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal | undefined,
): Promise<WrittenObject> {
  const etags = [...begun.etags].sort(([a], [b]) => a - b);
  try {
    return await completeMultipartUpload(router, begun, etags, headers, { signal });
  } catch (error) {
    const stored = isUploadGone(error) ? await findStoredObject(router, begun, signal) : undefined;
    if (stored === undefined) throw error;
    return stored;
  }
}

/**
 * Object of an upload whose completion succeeded, although its response was lost. OSS no longer knows such an upload.
 */
async function findStoredObject(
  router: BucketRouter,
  { bucket, key, sizeBytes, etags, initiatedAt }: StartedUpload,
  signal: AbortSignal | undefined,
): Promise<WrittenObject | undefined> {
  try {
    const found = await headObject(router, bucket, key, { signal });
    const isOurs =
      found.sizeBytes === sizeBytes &&
      found.etag?.endsWith(`-${etags.size}`) === true &&
      initiatedAt !== undefined &&
      found.lastModified !== undefined &&
      found.lastModified >= initiatedAt;
    const { etag, versionId } = found;
    return isOurs ? omitUndefined({ etag, versionId, crc64: found.headers['x-oss-hash-crc64ecma'] }) : undefined;
  } catch (error) {
    if (error instanceof OssError || error instanceof TransportError) return undefined;
    throw error;
  }
}

/** True for a failed callback: the object is stored nevertheless. */
function isCallbackFailure(error: unknown): boolean {
  return error instanceof OssError && error.code === 'CallbackFailed';
}

const COMPLETION_HEADERS: readonly string[] = [
  'x-oss-forbid-overwrite',
  'x-oss-object-acl',
  'x-oss-callback',
  'x-oss-callback-var',
];
const PART_HEADERS: readonly string[] = ['x-oss-traffic-limit'];
const COMMON_HEADERS: readonly string[] = ['x-oss-request-payer'];
/** Headers of both initiation and completion, so that OSS refuses early and reliably. */
const ALSO_INITIATION_HEADERS: readonly string[] = ['x-oss-forbid-overwrite'];

/** Headers of an object, grouped by the calls that accept them. */
function headersByCall({
  headers = {},
  contentType,
}: WriteObjectOptions): Record<'initiate' | 'part' | 'complete' | 'abort', Readonly<Record<string, string>>> {
  const given = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  const only = (...lists: (readonly string[])[]): Record<string, string> =>
    Object.fromEntries(given.filter(([name]) => lists.some((list) => list.includes(name))));
  const others = given.filter(
    ([name]) =>
      ALSO_INITIATION_HEADERS.includes(name) || !(COMPLETION_HEADERS.includes(name) || PART_HEADERS.includes(name)),
  );
  return {
    initiate: { ...Object.fromEntries(others), ...(contentType !== undefined && { 'content-type': contentType }) },
    part: only(PART_HEADERS, COMMON_HEADERS),
    complete: only(COMPLETION_HEADERS, COMMON_HEADERS),
    abort: only(COMMON_HEADERS),
  };
}
