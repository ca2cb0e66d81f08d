import * as l10n from '@vscode/l10n';
import {
  probeHost,
  probeLink,
  type ProbeOptions,
  type HostProbe,
  type LinkProbe,
  type LinkContent,
} from '../../oss/presignedUrls/probeUrl.ts';
import type { OssClient } from '../../oss/client/ossClient.ts';
import { parseEndpoint } from '../../oss/hosts/endpoint.ts';
import { InvalidInputError, OssError } from '../../oss/errors/errors.ts';
import type { ObjectMetadata } from '../../oss/client/objects.ts';
import { linkValidityAt } from '../../oss/presignedUrls/presignedUrl.ts';
import type { LinkDetails } from './linkDetails.ts';
import type { ObjectTarget } from '../link.ts';
import { earlyLink, expiredLink, overwriteForbidden, refusalOfLink, type LinkFailure } from './linkFailures.ts';
import { cdnRefusal } from './cdnRefusals.ts';
import { foreignPage, redirectedLink, unreachedLink } from './unreachedLinks.ts';

/** Result of checking an upload link, which is possible without writing. */
export interface UploadCheck {
  /** `unknown` if the secret is not ours, or the values of signed headers are unknown. */
  readonly signature: 'right' | 'unknown';
  /** Requirements of the signature that could not be verified, in the user's language. */
  readonly requirements: readonly string[];
  /** Effect on an existing object; `unknown` without the permission to look. */
  readonly existing: 'nothing' | 'overwritten' | 'newVersion' | 'unknown';
}

/** Result of checking a link. */
export type LinkCheck =
  | { readonly kind: 'download'; readonly content: LinkContent }
  | { readonly kind: 'upload'; readonly upload: UploadCheck }
  | { readonly kind: 'failure'; readonly failure: LinkFailure; readonly error?: Error };

export interface CheckSources extends ProbeOptions {
  readonly clientOf: (profileId: string) => Promise<Pick<OssClient, 'headObject'>>;
  readonly now: () => Date;
}

/**
 * Checks a link as its receiver would use it: a download by its first byte, an upload without writing. Sends no
 * credentials. Throws the abort reason of the signal, and an `InvalidInputError` for a link over plain http.
 */
export async function checkLink(known: LinkDetails, sources: CheckSources): Promise<LinkCheck> {
  validateScheme(known);
  const { method = 'GET' } = known;
  if (method === 'GET' || method === 'HEAD') return checkDownload(known, method, sources);
  return checkUpload(known, sources);
}

/** Throws an `InvalidInputError` for plain http, unless the user made the link that way. */
function validateScheme({ link, made }: LinkDetails): void {
  if (link.scheme === 'https' || made) return;
  if (parseEndpoint(`http://${link.host}`, { allowPlainHttp: true }).isLoopback) return;
  throw new InvalidInputError('url', 'The link uses plain HTTP. Checking it would expose it to the network.');
}

async function checkDownload(known: LinkDetails, method: 'GET' | 'HEAD', sources: CheckSources): Promise<LinkCheck> {
  const { link, headers } = known;
  const answer = await probeLink({ url: link.url, method, headers }, sources);
  if (answer.kind === 'content') return { kind: 'download', content: answer.content };
  const check = failureOf(answer, known, sources.now());
  const { state } = linkValidityAt(link, sources.now());
  // OSS may respond AccessDenied without naming the expiry as its reason.
  if (check.error instanceof OssError && check.error.code === 'AccessDenied' && state !== 'alive') {
    return { ...check, failure: state === 'expired' ? expiredLink() : earlyLink() };
  }
  if (answer.kind !== 'refused' || check.failure.step !== 'explain') return check;
  const { isWrong, reasons } = signatureOf(known);
  if (isWrong) return { ...check, failure: { ...check.failure, cause: wrongSignature(reasons) } };
  if (known.method !== undefined) return check;
  // GET and PUT links look the same.
  const cause = l10n.t('OSS refuses the signature for a download. This may be an upload link, or it was changed.');
  return { ...check, failure: { ...check.failure, cause } };
}

async function checkUpload(known: LinkDetails, sources: CheckSources): Promise<LinkCheck> {
  const { link, target, headers } = known;
  const { state } = linkValidityAt(link, sources.now());
  if (state !== 'alive') return { kind: 'failure', failure: state === 'expired' ? expiredLink() : earlyLink() };
  const { isWrong, isRight, reasons } = signatureOf(known);
  if (isWrong) {
    const failure: LinkFailure = {
      cause: wrongSignature(reasons),
      fix: l10n.t('Sign the link again.'),
      step: 'signAgain',
    };
    return { kind: 'failure', failure };
  }
  const host = await probeHost(link.url, sources);
  if (host.kind !== 'reached') return failureOf(host, known, sources.now());
  const present =
    known.method === 'PUT' && target ? await existingObject(target, host.exists, sources) : existingFrom(host.exists);
  if (present === 'overwritten' && headers['x-oss-forbid-overwrite'] === 'true') {
    return { kind: 'failure', failure: overwriteForbidden() };
  }
  return {
    kind: 'upload',
    upload: { signature: isRight ? 'right' : 'unknown', requirements: reasons, existing: present },
  };
}

/** Effect of an upload, looked up with the profile's credentials at its endpoint. */
async function existingObject(
  { profileId, bucket, key }: ObjectTarget,
  seen: boolean | undefined,
  { clientOf, signal }: CheckSources,
): Promise<UploadCheck['existing']> {
  try {
    const client = await clientOf(profileId);
    const object: ObjectMetadata = await client.headObject(bucket, key, signal ? { signal } : {});
    return object.versionId === undefined || object.versionId === 'null' ? 'overwritten' : 'newVersion';
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof OssError && error.code === 'NoSuchKey') return 'nothing';
    // The profile may upload without the permission to read.
    return existingFrom(seen);
  }
}

function existingFrom(seen: boolean | undefined): UploadCheck['existing'] {
  if (seen === undefined) return 'unknown';
  return seen ? 'overwritten' : 'nothing';
}

type Failure = Extract<LinkCheck, { readonly kind: 'failure' }>;

interface SignatureState {
  readonly isRight: boolean;
  readonly isWrong: boolean;
  readonly reasons: readonly string[];
}

/** Verification in words. A header with an unknown value is a requirement; an unexplained signature is unknown. */
function signatureOf({ verification }: LinkDetails): SignatureState {
  if (verification?.method === undefined) return { isRight: false, isWrong: false, reasons: [] };
  const { differences } = verification;
  const isWrong = differences.some(({ part }) => part !== 'header');
  return { isRight: !isWrong, isWrong, reasons: differences.map(({ template, args }) => l10n.t(template, ...args)) };
}

function wrongSignature(reasons: readonly string[]): string {
  return l10n.t('The signature is invalid: {0}', reasons.join(' '));
}

function failureOf(
  answer: Exclude<LinkProbe | HostProbe, { readonly kind: 'content' | 'reached' }>,
  known: LinkDetails,
  now: Date,
): Failure {
  const { host } = known.link;
  switch (answer.kind) {
    case 'redirect':
      return { kind: 'failure', failure: redirectedLink(answer.host) };
    case 'refusedByCdn': {
      const isExpired = linkValidityAt(known.link, now).state === 'expired';
      return { kind: 'failure', failure: cdnRefusal(answer.reason, known, isExpired) };
    }
    case 'foreign':
      return { kind: 'failure', failure: foreignPage(host) };
    case 'refused':
      return { kind: 'failure', failure: refusalOfLink(answer.error), error: answer.error };
    case 'unreachable':
      return { kind: 'failure', failure: unreachedLink(answer.error, host), error: answer.error };
  }
}
