import * as l10n from '@vscode/l10n';
import type { Profile } from '../../profiles/profile.ts';
import {
  validateCredentialsUri,
  validateProviderArn,
  validateRoleArn,
  validateRoleName,
  validateTokenFile,
} from '../../profiles/validateSource.ts';
import { credentialSteps } from './askCredentials.ts';
import { askSession } from './askSession.ts';
import type { SourceDraft, SourceKind } from './sourceDraft.ts';
import { checkInput } from '../../ui/prompts/checkInput.ts';
import { isUnanswered, type Answer, type StepInfo, type Prompts } from '../../ui/prompts/questions.ts';
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

/** Asks where the credentials come from, and what that source needs to know. */
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
    keeps === kind ? l10n.t('Leave empty to keep the present one.') : undefined;
  return [
    { ask: (draft, info) => askKind(prompts, { title, ...info }, draft, question) },
    ...credentialSteps(prompts, { title, keepsSecret: keeps === 'accessKey' }).map((step): Step<SourceDraft> => ({
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
      prompt: l10n.t('Path of the file that holds the OIDC token; it is read whenever new credentials are needed.'),
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
      prompt: l10n.t('Name of the RAM role of the instance that VS Code runs on.'),
      validate: validateRoleName,
      empty: l10n.t('Leave it empty for the one that the instance names.'),
    })),
    text(['process'], () => ({
      field: 'command',
      prompt: l10n.t('Command that prints credentials as JSON, as ossutil 2 runs it; you see it again before it runs.'),
      validate: () => undefined,
      empty: keep('process'),
    })),
    text(['uri'], () => ({
      field: 'uri',
      prompt: l10n.t('URL that answers with credentials as JSON. It is kept in secret storage.'),
      secret: true,
      validate: validateCredentialsUri,
      empty: keep('uri'),
    })),
  ];
}

const OIDC_SESSION = ['sessionName', 'durationSeconds'] as const;
const ROLE_SESSION = [...OIDC_SESSION, 'externalId', 'policy'] as const;

async function askKind(
  prompts: Prompts,
  info: StepInfo,
  draft: SourceDraft,
  { keeps, bases }: SourceQuestion,
): Promise<Answer<SourceDraft>> {
  const choices: { label: string; description: string; icon: string; value: SourceKind }[] = [
    {
      label: l10n.t('AccessKey'),
      description: l10n.t('of an account, a RAM user or a role session (STS)'),
      icon: 'key',
      value: 'accessKey',
    },
    {
      label: l10n.t('Role on top of another profile'),
      description: l10n.t('temporary credentials by AssumeRole'),
      icon: 'person',
      value: 'role',
    },
    { label: l10n.t('Command'), description: l10n.t('prints credentials as JSON'), icon: 'terminal', value: 'process' },
    { label: l10n.t('Credentials URI'), description: l10n.t('answers with credentials'), icon: 'link', value: 'uri' },
    {
      label: l10n.t('Role of the ECS instance'),
      description: l10n.t('that VS Code runs on'),
      icon: 'server',
      value: 'instanceRole',
    },
    { label: l10n.t('OIDC'), description: l10n.t('a role for the token in a file'), icon: 'id-badge', value: 'oidc' },
  ];
  const imported = {
    label: l10n.t('As it was imported'),
    description: l10n.t('read from the other tool at each use'),
    icon: 'file-symlink-file',
    value: 'imported',
  } as const;
  const offered = [...(keeps === 'imported' ? [imported] : []), ...choices].filter(
    ({ value }) => value !== 'role' || bases.length > 0,
  );
  const active = offered.find(({ value }) => value === draft.kind) ?? offered[0];
  const kind = await prompts.pick<SourceKind>({
    ...info,
    placeholder: l10n.t('Where do the credentials come from?'),
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
    placeholder: l10n.t('Which profile takes the role?'),
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
    prompt: empty === undefined ? prompt : `${prompt} ${empty}`,
    ...(placeholder !== undefined && { placeholder }),
    value: draft[field] ?? '',
    secret,
    check: (text) => {
      if (text !== '') return checkInput(validate, text);
      return empty === undefined ? { severity: 'error', message: l10n.t('This is needed.') } : undefined;
    },
  });
  if (isUnanswered(answer)) return answer;
  const { [field]: _, ...others } = draft;
  return answer === '' ? others : { ...others, [field]: answer };
}
