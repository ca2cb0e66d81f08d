import { headerTitle } from '../../oss/requests/headerRules.ts';
import * as l10n from '@vscode/l10n';
import { linkValidityAt, type PresignedUrl } from '../../oss/presignedUrls/presignedUrl.ts';
import { describeDuration } from '../../text/describe.ts';
import type { LinkDetails } from './linkDetails.ts';
import { shortName } from '../link.ts';
import { formatMoment } from '../../text/moment.ts';
import { truncate } from '../../text/plainText.ts';

/** Property of a link as text. Never contains the URL, its signature or its AccessKey ID. */
export interface LinkFact {
  readonly name: string;
  readonly value: string;
}

type Method = NonNullable<LinkDetails['method']>;

/** Current time and language of facts. */
export interface FactsContext {
  readonly now: Date;
  readonly locale: string;
}

/** Parameters that have a fact of their own. */
const PARAMETERS_WITH_OWN_FACT = new Set([
  'versionId',
  'response-content-disposition',
  'x-oss-process',
  'x-oss-traffic-limit',
]);

/** Upper bound on a shown parameter, since callbacks are long. */
const MAX_PARAMETER_LENGTH = 100;

/** Kind and object name of a link, which begin sentences and rows about it. */
export function linkName({
  link,
  method,
}: {
  readonly link: PresignedUrl;
  readonly method?: Method | undefined;
}): string {
  const name = link.key === undefined ? truncate(link.bucket ?? link.host, 60) : shortName(link.key);
  switch (method) {
    case 'GET':
      return l10n.t('Download link for {0}', name);
    case 'PUT':
      return l10n.t('Upload link for {0}', name);
    // Without the secret, download and upload links look the same.
    case undefined:
      return l10n.t('Presigned URL for {0}', name);
    case 'DELETE':
    case 'HEAD':
    case 'POST':
      return l10n.t('{0} link for {1}', method, name);
  }
}

/** Method and its purpose. */
function purposeText(method: Method | undefined): string {
  if (method === undefined) return l10n.t('Download or upload (GET or PUT)');
  const purposes: Partial<Record<Method, string>> = { GET: l10n.t('Download (GET)'), PUT: l10n.t('Upload (PUT)') };
  return purposes[method] ?? method;
}

/** Expiry of a link, relative to now and as a date. */
export function linkExpiryText(
  link: Pick<PresignedUrl, 'signedAt' | 'expiration'>,
  { now, locale }: FactsContext,
): string {
  const { state, secondsLeft } = linkValidityAt(link, now);
  const moment = formatMoment(link.expiration, { now, locale });
  if (state === 'expired') return l10n.t('expired {0} ago, at {1}', describeDuration(-secondsLeft), moment);
  if (state === 'early') return l10n.t("doesn't work yet, expires at {0}", moment);
  return l10n.t('expires in {0}, at {1}', describeDuration(secondsLeft), moment);
}

/** All facts about a link, the most important first. */
export function linkFacts(details: LinkDetails, context: FactsContext): readonly LinkFact[] {
  const { link, bucket, method, headers, verification } = details;
  const { key, versionId, query, signedAt } = link;
  const facts: LinkFact[] = [];
  const add = (name: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') facts.push({ name, value });
  };
  add(key === undefined ? l10n.t('Bucket') : l10n.t('Object'), [bucket ?? link.host, key].filter(Boolean).join('/'));
  add(l10n.t('Version'), versionId);
  add(l10n.t('Method'), purposeText(method));
  add(l10n.t('Validity'), linkExpiryText(link, context));
  add(l10n.t('Signed at'), signedAt && formatMoment(signedAt, context));
  add(l10n.t('Signed by'), signerText(details));
  if (verification?.verifies === false && verification.method !== undefined) {
    add(l10n.t('Signature'), verification.differences.map(({ template, args }) => l10n.t(template, ...args)).join(' '));
  }
  add(l10n.t('Host'), hostText(link));
  add(l10n.t('Required headers'), headersText(link, headers));
  add('Content-Disposition', query['response-content-disposition']);
  add(l10n.t('Processing'), query['x-oss-process']);
  add(l10n.t('Traffic limit'), query['x-oss-traffic-limit'] && l10n.t('{0} bit/s', query['x-oss-traffic-limit']));
  add(l10n.t('Other parameters'), furtherParameters(link));
  for (const { template, args } of link.warnings) add(l10n.t('Warning'), l10n.t(template, ...args));
  return facts;
}

function signerText({ link: { cdn, host }, signer, verification }: LinkDetails): string {
  if (cdn) {
    const type = cdn.type.slice(0, 1);
    return verification?.verifies === true
      ? l10n.t('the stored CDN key of {0} (type {1})', host, type)
      : l10n.t('a CDN key that is not stored here (type {0})', type);
  }
  return signer ? l10n.t('profile {0}', signer.name) : l10n.t('an AccessKey that no profile here has');
}

function hostText({ host, hostKind, addressing, cdn }: PresignedUrl): string {
  if (cdn) return l10n.t('{0} (CDN)', host);
  if (hostKind === 'internal') return l10n.t('{0} (inside Alibaba Cloud only)', host);
  return addressing === 'cname' ? l10n.t('{0} (custom domain)', host) : host;
}

/** Signed headers. Names come from the link; values are known only for links signed in this session. */
function headersText({ additionalHeaders }: PresignedUrl, headers: LinkDetails['headers']): string {
  const unknown = additionalHeaders.filter((name) => name !== 'host' && headers[name] === undefined);
  const known = Object.entries(headers).map(([name, value]) => `${headerTitle(name)}: ${value}`);
  return [...known, ...unknown.map(headerTitle)].join(', ');
}

function furtherParameters({ query }: PresignedUrl): string {
  const names = Object.keys(query).filter((name) => !PARAMETERS_WITH_OWN_FACT.has(name));
  return names
    .map((name) => (query[name] === '' ? name : `${name}=${(query[name] ?? '').slice(0, MAX_PARAMETER_LENGTH)}`))
    .join(', ');
}
