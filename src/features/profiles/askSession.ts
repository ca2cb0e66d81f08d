import * as l10n from '@vscode/l10n';
import { compactDuration, parseDuration } from '../../text/duration.ts';
import type { EnteredSource } from '../../profiles/profile.ts';
import {
  validateExternalId,
  validateSessionName,
  validateSessionPolicy,
  validateSessionSeconds,
} from '../../profiles/validateSource.ts';
import { checkInput } from '../../ui/prompts/checkInput.ts';
import { BACK, isUnanswered, type Answer, type StepInfo, type Prompts } from '../../ui/prompts/questions.ts';

type RoleSource = Extract<EnteredSource, { kind: 'role' }>;

/** Options of a role session. */
export type SessionDraft = Partial<Pick<RoleSource, 'sessionName' | 'durationSeconds' | 'externalId' | 'policy'>>;

/** Option of a session, as text. */
interface Field {
  readonly name: keyof SessionDraft;
  readonly label: string;
  readonly prompt: string;
  readonly otherwise: string;
  readonly validate: (text: string) => void;
}

/** Reads a session length; throws an `InvalidInputError` if STS does not accept it. */
export function readSessionSeconds(text: string): number {
  const seconds = parseDuration(text);
  validateSessionSeconds(seconds);
  return seconds;
}

/** Asks for options of a session, `names`. Usually there are none, so the first choice continues. */
export async function askSession(
  prompts: Prompts,
  info: StepInfo,
  session: SessionDraft,
  names: readonly (keyof SessionDraft)[],
): Promise<Answer<SessionDraft>> {
  const fields = allFields().filter(({ name }) => names.includes(name));
  const answer = await prompts.pick<Field | 'done'>({
    ...info,
    placeholder: l10n.t('The session of the role'),
    choices: [
      { label: l10n.t('Continue'), icon: 'check', value: 'done' },
      ...fields.map((field) => ({
        label: field.label,
        description:
          field.name === 'policy' && session.policy !== undefined
            ? l10n.t('set')
            : textOf(session, field.name) || field.otherwise,
        value: field,
      })),
    ],
  });
  if (isUnanswered(answer)) return answer;
  if (answer === 'done') return session;
  const { name, prompt, validate } = answer;
  const text = await prompts.input({
    ...info,
    canGoBack: true,
    prompt,
    value: textOf(session, name),
    check: (typed) => (typed === '' ? undefined : checkInput(validate, typed)),
  });
  if (text === undefined) return undefined;
  const changed = text === BACK ? session : withField(session, name, text);
  return askSession(prompts, info, changed, names);
}

function allFields(): readonly Field[] {
  return [
    {
      name: 'sessionName',
      label: l10n.t('Session name'),
      prompt: l10n.t('Session name in the logs of the account (leave empty to generate one)'),
      otherwise: l10n.t('generated'),
      validate: validateSessionName,
    },
    {
      name: 'durationSeconds',
      label: l10n.t('Duration'),
      prompt: l10n.t('Session duration, 15m to 12h, up to the maximum of the role (leave empty for 1h)'),
      otherwise: '1h',
      validate: readSessionSeconds,
    },
    {
      name: 'externalId',
      label: l10n.t('External ID'),
      prompt: l10n.t('External ID (leave empty unless the role of another account requires one)'),
      otherwise: l10n.t('none'),
      validate: validateExternalId,
    },
    {
      name: 'policy',
      label: l10n.t('Inline policy'),
      prompt: l10n.t('JSON policy that limits the sessions (leave empty for all permissions of the role)'),
      otherwise: l10n.t('all permissions of the role'),
      validate: validateSessionPolicy,
    },
  ];
}

function textOf(session: SessionDraft, name: keyof SessionDraft): string {
  const value = session[name];
  return typeof value === 'number' ? compactDuration(value) : (value ?? '');
}

function withField(session: SessionDraft, name: keyof SessionDraft, text: string): SessionDraft {
  const { [name]: _, ...others } = session;
  if (text === '') return others;
  return { ...others, [name]: name === 'durationSeconds' ? readSessionSeconds(text) : text };
}
