import * as l10n from '@vscode/l10n';
import { cdnDomainOf, linkLocation, type BucketRef } from '../../links/linkHosts.ts';
import type { CustomDomain } from '../../oss/client/bucketSettings.ts';
import type { OssClient } from '../../oss/client/ossClient.ts';
import { discardBody, type HttpResponse } from '../../oss/client/transport.ts';
import { OssError, TransportError } from '../../oss/errors/errors.ts';
import { parseEndpoint } from '../../oss/hosts/endpoint.ts';
import type { Profile } from '../../profiles/profile.ts';
import { failedStep, type ConnectionStep, type StepServices } from './connectionStep.ts';

const TIMEOUT_MS = 10_000;
/** Response headers that identify CDNs. */
const CDN_HEADERS = ['x-tengine-error', 'x-cache', 'x-swift-cachetime', 'eagleid', 'via'];

/** Number of steps for the host of a bucket's links, if none fails early. */
export function linkHostStepCount(bucketRef: BucketRef, { linkHosts }: Pick<StepServices, 'linkHosts'>): number {
  const chosen = linkHosts.linkHost(bucketRef);
  if (chosen?.endpoint.kind !== 'custom') return 1;
  const cdn = cdnDomainOf(bucketRef, chosen);
  const { scheme, kind, isLoopback } = parseEndpoint(cdn?.baseUrl ?? chosen.endpoint.url, { allowPlainHttp: true });
  if (kind !== undefined) return 1;
  // The binding and a CDN in front of it, or the chosen CDN alone.
  return (cdn ? 1 : 2) + (scheme === 'http' && !isLoopback ? 1 : 0);
}

/** Steps for the host of a bucket's links: its binding, its HTTPS, and whether it is a CDN. */
export async function* linkHostSteps(
  bucketRef: BucketRef,
  profile: Profile,
  services: StepServices,
  signal: AbortSignal,
): AsyncGenerator<ConnectionStep> {
  const name = l10n.t('Link host');
  const { linkHosts, clientOf } = services;
  const client = await clientOf(profile.id);
  const chosen = linkHosts.linkHost(bucketRef);
  const cdn = cdnDomainOf(bucketRef, chosen);
  let url = cdn?.baseUrl;
  try {
    url ??= linkLocation(await client.locationOf(bucketRef.bucket, signal), chosen).endpoint;
  } catch (error) {
    signal.throwIfAborted();
    yield failedStep(name, error);
    return;
  }
  const { scheme, host, kind, isLoopback } = parseEndpoint(url, { allowPlainHttp: true });
  if (kind === 'internal') {
    const next = l10n.t('Choose a public host for links with "Choose Link Host…".');
    yield { name, state: 'note', text: l10n.t('{0}: links work only inside Alibaba Cloud', host), next };
    return;
  }
  if (kind !== undefined || chosen?.endpoint.kind !== 'custom') {
    yield { name, state: 'ok', text: l10n.t('{0}, the host of the bucket', host) };
    return;
  }
  if (cdn === undefined) yield await boundStep(name, host, bucketRef.bucket, client, signal);
  if (scheme === 'http' && !isLoopback) {
    const next = l10n.t('Anyone on the network can read the data and use the links.');
    yield { name: l10n.t('HTTPS of the link host'), state: 'note', text: l10n.t('plain HTTP'), next };
  }
  if (cdn) {
    const hasKey = (await linkHosts.cdnKey(host)) !== undefined;
    const type = cdn.settings.type.slice(0, 1);
    yield hasKey
      ? { name, state: 'ok', text: l10n.t('{0}, a CDN with URL signing of type {1}; its key is stored', host, type) }
      : {
          name,
          state: 'failed',
          text: l10n.t('{0}, a CDN with URL signing of type {1}; its key is missing on this computer', host, type),
          next: l10n.t('Enter CDN Key…'),
        };
    return;
  }
  yield await cdnStep(`${scheme}://${host}`, host, services, signal);
}

/** True if the domain is bound to this bucket. */
async function boundStep(
  name: string,
  host: string,
  bucket: string,
  client: OssClient,
  signal: AbortSignal,
): Promise<ConnectionStep> {
  let domains: readonly CustomDomain[];
  try {
    domains = await client.listCustomDomains(bucket, { signal });
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof OssError)) return failedStep(name, error);
    return { name, state: 'note', text: l10n.t('{0}; whether it is bound to the bucket is unknown', host) };
  }
  const domain = domains.find((one) => one.domain === host.replace(/:\d+$/, ''));
  if (domain?.status === 'Disabled') {
    const next = l10n.t('Enable the domain in the OSS console.');
    return { name, state: 'failed', text: l10n.t('{0} is bound to the bucket, but disabled', host), next };
  }
  if (domain) return { name, state: 'ok', text: l10n.t('{0} is bound to the bucket', host) };
  const next = l10n.t('Only a CDN or proxy can lead from it to the bucket. Otherwise, bind it in the OSS console.');
  return { name, state: 'note', text: l10n.t('{0} is not bound to the bucket', host), next };
}

/** Step that detects a CDN at a host, and whether it refuses links signed for OSS. */
async function cdnStep(
  origin: string,
  host: string,
  { inspector }: StepServices,
  signal: AbortSignal,
): Promise<ConnectionStep> {
  const name = l10n.t('CDN');
  let response: HttpResponse;
  try {
    const transport = await inspector.transport();
    response = await transport.request({
      method: 'HEAD',
      origin,
      path: '/',
      headers: {},
      timeoutMs: TIMEOUT_MS,
      signal,
    });
    await discardBody(response);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof TransportError) return failedStep(l10n.t('HTTPS of the link host'), error);
    throw error;
  }
  const { headers } = response;
  if (headers['x-tengine-error']?.includes('req auth') === true) {
    const next = l10n.t('Select "CDN with URL Signing…" in "Choose Link Host…".');
    return { name, state: 'failed', text: l10n.t('{0} is a CDN that checks links by its own key', host), next };
  }
  return CDN_HEADERS.some((one) => headers[one] !== undefined)
    ? { name, state: 'ok', text: l10n.t('{0} is a CDN or proxy', host) }
    : { name, state: 'ok', text: l10n.t('{0} responds without a CDN', host) };
}
