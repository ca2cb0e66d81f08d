import { InvalidInputError } from '../oss/errors/errors.ts';
import { omitUndefined } from '../oss/optional.ts';
import type { ResponseOverrides } from '../oss/requests/getParameters.ts';
import { getObjectRequest, putObjectRequest } from '../oss/requests/objectRequests.ts';
import { parseTrafficLimit } from '../oss/requests/trafficLimit.ts';
import type { PresignRequest } from '../oss/signing/presign.ts';
import { objectName, type ObjectTarget } from './link.ts';
import { AUTO_CONTENT_TYPE, methodsOf, OPTION_NAMES, type LinkOptions, type OptionName } from './linkOptions.ts';

type RequestFields = Omit<
  Parameters<typeof getObjectRequest>[0] & Parameters<typeof putObjectRequest>[0],
  'bucket' | 'key'
>;

type FieldsOf<Name extends OptionName> = (
  value: Required<LinkOptions>[Name],
  target: ObjectTarget,
) => RequestFields | Promise<RequestFields>;

/** No request fields: the option decides how or where the link is signed, see `makeLink`. */
const noFields = (): RequestFields => ({});

/** Request fields of each option. */
const requestFields: { readonly [Name in OptionName]: FieldsOf<Name> } = {
  host: noFields,
  scoped: noFields,
  stable: noFields,
  signatureVersion: noFields,
  bindHost: (bindHost) => ({ bindHost }),
  source: (source) => ({ source }),
  requestPayer: (requestPayer) => ({ requestPayer }),
  trafficLimit: (limit) => ({ trafficLimitBitsPerSecond: parseTrafficLimit(limit) }),
  headers: (headers) => ({ headers }),
  versionId: (versionId) => ({ versionId }),
  download: ({ type, name }, { key }) => ({
    response: { contentDisposition: { type, fileName: name ?? objectName(key) } },
  }),
  response: ({ expires, ...overrides }) => ({
    response: omitUndefined({ ...overrides, expires: expires === undefined ? undefined : new Date(expires) }),
  }),
  process: (process) => ({ process }),
  range: (range) => ({ range }),
  rangeBehavior: (rangeBehavior) => ({ rangeBehavior }),
  contentType: async (contentType, { key }) => ({
    contentType: contentType === AUTO_CONTENT_TYPE ? await contentTypeByName(objectName(key)) : contentType,
  }),
  contentLengthBytes: (contentLengthBytes) => ({ contentLengthBytes }),
  callback: (callback) => ({ callback }),
};

/** Request for an object with these options. Throws an `InvalidInputError` for values that OSS would refuse. */
export async function requestForOptions(target: ObjectTarget, options: LinkOptions): Promise<PresignRequest> {
  validateMethodOptions(options);
  const { bucket, key } = target;
  let fields: RequestFields = {};
  let response: ResponseOverrides | undefined;
  for (const name of OPTION_NAMES) {
    const value = options[name];
    if (value === undefined) continue;
    const added = await (requestFields[name] as FieldsOf<OptionName>)(value, target);
    if (added.response) response = { ...response, ...added.response };
    fields = { ...fields, ...added };
  }
  const all = { ...fields, bucket, key, ...(response && { response }) };
  switch (options.method) {
    case 'GET':
      return getObjectRequest(all);
    case 'PUT':
      return putObjectRequest(all);
  }
}

async function contentTypeByName(name: string): Promise<string> {
  // Lazy: the table of types is large.
  const { contentTypeFor } = await import('./headers/contentType.ts');
  return contentTypeFor(name);
}

/** Throws an `InvalidInputError` for an option of another method, which would be lost silently. */
function validateMethodOptions(options: LinkOptions): void {
  const { method } = options;
  const unsupported = OPTION_NAMES.find((name) => options[name] !== undefined && !methodsOf(name).includes(method));
  if (unsupported === undefined) return;
  throw new InvalidInputError(unsupported, 'The option {0} works with {1}, not with {2}.', [
    unsupported,
    methodsOf(unsupported).join(', '),
    method,
  ]);
}
