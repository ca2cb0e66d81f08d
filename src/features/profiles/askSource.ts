import * as l10n from '@vscode/l10n';
import type { Profile } from '../../profiles/profile.ts';
import {
  validateCredentialsUri,
  validateProviderArn,
  validateRoleArn,
  validateRoleName,
  validateTokenFile,
} from '../../profiles/validateSource.ts';
import { askAccessKeyId, secretSteps } from './askCredentials.ts';
import { askSession } from './askSession.ts';
import type { SourceDraft, SourceKind } from './sourceDraft.ts';
import { checkInput } from '../../ui/prompts/checkInput.ts';
import { BACK, isUnanswered, type Answer, type StepInfo, type Prompts } from '../../ui/prompts/questions.ts';
import type { Step } from '../../ui/prompts/wizard.ts';

export interface SourceQuestion {
  readonly title: string;
  /** Kind of the stored source, which empty boxes keep. */
  readonly keeps?: SourceKind | undefined;
  /** Profiles that can assume a role. */
  readonly bases: readonly Pick<Profile, 'id' | 'name'>[];
}

type TextField = 'roleArn' | 'providerArn' | 'tokenFile' | 'roleName' | 'command' | 'uri';

interface Box {
  readonly field: TextField;
  readonly prompt: string;
  readonly placeholder?: string;
  readonly secret?: boolean;
  readonly validate: (text: string) => void;
  /** Meaning of an empty box; absent: the box must not be empty. */
  readonly empty?: string | undefined;
}

/** Asks for the kind of credential source, and for its details. */
export function sourceSteps(prompts: Prompts, question: SourceQuestion): Step<SourceDraft>[] {
  const { title, keeps, bases } = question;
  const only =
    (...kinds: readonly SourceKind[]) =>
    ({ kind = 'accessKey' }: SourceDraft): boolean =>
      kinds.includes(kind);
  const text = (kinds: readonly SourceKind[], box: () => Box): Step<SourceDraft> => ({
    applies: only(...kinds),
    ask: (draft, info) => askText(prompts, { title, ...info }, draft, box()),
  });
  const keep = (kind: SourceKind): string | undefined =>
    keeps === kind ? l10n.t('Leave empty to keep the current one.') : undefined;
  return [
    { id: 'credentials', ask: (draft, info) => askCredentials(prompts, { title, ...info }, draft, question) },
    ...secretSteps(prompts, { title, keepsSecret: keeps === 'accessKey' }).map((step): Step<SourceDraft> => ({
      ...step,
      applies: (draft) => only('accessKey')(draft) && (step.applies?.(draft.secret ?? {}) ?? true),
      ask: async (draft, info) => {
        const secret = await step.ask(draft.secret ?? {}, info);
        return isUnanswered(secret) ? secret : { ...draft, secret };
      },
    })),
    { applies: only('role'), ask: (draft, info) => askBase(prompts, { title, ...info }, draft, bases) },
    text(['oidc'], () => ({
      field: 'providerArn',
      prompt: l10n.t('ARN of the OIDC provider in RAM'),
      placeholder: 'acs:ram::1234567890123456:oidc-provider/name',
      validate: validateProviderArn,
    })),
    text(['oidc'], () => ({
      field: 'tokenFile',
      prompt: l10n.t('Absolute path of the OIDC token file. It is read whenever new credentials are needed.'),
      validate: validateTokenFile,
    })),
    text(['role', 'oidc'], () => ({
      field: 'roleArn',
      prompt: l10n.t('ARN of the role'),
      placeholder: 'acs:ram::1234567890123456:role/name',
      validate: validateRoleArn,
    })),
    {
      applies: only('role', 'oidc'),
      ask: async (draft, info) => {
        const names = draft.kind === 'role' ? ROLE_SESSION : OIDC_SESSION;
        const session = await askSession(prompts, { title, ...info }, draft.session ?? {}, names);
        return isUnanswered(session) ? session : { ...draft, session };
      },
    },
    text(['instanceRole'], () => ({
      field: 'roleName',
      prompt: l10n.t('Name of the RAM role of the ECS instance that VS Code runs on.'),
      validate: validateRoleName,
      empty: l10n.t('Leave empty to use the role of the instance.'),
    })),
    text(['process'], () => ({
      field: 'command',
      prompt: l10n.t('Command that prints credentials as JSON (as in ossutil 2). You review it before it runs.'),
      validate: () => undefined,
      empty: keep('process'),
    })),
    text(['uri'], () => ({
      field: 'uri',
      prompt: l10n.t("URL that returns credentials as JSON. Stored only in VS Code's secret storage."),
      secret: true,
      validate: validateCredentialsUri,
      empty: keep('uri'),
    })),
  ];
}

const OIDC_SESSION = ['sessionName', 'durationSeconds'] as const;
const ROLE_SESSION = [...OIDC_SESSION, 'externalId', 'policy'] as const;

const OTHER_SOURCE = Symbol('other source');

/** Asks for an AccessKey ID, the usual source; a button leads to the other sources. */
async function askCredentials(
  prompts: Prompts,
  info: StepInfo,
  draft: SourceDraft,
  question: SourceQuestion,
): Promise<Answer<SourceDraft>> {
  const keepsSecret = question.keeps === 'accessKey';
  if ((draft.kind ?? 'accessKey') !== 'accessKey') return askOtherSource(prompts, info, draft, question);
  const button = { icon: 'ellipsis', tooltip: l10n.t('Use Other Credentials…'), value: OTHER_SOURCE } as const;
  const answer = await askAccessKeyId(prompts, info, draft.secret ?? {}, { keepsSecret, buttons: [button] });
  if (isUnanswered(answer)) return answer;
  return answer === OTHER_SOURCE
    ? askOtherSource(prompts, info, draft, question)
    : { ...draft, kind: 'accessKey', secret: answer };
}

/** Asks for the kind of source. Back, or the choice of an AccessKey, leads to the box for its ID. */
async function askOtherSource(
  prompts: Prompts,
  info: StepInfo,
  draft: SourceDraft,
  question: SourceQuestion,
): Promise<Answer<SourceDraft>> {
  const isUsual = (draft.kind ?? 'accessKey') === 'accessKey';
  const answer = await askKind(prompts, { ...info, canGoBack: isUsual || info.canGoBack === true }, draft, question);
  if (answer === undefined || (answer === BACK && !isUsual)) return answer;
  if (answer !== BACK && answer.kind !== 'accessKey') return answer;
  return askCredentials(prompts, info, { ...draft, kind: 'accessKey' }, question);
}

async function askKind(
  prompts: Prompts,
  info: StepInfo,
  draft: SourceDraft,
  { keeps, bases }: SourceQuestion,
): Promise<Answer<SourceDraft>> {
  const choices: { label: string; description: string; icon: string; value: SourceKind }[] = [
    {
      label: l10n.t('AccessKey'),
      description: l10n.t('of an Alibaba Cloud account, RAM user, or STS session'),
      icon: 'key',
      value: 'accessKey',
    },
    {
      label: l10n.t('RAM Role of Another Profile'),
      description: l10n.t('temporary credentials from AssumeRole'),
      icon: 'person',
      value: 'role',
    },
    { label: l10n.t('Command'), description: l10n.t('prints credentials as JSON'), icon: 'terminal', value: 'process' },
    {
      label: l10n.t('Credentials URI'),
      description: l10n.t('returns credentials as JSON'),
      icon: 'link',
      value: 'uri',
    },
    {
      label: l10n.t('RAM Role of the ECS Instance'),
      description: l10n.t('that VS Code runs on'),
      icon: 'server',
      value: 'instanceRole',
    },
    { label: l10n.t('OIDC'), description: l10n.t('RAM role for a token in a file'), icon: 'verified', value: 'oidc' },
  ];
  const imported = {
    label: l10n.t('Imported'),
    description: l10n.t('read from the file of the other tool'),
    icon: 'file-symlink-file',
    value: 'imported',
  } as const;
  const offered = [...(keeps === 'imported' ? [imported] : []), ...choices].filter(
    ({ value }) => value !== 'role' || bases.length > 0,
  );
  const active = offered.find(({ value }) => value === draft.kind) ?? offered[0];
  const kind = await prompts.pick<SourceKind>({
    ...info,
    placeholder: l10n.t('Select the source of the credentials'),
    choices: offered,
    ...(active && { activeLabel: active.label }),
  });
  return isUnanswered(kind) ? kind : { ...draft, kind };
}

async function askBase(
  prompts: Prompts,
  info: StepInfo,
  draft: SourceDraft,
  bases: SourceQuestion['bases'],
): Promise<Answer<SourceDraft>> {
  const active = bases.find(({ id }) => id === draft.baseProfileId)?.name;
  const baseProfileId = await prompts.pick({
    ...info,
    placeholder: l10n.t('Select the profile that assumes the role'),
    choices: bases.map(({ id, name }) => ({ label: name, value: id })),
    ...(active !== undefined && { activeLabel: active }),
  });
  return isUnanswered(baseProfileId) ? baseProfileId : { ...draft, baseProfileId };
}

async function askText(
  prompts: Prompts,
  info: StepInfo,
  draft: SourceDraft,
  { field, prompt, placeholder, secret = false, validate, empty }: Box,
): Promise<Answer<SourceDraft>> {
  const answer = await prompts.input({
    ...info,
    staysOpen: true,
    prompt: empty === undefined ? prompt : `${prompt} ${empty}`,
    ...(placeholder !== undefined && { placeholder }),
    value: draft[field] ?? '',
    secret,
    check: (text) => {
      if (text !== '') return checkInput(validate, text);
      return empty === undefined ? { severity: 'error', message: l10n.t('Enter a value.') } : undefined;
    },
  });
  if (isUnanswered(answer)) return answer;
  const { [field]: _, ...others } = draft;
  return answer === '' ? others : { ...others, [field]: answer };
}
