import { callbackParameters, type UploadCallback } from './callback.ts';
import { InvalidInputError } from '../errors/errors.ts';
import type { ObjectAcl } from './headerRules.ts';
import { validatedId, linkRequest, type LinkInput } from './linkRequest.ts';
import type { PresignRequest } from '../signing/presign.ts';
import { storedObjectHeaders, type StoredObject } from './storageHeaders.ts';
import { trafficLimitParameters } from './trafficLimit.ts';

const MAX_PARTS = 10_000;

/** Initiation of a multipart upload, with the headers that are stored with the object. */
export interface InitiateMultipartUploadInput extends LinkInput, StoredObject {
  /** Whether to percent-encode the key in the response, which XML requires for control characters. */
  readonly encodesKey?: boolean;
}

/** One part; all except the last have 100 KB to 5 GB. */
export interface UploadPartInput extends LinkInput {
  readonly uploadId: string;
  /** 1 to 10,000. */
  readonly partNumber: number;
  /** MD5 of the only accepted content, in base64. */
  readonly contentMd5?: string;
  /** The only accepted size, at most 5 GB. */
  readonly contentLengthBytes?: number;
  readonly trafficLimitBitsPerSecond?: number;
}

/** Completion of a multipart upload. */
export interface CompleteMultipartUploadInput extends LinkInput {
  readonly uploadId: string;
  /** Completes with all uploaded parts; otherwise the body lists them. */
  readonly completeAll?: boolean;
  readonly forbidOverwrite?: boolean;
  readonly acl?: ObjectAcl;
  readonly callback?: UploadCallback;
  /** Whether to percent-encode the key in the response, which XML requires for control characters. */
  readonly encodesKey?: boolean;
}

/** Abortion of a multipart upload. */
export interface AbortMultipartUploadInput extends LinkInput {
  readonly uploadId: string;
}

/**
 * InitiateMultipartUpload. Throws an `InvalidInputError` for values that OSS would refuse.
 * https://help.aliyun.com/zh/oss/developer-reference/initiatemultipartupload
 */
export function initiateMultipartUploadRequest(input: InitiateMultipartUploadInput): PresignRequest {
  return linkRequest('POST', input, {
    query: { uploads: '', ...encodingParameter(input.encodesKey) },
    headers: storedObjectHeaders(input),
  });
}

/** UploadPart. Throws an `InvalidInputError` for values that OSS would refuse. */
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

/** CompleteMultipartUpload. Throws an `InvalidInputError` for values that OSS would refuse. */
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

/** AbortMultipartUpload. Throws an `InvalidInputError` for values that OSS would refuse. */
export function abortMultipartUploadRequest(input: AbortMultipartUploadInput): PresignRequest {
  return linkRequest('DELETE', input, { query: { uploadId: validatedId('uploadId', input.uploadId) } });
}

function encodingParameter(encodesKey = false): Record<string, string> {
  return encodesKey ? { 'encoding-type': 'url' } : {};
}
