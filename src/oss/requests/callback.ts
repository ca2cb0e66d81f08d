import { InvalidInputError } from '../errors/errors.ts';
import { validateOssHeader } from './headerRules.ts';
import { omitUndefined } from '../optional.ts';

/** Callback of OSS after an upload. The uploader gets the response. */
export interface UploadCallback {
  /** One to five addresses, tried in turn until one responds. */
  readonly urls: readonly string[];
  /** `Host` header of the call, instead of the address's own. */
  readonly host?: string;
  /** E.g. `bucket=${bucket}&object=${object}&by=${x:user}`. */
  readonly body: string;
  readonly bodyType?: 'application/x-www-form-urlencoded' | 'application/json';
  /** True to send the host as SNI in the TLS handshake. */
  readonly sendsSni?: boolean;
  /** Values for `${x:name}` in the body, by names that begin with `x:`. */
  readonly variables?: Readonly<Record<string, string>>;
}

const MAX_URLS = 5;

/**
 * Parameters `callback` and `callback-var` of a link. Throws an `InvalidInputError` for values that OSS would refuse.
 * https://help.aliyun.com/zh/oss/developer-reference/callback
 */
export function callbackParameters(callback: UploadCallback | undefined): Record<string, string> {
  if (callback === undefined) return {};
  const { urls, host, body, bodyType, sendsSni, variables } = callback;
  if (urls.length < 1 || urls.length > MAX_URLS || !urls.every(isCallbackUrl)) {
    throw new InvalidInputError('callback', 'Enter 1 to {0} callback URLs that begin with http:// or https://.', [
      MAX_URLS,
    ]);
  }
  if (body === '') {
    throw new InvalidInputError('callback', 'A callback needs a body, such as bucket=${bucket}&object=${object}.');
  }
  const parameters = omitUndefined({
    callback: jsonInBase64({
      callbackUrl: urls.join(';'),
      callbackHost: host,
      callbackBody: body,
      callbackBodyType: bodyType,
      callbackSNI: sendsSni,
    }),
    'callback-var': variables && jsonInBase64(variables),
  });
  for (const [name, value] of Object.entries(parameters)) validateOssHeader(`x-oss-${name}`, value, name);
  return parameters;
}

/** True for an address that can be part of a list, which `;` separates. */
function isCallbackUrl(url: string): boolean {
  return /^https?:\/\/[^\s;]+$/.test(url) && URL.canParse(url);
}

function jsonInBase64(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64');
}
