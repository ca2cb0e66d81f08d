import * as l10n from '@vscode/l10n';
import type { OssClient } from '../../oss/client/ossClient.ts';
import { ACCEPTED_SKEW_MS, CLOCK_TOLERANCE_MS } from '../../oss/client/serviceClock.ts';
import { discardBody } from '../../oss/client/transport.ts';
import { OssError, TransportError } from '../../oss/errors/errors.ts';
import { endpointForRegion, parseEndpoint } from '../../oss/hosts/endpoint.ts';
import { servesOneBucket, type Profile } from '../../profiles/profile.ts';
import { expectedRegion, isForeign, isWithoutTls, maySupportOnlyV1 } from '../../profiles/serviceRefusals.ts';
import { formatDuration } from '../../text/duration.ts';
import { formatMoment } from '../../text/moment.ts';
import { explainError } from '../../ui/messages/errorText.ts';
import {
  failedStep,
  notTested,
  type ConnectionStep,
  type StepServices,
  type TestedConnection,
} from './connectionStep.ts';

const TIMEOUT_MS = 10_000;

/** Number of steps: credentials, name resolution, connection, TLS, clock, signature and region. */
export const CONNECTION_STEP_COUNT = 7;

/** Steps from the credentials to the response of the service, in the order in which a request takes them. */
export async function* connectionSteps(
  { profile, path }: TestedConnection,
  services: StepServices,
  signal: AbortSignal,
): AsyncGenerator<ConnectionStep> {
  const credentials = await credentialsStep(profile, services, signal);
  yield credentials;
  let isReached = false;
  for await (const step of networkSteps(endpointUrl(profile), services, signal)) {
    isReached = step.state !== 'failed' && step.state !== 'skipped';
    yield step;
  }
  if (!isReached || credentials.state === 'failed') {
    for (const name of [l10n.t('Clock'), l10n.t('Signature'), l10n.t('Region')]) yield notTested(name);
    return;
  }
  yield* serviceSteps({ profile, path }, services, signal);
}

async function credentialsStep(
  { id, credentialSource }: Profile,
  { profiles, now, locale }: StepServices,
  signal: AbortSignal,
): Promise<ConnectionStep> {
  const name = l10n.t('Credentials');
  try {
    const { securityToken, expiration } = await profiles.credentialsOf(id);
    signal.throwIfAborted();
    if (expiration) {
      const moment = formatMoment(expiration, { now: now(), locale });
      return { name, state: 'ok', text: l10n.t('temporary, expire at {0}', moment) };
    }
    if (securityToken !== undefined) {
      const next = l10n.t('Links stop working when the token expires.');
      return { name, state: 'note', text: l10n.t('temporary, with an unknown expiry'), next };
    }
    return { name, state: 'ok', text: credentialSource ? l10n.t('AccessKey of another tool') : l10n.t('AccessKey') };
  } catch (error) {
    signal.throwIfAborted();
    return failedStep(name, error);
  }
}

function endpointUrl({ endpoint, region }: Profile): string {
  return endpoint.kind === 'custom' ? endpoint.url : endpointForRegion(region, endpoint.kind);
}

/** Name resolution, connection and TLS, tested by one request without credentials. It uses the same transport and proxy as all requests. */
async function* networkSteps(
  url: string,
  { inspector }: StepServices,
  signal: AbortSignal,
): AsyncGenerator<ConnectionStep> {
  const { scheme, host, isLoopback, isIp } = parseEndpoint(url, { allowPlainHttp: true });
  const [name, connection, tls] = [l10n.t('Name resolution'), l10n.t('Connection'), l10n.t('TLS')];
  const resolved: ConnectionStep = { name, state: 'ok', text: isIp ? l10n.t('{0} is an IP address', host) : host };
  try {
    const transport = await inspector.transport();
    const request = { method: 'GET', origin: `${scheme}://${host}`, path: '/', headers: {} } as const;
    await discardBody(await transport.request({ ...request, timeoutMs: TIMEOUT_MS, signal }));
    yield resolved;
    yield { name: connection, state: 'ok', text: l10n.t('{0} responds', host) };
    if (scheme === 'https') yield { name: tls, state: 'ok', text: l10n.t('the certificate is trusted') };
    else if (isLoopback) yield { name: tls, state: 'ok', text: l10n.t('not needed on this computer') };
    else {
      const next = l10n.t('Anyone on the network can read the data and use the links.');
      yield { name: tls, state: 'note', text: l10n.t('plain HTTP'), next };
    }
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof TransportError)) throw error;
    switch (error.code) {
      case 'HostNotFound':
        yield failedStep(name, error);
        yield notTested(connection);
        yield notTested(tls);
        return;
      case 'TlsError':
        yield resolved;
        yield { name: connection, state: 'ok', text: l10n.t('{0} responds', host) };
        yield isWithoutTls(error)
          ? {
              ...failedStep(tls, error),
              text: l10n.t('{0} responds without TLS', host),
              next: l10n.t('Use http:// in the profile if you trust the network, or a host with TLS.'),
            }
          : failedStep(tls, error);
        return;
      case 'ProxyError':
        yield notTested(name);
        yield failedStep(connection, error);
        yield notTested(tls);
        return;
      case 'ConnectionRefused':
      case 'ConnectionReset':
      case 'Timeout':
      case 'BodyTruncated':
      case 'ProtocolError':
      case 'ConnectionFailed':
        yield resolved;
        yield failedStep(connection, error);
        yield notTested(tls);
    }
  }
}

/** Clock, signature and region, tested by one signed request that changes nothing. */
async function* serviceSteps(
  { profile, path }: TestedConnection,
  services: StepServices,
  signal: AbortSignal,
): AsyncGenerator<ConnectionStep> {
  const client = await services.clientOf(profile.id);
  const refusal = await refusalOf(client, { profile, path }, signal);
  yield clockStep(client, refusal, services);
  const signature = await signatureStep({ profile, path }, refusal, services, signal);
  yield signature;
  yield signature.state === 'failed'
    ? notTested(l10n.t('Region'))
    : await regionStep({ profile, path }, client, refusal, signal);
}

/** Error of a signed request; `undefined` if the service accepted it. */
async function refusalOf(
  client: OssClient,
  { profile, path }: TestedConnection,
  signal: AbortSignal,
): Promise<Error | undefined> {
  try {
    if (servesOneBucket(profile)) await client.listObjects(path?.bucket ?? '', { maxKeys: 1, signal });
    else await client.listBuckets({ signal }).next();
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof OssError || error instanceof TransportError) return error;
    throw error;
  }
}

function clockStep(
  { observedClockOffsetMs }: OssClient,
  refusal: Error | undefined,
  { locale }: StepServices,
): ConnectionStep {
  const name = l10n.t('Clock');
  const setClock = l10n.t('Set the clock of this computer.');
  if (refusal instanceof OssError && refusal.code === 'RequestTimeTooSkewed') {
    return { name, state: 'failed', text: explainError(refusal).message, next: setClock };
  }
  if (observedClockOffsetMs === undefined) {
    return { name, state: 'skipped', text: l10n.t('the service sent no time') };
  }
  const offBy = Math.abs(observedClockOffsetMs);
  if (offBy < CLOCK_TOLERANCE_MS) return { name, state: 'ok', text: l10n.t('in sync with the service') };
  const duration = formatDuration(Math.round(offBy / 1000), locale);
  const text = observedClockOffsetMs > 0 ? l10n.t('{0} slow', duration) : l10n.t('{0} fast', duration);
  return { name, state: offBy < ACCEPTED_SKEW_MS ? 'note' : 'failed', text, next: setClock };
}

async function signatureStep(
  tested: TestedConnection,
  refusal: Error | undefined,
  services: StepServices,
  signal: AbortSignal,
): Promise<ConnectionStep> {
  const name = l10n.t('Signature');
  const { profile } = tested;
  const version = profile.signatureVersion ?? 'v4';
  const isAboutCredentials =
    refusal instanceof OssError &&
    (refusal.code === 'InvalidAccessKeyId' || /Signature|SecurityToken/.test(refusal.code));
  if (refusal instanceof TransportError || isAboutCredentials) return failedStep(name, refusal);
  if (refusal instanceof OssError && version === 'v4' && isForeign(profile.endpoint) && maySupportOnlyV1(refusal)) {
    if (!(await accepts('v1', tested, services, signal))) return failedStep(name, refusal);
    const next = l10n.t('Use Signature V1');
    return { name, state: 'failed', text: l10n.t('the service takes V1 only'), next, fix: 'useV1' };
  }
  if (version === 'v1' && (await accepts(undefined, tested, services, signal))) {
    const next = l10n.t('Use Signature V4');
    return { name, state: 'note', text: l10n.t('V1, though the service takes V4 too'), next, fix: 'useV4' };
  }
  return { name, state: 'ok', text: l10n.t('{0} accepted', version.toUpperCase()) };
}

/** True if the service accepts requests with another signature version. */
async function accepts(
  signatureVersion: 'v1' | undefined,
  { profile, path }: TestedConnection,
  { profiles, unsavedClient }: StepServices,
  signal: AbortSignal,
): Promise<boolean> {
  const { region, endpoint, id } = profile;
  const other = { region, endpoint, ...(signatureVersion && { signatureVersion }) };
  const client = await unsavedClient(other, () => profiles.credentialsOf(id));
  const refusal = await refusalOf(client, { profile, path }, signal);
  return refusal === undefined || (refusal instanceof OssError && refusal.code === 'AccessDenied');
}

async function regionStep(
  { profile, path }: TestedConnection,
  client: OssClient,
  refusal: Error | undefined,
  signal: AbortSignal,
): Promise<ConnectionStep> {
  const name = l10n.t('Region');
  const { region } = profile;
  const expected = refusal instanceof OssError ? expectedRegion(refusal) : undefined;
  if (expected !== undefined) {
    const next = l10n.t('Edit the profile, and use the region {0}.', expected);
    return {
      name,
      state: 'failed',
      text: l10n.t('{0}, but the service expects {1}', region, expected),
      next,
      isLast: true,
    };
  }
  if (!path) return { name, state: 'ok', text: region };
  try {
    const location = await client.locationOf(path.bucket, signal);
    return location.region === region
      ? { name, state: 'ok', text: l10n.t('{0}, as in the profile', region) }
      : { name, state: 'ok', text: l10n.t('the bucket is in {0}; its requests go there', location.region) };
  } catch (error) {
    signal.throwIfAborted();
    return failedStep(name, error);
  }
}
