import { callbackParameters, type UploadCallback } from './callback.ts';
import { InvalidInputError } from '../errors/errors.ts';
import type { ObjectAcl } from './headerRules.ts';
import { validatedId, linkRequest, type LinkInput } from './linkRequest.ts';
import type { PresignRequest } from '../signing/presign.ts';
import { storedObjectHeaders, type StoredObject } from './storageHeaders.ts';
import { trafficLimitParameters } from './trafficLimit.ts';

const MAX_PARTS = 10_000;

/** The beginning of an upload in parts; what is stored with the object is said here. */
export interface InitiateMultipartUploadInput extends LinkInput, StoredObject {
  /** True to percent-encode the key in the response, which XML requires for control characters. */
  readonly encodesKey?: boolean;
}

/** One part; all but the last have 100 KB to 5 GB. */
export interface UploadPartInput extends LinkInput {
  readonly uploadId: string;
  /** 1 to 10,000. */
  readonly partNumber: number;
  /** The MD5 of the only content that is accepted, in base64. */
  readonly contentMd5?: string;
  /** The only size that is accepted, at most 5 GB. */
  readonly contentLengthBytes?: number;
  readonly trafficLimitBitsPerSecond?: number;
}

/** Completion of a multipart upload. */
export interface CompleteMultipartUploadInput extends LinkInput {
  readonly uploadId: string;
  /** Takes all parts that are there; without it the body lists them. */
  readonly completeAll?: boolean;
  readonly forbidOverwrite?: boolean;
  readonly acl?: ObjectAcl;
  readonly callback?: UploadCallback;
  /** True to percent-encode the key in the response, which XML requires for control characters. */
  readonly encodesKey?: boolean;
}

/** An upload in parts given up. */
export interface AbortMultipartUploadInput extends LinkInput {
  readonly uploadId: string;
}

/** InitiateMultipartUpload. Throws an `InvalidInputError` for what OSS would refuse. */
export function initiateMultipartUploadRequest(input: InitiateMultipartUploadInput): PresignRequest {
  return linkRequest('POST', input, {
    query: { uploads: '', ...encodingParameter(input.encodesKey) },
    headers: storedObjectHeaders(input),
  });
}

/** UploadPart. Throws an `InvalidInputError` for what OSS would refuse. */
export function uploadPartRequest(input: UploadPartInput): PresignRequest {
  const { uploadId, partNumber, contentMd5, contentLengthBytes, trafficLimitBitsPerSecond } = input;
  if (!Number.isInteger(partNumber) || partNumber < 1 || partNumber > MAX_PARTS) {
    throw new InvalidInputError('partNumber', 'The part number must be 1 to {0}, not {1}.', [MAX_PARTS, partNumber]);
  }
  return linkRequest('PUT', input, {
    query: {
      partNumber: String(partNumber),
      uploadId: validatedId('uploadId', uploadId),
      ...trafficLimitParameters(trafficLimitBitsPerSecond),
    },
    headers: { 'content-md5': contentMd5 },
    contentLengthBytes,
  });
}

/** CompleteMultipartUpload. Throws an `InvalidInputError` for what OSS would refuse. */
export function completeMultipartUploadRequest(input: CompleteMultipartUploadInput): PresignRequest {
  const { uploadId, completeAll = false, forbidOverwrite, acl, callback, encodesKey } = input;
  return linkRequest('POST', input, {
    query: {
      uploadId: validatedId('uploadId', uploadId),
      ...encodingParameter(encodesKey),
      ...callbackParameters(callback),
    },
    headers: {
      'x-oss-complete-all': completeAll ? 'yes' : undefined,
      'x-oss-forbid-overwrite': forbidOverwrite?.toString(),
      'x-oss-object-acl': acl,
    },
  });
}

/** AbortMultipartUpload. Throws an `InvalidInputError` for what OSS would refuse. */
export function abortMultipartUploadRequest(input: AbortMultipartUploadInput): PresignRequest {
  return linkRequest('DELETE', input, { query: { uploadId: validatedId('uploadId', input.uploadId) } });
}

function encodingParameter(encodesKey = false): Record<string, string> {
  return encodesKey ? { 'encoding-type': 'url' } : {};
}
