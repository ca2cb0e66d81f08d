import type { OssClient } from '../oss/client/ossClient.ts';
import { endpointOf } from '../oss/client/bucketLocation.ts';
import { OssError } from '../oss/errors/errors.ts';
import { ContentMismatchError } from './transferErrors.ts';
import { crc64Header, SentContent, type FileContent } from './verifiedContent.ts';

/** An object to be written. */
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
}

/**
 * How a bucket protects existing objects from an upload with `x-oss-forbid-overwrite`. `respected`: OSS refuses.
 * `versions`: OSS ignores the header, but keeps the old object as a version. `unknown`: neither is certain.
 */
export type OverwriteProtection = 'respected' | 'versions' | 'unknown';

type UploadClient = Pick<OssClient, 'headObject' | 'uploadInParts'>;

/** Asks OSS how it protects existing objects; other hosts, such as gateways, may ignore the header. */
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
  await send(client, upload, new SentContent(content, upload.name), {}, control);
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
    await send(client, upload, sent, { 'x-oss-forbid-overwrite': 'true' }, control);
    return 'created';
  } catch (error) {
    if (!(error instanceof OssError) || error.code !== 'FileAlreadyExists') throw error;
    // The answer to an earlier attempt may have been lost after OSS had stored the object.
    const isOurs = sent.isRepeated && (await isStored(client, upload, sent, control.signal));
    return isOurs ? 'created' : 'exists';
  }
}

async function send(
  client: UploadClient,
  { bucket, key, contentType, name }: ObjectUpload,
  sent: SentContent,
  headers: Readonly<Record<string, string>>,
  control: UploadControl,
): Promise<void> {
  const { crc64 } = await client.uploadInParts(bucket, key, sent, { contentType, headers, ...control });
  if (crc64 !== undefined && crc64 !== sent.crc64) throw new ContentMismatchError(name, 'upload');
}

/** Whether the object has the content that was sent. */
async function isStored(
  client: UploadClient,
  { bucket, key }: ObjectUpload,
  sent: SentContent,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const { sizeBytes, headers } = await client.headObject(bucket, key, { signal });
    const stored = crc64Header(headers);
    return sizeBytes === sent.sizeBytes && stored !== undefined && stored === sent.crc64;
  } catch (error) {
    if (error instanceof OssError) return false;
    throw error;
  }
}
