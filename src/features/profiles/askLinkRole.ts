import * as l10n from '@vscode/l10n';
import { compactDuration } from '../../text/duration.ts';
import type { LinkRole } from '../../profiles/profile.ts';
import { validateRoleArn } from '../../profiles/validateSource.ts';
import { readSessionSeconds } from './askSession.ts';
import { checkInput } from '../../ui/prompts/checkInput.ts';
import { isUnanswered, type Answer, type StepInfo, type Prompts } from '../../ui/prompts/questions.ts';
import { runSteps, type StepsOptions } from '../../ui/prompts/wizard.ts';

/** Every role allows sessions of an hour. */
const DEFAULT_SESSION_SECONDS = 3600;

/** Which links a role's sessions sign. */
type Use = 'everyLink' | 'onRequest' | 'never';

/** What is known of a link role while it is asked for. */
export interface LinkRoleDraft extends Partial<Omit<LinkRole, 'forEveryLink'>> {
  readonly use?: Use;
}

/** Begins with what is stored. */
export function linkRoleDraft(present: LinkRole | undefined): LinkRoleDraft {
  if (!present) return {};
  const { forEveryLink, ...role } = present;
  return { ...role, use: forEveryLink ? 'everyLink' : 'onRequest' };
}

/** A finished draft; `undefined` where no role is to sign. */
export function completeLinkRole({ use, roleArn, maxSessionSeconds, externalId }: LinkRoleDraft): LinkRole | undefined {
  if (use === 'never' || roleArn === undefined) return undefined;
  return {
    roleArn,
    maxSessionSeconds: maxSessionSeconds ?? DEFAULT_SESSION_SECONDS,
    ...(externalId !== undefined && { externalId }),
    forEveryLink: use === 'everyLink',
  };
}

/** Asks whose signature a profile's links carry: its own, or that of a role session made for one link alone. */
export function askLinkRole(
  prompts: Prompts,
  title: string,
  draft: LinkRoleDraft,
  options?: StepsOptions,
): Promise<LinkRoleDraft | undefined> {
  const isWanted = ({ use }: LinkRoleDraft): boolean => use !== 'never';
  return runSteps<LinkRoleDraft>(
    [
      {
        ask: async (state, place) => {
          const use = await askUse(prompts, { title, ...place }, state.use);
          return isUnanswered(use) ? use : { ...state, use };
        },
      },
      {
        applies: isWanted,
        ask: async (state, place) => {
          const roleArn = await prompts.input({
            title,
            ...place,
            prompt: l10n.t('ARN of the role. It needs the permission for every link that its sessions are to sign.'),
            placeholder: 'acs:ram::1234567890123456:role/name',
            value: state.roleArn ?? '',
            check: (text) => checkInput(validateRoleArn, text),
          });
          return isUnanswered(roleArn) ? roleArn : { ...state, roleArn };
        },
      },
      {
        applies: isWanted,
        ask: async (state, place) => {
          const text = await prompts.input({
            title,
            ...place,
            prompt: l10n.t('Longest session, 15m to 12h: at most what the role allows. No link outlives its session.'),
            value: compactDuration(state.maxSessionSeconds ?? DEFAULT_SESSION_SECONDS),
            check: (typed) => checkInput(readSessionSeconds, typed),
          });
          return isUnanswered(text) ? text : { ...state, maxSessionSeconds: readSessionSeconds(text) };
        },
      },
      {
        applies: isWanted,
        ask: async (state, place) => {
          const text = await prompts.input({
            title,
            ...place,
            prompt: l10n.t('External ID, where the role of another account asks for one. Leave it empty otherwise.'),
            value: state.externalId ?? '',
          });
          if (isUnanswered(text)) return text;
          const { externalId: _, ...others } = state;
          return text === '' ? others : { ...others, externalId: text };
        },
      },
    ],
    draft,
    options,
  );
}

function askUse(prompts: Prompts, place: StepInfo, present: Use | undefined): Promise<Answer<Use>> {
  const choices = [
    {
      label: l10n.t("The profile's own credentials"),
      description: l10n.t('links carry its AccessKey ID'),
      value: 'never',
    },
    {
      label: l10n.t('A session of a role, for every link'),
      description: l10n.t('it may do what that link is for, and nothing else'),
      value: 'everyLink',
    },
    {
      label: l10n.t('A session of a role, where a link asks for it'),
      value: 'onRequest',
    },
  ] as const;
  const active = choices.find(({ value }) => value === present)?.label;
  return prompts.pick<Use>({
    ...place,
    placeholder: l10n.t('What signs links?'),
    choices,
    ...(active !== undefined && { activeLabel: active }),
  });
}
