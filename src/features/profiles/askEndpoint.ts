import * as l10n from '@vscode/l10n';
import { parseEndpoint, type Addressing } from '../../oss/hosts/endpoint.ts';
import { validateExistingBucket } from '../../oss/validate.ts';
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
import { askLocation, askRegion } from './askLocation.ts';
import {
  addressingIsOpen,
  customOf,
  endpointKindChoices,
  isCname,
  isCustom,
  picksEndpoint,
  withCustomEndpoint,
  type EndpointDraft,
} from './endpointDraft.ts';

/** Questions for region, endpoint, and details of a custom endpoint. */
export function endpointSteps<D extends EndpointDraft>(prompts: Prompts, title: string): Step<D>[] {
  const at = (info: Omit<StepInfo, 'title'>): StepInfo => ({ title, ...info });
  return [
    { id: 'location', ask: (draft, info) => askLocation(prompts, at(info), draft) },
    { applies: ({ picksRegion = false }) => picksRegion, ask: (draft, info) => askRegion(prompts, at(info), draft) },
    { applies: picksEndpoint, ask: (draft, info) => askKind(prompts, at(info), draft) },
    {
      id: 'endpoint',
      applies: (draft) => picksEndpoint(draft) && isCustom(draft),
      ask: (draft, info) => askCustomUrl(prompts, at(info), draft),
    },
    { applies: addressingIsOpen, ask: (draft, info) => askAddressing(prompts, at(info), draft) },
    { applies: isCname, ask: (draft, info) => askBucket(prompts, at(info), draft) },
  ];
}

async function askKind<D extends EndpointDraft>(prompts: Prompts, info: StepInfo, draft: D): Promise<Answer<D>> {
  const region = draft.region ?? '';
  const kinds = endpointKindChoices(region);
  const custom: Choice<D> = {
    label: l10n.t('Custom…'),
    detail: l10n.t('Custom domain (CNAME), gateway, or another host'),
    value: { ...draft, endpoint: customOf(draft) ?? { kind: 'custom', url: '' } },
  };
  const active = draft.endpoint?.kind === 'custom' ? custom : kinds.find(({ value }) => value === draft.endpoint?.kind);
  return prompts.pick<D>({
    ...info,
    placeholder: l10n.t('Select the endpoint for browsing and links'),
    choices: [...kinds.map((choice) => ({ ...choice, value: { ...draft, endpoint: { kind: choice.value } } })), custom],
    activeLabel: active?.label ?? l10n.t('Public'),
  });
}

async function askCustomUrl<D extends EndpointDraft>(prompts: Prompts, info: StepInfo, draft: D): Promise<Answer<D>> {
  const answer = await prompts.input({
    ...info,
    prompt: l10n.t('Endpoint host name. Use http:// only on a network you trust.'),
    placeholder: 'files.example.com',
    value: customOf(draft)?.url ?? '',
    check: checkEndpoint,
  });
  if (isUnanswered(answer)) return answer;
  const next = await withCustomEndpoint(prompts, answer, draft);
  return next ?? askCustomUrl(prompts, info, { ...draft, endpoint: { kind: 'custom', url: answer } });
}

function checkEndpoint(text: string): InputCheck | undefined {
  const wrong = checkInput((url) => parseEndpoint(url, { allowPlainHttp: true }), text);
  if (wrong) return wrong;
  const { bucket, host } = parseEndpoint(text, { allowPlainHttp: true });
  return bucket === undefined
    ? undefined
    : { severity: 'info', message: l10n.t('Endpoint {0}, bucket {1}', host, bucket) };
}

async function askAddressing<D extends EndpointDraft>(prompts: Prompts, info: StepInfo, draft: D): Promise<Answer<D>> {
  const custom = customOf(draft);
  if (!custom) return draft;
  const { host } = parseEndpoint(custom.url, { allowPlainHttp: true });
  const choices: Choice<Addressing>[] = [
    {
      label: l10n.t('Custom domain (CNAME) of one bucket'),
      detail: `https://${host}/key`,
      value: 'cname',
    },
    {
      label: l10n.t('Endpoint with the bucket before the host'),
      detail: `https://bucket.${host}/key`,
      value: 'virtual',
    },
    { label: l10n.t('Endpoint with the bucket in the path'), detail: `https://${host}/bucket/key`, value: 'path' },
  ];
  const active = choices.find(({ value }) => value === custom.addressing);
  const answer = await prompts.pick({
    ...info,
    placeholder: l10n.t('Select the type of {0}', host),
    choices,
    ...(active ? { activeLabel: active.label } : {}),
  });
  return isUnanswered(answer) ? answer : { ...draft, endpoint: { ...custom, addressing: answer } };
}

async function askBucket<D extends EndpointDraft>(prompts: Prompts, info: StepInfo, draft: D): Promise<Answer<D>> {
  const answer = await prompts.input({
    ...info,
    prompt: l10n.t('Bucket that the custom domain is bound to'),
    value: draft.bucket ?? '',
    check: (text) => checkInput(validateExistingBucket, text),
  });
  return isUnanswered(answer) ? answer : { ...draft, bucket: answer };
}
