import { createHash } from 'node:crypto';
import { Crc64 } from '../oss/crc64.ts';
import type { OssClient } from '../oss/client/ossClient.ts';
import { OssError } from '../oss/errors/errors.ts';
import { crc64Header, type FileContent } from './verifiedContent.ts';

/** Checksums of content. */
export interface Fingerprint {
  readonly sizeBytes: number;
  /** SHA-256 in hexadecimal. */
  readonly sha256: string;
  /** In the decimal form of OSS. */
  readonly crc64: string;
}

/** Comparison of an object with content: `unknown` if the AccessKey may not read the object, or if OSS sends no checksum. */
export type Comparison = 'same' | 'different' | 'absent' | 'unknown';

/** Checksums of content, which is read once. */
export async function fingerprintOf(content: FileContent, signal: AbortSignal): Promise<Fingerprint> {
  const sha256 = createHash('sha256');
  const crc64 = new Crc64();
  for await (const chunk of content.open(0, content.sizeBytes)) {
    signal.throwIfAborted();
    sha256.update(chunk);
    crc64.update(chunk);
  }
  return { sizeBytes: content.sizeBytes, sha256: sha256.digest('hex'), crc64: crc64.value.toString() };
}

/** Compares an object with content by size and checksum. */
export async function compareObject(
  client: Pick<OssClient, 'headObject'>,
  bucket: string,
  key: string,
  { sizeBytes, crc64 }: Pick<Fingerprint, 'sizeBytes' | 'crc64'>,
  signal?: AbortSignal,
): Promise<Comparison> {
  try {
    const stored = await client.headObject(bucket, key, { signal });
    const storedCrc64 = crc64Header(stored.headers);
    if (stored.sizeBytes !== undefined && stored.sizeBytes !== sizeBytes) return 'different';
    if (storedCrc64 === undefined) return 'unknown';
    return storedCrc64 === crc64 ? 'same' : 'different';
  } catch (error) {
    if (!(error instanceof OssError)) throw error;
    if (error.status === 404) return 'absent';
    if (error.status === 403) return 'unknown';
    throw error;
  }
}
