import { omitUndefined } from '../../oss/optional.ts';
import type { PresignedUrl } from '../../oss/presignedUrls/presignedUrl.ts';
import { compactDuration } from '../../text/duration.ts';
import type { LinkDetails } from './linkDetails.ts';
import type { LinkMethod, LinkOptions } from '../linkOptions.ts';
import { deserializeValidity } from '../validity.ts';

type Values = Readonly<Record<string, string>>;

/** Set by options of their own, or by whoever uses the link. */
const HEADERS_WITH_OWN_OPTION = new Set(['host', 'range', 'x-oss-range-behavior', 'content-type', 'content-length']);

/**
 * The options that a link was made with, as far as it tells, to make it again. `otherwise` is the validity where it does
 * not tell how long it was made for, as V1 links do not.
 */
export function optionsOfLink(
  { link, made, headers }: LinkDetails,
  method: LinkMethod,
  otherwise: string,
): LinkOptions {
  const { query, signatureVersion, validitySeconds } = link;
  const validity = validitySeconds === undefined || validitySeconds < 1 ? otherwise : compactDuration(validitySeconds);
  // A moment that was chosen would soon be past.
  if (made)
    return { ...made.options, validity: deserializeValidity(made.options.validity) ? made.options.validity : validity };
  const further = Object.entries(headers).filter(([name]) => !HEADERS_WITH_OWN_OPTION.has(name));
  const shared = {
    method,
    validity,
    host: hostOf(link),
    bindHost: link.additionalHeaders.includes('host') ? true : undefined,
    signatureVersion: signatureVersion === 'v1' ? signatureVersion : undefined,
    source: sourceOf(query),
    requestPayer: query['x-oss-request-payer'] === 'requester' ? ('requester' as const) : undefined,
    trafficLimit: query['x-oss-traffic-limit'],
    headers: further.length > 0 ? Object.fromEntries(further) : undefined,
  };
  return omitUndefined({ ...shared, ...(method === 'GET' ? downloadOptions(query, headers) : uploadOptions(headers)) });
}

/** One of OSS's own kinds, or a custom domain; what else it may be, the profile knows. */
function hostOf({ hostKind, addressing, scheme, host }: PresignedUrl): string | undefined {
  return hostKind ?? (addressing === 'cname' ? `${scheme}://${host}` : undefined);
}

function sourceOf(query: Values): LinkOptions['source'] {
  const address = query['x-oss-ac-source-ip'];
  const prefixLength = query['x-oss-ac-subnet-mask'];
  const forwardAllow = query['x-oss-ac-forward-allow'];
  const source = omitUndefined({
    addresses: address === undefined || prefixLength === undefined ? address : `${address}/${prefixLength}`,
    vpcId: query['x-oss-ac-vpc-id'],
    forwardAllow: forwardAllow === undefined ? undefined : forwardAllow === 'true',
  });
  return Object.keys(source).length > 0 ? source : undefined;
}

function downloadOptions(query: Values, headers: Values) {
  const expires = Date.parse(query['response-expires'] ?? '');
  const response = omitUndefined({
    contentType: query['response-content-type'],
    contentLanguage: query['response-content-language'],
    contentEncoding: query['response-content-encoding'],
    cacheControl: query['response-cache-control'],
    expires: Number.isNaN(expires) ? undefined : new Date(expires).toISOString(),
  });
  return {
    versionId: query['versionId'],
    download: dispositionOf(query['response-content-disposition']),
    response: Object.keys(response).length > 0 ? response : undefined,
    process: query['x-oss-process'],
    range: headers['range'],
    rangeBehavior: headers['x-oss-range-behavior'] === 'standard' ? ('standard' as const) : undefined,
  };
}

function uploadOptions(headers: Values) {
  const length = headers['content-length'];
  return {
    contentType: headers['content-type'],
    contentLengthBytes: length === undefined ? undefined : Number(length),
  };
}

/** The name in UTF-8 is the exact one, where there are two. */
function dispositionOf(text: string | undefined): LinkOptions['download'] {
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
    // No name that can be read.
    return undefined;
  }
}
