import { parseEndpoint, type EndpointKind } from '../hosts/endpoint.ts';
import type { MessageArgument } from '../errors/errors.ts';
import type { PresignOptions, PresignRequest, PresignResult } from '../signing/presign.ts';
import { hasDotSegments } from '../validate.ts';

/** Code of a warning about a valid link. Stable: the UI selects by it. */
export type UrlWarningCode =
  | 'SignatureV1'
  | 'KeyFolded'
  | 'PlainHttp'
  | 'InternalHost'
  | 'TokenEndsFirst'
  | 'TokenMayEndFirst'
  | 'ValidityRefused'
  | 'RegionDiffers'
  | 'DayDiffers'
  | 'CdnHost';

/** Warning about a link; `template` and `args` are for `formatMessage`, so that a UI can translate it. */
export interface UrlWarning {
  readonly code: UrlWarningCode;
  readonly template: string;
  readonly args: readonly MessageArgument[];
}

/** Properties that warnings depend on. */
export interface LinkFacts {
  readonly signatureVersion: 'v4' | 'v1';
  readonly key: string | undefined;
  readonly scheme: 'https' | 'http';
  readonly isLoopback: boolean;
  readonly hostKind: EndpointKind | undefined;
  /** Whether temporary credentials expire before the link. Neither a link nor every token contains that. */
  readonly tokenExpiresFirst: boolean | 'perhaps';
}

const TEMPLATES: Readonly<Record<UrlWarningCode, string>> = {
  SignatureV1:
    'The link has a V1 signature. OSS refuses V1 for accounts created after {0} and buckets created after {1}.',
  KeyFolded: 'Most clients rewrite "." and ".." in URLs, so this link won\'t reach the object.',
  PlainHttp: 'The link uses plain HTTP. Anyone on the network can use it and read the data.',
  InternalHost: 'The link has an internal host. It works only inside Alibaba Cloud.',
  TokenEndsFirst: 'The link expires earlier than requested, together with the temporary credentials that signed it.',
  TokenMayEndFirst: 'Signed with temporary credentials: the link stops working when they expire.',
  ValidityRefused: 'OSS refuses the link: its validity is {0} seconds, but V4 allows 1 to {1}.',
  RegionDiffers: 'OSS refuses the link: it is signed for the region {0}, but its host belongs to {1}.',
  DayDiffers: 'OSS refuses the link: it was signed at {0}, but its scope has the date {1}.',
  CdnHost: 'The CDN {0} checks links by its own key and refuses OSS signatures. Sign the link again.',
};

/** Dates from which OSS refuses V1 signatures: of new accounts, and on new buckets. https://help.aliyun.com/zh/oss/developer-reference/signature-version-1 */
const V1_CUTOFF_DATES: readonly string[] = ['2025-03-01', '2025-09-01'];

/** Warnings about a link that `presign` made from the request and the options. */
export function urlWarnings(
  request: PresignRequest,
  options: PresignOptions,
  result: PresignResult,
): readonly UrlWarning[] {
  const { scheme, isLoopback, kind } = parseEndpoint(options.endpoint, { allowPlainHttp: true });
  return warningsAbout({
    signatureVersion: options.signatureVersion ?? 'v4',
    key: request.key,
    scheme,
    isLoopback,
    hostKind: kind,
    tokenExpiresFirst: tokenExpiresFirst(options, result),
  });
}

function tokenExpiresFirst(
  { credentials, expiration }: PresignOptions,
  result: PresignResult,
): LinkFacts['tokenExpiresFirst'] {
  if (credentials.securityToken !== undefined && credentials.expiration === undefined) return 'perhaps';
  const endsThen = credentials.expiration?.getTime() === result.expiration.getTime();
  // A validity that was chosen to end with the token needs no warning.
  return endsThen && expiration?.getTime() !== result.expiration.getTime();
}

/** Creates one warning; the arguments fill the placeholders of its sentence. */
export function urlWarning(code: UrlWarningCode, ...args: readonly MessageArgument[]): UrlWarning {
  return { code, template: TEMPLATES[code], args };
}

/** Warnings for the facts, the most severe first. */
export function warningsAbout(facts: LinkFacts): readonly UrlWarning[] {
  const { signatureVersion, key, scheme, isLoopback, hostKind, tokenExpiresFirst } = facts;
  const warnings: UrlWarning[] = [];
  const warn = (...warning: Parameters<typeof urlWarning>): void => {
    warnings.push(urlWarning(...warning));
  };
  if (key !== undefined && hasDotSegments(key)) warn('KeyFolded');
  if (scheme === 'http' && !isLoopback) warn('PlainHttp');
  if (signatureVersion === 'v1') warn('SignatureV1', ...V1_CUTOFF_DATES);
  if (tokenExpiresFirst !== false) warn(tokenExpiresFirst === 'perhaps' ? 'TokenMayEndFirst' : 'TokenEndsFirst');
  if (hostKind === 'internal') warn('InternalHost');
  return warnings;
}

/** All sentences, for a test that each is translated. */
export function allLinkWarnings(): readonly string[] {
  return Object.values(TEMPLATES);
}
