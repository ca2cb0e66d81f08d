import * as l10n from '@vscode/l10n';
import { defaultAddressing, endpointForRegion, parseEndpoint, type EndpointKind } from '../../oss/hosts/endpoint.ts';
import type { EndpointChoice, Profile } from '../../profiles/profile.ts';
import type { Choice, Prompts } from '../../ui/prompts/questions.ts';

/** Region and endpoint of a profile so far. */
export interface EndpointDraft {
  readonly region?: string;
  readonly endpoint?: EndpointChoice;
  /** Bucket of a custom domain, or bucket that was pasted with the endpoint. */
  readonly bucket?: string;
  /** Whether the kind of endpoint is asked for. */
  readonly picksEndpoint?: boolean;
  /** Whether the region is asked for separately, because the endpoint does not name it. */
  readonly picksRegion?: boolean;
  /** Set for a service that supports only V1, as the test detected. */
  readonly signatureVersion?: 'v1';
}

export type CustomEndpoint = Extract<EndpointChoice, { kind: 'custom' }>;

/** Draft that begins with the region and endpoint of a stored profile. */
export function endpointDraft({
  region,
  endpoint,
  signatureVersion,
}: Pick<Profile, 'region' | 'endpoint' | 'signatureVersion'>): EndpointDraft {
  return {
    region,
    endpoint,
    ...(signatureVersion && { signatureVersion }),
    ...(endpoint.kind !== 'public' && { picksEndpoint: true }),
  };
}

export function picksEndpoint({ picksEndpoint: picks = false }: EndpointDraft): boolean {
  return picks;
}

/** Draft with a custom endpoint; `undefined` if the user does not agree to plain http. */
export async function withCustomEndpoint<D extends EndpointDraft>(
  prompts: Prompts,
  text: string,
  draft: D,
): Promise<D | undefined> {
  const { scheme, host, isLoopback, bucket: namedBucket } = parseEndpoint(text, { allowPlainHttp: true });
  const allowPlainHttp = scheme === 'http' && !isLoopback;
  if (allowPlainHttp && !(await agreesToPlainHttp(prompts, host))) return undefined;
  const { bucket: formerBucket, ...others } = draft;
  const before = customOf(draft);
  const addressing = before?.addressing;
  const endpoint: CustomEndpoint = {
    kind: 'custom',
    url: `${scheme}://${host}`,
    ...(allowPlainHttp ? { allowPlainHttp } : {}),
  };
  // A bucket is kept only with the host that it was entered with.
  const bucket = namedBucket ?? (before?.url === endpoint.url ? formerBucket : undefined);
  return {
    ...(others as D),
    // The previous addressing is kept only if the host allows a choice.
    endpoint: addressing !== undefined && addressingIsOpen({ endpoint }) ? { ...endpoint, addressing } : endpoint,
    ...(bucket === undefined ? {} : { bucket }),
  };
}

/** Asks whether to use plain http for a host. */
export async function agreesToPlainHttp(prompts: Prompts, host: string): Promise<boolean> {
  const agreed = await prompts.decide({
    message: l10n.t('Use plain HTTP for {0}?', host),
    detail: l10n.t('Anyone on the network can read the data and use the links. Each link shows a warning.'),
    answers: [l10n.t('Use Plain HTTP')],
  });
  return agreed !== undefined;
}

export function customOf({ endpoint }: EndpointDraft): CustomEndpoint | undefined {
  return endpoint?.kind === 'custom' ? endpoint : undefined;
}

export function isCustom(draft: EndpointDraft): boolean {
  return customOf(draft) !== undefined;
}

/** Whether the user has to choose the addressing: not for IP addresses, localhost and OSS's own hosts. */
export function addressingIsOpen(draft: EndpointDraft): boolean {
  const url = customOf(draft)?.url;
  if (!url) return false;
  const endpoint = parseEndpoint(url, { allowPlainHttp: true });
  return endpoint.kind === undefined && defaultAddressing(endpoint) === 'virtual';
}

export function isCname(draft: EndpointDraft): boolean {
  return addressingIsOpen(draft) && customOf(draft)?.addressing === 'cname';
}

/** Endpoint kinds of a region, each with its URL. */
export function endpointKindChoices(region: string): readonly Choice<EndpointKind>[] {
  const accelerationDetail = l10n.t('For buckets with transfer acceleration turned on');
  const kinds: readonly (readonly [kind: EndpointKind, label: string, detail: string])[] = [
    ['public', l10n.t('Public'), l10n.t('Works from everywhere')],
    ['internal', l10n.t('Internal'), l10n.t('Works only inside Alibaba Cloud in the same region (links too)')],
    ['dualstack', l10n.t('Dual-stack'), l10n.t('IPv4 and IPv6')],
    ['accelerate', l10n.t('Acceleration'), accelerationDetail],
    ['accelerate-overseas', l10n.t('Acceleration outside mainland China'), accelerationDetail],
  ];
  return kinds.flatMap(([value, label, detail]): Choice<EndpointKind>[] => {
    try {
      return [{ label, description: endpointForRegion(region, value), detail, value }];
    } catch {
      // The region has no endpoint of that kind.
      return [];
    }
  });
}
