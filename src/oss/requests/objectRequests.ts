import { callbackParameters, type UploadCallback } from './callback.ts';
import type { ObjectAcl } from './headerRules.ts';
import { validatedId, linkRequest, type LinkInput } from './linkRequest.ts';
import { mapDefined } from '../optional.ts';
import type { PresignRequest } from '../signing/presign.ts';
import {
  conditionHeaders,
  processValue,
  rangeValue,
  responseParameters,
  type ReadConditions,
  type ResponseOverrides,
} from './getParameters.ts';
import { storedObjectHeaders, type StoredObject } from './storageHeaders.ts';
import { trafficLimitParameters } from './trafficLimit.ts';

/** Download of an object. */
export interface GetObjectInput extends LinkInput, ReadConditions {
  readonly versionId?: string;
  readonly response?: ResponseOverrides;
  /** Processing, e.g. `image/resize,w_200`. It is signed, so it cannot be added later. */
  readonly process?: string;
  readonly trafficLimitBitsPerSecond?: number;
  /** Signed range, for example `bytes=0-1023`. Without it a request with the link may use any range. */
  readonly range?: string;
  /** Makes OSS refuse a range outside the object instead of returning the whole object; the request must send it. */
  readonly rangeBehavior?: 'standard';
}

/** Request for an object's size, type and metadata, without its content. */
export interface HeadObjectInput extends LinkInput, ReadConditions {
  readonly versionId?: string;
}

/** Upload of a whole object. */
export interface PutObjectInput extends LinkInput, StoredObject {
  readonly acl?: ObjectAcl;
  /** MD5 of the only accepted content, in base64. */
  readonly contentMd5?: string;
  /** The only accepted size, at most 5 GB. */
  readonly contentLengthBytes?: number;
  readonly trafficLimitBitsPerSecond?: number;
  readonly callback?: UploadCallback;
}

/** GetObject. Throws an `InvalidInputError` for values that OSS would refuse. */
export function getObjectRequest(input: GetObjectInput): PresignRequest {
  const { versionId, response = {}, process, trafficLimitBitsPerSecond, range, rangeBehavior } = input;
  return linkRequest('GET', input, {
    query: {
      versionId: mapDefined(versionId, (id) => validatedId('versionId', id)),
      ...responseParameters(response),
      'x-oss-process': mapDefined(process, processValue),
      ...trafficLimitParameters(trafficLimitBitsPerSecond),
    },
    headers: {
      ...conditionHeaders(input),
      range: mapDefined(range, rangeValue),
      'x-oss-range-behavior': rangeBehavior,
    },
  });
}

/** HeadObject. Throws an `InvalidInputError` for values that OSS would refuse. */
export function headObjectRequest(input: HeadObjectInput): PresignRequest {
  return linkRequest('HEAD', input, {
    query: { versionId: mapDefined(input.versionId, (id) => validatedId('versionId', id)) },
    headers: conditionHeaders(input),
  });
}

/** PutObject; the uploader must send the headers. Throws an `InvalidInputError` for values that OSS would refuse. */
export function putObjectRequest(input: PutObjectInput): PresignRequest {
  const { acl, contentMd5, contentLengthBytes, trafficLimitBitsPerSecond, callback } = input;
  return linkRequest('PUT', input, {
    query: { ...trafficLimitParameters(trafficLimitBitsPerSecond), ...callbackParameters(callback) },
    headers: { ...storedObjectHeaders(input), 'content-md5': contentMd5, 'x-oss-object-acl': acl },
    contentLengthBytes,
  });
}
