import { omitUndefined } from '../../oss/optional.ts';
import type { PresignedUrl } from '../../oss/presignedUrls/presignedUrl.ts';
import { compactDuration } from '../../text/duration.ts';
import {
  methodsOf,
  OPTION_NAMES,
  RESPONSE_HEADERS,
  type LinkMethod,
  type LinkOptions,
  type OptionName,
} from '../linkOptions.ts';
import { deserializeValidity } from '../validity.ts';
import type { LinkDetails } from './linkDetails.ts';

type Values = Readonly<Record<string, string>>;

/** Headers that have an option of their own, or belong to a single request. */
const HEADERS_WITH_OWN_OPTION = new Set(['host', 'range', 'x-oss-range-behavior', 'content-type', 'content-length']);

/** Reads one option from a URL and its signed headers; `undefined` if the link does not have it. */
type OptionReader<Name extends OptionName> = (link: PresignedUrl, headers: Values) => LinkOptions[Name] | undefined;

/** Reader of options that are not part of a URL, or not visible in it. */
const unreadable = (): undefined => undefined;

/** Reader of each option. */
const optionReaders: { readonly [Name in OptionName]: OptionReader<Name> } = {
  host: ({ hostKind, addressing, scheme, host }) =>
    // Other hosts come from the profile.
    hostKind ?? (addressing === 'cname' ? `${scheme}://${host}` : undefined),
  bindHost: ({ additionalHeaders }) => (additionalHeaders.includes('host') ? true : undefined),
  signatureVersion: ({ signatureVersion }) => (signatureVersion === 'v1' ? 'v1' : undefined),
  scoped: unreadable,
  stable: unreadable,
  callback: unreadable,
  source: ({ query }) => readSource(query),
  requestPayer: ({ query }) => (query['x-oss-request-payer'] === 'requester' ? 'requester' : undefined),
  trafficLimit: ({ query }) => query['x-oss-traffic-limit'],
  headers: (_link, headers) =>
    nonEmpty(Object.fromEntries(Object.entries(headers).filter(([name]) => !HEADERS_WITH_OWN_OPTION.has(name)))),
  versionId: ({ query }) => query['versionId'],
  download: ({ query }) => readDisposition(query['response-content-disposition']),
  response: ({ query }) => readResponse(query),
  process: ({ query }) => query['x-oss-process'],
  range: (_link, headers) => headers['range'],
  rangeBehavior: (_link, headers) => (headers['x-oss-range-behavior'] === 'standard' ? 'standard' : undefined),
  contentType: (_link, headers) => headers['content-type'],
  contentLengthBytes: (_link, headers) => {
    const length = headers['content-length'];
    return length === undefined ? undefined : Number(length);
  },
};

/**
 * Options with which a link can be made again, as far as they can be read from it. `fallbackValidity` applies if the
 * link does not contain its validity, as with V1.
 */
export function optionsOfLink(
  { link, made, headers }: LinkDetails,
  method: LinkMethod,
  fallbackValidity: string,
): LinkOptions {
  const { validitySeconds } = link;
  const validity =
    validitySeconds === undefined || validitySeconds < 1 ? fallbackValidity : compactDuration(validitySeconds);
  // A chosen date would soon be past.
  if (made)
    return { ...made.options, validity: deserializeValidity(made.options.validity) ? made.options.validity : validity };
  const names = OPTION_NAMES.filter((name) => methodsOf(name).includes(method));
  const options = Object.fromEntries(names.map((name) => [name, optionReaders[name](link, headers)]));
  return omitUndefined({ ...options, method, validity });
}

function readSource(query: Values): LinkOptions['source'] {
  const address = query['x-oss-ac-source-ip'];
  const prefixLength = query['x-oss-ac-subnet-mask'];
  const forwardAllow = query['x-oss-ac-forward-allow'];
  return nonEmpty(
    omitUndefined({
      addresses: address === undefined || prefixLength === undefined ? address : `${address}/${prefixLength}`,
      vpcId: query['x-oss-ac-vpc-id'],
      forwardAllow: forwardAllow === undefined ? undefined : forwardAllow === 'true',
    }),
  );
}

function readResponse(query: Values): LinkOptions['response'] {
  const entries = Object.entries(RESPONSE_HEADERS).flatMap(([name, header]) => {
    const value = query[`response-${header.toLowerCase()}`];
    return value === undefined ? [] : [[name, value] as const];
  });
  const { expires, ...response }: NonNullable<LinkOptions['response']> = Object.fromEntries(entries);
  const date = Date.parse(expires ?? '');
  return nonEmpty({ ...response, ...(!Number.isNaN(date) && { expires: new Date(date).toISOString() }) });
}

/** Content-Disposition of the response. If there are two names, the UTF-8 one is exact. */
function readDisposition(text: string | undefined): LinkOptions['download'] {
  if (text === undefined) return undefined;
  const type = /^\s*inline\b/i.test(text) ? 'inline' : 'attachment';
  const [, encoded] = /filename\*=UTF-8''([^;]+)/i.exec(text) ?? [];
  const [, quoted] = /filename="([^"]*)"/i.exec(text) ?? [];
  return omitUndefined({ type, name: decoded(encoded) ?? quoted } as const);
}

function decoded(encoded: string | undefined): string | undefined {
  try {
    return encoded === undefined ? undefined : decodeURIComponent(encoded);
  } catch {
    // Not a valid name.
    return undefined;
  }
}

function nonEmpty<T extends object>(value: T): T | undefined {
  return Object.keys(value).length > 0 ? value : undefined;
}
