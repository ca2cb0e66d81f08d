import * as l10n from '@vscode/l10n';
import {
  defaultAddressing,
  parseEndpoint,
  type Addressing,
  endpointForRegion,
  type EndpointKind,
} from '../../oss/hosts/endpoint.ts';
import { findRegion, REGIONS } from '../../oss/hosts/regions.ts';
import { validateBucket, validateRegion } from '../../oss/validate.ts';
import type { EndpointChoice } from '../../profiles/profile.ts';
import { checkInput } from '../../ui/prompts/checkInput.ts';
import {
  isUnanswered,
  type Answer,
  type Choice,
  type InputCheck,
  type StepInfo,
  type Prompts,
} from '../../ui/prompts/questions.ts';
import type { Step } from '../../ui/prompts/wizard.ts';

/** Region and endpoint of a profile so far. */
export interface EndpointDraft {
  readonly region?: string;
  readonly endpoint?: EndpointChoice;
  /** Bucket of a custom domain, or bucket that was pasted with the endpoint. */
  readonly bucket?: string;
}

type CustomEndpoint = Extract<EndpointChoice, { kind: 'custom' }>;

/** Questions for region, endpoint, and details of a custom endpoint. */
export function endpointSteps<D extends EndpointDraft>(prompts: Prompts, title: string): Step<D>[] {
  const at = (info: Omit<StepInfo, 'title'>): StepInfo => ({ title, ...info });
  return [
    { ask: (draft, info) => askRegion(prompts, at(info), draft) },
    { ask: (draft, info) => askKind(prompts, at(info), draft) },
    { applies: isCustom, ask: (draft, info) => askCustomUrl(prompts, at(info), draft) },
    { applies: addressingIsOpen, ask: (draft, info) => askAddressing(prompts, at(info), draft) },
    { applies: isCname, ask: (draft, info) => askBucket(prompts, at(info), draft) },
  ];
}

async function askRegion<D extends EndpointDraft>(prompts: Prompts, info: StepInfo, draft: D): Promise<Answer<D>> {
  const answer = await prompts.pick<string>({
    ...info,
    placeholder: l10n.t('Region of your buckets; type the id of one that is not in the list'),
    choices: REGIONS.filter(({ status }) => status !== 'closed').map(({ region, nameEn, nameZh }) => ({
      label: region,
      description: `${nameEn} · ${nameZh}`,
      value: region,
    })),
    ...(draft.region === undefined ? {} : { activeLabel: draft.region }),
    typed: (text) =>
      findRegion(text) || checkInput(validateRegion, text)
        ? undefined
        : { label: text, description: l10n.t('a region that is not in the list'), value: text },
  });
  return isUnanswered(answer) ? answer : { ...draft, region: answer };
}

async function askKind<D extends EndpointDraft>(prompts: Prompts, info: StepInfo, draft: D): Promise<Answer<D>> {
  const region = draft.region ?? '';
  const kinds = endpointKindChoices(region);
  const custom: Choice<D> = {
    label: l10n.t('Custom…'),
    detail: l10n.t('A custom domain (CNAME), a gateway or another host'),
    value: { ...draft, endpoint: customOf(draft) ?? { kind: 'custom', url: '' } },
  };
  const active = draft.endpoint?.kind === 'custom' ? custom : kinds.find(({ value }) => value === draft.endpoint?.kind);
  return prompts.pick<D>({
    ...info,
    placeholder: l10n.t('Which endpoint should be used, to browse and in links?'),
    choices: [...kinds.map((choice) => ({ ...choice, value: { ...draft, endpoint: { kind: choice.value } } })), custom],
    activeLabel: active?.label ?? l10n.t('Public'),
  });
}

async function askCustomUrl<D extends EndpointDraft>(prompts: Prompts, info: StepInfo, draft: D): Promise<Answer<D>> {
  const answer = await prompts.input({
    ...info,
    prompt: l10n.t('Endpoint: a host name, with http:// only where the network is yours'),
    placeholder: 'files.example.com',
    value: customOf(draft)?.url ?? '',
    check: checkEndpoint,
  });
  if (isUnanswered(answer)) return answer;
  const { scheme, host, isLoopback, bucket: namedBucket } = parseEndpoint(answer, { allowPlainHttp: true });
  const allowPlainHttp = scheme === 'http' && !isLoopback;
  if (allowPlainHttp && !(await agreesToPlainHttp(prompts, host))) {
    return askCustomUrl(prompts, info, { ...draft, endpoint: { kind: 'custom', url: answer } });
  }
  const { bucket: formerBucket, ...others } = draft;
  const before = customOf(draft);
  const addressing = before?.addressing;
  const endpoint: CustomEndpoint = {
    kind: 'custom',
    url: `${scheme}://${host}`,
    ...(allowPlainHttp ? { allowPlainHttp } : {}),
  };
  // A bucket stays only with the host that it was entered with.
  const bucket = namedBucket ?? (before?.url === endpoint.url ? formerBucket : undefined);
  return {
    ...(others as D),
    // The former addressing is kept only if the host leaves a choice.
    endpoint: addressing !== undefined && addressingIsOpen({ endpoint }) ? { ...endpoint, addressing } : endpoint,
    ...(bucket === undefined ? {} : { bucket }),
  };
}

/** Asks whether to use plain http for a host. */
export async function agreesToPlainHttp(prompts: Prompts, host: string): Promise<boolean> {
  const agreed = await prompts.decide({
    message: l10n.t('Use plain http for {0}?', host),
    detail: l10n.t('Everybody on the way can read the data and use the links. Every link will carry a warning.'),
    answers: [l10n.t('Use Plain http')],
  });
  return agreed !== undefined;
}

function checkEndpoint(text: string): InputCheck | undefined {
  const wrong = checkInput((url) => parseEndpoint(url, { allowPlainHttp: true }), text);
  if (wrong) return wrong;
  const { bucket, host } = parseEndpoint(text, { allowPlainHttp: true });
  return bucket === undefined
    ? undefined
    : { severity: 'info', message: l10n.t('Read as endpoint {0}; {1} is taken for a bucket of it.', host, bucket) };
}

async function askAddressing<D extends EndpointDraft>(prompts: Prompts, info: StepInfo, draft: D): Promise<Answer<D>> {
  const custom = customOf(draft);
  if (!custom) return draft;
  const { host } = parseEndpoint(custom.url, { allowPlainHttp: true });
  const choices: Choice<Addressing>[] = [
    {
      label: l10n.t('A custom domain (CNAME) of one bucket'),
      detail: `https://${host}/key`,
      value: 'cname',
    },
    {
      label: l10n.t('An endpoint with the bucket before the host'),
      detail: `https://bucket.${host}/key`,
      value: 'virtual',
    },
    { label: l10n.t('An endpoint with the bucket in the path'), detail: `https://${host}/bucket/key`, value: 'path' },
  ];
  const active = choices.find(({ value }) => value === custom.addressing);
  const answer = await prompts.pick({
    ...info,
    placeholder: l10n.t('What is {0}?', host),
    choices,
    ...(active ? { activeLabel: active.label } : {}),
  });
  return isUnanswered(answer) ? answer : { ...draft, endpoint: { ...custom, addressing: answer } };
}

async function askBucket<D extends EndpointDraft>(prompts: Prompts, info: StepInfo, draft: D): Promise<Answer<D>> {
  const answer = await prompts.input({
    ...info,
    prompt: l10n.t('The bucket that the custom domain is bound to'),
    value: draft.bucket ?? '',
    check: (text) => checkInput(validateBucket, text),
  });
  return isUnanswered(answer) ? answer : { ...draft, bucket: answer };
}

function customOf({ endpoint }: EndpointDraft): CustomEndpoint | undefined {
  return endpoint?.kind === 'custom' ? endpoint : undefined;
}

function isCustom(draft: EndpointDraft): boolean {
  return customOf(draft) !== undefined;
}

/** Whether the user has to choose the addressing: not for IP addresses, localhost and OSS's own hosts. */
function addressingIsOpen(draft: EndpointDraft): boolean {
  const url = customOf(draft)?.url;
  if (!url) return false;
  const endpoint = parseEndpoint(url, { allowPlainHttp: true });
  return endpoint.kind === undefined && defaultAddressing(endpoint) === 'virtual';
}

function isCname(draft: EndpointDraft): boolean {
  return addressingIsOpen(draft) && customOf(draft)?.addressing === 'cname';
}

/** Endpoint kinds of a region, each with its URL. */
export function endpointKindChoices(region: string): readonly Choice<EndpointKind>[] {
  const accelerationDetail = l10n.t('For buckets with transfer acceleration switched on');
  const kinds: readonly (readonly [kind: EndpointKind, label: string, detail: string])[] = [
    ['public', l10n.t('Public'), l10n.t('Works from everywhere')],
    ['internal', l10n.t('Internal'), l10n.t('Works inside Alibaba Cloud in the same region only, links too')],
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
