import * as l10n from '@vscode/l10n';
import { InvalidInputError } from '../../oss/errors/errors.ts';
import { parseEndpoint, type EndpointKind } from '../../oss/hosts/endpoint.ts';
import { readRegion } from '../../oss/hosts/readRegion.ts';
import { findRegion, REGIONS } from '../../oss/hosts/regions.ts';
import { validateRegion } from '../../oss/validate.ts';
import { checkInput } from '../../ui/prompts/checkInput.ts';
import { isUnanswered, type Answer, type Choice, type Prompts, type StepInfo } from '../../ui/prompts/questions.ts';
import { endpointKindChoices, picksEndpoint, withCustomEndpoint, type EndpointDraft } from './endpointDraft.ts';

/** Region or endpoint, or a request for the question about another endpoint. */
type Location = { readonly region: string; readonly kind?: EndpointKind } | { readonly url: string } | 'otherEndpoint';

const REGION_CHOICES = REGIONS.filter(({ status }) => status !== 'closed').map(({ region, nameEn, nameZh }) => ({
  label: region,
  description: `${nameEn} · ${nameZh}`,
  value: region,
}));

/** Asks for a region; also accepts an endpoint in any form that people paste. */
export async function askLocation<D extends EndpointDraft>(
  prompts: Prompts,
  info: StepInfo,
  draft: D,
): Promise<Answer<D>> {
  const other = {
    label: l10n.t('Other Endpoint…'),
    description: l10n.t('internal, acceleration, custom domain, or gateway'),
    icon: 'server-environment',
    value: 'otherEndpoint',
  } as const;
  const kept = keptLocation(draft);
  const answer = await prompts.pick<Location>({
    ...info,
    staysOpen: true,
    placeholder: l10n.t('Select a region, or type a city, region ID, or endpoint'),
    choices: [
      ...(kept ? [kept] : []),
      ...REGION_CHOICES.map(({ value: region, ...choice }) => ({ ...choice, value: { region } })),
      ...(picksEndpoint(draft) ? [] : [other]),
    ],
    ...activeLabelOf(kept?.label ?? draft.region),
    typed: typedLocation,
    typedIsLast: true,
  });
  if (isUnanswered(answer)) return answer;
  const { picksRegion: _, ...others } = draft;
  if (answer === 'otherEndpoint') return { ...(others as D), picksEndpoint: true, picksRegion: true };
  if ('url' in answer) {
    const located = await withCustomEndpoint(prompts, answer.url, draft);
    if (!located) return askLocation(prompts, info, draft);
    const { region } = parseEndpoint(answer.url, { allowPlainHttp: true });
    return region === undefined ? { ...located, picksRegion: true } : { ...located, region };
  }
  const { region, kind } = answer;
  // A stored profile keeps its endpoint, which the next question is about.
  if (kind === undefined && picksEndpoint(draft)) return { ...(others as D), region };
  return { ...(others as D), region, endpoint: { kind: kind ?? 'public' }, picksEndpoint: false };
}

/** Choice for an earlier answer that was typed and that no row of the list stands for, so that Enter keeps it. */
function keptLocation(draft: EndpointDraft): Choice<Location> | undefined {
  const { region, endpoint } = draft;
  if (!picksEndpoint(draft) && endpoint?.kind === 'custom') return typedLocation(endpoint.url);
  if (region === undefined) return undefined;
  const kind = picksEndpoint(draft) || endpoint?.kind === 'custom' ? undefined : endpoint?.kind;
  const isListed = REGION_CHOICES.some(({ value }) => value === region);
  return isListed && (kind === undefined || kind === 'public') ? undefined : regionChoice(region, kind);
}

function activeLabelOf(label: string | undefined): { readonly activeLabel?: string } {
  return label === undefined ? {} : { activeLabel: label };
}

/** Choice for typed text: a region that it names, an endpoint, or a new region ID. */
function typedLocation(text: string): Choice<Location> | undefined {
  const isListed = REGION_CHOICES.some(({ label, description }) =>
    `${label} ${description}`.toLowerCase().includes(text.toLowerCase()),
  );
  if (isListed) return undefined;
  const endpoint = endpointOf(text);
  if (endpoint && (endpoint.kind === undefined || endpoint.bucket !== undefined)) {
    return { label: l10n.t('Use as endpoint'), description: endpoint.host, icon: 'server', value: { url: text } };
  }
  const { region, kind } = readRegion(text) ?? {};
  return region === undefined ? undefined : regionChoice(region, kind);
}

function regionChoice(region: string, kind?: EndpointKind): Choice<Location> {
  const known = findRegion(region);
  const kindLabel = endpointKindChoices(region).find(({ value }) => value === kind)?.label;
  return known
    ? {
        label: kindLabel === undefined ? region : `${region} · ${kindLabel}`,
        description: `${known.nameEn} · ${known.nameZh}`,
        value: { region, ...(kind !== undefined && { kind }) },
      }
    : { label: l10n.t('Use as region ID'), description: region, value: { region } };
}

/** Endpoint that a text with a scheme, a dot or a port names. */
function endpointOf(text: string): ReturnType<typeof parseEndpoint> | undefined {
  if (!/[.:]/.test(text)) return undefined;
  try {
    return parseEndpoint(text, { allowPlainHttp: true });
  } catch (error) {
    if (error instanceof InvalidInputError) return undefined;
    throw error;
  }
}

export async function askRegion<D extends EndpointDraft>(
  prompts: Prompts,
  info: StepInfo,
  draft: D,
): Promise<Answer<D>> {
  const answer = await prompts.pick<string>({
    ...info,
    staysOpen: true,
    placeholder: l10n.t('Select the region of the buckets, or type a region ID'),
    choices: REGION_CHOICES,
    ...activeLabelOf(draft.region),
    typed: (text) => {
      const region = readRegion(text)?.region ?? (checkInput(validateRegion, text) ? undefined : text);
      return region === undefined || findRegion(region)
        ? undefined
        : { label: l10n.t('Use as region ID'), description: region, value: region };
    },
    typedIsLast: true,
  });
  return isUnanswered(answer) ? answer : { ...draft, region: answer };
}
