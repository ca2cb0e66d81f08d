import * as l10n from '@vscode/l10n';
import type { EndpointChoice, ProfileSecret } from '../profiles/profile.ts';
import { completeSecret, credentialSteps, type SecretDraft } from './askCredentials.ts';
import { endpointSteps, type EndpointDraft } from './askEndpoint.ts';
import { isUnanswered, type Answer, type Place, type Prompts } from './questions.ts';
import { runSteps, type Step, type StepsOptions } from './steps.ts';

/** What is known of a profile while it is asked for; kept over failures, so that nothing has to be typed twice. */
export interface ProfileDraft extends EndpointDraft {
  readonly name?: string;
  readonly secret?: SecretDraft;
}

/** What the user has said of a profile. */
export interface ProfileAnswers {
  readonly name: string;
  /** Absent where the stored one is kept. */
  readonly secret?: ProfileSecret;
  readonly region: string;
  readonly endpoint: EndpointChoice;
  /** The one bucket that a custom domain stands for, or that was pasted with the endpoint: to be shown in the tree. */
  readonly bucket?: string;
}

export interface ProfileQuestion {
  readonly title: string;
  /** Names of the other profiles. */
  readonly takenNames: readonly string[];
  /** Empty boxes keep the stored secret. */
  readonly keepsSecret: boolean;
}

/** Asks for everything that a profile needs, step by step with Back; `undefined` when the user leaves. */
export async function askProfile(
  prompts: Prompts,
  question: ProfileQuestion,
  draft: ProfileDraft,
  options?: StepsOptions,
): Promise<ProfileDraft | undefined> {
  const { title } = question;
  return runSteps<ProfileDraft>(
    [
      { ask: (state, place) => askName(prompts, { title, ...place }, state, question) },
      ...credentialSteps(prompts, question).map(withinSecret),
      ...endpointSteps(prompts, title),
    ],
    draft,
    options,
  );
}

/** A finished draft, as it is stored. */
export function completeProfile({ name, secret, region, endpoint, bucket }: ProfileDraft): ProfileAnswers {
  if (name === undefined || region === undefined || endpoint === undefined) throw new Error('The draft is incomplete');
  const completed = secret && completeSecret(secret);
  return {
    name,
    region,
    endpoint,
    ...(completed ? { secret: completed } : {}),
    ...(endpoint.kind === 'custom' && bucket !== undefined ? { bucket } : {}),
  };
}

async function askName(
  prompts: Prompts,
  place: Place,
  draft: ProfileDraft,
  { takenNames }: ProfileQuestion,
): Promise<Answer<ProfileDraft>> {
  const answer = await prompts.input({
    ...place,
    prompt: l10n.t('A name for the profile, as you want to read it in the tree'),
    value: draft.name ?? '',
    check: (text) => {
      if (text === '') return { severity: 'error', message: l10n.t('A profile needs a name.') };
      if (!takenNames.includes(text)) return undefined;
      return { severity: 'error', message: l10n.t('There is a profile of this name already.') };
    },
  });
  return isUnanswered(answer) ? answer : { ...draft, name: answer };
}

/** Lets a step that knows the secret only work on the whole draft. */
function withinSecret(step: Step<SecretDraft>): Step<ProfileDraft> {
  return {
    applies: ({ secret }) => step.applies?.(secret ?? {}) ?? true,
    ask: async (draft, place) => {
      const answer = await step.ask(draft.secret ?? {}, place);
      return isUnanswered(answer) ? answer : { ...draft, secret: answer };
    },
  };
}
