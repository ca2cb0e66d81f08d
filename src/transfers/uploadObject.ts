import type { OssClient } from '../oss/client/ossClient.ts';
import { endpointOf } from '../oss/client/bucketLocation.ts';
import { OssError, TransportError } from '../oss/errors/errors.ts';
import type { WrittenObject } from '../oss/client/objectCalls.ts';
import type { RequestSlots } from '../oss/requestSlots.ts';
import { ContentMismatchError, UploadUncertainError } from './transferErrors.ts';
import { crc64Header, SentContent, type FileContent } from './verifiedContent.ts';

/** Object to write. */
export interface ObjectUpload {
  readonly bucket: string;
  readonly key: string;
  readonly contentType: string;
  /** Name of the file, for errors. */
  readonly name: string;
}

export interface UploadControl {
  readonly onProgress: (sentBytes: number) => void;
  readonly signal: AbortSignal;
  /** Slots that the parts share with other files; the caller holds one of them. Without, a file has three of its own. */
  readonly slots?: RequestSlots;
  /** Called if OSS may keep parts of the upload that could not be aborted. */
  readonly onLeftBehind?: () => void;
}

/**
 * Protection of existing objects from an upload with `x-oss-forbid-overwrite`. `respected`: OSS refuses. `versions`:
 * OSS ignores the header, but keeps the old object as a version. `unknown`: neither is certain.
 */
export type OverwriteProtection = 'respected' | 'versions' | 'unknown';

type UploadClient = Pick<OssClient, 'headObject' | 'uploadInParts'>;

/** Protection of a bucket's existing objects; other hosts, such as gateways, may ignore the header. */
export async function overwriteProtection(
  client: Pick<OssClient, 'locationOf' | 'getBucketVersioning'>,
  bucket: string,
  signal: AbortSignal,
): Promise<OverwriteProtection> {
  try {
    const location = await client.locationOf(bucket, signal);
    const isOssHost = location.addressing !== 'cname' && endpointOf(location).kind !== undefined;
    const state = await client.getBucketVersioning(bucket, { signal });
    if (state === 'Enabled') return 'versions';
    return state === undefined && isOssHost ? 'respected' : 'unknown';
  } catch (error) {
    if (error instanceof OssError) return 'unknown';
    throw error;
  }
}

/** Whether an object exists; `unknown` if the key may not read it. */
export async function objectExists(
  client: Pick<OssClient, 'headObject'>,
  bucket: string,
  key: string,
  signal?: AbortSignal,
): Promise<boolean | 'unknown'> {
  try {
    await client.headObject(bucket, key, { signal });
    return true;
  } catch (error) {
    if (!(error instanceof OssError)) throw error;
    if (error.status === 404) return false;
    if (error.status === 403) return 'unknown';
    throw error;
  }
}

/** Uploads a file and verifies it; an existing object is replaced. */
export async function replaceObject(
  client: UploadClient,
  upload: ObjectUpload,
  content: FileContent,
  control: UploadControl,
): Promise<void> {
  await sendVerified(client, upload, new SentContent(content, upload.name), {}, control);
}

/**
 * Uploads a file and verifies it, unless the object exists. `exists`: nothing was sent. `unknown`: nothing was sent, and
 * an object may exist that the upload would replace for good.
 */
export async function createObject(
  client: UploadClient,
  upload: ObjectUpload,
  content: FileContent,
  protection: OverwriteProtection,
  control: UploadControl,
): Promise<'created' | 'exists' | 'unknown'> {
  const { bucket, key } = upload;
  if (protection !== 'respected') {
    const exists = await objectExists(client, bucket, key, control.signal);
    if (exists === true) return 'exists';
    if (exists === 'unknown' && protection === 'unknown') return 'unknown';
  }
  const sent = new SentContent(content, upload.name);
  try {
    await sendVerified(client, upload, sent, { 'x-oss-forbid-overwrite': 'true' }, control);
    return 'created';
  } catch (error) {
    if (!(error instanceof OssError) || error.code !== 'FileAlreadyExists') throw error;
    // The response to an earlier attempt may have been lost after OSS had stored the object.
    const isOurs = sent.isRepeated && (await findStored(client, upload, sent, control.signal)) === 'stored';
    return isOurs ? 'created' : 'exists';
  }
}

/** Sends a file, and once more if it arrives damaged: the damaged object must not stay in place of the right one. */
async function sendVerified(
  client: UploadClient,
  upload: ObjectUpload,
  sent: SentContent,
  headers: Readonly<Record<string, string>>,
  control: UploadControl,
): Promise<void> {
  const { bucket, key, name } = upload;
  const isDamaged = ({ crc64 }: WrittenObject): boolean => crc64 !== undefined && crc64 !== sent.crc64;
  const written = await send(client, upload, sent, headers, control);
  if (!isDamaged(written)) return;
  const damaged = new ContentMismatchError(name, 'upload', { bucket, key });
  if (!(await isWrittenObject(client, upload, written, control.signal))) throw damaged;
  try {
    // Without the headers: OSS would refuse to replace the damaged object.
    if (!isDamaged(await send(client, upload, sent, {}, control))) return;
  } catch {
    // However the repetition failed, the user needs to know about the damaged object.
  }
  throw damaged;
}

/** Whether the object is the written one. Any other object was written by another client meanwhile. */
async function isWrittenObject(
  client: UploadClient,
  { bucket, key }: ObjectUpload,
  written: WrittenObject,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const { etag } = await client.headObject(bucket, key, { signal });
    return etag !== undefined && etag === written.etag;
  } catch (error) {
    if (error instanceof OssError || error instanceof TransportError || signal.aborted) return false;
    throw error;
  }
}

/** Sends a file. If the response is lost or interrupted by a cancellation, OSS is asked whether it stored the file. */
async function send(
  client: UploadClient,
  upload: ObjectUpload,
  sent: SentContent,
  headers: Readonly<Record<string, string>>,
  control: UploadControl,
): Promise<WrittenObject> {
  const { bucket, key, contentType, name } = upload;
  try {
    return await client.uploadInParts(bucket, key, sent, { contentType, headers, ...control });
  } catch (error) {
    const isResponseLost = control.signal.aborted || error instanceof TransportError || isServerFailure(error);
    if (!isResponseLost || sent.crc64 === undefined) throw error;
    switch (await findStored(client, upload, sent, AbortSignal.timeout(LOOKUP_TIMEOUT_MS))) {
      case 'stored':
        return { crc64: sent.crc64 };
      case 'other':
        throw error;
      case 'unknown':
        throw new UploadUncertainError(name, { cause: error });
    }
  }
}

/** True for failures of the server or of a server before it; OSS may have stored the object nevertheless. */
function isServerFailure(error: unknown): boolean {
  return error instanceof OssError && (error.status >= 500 || error.status < 400);
}

/** Time limit for looking up an upload that was cancelled. */
const LOOKUP_TIMEOUT_MS = 10_000;

/** Whether OSS has the content that was sent: `other` if it has no object or one of other content. */
async function findStored(
  client: UploadClient,
  { bucket, key }: ObjectUpload,
  sent: SentContent,
  signal: AbortSignal,
): Promise<'stored' | 'other' | 'unknown'> {
  try {
    const { sizeBytes, headers } = await client.headObject(bucket, key, { signal });
    const stored = crc64Header(headers);
    if (sizeBytes !== sent.sizeBytes) return 'other';
    return stored === undefined ? 'unknown' : stored === sent.crc64 ? 'stored' : 'other';
  } catch (error) {
    if (error instanceof OssError) return error.status === 404 ? 'other' : 'unknown';
    if (error instanceof TransportError || signal.aborted) return 'unknown';
    throw error;
  }
}
