import { createHash } from 'node:crypto';
import { Crc64 } from '../../oss/crc64.ts';
import type { ObjectMetadata } from '../../oss/client/objects.ts';
import { crc64Header } from '../verifiedContent.ts';

/** Identity of an object's content, without the content. */
export interface ContentState {
  readonly etag: string;
  readonly sizeBytes: number;
  /** CRC-64 in decimal; absent on hosts that do not report it. */
  readonly crc64?: string | undefined;
}

/** State of an object's content, from its headers; `undefined` if the host reports too little. */
export function contentState({ etag, sizeBytes, headers }: ObjectMetadata): ContentState | undefined {
  if (etag === undefined || sizeBytes === undefined) return undefined;
  return { etag, sizeBytes, crc64: crc64Header(headers) };
}

/** State that a PutObject of these bytes leads to. */
export function stateOfBytes(bytes: Uint8Array): ContentState {
  const crc64 = new Crc64();
  crc64.update(bytes);
  const etag = createHash('md5').update(bytes).digest('hex').toUpperCase();
  return { etag, sizeBytes: bytes.length, crc64: crc64.value.toString() };
}

/** True if both have the same bytes. A change of properties alone gives some objects a new ETag, but the same CRC-64. */
export function isSameState(one: ContentState | undefined, other: ContentState | undefined): boolean {
  if (!one || one.sizeBytes !== other?.sizeBytes) return false;
  return one.etag === other.etag || (one.crc64 !== undefined && one.crc64 === other.crc64);
}
