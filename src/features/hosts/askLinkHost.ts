import * as l10n from '@vscode/l10n';
import type { LinkCdnSettings, LinkHost } from '../../links/linkHosts.ts';
import type { CustomDomain } from '../../oss/client/bucketSettings.ts';
import { parseEndpoint } from '../../oss/hosts/endpoint.ts';
import { askCdnKey, askCdnParameters, askCdnTtl, askCdnType } from './askCdn.ts';
import { askDomain, endpointOfBound, type CustomEndpoint } from './askDomain.ts';
import { endpointKindChoices } from '../profiles/endpointDraft.ts';
import { isUnanswered, type Answer, type Choice, type StepInfo, type Prompts } from '../../ui/prompts/questions.ts';
import { runSteps, type Step } from '../../ui/prompts/wizard.ts';

/** Question for a host of a bucket. */
export interface HostQuestion {
  readonly title: string;
  readonly bucket: string;
  readonly present: LinkHost | undefined;
  /** Loads the hosts while the list is open. */
  readonly hosts: (signal: AbortSignal) => Promise<BucketHosts>;
}

/** Question for the link host of a bucket. */
export interface LinkHostQuestion extends HostQuestion {
  /** Whether the bucket is browsed at a custom domain, or must be because OSS refuses its data on OSS's own hosts. */
  readonly browsesAtDomain: boolean;
  /** Whether the key of a CDN host is stored. */
  readonly hasCdnKey: (host: string) => Promise<boolean>;
  readonly locale: string;
}

/** Hosts of a bucket. */
export interface BucketHosts {
  readonly region: string;
  /** Endpoint of links if no host is chosen. */
  readonly ownEndpoint: string;
  /** Domains that are bound to the bucket; empty if they may not be read. */
  readonly domains: readonly CustomDomain[];
}

/** Chosen host; absent: the profile's. */
export interface HostAnswer {
  readonly host: LinkHost | undefined;
  /** Region of the bucket, if it was found. */
  readonly region?: string | undefined;
}

export interface LinkHostAnswer extends HostAnswer {
  /** Whether the bucket is browsed at the custom domain too. */
  readonly browsed?: boolean;
  /** New key of the CDN; absent: the stored one is kept. */
  readonly cdnKey?: string;
}

/** Answers so far. */
interface Draft extends LinkHostAnswer {
  /** Initial text of the box for a domain. */
  readonly typed?: string | undefined;
  /** Whether the domain belongs to a CDN that checks links itself. */
  readonly isCdn?: boolean;
}

/** Asks for the host of a bucket's links and, for a custom domain, whether the bucket is browsed there too. */
export async function askLinkHost(prompts: Prompts, question: LinkHostQuestion): Promise<LinkHostAnswer | undefined> {
  const at = (info: Omit<StepInfo, 'title'>): StepInfo => ({ title: question.title, ...info });
  const placeholder = l10n.t('Select the host for links to {0}', question.bucket);
  const draft = await runSteps<Draft>(
    [
      ...hostSteps(prompts, { ...question, offersCdn: true }, placeholder),
      ...cdnSteps(prompts, question),
      { applies: isCustom, ask: (draft, info) => askBrowsing(prompts, at(info), question, draft) },
    ],
    { host: question.present },
  );
  if (!draft) return undefined;
  const { host, region, browsed, cdnKey } = draft;
  if (host?.cdn) return { host, region, ...(cdnKey !== undefined && cdnKey !== '' && { cdnKey }) };
  return browsed === undefined ? { host, region } : { host, region, browsed };
}

/** Questions about the URL signing of a CDN domain. */
function cdnSteps(prompts: Prompts, { title, hasCdnKey, locale }: LinkHostQuestion): Step<Draft>[] {
  const applies = ({ isCdn }: Draft): boolean => isCdn === true;
  const step = (
    ask: (host: string, draft: Draft, info: StepInfo) => Promise<Answer<Draft>>,
    isAsked: (cdn: LinkCdnSettings | undefined) => boolean = () => true,
  ): Step<Draft> => ({
    applies: (draft) => applies(draft) && isAsked(draft.host?.cdn),
    ask: (draft, info) => ask(hostOf(draft), draft, { title, ...info }),
  });
  const withSettings =
    (ask: (cdn: LinkCdnSettings, info: StepInfo) => Promise<Answer<LinkCdnSettings>>) =>
    async (_host: string, draft: Draft, info: StepInfo): Promise<Answer<Draft>> => {
      const answer = draft.host?.cdn && (await ask(draft.host.cdn, info));
      return isUnanswered(answer) ? answer : withCdn(draft, answer);
    };
  return [
    step(async (host, draft, info) => {
      const answer = await askCdnType(prompts, info, host, draft.host?.cdn);
      return isUnanswered(answer) ? answer : withCdn(draft, answer);
    }),
    step(
      withSettings((cdn, info) => askCdnParameters(prompts, info, cdn)),
      (cdn) => cdn?.type === 'F',
    ),
    step(async (host, draft, info) => {
      const hasKey = await hasCdnKey(host);
      const answer = await askCdnKey(prompts, info, host, { hasKey, typed: draft.cdnKey });
      return isUnanswered(answer) ? answer : { ...draft, cdnKey: answer };
    }),
    step(withSettings((cdn, info) => askCdnTtl(prompts, info, cdn, locale))),
  ];
}

function withCdn(draft: Draft, cdn: LinkCdnSettings): Draft {
  return draft.host ? { ...draft, host: { ...draft.host, cdn } } : draft;
}

function hostOf({ host }: Draft): string {
  const endpoint = host?.endpoint;
  return endpoint?.kind === 'custom' ? parseEndpoint(endpoint.url, { allowPlainHttp: true }).host : '';
}

/** Asks for the host at which a bucket is listed, read and written. */
export async function askBrowsingHost(prompts: Prompts, question: HostQuestion): Promise<HostAnswer | undefined> {
  const placeholder = l10n.t('Select the host for browsing {0}', question.bucket);
  const draft = await runSteps<Draft>(hostSteps(prompts, question, placeholder), { host: question.present });
  return draft && { host: draft.host, region: draft.region };
}

/** Question for a host; the CDN is an optional choice. */
interface HostList extends HostQuestion {
  readonly offersCdn?: boolean;
}

function hostSteps(prompts: Prompts, question: HostList, placeholder: string): Step<Draft>[] {
  const at = (info: Omit<StepInfo, 'title'>): StepInfo => ({ title: question.title, ...info });
  return [
    { ask: (_, info) => askHost(prompts, at(info), question, placeholder) },
    { applies: ({ typed }) => typed !== undefined, ask: (draft, info) => askTypedDomain(prompts, at(info), draft) },
  ];
}

type Picked =
  | { readonly kind: 'host'; readonly host: LinkHost | undefined }
  | { readonly kind: 'bound'; readonly domain: CustomDomain }
  | { readonly kind: 'typed'; readonly text: string; readonly isCdn: boolean };

async function askHost(
  prompts: Prompts,
  info: StepInfo,
  question: HostList,
  placeholder: string,
): Promise<Answer<Draft>> {
  let hosts: BucketHosts | undefined;
  const picked = await prompts.pickLive<Picked>({
    ...info,
    placeholder,
    load: async (text, signal) => {
      if (!hosts) {
        const loaded = await question.hosts(signal);
        // The text has changed, so this load is outdated.
        if (signal.aborted) return [];
        hosts = loaded;
      }
      return choicesOf(question, hosts, text);
    },
  });
  if (isUnanswered(picked)) return picked;
  const region = hosts?.region;
  switch (picked.kind) {
    case 'host':
      return { host: picked.host, region };
    case 'typed':
      return { host: question.present, region, typed: picked.text, isCdn: picked.isCdn };
    case 'bound': {
      const endpoint = await endpointOfBound(prompts, picked.domain);
      return endpoint ? { host: { endpoint }, region } : askHost(prompts, info, question, placeholder);
    }
  }
}

function choicesOf(
  { present, offersCdn = false }: HostList,
  { region, ownEndpoint, domains }: BucketHosts,
  text: string,
): readonly Choice<Picked>[] {
  const follow: Choice<Picked> = {
    label: l10n.t('From profile'),
    description: ownEndpoint,
    icon: present ? 'account' : 'check',
    value: { kind: 'host', host: undefined },
  };
  const isAtCdn = present?.cdn !== undefined;
  const presentUrl = customOf({ host: present })?.url;
  const bound = domains
    .filter(({ status }) => status !== 'Disabled')
    .map((domain): Choice<Picked> => ({
      label: domain.domain,
      description: domain.certificate ? 'https' : l10n.t('no certificate on OSS'),
      detail: l10n.t('Bound to the bucket'),
      icon:
        !isAtCdn && [`https://${domain.domain}`, `http://${domain.domain}`].includes(presentUrl ?? '')
          ? 'check'
          : 'globe',
      value: { kind: 'bound', domain },
    }));
  const typed: Choice<Picked> = {
    label: l10n.t('Custom Domain…'),
    detail: l10n.t('Custom domain (CNAME) that points to the bucket, directly or through a CDN'),
    icon: 'edit',
    value: { kind: 'typed', text: text === '' ? (presentUrl ?? '') : text, isCdn: false },
  };
  const cdn: Choice<Picked> = {
    label: l10n.t('CDN with URL Signing…'),
    ...(isAtCdn && { description: presentUrl ?? '' }),
    detail: l10n.t('Domain of Alibaba Cloud CDN that checks links by itself (type A, B, C, or F)'),
    icon: isAtCdn ? 'check' : 'edit',
    value: { kind: 'typed', text: text === '' ? (presentUrl ?? '') : text, isCdn: true },
  };
  const kinds = endpointKindChoices(region).map(({ value: kind, ...choice }): Choice<Picked> => ({
    ...choice,
    icon: present?.endpoint.kind === kind ? 'check' : 'cloud',
    value: { kind: 'host', host: { endpoint: { kind } } },
  }));
  // Typed text may match a choice, or be another domain.
  const matches = ({ label, description = '' }: Choice<Picked>): boolean =>
    `${label} ${description}`.toLowerCase().includes(text.toLowerCase());
  return [...[follow, ...bound].filter(matches), typed, ...(offersCdn ? [cdn] : []), ...kinds.filter(matches)];
}

/** Asks for the name of a domain. */
async function askTypedDomain(prompts: Prompts, info: StepInfo, draft: Draft): Promise<Answer<Draft>> {
  const { isCdn = false, typed = '' } = draft;
  const endpoint = await askDomain(prompts, info, { isCdn, typed });
  if (isUnanswered(endpoint)) return endpoint;
  const cdn = isCdn ? draft.host?.cdn : undefined;
  return { ...draft, host: { endpoint, ...(cdn && { cdn }) }, typed: endpoint.url };
}

async function askBrowsing(
  prompts: Prompts,
  info: StepInfo,
  { bucket, browsesAtDomain }: LinkHostQuestion,
  draft: Draft,
): Promise<Answer<Draft>> {
  const forLinks: Choice<Draft> = {
    label: l10n.t('For links only'),
    detail: l10n.t('The bucket is not browsed there'),
    icon: 'link',
    value: { ...draft, browsed: false },
  };
  const forAll: Choice<Draft> = {
    label: l10n.t('For links and browsing'),
    detail: l10n.t('Required if OSS refuses data on its own hosts (accounts created since March 2025)'),
    icon: 'list-tree',
    value: { ...draft, browsed: true },
  };
  return prompts.pick({
    ...info,
    placeholder: l10n.t('Select what to use the custom domain of {0} for', bucket),
    choices: [forLinks, forAll],
    activeLabel: (browsesAtDomain ? forAll : forLinks).label,
  });
}

function customOf({ host }: LinkHostAnswer): CustomEndpoint | undefined {
  return host?.endpoint.kind === 'custom' ? host.endpoint : undefined;
}

/** Whether the bucket can be browsed there: a CDN with URL signing refuses requests signed for OSS. */
function isCustom(draft: Draft): boolean {
  return customOf(draft) !== undefined && draft.isCdn !== true;
}
