import * as l10n from '@vscode/l10n';
import type { LinkHost } from '../../links/linkHosts.ts';
import type { CustomDomain } from '../../oss/client/bucketSettings.ts';
import { parseEndpoint } from '../../oss/hosts/endpoint.ts';
import { agreesToPlainHttp, endpointKindChoices } from '../profiles/endpointDraft.ts';
import { checkInput } from '../../ui/prompts/checkInput.ts';
import {
  isUnanswered,
  type Answer,
  type Choice,
  type InputCheck,
  type StepInfo,
  type Prompts,
} from '../../ui/prompts/questions.ts';
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
  /** The bucket is browsed at a custom domain, or has to be because OSS refuses its data on OSS's own hosts. */
  readonly browsesAtDomain: boolean;
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
}

/** Answers so far. */
interface Draft extends LinkHostAnswer {
  /** Initial text of the box for a domain. */
  readonly typed?: string;
}

type CustomEndpoint = Extract<LinkHost['endpoint'], { kind: 'custom' }>;

/** Asks for the host of a bucket's links and, for a custom domain, whether the bucket is browsed there too. */
export async function askLinkHost(prompts: Prompts, question: LinkHostQuestion): Promise<LinkHostAnswer | undefined> {
  const at = (info: Omit<StepInfo, 'title'>): StepInfo => ({ title: question.title, ...info });
  const placeholder = l10n.t('Select the host for links to {0}', question.bucket);
  const draft = await runSteps<Draft>(
    [
      ...hostSteps(prompts, question, placeholder),
      { applies: isCustom, ask: (draft, info) => askBrowsing(prompts, at(info), question, draft) },
    ],
    { host: question.present },
  );
  if (!draft) return undefined;
  const { host, region, browsed } = draft;
  return browsed === undefined ? { host, region } : { host, region, browsed };
}

/** Asks for the host at which a bucket is listed, read and written. */
export async function askBrowsingHost(prompts: Prompts, question: HostQuestion): Promise<HostAnswer | undefined> {
  const placeholder = l10n.t('Select the host for browsing {0}', question.bucket);
  const draft = await runSteps<Draft>(hostSteps(prompts, question, placeholder), { host: question.present });
  return draft && { host: draft.host, region: draft.region };
}

function hostSteps(prompts: Prompts, question: HostQuestion, placeholder: string): Step<Draft>[] {
  const at = (info: Omit<StepInfo, 'title'>): StepInfo => ({ title: question.title, ...info });
  return [
    { ask: (_, info) => askHost(prompts, at(info), question, placeholder) },
    { applies: ({ typed }) => typed !== undefined, ask: (draft, info) => askDomain(prompts, at(info), draft) },
  ];
}

type Picked =
  | { readonly kind: 'host'; readonly host: LinkHost | undefined }
  | { readonly kind: 'bound'; readonly domain: CustomDomain }
  | { readonly kind: 'typed'; readonly text: string };

async function askHost(
  prompts: Prompts,
  info: StepInfo,
  question: HostQuestion,
  placeholder: string,
): Promise<Answer<Draft>> {
  let hosts: BucketHosts | undefined;
  const picked = await prompts.pickLive<Picked>({
    ...info,
    placeholder,
    load: async (text, signal) => {
      if (!hosts) {
        const loaded = await question.hosts(signal);
        // Another text was typed, so this load is outdated.
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
      return { host: question.present, region, typed: picked.text };
    case 'bound': {
      const endpoint = await endpointOfBound(prompts, picked.domain);
      return endpoint ? { host: { endpoint }, region } : askHost(prompts, info, question, placeholder);
    }
  }
}

function choicesOf(
  { present }: HostQuestion,
  { region, ownEndpoint, domains }: BucketHosts,
  text: string,
): readonly Choice<Picked>[] {
  const follow: Choice<Picked> = {
    label: l10n.t('From profile'),
    description: ownEndpoint,
    icon: present ? 'account' : 'check',
    value: { kind: 'host', host: undefined },
  };
  const presentUrl = customOf({ host: present })?.url;
  const bound = domains
    .filter(({ status }) => status !== 'Disabled')
    .map((domain): Choice<Picked> => ({
      label: domain.domain,
      description: domain.certificate ? 'https' : l10n.t('no certificate on OSS'),
      detail: l10n.t('Bound to the bucket'),
      icon: presentUrl === `https://${domain.domain}` || presentUrl === `http://${domain.domain}` ? 'check' : 'globe',
      value: { kind: 'bound', domain },
    }));
  const typed: Choice<Picked> = {
    label: l10n.t('Custom Domain…'),
    detail: l10n.t('Custom domain (CNAME) that points to the bucket, directly or through a CDN'),
    icon: 'edit',
    value: { kind: 'typed', text: text === '' ? (presentUrl ?? '') : text },
  };
  const kinds = endpointKindChoices(region).map(({ value: kind, ...choice }): Choice<Picked> => ({
    ...choice,
    icon: present?.endpoint.kind === kind ? 'check' : 'cloud',
    value: { kind: 'host', host: { endpoint: { kind } } },
  }));
  // Typed text may be part of a choice, or another domain.
  const matches = ({ label, description = '' }: Choice<Picked>): boolean =>
    `${label} ${description}`.toLowerCase().includes(text.toLowerCase());
  return [...[follow, ...bound].filter(matches), typed, ...kinds.filter(matches)];
}

/** Endpoint of a bound domain. Without a certificate on OSS, https works only if a CDN or proxy has one. `undefined`: choose again. */
async function endpointOfBound(
  prompts: Prompts,
  { domain, certificate }: CustomDomain,
): Promise<CustomEndpoint | undefined> {
  const [https, http] = [l10n.t('Use HTTPS'), l10n.t('Use Plain HTTP')];
  const scheme = certificate
    ? https
    : await prompts.decide({
        message: l10n.t('OSS has no certificate for {0}.', domain),
        detail: l10n.t(
          'With HTTPS, links work only if a CDN or proxy in front of OSS has one. With plain HTTP, anyone on the network can read the data and use the links. Each link shows a warning.',
        ),
        answers: [https, http],
      });
  if (scheme === undefined) return undefined;
  return scheme === http
    ? { kind: 'custom', url: `http://${domain}`, addressing: 'cname', allowPlainHttp: true }
    : { kind: 'custom', url: `https://${domain}`, addressing: 'cname' };
}

async function askDomain(prompts: Prompts, info: StepInfo, draft: Draft): Promise<Answer<Draft>> {
  const answer = await prompts.input({
    ...info,
    prompt: l10n.t('Custom domain. Use http:// only if it has no HTTPS.'),
    placeholder: 'files.example.com',
    value: draft.typed ?? '',
    check: checkDomain,
  });
  if (isUnanswered(answer)) return answer;
  const { scheme, host, isLoopback } = parseEndpoint(answer, { allowPlainHttp: true });
  const url = `${scheme}://${host}`;
  const allowPlainHttp = scheme === 'http' && !isLoopback;
  const endpoint: CustomEndpoint = {
    kind: 'custom',
    url,
    addressing: 'cname',
    ...(allowPlainHttp && { allowPlainHttp }),
  };
  const next: Draft = { ...draft, host: { endpoint }, typed: url };
  return !allowPlainHttp || (await agreesToPlainHttp(prompts, host)) ? next : askDomain(prompts, info, next);
}

function checkDomain(text: string): InputCheck | undefined {
  const wrong = checkInput((url) => parseEndpoint(url, { allowPlainHttp: true }), text);
  if (wrong) return wrong;
  const { kind, host } = parseEndpoint(text, { allowPlainHttp: true });
  return kind === undefined
    ? undefined
    : { severity: 'error', message: l10n.t('{0} is an OSS host. Go back, and select it in the list.', host) };
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
    activeLabel: ((draft.browsed ?? browsesAtDomain) ? forAll : forLinks).label,
  });
}

function customOf({ host }: LinkHostAnswer): CustomEndpoint | undefined {
  return host?.endpoint.kind === 'custom' ? host.endpoint : undefined;
}

function isCustom(draft: Draft): boolean {
  return customOf(draft) !== undefined;
}
