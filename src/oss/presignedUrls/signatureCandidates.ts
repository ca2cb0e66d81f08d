import { posix } from 'node:path';
import { isAlwaysSigned, type HeaderMap } from '../signing/canonicalRequest.ts';
import { encodePath } from '../encoding.ts';
import { endpointForRegion } from '../hosts/endpoint.ts';
import { InvalidInputError, type MessageArgument } from '../errors/errors.ts';
import type { PresignedUrl } from './presignedUrl.ts';

/** Request that a signature may have been computed for, except the method. */
export interface SignatureClaim {
  readonly bucket: string;
  readonly key: string | undefined;
  readonly query: Readonly<Record<string, string>>;
  readonly signatureQuery: Readonly<Record<string, string>>;
  /** Normalized. */
  readonly headers: HeaderMap;
  /** V4 only. */
  readonly region: string | undefined;
}

/** Part in which a link can differ from its signature. */
export type SignaturePart = 'header' | 'query' | 'key' | 'bucket' | 'region' | 'host';

/** Claim that differs in one part, with a description of the difference. */
export interface LikelyClaim {
  readonly claim: SignatureClaim;
  readonly part: SignaturePart;
  readonly template: string;
  readonly args: readonly MessageArgument[];
}

/** Content types that programs and SDKs sign or send by default. */
const COMMON_CONTENT_TYPES: readonly string[] = [
  'application/octet-stream',
  'application/x-www-form-urlencoded',
  'application/json',
  'application/pdf',
  'application/xml',
  'application/zip',
  'image/jpeg',
  'image/png',
  'multipart/form-data',
  'text/html',
  'text/plain',
  'text/plain;charset=utf-8',
  'text/plain;charset=UTF-8',
  'video/mp4',
];
const COMMON_VALIDITIES_SECONDS: readonly number[] = [
  60, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 259_200, 432_000, 604_800,
];
/** Maximum number of candidates: trying each parameter of an endless query would take too long. */
const MAX_CANDIDATES = 40;

/** Yields claims that differ from the first one in one part, the likeliest first. */
export function* likelyClaims(link: PresignedUrl, claim: SignatureClaim): Generator<LikelyClaim> {
  yield* otherHeaders(claim);
  yield* otherQueries(claim);
  yield* otherKeys(claim);
  yield* otherLocations(link, claim);
}

function* otherHeaders(claim: SignatureClaim): Generator<LikelyClaim> {
  const withHeaders = (headers: HeaderMap, template: string, ...args: string[]): LikelyClaim => ({
    claim: { ...claim, headers },
    part: 'header',
    template,
    args,
  });
  // Other headers are not signed, or the link itself names them.
  const names = [...claim.headers.keys()].filter(isAlwaysSigned);
  for (const name of names.slice(0, MAX_CANDIDATES)) {
    const others = [...claim.headers].filter(([other]) => other !== name);
    yield withHeaders(new Map(others), 'The link was created without the header {0}.', name);
  }
  for (const type of COMMON_CONTENT_TYPES) {
    const headers = new Map([...claim.headers, ['content-type', type]]);
    yield withHeaders(headers, 'The link was created with the header {0}: {1}.', 'content-type', type);
  }
}

function* otherQueries(claim: SignatureClaim): Generator<LikelyClaim> {
  const names = Object.keys(claim.query);
  for (const name of names.slice(0, MAX_CANDIDATES)) {
    const query = Object.fromEntries(Object.entries(claim.query).filter(([other]) => other !== name));
    yield {
      claim: { ...claim, query },
      part: 'query',
      template: 'The parameter {0} was added after the link was created.',
      args: [name],
    };
  }
  if (names.length > 1) {
    yield {
      claim: { ...claim, query: {} },
      part: 'query',
      template: 'These parameters were added after the link was created: {0}.',
      args: [names.join(', ')],
    };
  }
  if (claim.region === undefined) return;
  for (const validitySeconds of COMMON_VALIDITIES_SECONDS) {
    yield {
      claim: { ...claim, signatureQuery: { ...claim.signatureQuery, 'x-oss-expires': String(validitySeconds) } },
      part: 'query',
      template: 'The parameter {0} was changed after the link was created. It was {1}.',
      args: ['x-oss-expires', validitySeconds],
    };
  }
}

function* otherKeys(claim: SignatureClaim): Generator<LikelyClaim> {
  const { bucket, key } = claim;
  if (key === undefined) return;
  const inPath = key.startsWith(`${bucket}/`) ? [key.slice(bucket.length + 1)] : [];
  const spellings = [
    ...decodedTwice(key),
    encodePath(key),
    key.replaceAll('+', ' '),
    key.replaceAll(' ', '+'),
    key.normalize('NFC'),
    key.normalize('NFD'),
    posix.normalize(key),
    key.replace(/^\/+/, ''),
    `/${key}`,
    ...inPath,
  ];
  for (const spelling of new Set(spellings)) {
    if (spelling === key) continue;
    yield {
      claim: { ...claim, key: spelling },
      part: 'key',
      template: 'The link was created for the key {0}.',
      args: [spelling],
    };
  }
}

function decodedTwice(key: string): readonly string[] {
  try {
    return [decodeURIComponent(key)];
  } catch {
    // The key was not encoded twice.
    return [];
  }
}

function* otherLocations(link: PresignedUrl, claim: SignatureClaim): Generator<LikelyClaim> {
  if (link.bucket !== undefined && link.bucket !== claim.bucket) {
    yield {
      claim: { ...claim, bucket: link.bucket },
      part: 'bucket',
      template: 'The link was created for the bucket {0}, not for {1}.',
      args: [link.bucket, claim.bucket],
    };
  }
  const { region } = claim;
  if (region === undefined) return;
  const plain = region.replace(/^oss-/, '');
  for (const other of new Set([link.hostRegion ?? plain, plain, `oss-${plain}`])) {
    if (other === region) continue;
    const credential = (claim.signatureQuery['x-oss-credential'] ?? '').replace(`/${region}/`, () => `/${other}/`);
    yield {
      claim: {
        ...claim,
        region: other,
        signatureQuery: { ...claim.signatureQuery, 'x-oss-credential': credential },
      },
      part: 'region',
      template: 'The link was created for the region {0}, not for {1}.',
      args: [other, region],
    };
  }
  if (!link.additionalHeaders.includes('host')) return;
  for (const host of officialHosts(claim.bucket, plain)) {
    yield {
      claim: { ...claim, headers: new Map([...claim.headers, ['host', host]]) },
      part: 'host',
      template: 'The link is bound to the host {0}.',
      args: [host],
    };
  }
}

/** OSS's own hosts of a bucket. */
function officialHosts(bucket: string, region: string): readonly string[] {
  return (['public', 'internal', 'dualstack', 'accelerate', 'accelerate-overseas'] as const).flatMap((kind) => {
    try {
      return [`${bucket}.${endpointForRegion(region, kind).slice('https://'.length)}`];
    } catch (error) {
      // Not every region has each of them, and not every text is a region.
      if (error instanceof InvalidInputError) return [];
      throw error;
    }
  });
}
