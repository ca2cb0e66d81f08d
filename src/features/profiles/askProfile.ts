import * as l10n from '@vscode/l10n';
import type { EndpointChoice } from '../../profiles/profile.ts';
import { endpointSteps, type EndpointDraft } from './askEndpoint.ts';
import { completeSource, sourceSteps, type SourceAnswers, type SourceDraft, type SourceQuestion } from './askSource.ts';
import { isUnanswered, type Answer, type StepInfo, type Prompts } from '../../ui/prompts/questions.ts';
import { runSteps, type Step, type StepsOptions } from '../../ui/prompts/wizard.ts';

/** What is known of a profile while it is asked for; kept over failures, so that nothing has to be typed twice. */
export interface ProfileDraft extends EndpointDraft {
  readonly name?: string;
  readonly source?: SourceDraft;
}

/** What the user has said of a profile. */
export interface ProfileAnswers extends SourceAnswers {
  readonly name: string;
  readonly region: string;
  readonly endpoint: EndpointChoice;
  /** The one bucket that a custom domain stands for, or that was pasted with the endpoint: to be shown in the tree. */
  readonly bucket?: string;
}

export interface ProfileQuestion extends SourceQuestion {
  /** Names of the other profiles. */
  readonly takenNames: readonly string[];
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
      ...sourceSteps(prompts, question).map(withinSource),
      ...endpointSteps(prompts, title),
    ],
    draft,
    options,
  );
}

/** A finished draft, as it is stored. */
export function completeProfile({ name, source, region, endpoint, bucket }: ProfileDraft): ProfileAnswers {
  if (name === undefined || region === undefined || endpoint === undefined) throw new Error('The draft is incomplete');
  return {
    name,
    region,
    endpoint,
    ...completeSource(source ?? {}),
    ...(endpoint.kind === 'custom' && bucket !== undefined ? { bucket } : {}),
  };
}

async function askName(
  prompts: Prompts,
  place: StepInfo,
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

/** Lets a step that knows the source only work on the whole draft. */
function withinSource(step: Step<SourceDraft>): Step<ProfileDraft> {
  return {
    applies: ({ source }) => step.applies?.(source ?? {}) ?? true,
    ask: async (draft, place) => {
      const answer = await step.ask(draft.source ?? {}, place);
      return isUnanswered(answer) ? answer : { ...draft, source: answer };
    },
  };
}
