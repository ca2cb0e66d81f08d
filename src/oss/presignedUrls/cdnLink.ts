import { InvalidInputError } from '../errors/errors.ts';
import { parseEndpoint } from '../hosts/endpoint.ts';
import { omitUndefined } from '../optional.ts';
import { warningsAbout } from '../requests/urlWarnings.ts';
import type { CdnSettings } from '../signing/cdnSettings.ts';
import type { CdnReading } from './cdnReading.ts';
import { readCdnUrl } from './cdnUrl.ts';
import type { PresignedUrl } from './presignedUrl.ts';
import { verifyCdnUrl } from './verifyCdnUrl.ts';
import type { Verification } from './verifyPresignedUrl.ts';

/** CDN domain in front of a bucket, with its URL signing settings. */
export interface KnownCdn {
  /** With the port unless it is the default port of the scheme. */
  readonly host: string;
  readonly bucket: string;
  readonly settings: CdnSettings & { readonly cdnTtl: number };
}

/** Reads a link of a known CDN. Throws an `InvalidInputError` for a URL without a signature of the domain's type. */
export function readCdnLink(text: string, { bucket, settings }: KnownCdn): PresignedUrl {
  const { url, scheme, host, readings } = readCdnUrl(text, settings);
  const reading = readings.find(({ type }) => isSameType(type, settings.type));
  if (reading === undefined) {
    throw new InvalidInputError('url', 'This link has no signature of type {0}, which {1} checks.', [
      settings.type.slice(0, 1),
      host,
    ]);
  }
  return linkOf({ url, scheme, host, bucket, reading, ttlSeconds: settings.cdnTtl });
}

/** Verifies that a link of a CDN was signed with a key of the domain. */
export function verifyCdnLink({ url, scheme, host, cdn }: PresignedUrl, privateKey: string): Verification | undefined {
  if (cdn === undefined) return undefined;
  const { verifies, difference } = verifyCdnUrl({ url, scheme, host, readings: [cdn] }, privateKey);
  const { template, args } = difference ?? { template: '', args: [] };
  return { verifies, method: 'GET', differences: verifies ? [] : [{ part: 'secret', template, args }] };
}

/** Types that a domain accepts. A domain of type C accepts both forms. */
function isSameType(type: CdnReading['type'], wanted: CdnReading['type']): boolean {
  return type.slice(0, 1) === wanted.slice(0, 1);
}

interface CdnLinkParts extends Pick<PresignedUrl, 'url' | 'scheme' | 'host'> {
  readonly bucket: string;
  readonly reading: CdnReading;
  readonly ttlSeconds: number;
}

function linkOf({ url, scheme, host, bucket, reading, ttlSeconds }: CdnLinkParts): PresignedUrl {
  const query = Object.fromEntries(reading.query.map(([name, value]) => [name, value ?? '']));
  const { isLoopback } = parseEndpoint(`${scheme}://${host}`, { allowPlainHttp: true });
  const { key } = reading;
  const facts = { signatureVersion: 'v4', hostKind: undefined, tokenExpiresFirst: false } as const;
  return omitUndefined({
    signatureVersion: 'cdn' as const,
    cdn: reading,
    accessKeyId: '',
    signature: reading.hash,
    expiration: reading.expiresAt ?? new Date(reading.time.getTime() + ttlSeconds * 1000),
    additionalHeaders: [],
    query,
    signatureQuery: {},
    url,
    scheme,
    host,
    addressing: 'cname' as const,
    bucket,
    key,
    versionId: query['versionId'],
    method: 'GET' as const,
    warnings: warningsAbout({ ...facts, key, scheme, isLoopback }),
  });
}
