import { InvalidInputError, OssError, TransportError } from '../errors/errors.ts';
import { inParallel } from '../inParallel.ts';
import type { BucketRouter } from './bucketRouter.ts';
import { AbandonedUploads, isUploadGone } from './abandonedUploads.ts';
import { completeMultipartUpload, initiateMultipartUpload, uploadPart } from './multipartCalls.ts';
import type { InitiatedUpload, PartsTarget } from './multipartCalls.ts';
import { headObject, putObject } from './objectCalls.ts';
import type { WriteObjectOptions, WrittenObject } from './objectCalls.ts';
import { omitUndefined } from '../optional.ts';
import type { LostAnswer } from './signedCall.ts';

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

/** Multipart upload in progress. */
interface StartedUpload extends PartsTarget, InitiatedUpload {
  readonly sizeBytes: number;
  readonly partSizeBytes: number;
  /** By part number; in quotes. */
  readonly etags: Map<number, string>;
}

/**
 * How far an upload has come. A caller that keeps this (empty at first) and passes it again after a failure, with the
 * same content, uploads only what was missing.
 */
export interface ResumableUpload {
  started?: StartedUpload;
}

export interface UploadInPartsOptions extends WriteObjectOptions {
  /** 8 MiB unless given; more where there would be over 10,000 parts. At least 100 KiB. */
  readonly partSizeBytes?: number;
  /** Number of concurrent parts, 3 by default. */
  readonly parallelParts?: number;
  /** Without it a failed upload is aborted, as a cancelled one always is. */
  readonly resume?: ResumableUpload;
  /** Hears that OSS may keep parts of the upload, and charge for them, because it could not be aborted. */
  readonly onLeftBehind?: () => void;
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
    return putObject(router, bucket, key, () => content.open(0, sizeBytes), { ...options, sizeBytes });
  }
  const resume = options.resume ?? {};
  validateSameUpload(resume.started, bucket, key, sizeBytes);
  const isResumed = resume.started !== undefined;
  const attempt = (): Promise<WrittenObject> =>
    uploadOnce(router, resume, { bucket, key, partSizeBytes }, content, options);
  try {
    return await attempt();
  } catch (error) {
    // A lifecycle rule may have removed the upload in the meantime.
    if (isResumed && isUploadGone(error)) return attempt();
    throw error;
  }
}

/** Part size within OSS's limits, in whole MiB if it must be enlarged. */
function partSizeFor(sizeBytes: number, wantedBytes = DEFAULT_PART_BYTES): number {
  if (!Number.isSafeInteger(wantedBytes) || wantedBytes < MIN_PART_BYTES) {
    throw new InvalidInputError('partSizeBytes', 'A part must have at least {0} bytes.', [MIN_PART_BYTES]);
  }
  const neededBytes = sizeBytes / MAX_PARTS;
  return neededBytes <= wantedBytes ? wantedBytes : Math.ceil(neededBytes / MIB) * MIB;
}

function validateSameUpload(begun: StartedUpload | undefined, bucket: string, key: string, sizeBytes: number): void {
  if (begun === undefined) return;
  if (begun.bucket !== bucket || begun.key !== key || begun.sizeBytes !== sizeBytes) {
    throw new InvalidInputError('resume', 'The upload in progress belongs to another object or to other content.');
  }
}

async function uploadOnce(
  router: BucketRouter,
  resume: ResumableUpload,
  target: { readonly bucket: string; readonly key: string; readonly partSizeBytes: number },
  content: RangedContent,
  options: UploadInPartsOptions,
): Promise<WrittenObject> {
  const { signal, onLeftBehind } = options;
  const headers = headersByCall(options);
  const { sizeBytes } = content;
  const abandoned = new AbandonedUploads(router, target, headers.abort);
  resume.started ??= {
    ...target,
    sizeBytes,
    ...(await initiate(router, target, headers.initiate, abandoned, options)),
    etags: new Map(),
  };
  const { started: begun } = resume;
  try {
    await sendMissingParts(router, begun, content, headers.part, options);
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

/** Initiates an upload. An answer that is lost leaves another upload behind, which is aborted. */
async function initiate(
  router: BucketRouter,
  target: { readonly bucket: string; readonly key: string },
  headers: Readonly<Record<string, string>>,
  abandoned: AbandonedUploads,
  { signal, onLeftBehind }: UploadInPartsOptions,
): Promise<InitiatedUpload> {
  const lost: LostAnswer[] = [];
  const onLostAnswer = (one: LostAnswer): void => void lost.push(one);
  let initiated: InitiatedUpload | undefined;
  try {
    initiated = await initiateMultipartUpload(router, target, headers, { signal, onLostAnswer });
    return initiated;
  } finally {
    if (lost.length > 0 && !(await abandoned.abortLost(lost, initiated?.uploadId))) onLeftBehind?.();
  }
}

async function sendMissingParts(
  router: BucketRouter,
  begun: StartedUpload,
  content: RangedContent,
  headers: Readonly<Record<string, string>>,
  { parallelParts = 3, onProgress, signal }: UploadInPartsOptions,
): Promise<void> {
  const { sizeBytes, partSizeBytes, etags } = begun;
  const numbers = Array.from({ length: Math.ceil(sizeBytes / partSizeBytes) }, (_, index) => index + 1);
  const startOf = (number: number): number => (number - 1) * partSizeBytes;
  const endOf = (number: number): number => Math.min(number * partSizeBytes, sizeBytes);
  const missing = numbers.filter((number) => !etags.has(number));
  let sentBytes = sizeBytes - missing.reduce((sum, number) => sum + endOf(number) - startOf(number), 0);
  onProgress?.(sentBytes);
  const send = async (number: number, partSignal: AbortSignal): Promise<void> => {
    const [start, end] = [startOf(number), endOf(number)];
    let sentOfPart = 0;
    const part = { number, sizeBytes: end - start, open: () => content.open(start, end) };
    const control = {
      signal: partSignal,
      onProgress(partBytes: number) {
        sentBytes += partBytes - sentOfPart;
        sentOfPart = partBytes;
        onProgress?.(sentBytes);
      },
    };
    for (let attempt = 1; ; attempt++) {
      const { etag, crc64 } = await uploadPart(router, begun, part, headers, control);
      try {
        if (crc64 !== undefined) content.checkRange?.(start, crc64);
        etags.set(number, etag);
        return;
      } catch (error) {
        // A damaged part is sent again, which replaces it.
        if (attempt >= PART_ATTEMPTS) throw error;
      }
    }
  };
  await inParallel(missing, parallelParts, send, signal);
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

/** Object of an upload whose completion succeeded, although its response was lost. OSS no longer knows such an upload. */
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

/** Each header of an object goes to the calls that take it. */
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
    initiate: omitUndefined({ ...Object.fromEntries(others), 'content-type': contentType }),
    part: only(PART_HEADERS, COMMON_HEADERS),
    complete: only(COMPLETION_HEADERS, COMMON_HEADERS),
    abort: only(COMMON_HEADERS),
  };
}
