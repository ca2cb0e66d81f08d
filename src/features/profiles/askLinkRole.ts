import * as l10n from '@vscode/l10n';
import { compactDuration } from '../../text/duration.ts';
import type { LinkRole } from '../../profiles/profile.ts';
import { validateExternalId, validateRoleArn } from '../../profiles/validateSource.ts';
import { readSessionSeconds } from './askSession.ts';
import { checkInput } from '../../ui/prompts/checkInput.ts';
import { isUnanswered, type Answer, type StepInfo, type Prompts } from '../../ui/prompts/questions.ts';
import { runSteps, type StepsOptions } from '../../ui/prompts/wizard.ts';

/** One hour, which every role allows. */
const DEFAULT_SESSION_SECONDS = 3600;

/** Links that sessions of the role sign. */
type Use = 'everyLink' | 'onRequest' | 'never';

/** Link role so far. */
export interface LinkRoleDraft extends Partial<Omit<LinkRole, 'forEveryLink'>> {
  readonly use?: Use;
}

/** Draft that begins with the stored link role. */
export function linkRoleDraft(present: LinkRole | undefined): LinkRoleDraft {
  if (!present) return {};
  const { forEveryLink, ...role } = present;
  return { ...role, use: forEveryLink ? 'everyLink' : 'onRequest' };
}

/** Link role of a complete draft; `undefined` if no role signs. */
export function completeLinkRole({ use, roleArn, maxSessionSeconds, externalId }: LinkRoleDraft): LinkRole | undefined {
  if (use === 'never' || roleArn === undefined) return undefined;
  return {
    roleArn,
    maxSessionSeconds: maxSessionSeconds ?? DEFAULT_SESSION_SECONDS,
    ...(externalId !== undefined && { externalId }),
    forEveryLink: use === 'everyLink',
  };
}

/** Asks whether links of a profile are signed by its own credentials, or by a role session made for each link. */
export function askLinkRole(
  prompts: Prompts,
  title: string,
  draft: LinkRoleDraft,
  options?: StepsOptions<LinkRoleDraft>,
): Promise<LinkRoleDraft | undefined> {
  const usesRole = ({ use }: LinkRoleDraft): boolean => use !== 'never';
  return runSteps<LinkRoleDraft>(
    [
      {
        ask: async (state, info) => {
          const use = await askUse(prompts, { title, ...info }, state.use);
          return isUnanswered(use) ? use : { ...state, use };
        },
      },
      {
        id: 'role',
        applies: usesRole,
        ask: async (state, info) => {
          const roleArn = await prompts.input({
            title,
            ...info,
            prompt: l10n.t('ARN of the role. The role needs the permissions for all links that it signs.'),
            placeholder: 'acs:ram::1234567890123456:role/name',
            value: state.roleArn ?? '',
            check: (text) => checkInput(validateRoleArn, text),
          });
          return isUnanswered(roleArn) ? roleArn : { ...state, roleArn };
        },
      },
      {
        id: 'session',
        applies: usesRole,
        ask: async (state, info) => {
          const text = await prompts.input({
            title,
            ...info,
            prompt: l10n.t(
              'Maximum session duration, 15m to 12h, up to the maximum of the role. Links expire with their session.',
            ),
            value: compactDuration(state.maxSessionSeconds ?? DEFAULT_SESSION_SECONDS),
            check: (typed) => checkInput(readSessionSeconds, typed),
          });
          return isUnanswered(text) ? text : { ...state, maxSessionSeconds: readSessionSeconds(text) };
        },
      },
      {
        applies: usesRole,
        ask: async (state, info) => {
          const text = await prompts.input({
            title,
            ...info,
            prompt: l10n.t('External ID (leave empty unless the role of another account requires one)'),
            value: state.externalId ?? '',
            check: (typed) => (typed === '' ? undefined : checkInput(validateExternalId, typed)),
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

function askUse(prompts: Prompts, info: StepInfo, present: Use | undefined): Promise<Answer<Use>> {
  const choices = [
    {
      label: l10n.t("The profile's own credentials"),
      description: l10n.t('links carry its AccessKey ID'),
      value: 'never',
    },
    {
      label: l10n.t('Role session, for every link'),
      description: l10n.t('limited to what the link is for'),
      value: 'everyLink',
    },
    {
      label: l10n.t('Role session, if the link asks for it'),
      value: 'onRequest',
    },
  ] as const;
  const active = choices.find(({ value }) => value === present)?.label;
  return prompts.pick<Use>({
    ...info,
    placeholder: l10n.t('Select what signs links'),
    choices,
    ...(active !== undefined && { activeLabel: active }),
  });
}
