import * as l10n from '@vscode/l10n';
import { linkValidityAt, type PresignedUrl } from '../../oss/presignedUrls/presignedUrl.ts';
import { formatDuration } from '../../text/duration.ts';
import type { LinkDetails } from './linkDetails.ts';
import { objectName } from '../link.ts';
import { formatMoment } from '../../text/moment.ts';

/** One thing that a link says, as text: never the link, its signature or its key. */
export interface LinkFact {
  readonly name: string;
  readonly value: string;
}

type Method = NonNullable<LinkDetails['method']>;

/** When and for whom facts are told. */
export interface FactsContext {
  readonly now: Date;
  readonly locale: string;
}

/** The parameters that a fact is told of in words of its own. */
const PARAMETERS_WITH_OWN_FACT = new Set([
  'versionId',
  'response-content-disposition',
  'x-oss-process',
  'x-oss-traffic-limit',
]);

/** A callback is long, and its beginning tells enough. */
const MAX_PARAMETER_LENGTH = 100;

/** What a link is for, in short: its method as far as known, and the object's name. */
export function linkName({
  link,
  method,
}: {
  readonly link: PresignedUrl;
  readonly method?: Method | undefined;
}): string {
  return `${methodText(method)} ${link.key === undefined ? (link.bucket ?? link.host) : objectName(link.key)}`;
}

/** A GET and a PUT link look the same until somebody knows the secret. */
export function methodText(method: Method | undefined): string {
  return method ?? l10n.t('GET or PUT');
}

/** Until when a link works, or since when it does not. */
export function linkExpiryText(link: PresignedUrl, { now, locale }: FactsContext): string {
  const { state, secondsLeft } = linkValidityAt(link, now);
  const moment = formatMoment(link.expiration, { now, locale });
  if (state === 'expired') return l10n.t('expired {0} ago, at {1}', roundedDuration(-secondsLeft, locale), moment);
  if (state === 'early') return l10n.t('does not work yet, expires {0}', moment);
  return l10n.t('expires in {0}, at {1}', roundedDuration(secondsLeft, locale), moment);
}

/** Everything that is known of a link, the most telling first. */
export function linkFacts(known: LinkDetails, context: FactsContext): readonly LinkFact[] {
  const { link, bucket, method, headers, signer, verification } = known;
  const { key, versionId, query, signedAt } = link;
  const facts: LinkFact[] = [];
  const tell = (name: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') facts.push({ name, value });
  };
  tell(key === undefined ? l10n.t('Bucket') : l10n.t('Object'), [bucket ?? link.host, key].filter(Boolean).join('/'));
  tell(l10n.t('Version'), versionId);
  tell(l10n.t('Method'), methodText(method));
  tell(l10n.t('Validity'), linkExpiryText(link, context));
  tell(l10n.t('Signed'), signedAt && formatMoment(signedAt, context));
  tell(
    l10n.t('Signed by'),
    signer ? l10n.t('profile {0}', signer.name) : l10n.t('an AccessKey that is not stored here'),
  );
  if (verification?.verifies === false && verification.method !== undefined) {
    tell(
      l10n.t('Signature'),
      verification.differences.map(({ template, args }) => l10n.t(template, ...args)).join(' '),
    );
  }
  tell(l10n.t('Host'), hostText(link));
  tell(l10n.t('Headers to send'), headersText(link, headers));
  tell(l10n.t('Browsers are told'), query['response-content-disposition']);
  tell(l10n.t('Processing'), query['x-oss-process']);
  tell(l10n.t('Traffic limit'), query['x-oss-traffic-limit'] && l10n.t('{0} bit/s', query['x-oss-traffic-limit']));
  tell(l10n.t('Further parameters'), furtherParameters(link));
  for (const { template, args } of link.warnings) tell(l10n.t('Mind'), l10n.t(template, ...args));
  return facts;
}

function hostText({ host, hostKind, addressing }: PresignedUrl): string {
  if (hostKind === 'internal') return l10n.t('{0} (inside Alibaba Cloud only)', host);
  return addressing === 'cname' ? l10n.t('{0} (custom domain)', host) : host;
}

/** Of those that the link names only the names are known, of those that we signed also the values. */
function headersText({ additionalHeaders }: PresignedUrl, headers: LinkDetails['headers']): string {
  const unknown = additionalHeaders.filter((name) => name !== 'host' && headers[name] === undefined);
  return [...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), ...unknown].join(', ');
}

function furtherParameters({ query }: PresignedUrl): string {
  const names = Object.keys(query).filter((name) => !PARAMETERS_WITH_OWN_FACT.has(name));
  return names
    .map((name) => (query[name] === '' ? name : `${name}=${(query[name] ?? '').slice(0, MAX_PARAMETER_LENGTH)}`))
    .join(', ');
}

/** Two units at most: `2 days 3 hours`, `1 hour 5 minutes`, `59 minutes`, `40 seconds`. */
function roundedDuration(seconds: number, locale: string): string {
  const unit = seconds >= 86_400 ? 3600 : seconds >= 120 ? 60 : 1;
  return formatDuration(Math.max(1, Math.floor(seconds / unit) * unit), locale);
}
