import { InvalidInputError } from '../oss/errors/errors.ts';
import { getObjectRequest, putObjectRequest } from '../oss/requests/objectRequests.ts';
import { omitUndefined } from '../oss/optional.ts';
import type { PresignRequest } from '../oss/signing/presign.ts';
import type { ResponseOverrides } from '../oss/requests/getParameters.ts';
import { parseTrafficLimit } from '../oss/requests/trafficLimit.ts';
import { objectName, type ObjectTarget } from './link.ts';
import { ONLY_FOR, AUTO_CONTENT_TYPE, type LinkOptions } from './linkOptions.ts';

/** Request for an object with these options. Throws an `InvalidInputError` for what OSS would refuse. */
export async function requestForOptions(target: ObjectTarget, options: LinkOptions): Promise<PresignRequest> {
  const { method, trafficLimit, headers, bindHost, source, requestPayer } = options;
  validateMethodOptions(options);
  const shared = {
    bucket: target.bucket,
    key: target.key,
    bindHost,
    source,
    requestPayer,
    headers,
    trafficLimitBitsPerSecond: trafficLimit === undefined ? undefined : parseTrafficLimit(trafficLimit),
  };
  if (method === 'PUT') {
    const { contentLengthBytes, callback } = options;
    const contentType = await contentTypeOf(target, options);
    return putObjectRequest(omitUndefined({ ...shared, contentType, contentLengthBytes, callback }));
  }
  const { versionId, process, range, rangeBehavior } = options;
  const response = responseOf(target, options);
  return getObjectRequest(omitUndefined({ ...shared, versionId, response, process, range, rangeBehavior }));
}

async function contentTypeOf({ key }: ObjectTarget, { contentType }: LinkOptions): Promise<string | undefined> {
  if (contentType !== AUTO_CONTENT_TYPE) return contentType;
  // The table of types is large, and most links need none.
  const { contentTypeFor } = await import('./headers/contentType.ts');
  return contentTypeFor(objectName(key));
}

/** Throws an `InvalidInputError` for an option of the other method, which would be lost silently. */
function validateMethodOptions(options: LinkOptions): void {
  const { method } = options;
  const other = method === 'GET' ? 'PUT' : 'GET';
  const foreign = ONLY_FOR[other].find((name) => options[name] !== undefined);
  if (foreign === undefined) return;
  throw new InvalidInputError(foreign, 'The option {0} is for {1} links, and this is a {2} link.', [
    foreign,
    other,
    method,
  ]);
}

function responseOf({ key }: ObjectTarget, { download, response }: LinkOptions): ResponseOverrides | undefined {
  if (!download && !response) return undefined;
  const { expires, ...overrides } = response ?? {};
  return omitUndefined({
    ...overrides,
    contentDisposition: download && { type: download.type, fileName: download.name ?? objectName(key) },
    expires: expires === undefined ? undefined : new Date(expires),
  });
}
