import { canonicalUri } from '../encoding.ts';
import {
  canonicalParameter,
  canonicalRequest,
  joinParameters,
  normalizeHeaders,
  selectSignedHeaders,
  type HeaderMap,
} from '../signing/canonicalRequest.ts';
import type { SignatureClaim } from './signatureCandidates.ts';
import type { PresignRequest } from '../signing/presign.ts';
import type { PresignedUrl } from './presignedUrl.ts';
import type { SignedTexts } from './signatureMismatch.ts';
import * as v1 from '../signing/signV1.ts';
import * as v4 from '../signing/signV4.ts';

/** Method, headers and bucket of a request with a link. */
export interface SentRequest {
  readonly method: PresignRequest['method'];
  /** Headers of the request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Bucket of the link; custom domains do not name it. */
  readonly bucket: string;
}

/** Texts that a link's signature is made from, for comparison with those of OSS. Needs no secret. */
export function signedTextsOf(link: PresignedUrl, { method, headers = {}, bucket }: SentRequest): SignedTexts {
  const { key, query, signatureQuery, signedRegion } = link;
  const claim = { bucket, key, query, signatureQuery, headers: sentHeaders(link, headers), region: signedRegion };
  return textsOfClaim(link, method, claim);
}

/** Headers of a request with the link, normalized. Every client sends the host. */
export function sentHeaders(link: PresignedUrl, given: Readonly<Record<string, string>>): HeaderMap {
  const headers = normalizeHeaders(given);
  if (link.additionalHeaders.includes('host') && !headers.has('host')) headers.set('host', link.host);
  return headers;
}

/** Texts that a signature of the claim would be computed from. */
export function textsOfClaim(link: PresignedUrl, method: PresignRequest['method'], claim: SignatureClaim): SignedTexts {
  const { bucket, key, query, signatureQuery, headers, region = '' } = claim;
  if (link.signatureVersion === 'v1') {
    const resource = v1.canonicalizedResource(bucket, key, { ...query, ...signatureQuery });
    const sorted = new Map([...headers].sort(([a], [b]) => (a < b ? -1 : 1)));
    return { stringToSign: v1.stringToSign(method, sorted, Number(signatureQuery['Expires']), resource) };
  }
  const parameters = Object.entries({ ...query, ...signatureQuery });
  const encoded = joinParameters(parameters.map(([name, value]) => canonicalParameter(name, value)));
  const signed = selectSignedHeaders(headers, link.additionalHeaders);
  const canonical = canonicalRequest(method, canonicalUri(bucket, key), encoded, signed);
  const scope = v4.scope(scopeDayOf(link), region);
  const stringToSign = v4.stringToSign(signatureQuery['x-oss-date'] ?? '', scope, canonical);
  return { canonicalRequest: canonical, stringToSign };
}

/** Day of the scope in the signed form, `YYYYMMDD`; V4 only. */
export function scopeDayOf({ scopeDay = '' }: PresignedUrl): string {
  return scopeDay.replaceAll('-', '');
}
