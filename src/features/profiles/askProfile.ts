import * as l10n from '@vscode/l10n';
import type { EndpointChoice } from '../../profiles/profile.ts';
import { isForeign } from '../../profiles/serviceRefusals.ts';
import { endpointSteps } from './askEndpoint.ts';
import { type EndpointDraft } from './endpointDraft.ts';
import { sourceSteps, type SourceQuestion } from './askSource.ts';
import { completeSource, type SourceAnswers, type SourceDraft } from './sourceDraft.ts';
import { isUnanswered, type Answer, type InputCheck, type StepInfo, type Prompts } from '../../ui/prompts/questions.ts';
import { runSteps, type Step, type StepsOptions } from '../../ui/prompts/wizard.ts';

/** Answers about a profile so far. They are kept after a failed test. */
export interface ProfileDraft extends EndpointDraft {
  readonly name?: string;
  readonly source?: SourceDraft;
}

/** Completed answers about a profile. */
export interface ProfileAnswers extends SourceAnswers {
  readonly name: string;
  readonly region: string;
  readonly endpoint: EndpointChoice;
  /** Bucket of a custom domain, or bucket that was pasted with the endpoint. It is shown in the tree. */
  readonly bucket?: string;
  /** Set for a service that supports only V1. OSS supports V4. */
  readonly signatureVersion?: 'v1';
}

export interface ProfileQuestion extends SourceQuestion {
  /** Names of the other profiles. */
  readonly takenNames: readonly string[];
}

/** Asks for a profile step by step, with Back; `undefined` if the user cancels. */
export async function askProfile(
  prompts: Prompts,
  question: ProfileQuestion,
  draft: ProfileDraft,
  options?: StepsOptions<ProfileDraft>,
): Promise<ProfileDraft | undefined> {
  const { title } = question;
  return runSteps<ProfileDraft>(
    [
      ...sourceSteps(prompts, question).map(toProfileStep),
      ...endpointSteps(prompts, title),
      { id: 'name', ask: (state, info) => askName(prompts, { title, ...info }, state, question) },
    ],
    draft,
    options,
  );
}

/** Answers of a complete draft. */
export function completeProfile(draft: ProfileDraft): ProfileAnswers {
  const { name, source, region, endpoint, bucket, signatureVersion } = draft;
  if (name === undefined || region === undefined || endpoint === undefined) throw new Error('The draft is incomplete');
  return {
    name,
    region,
    endpoint,
    ...completeSource(source ?? {}),
    ...(endpoint.kind === 'custom' && bucket !== undefined ? { bucket } : {}),
    ...(isForeign(endpoint) && signatureVersion ? { signatureVersion } : {}),
  };
}

async function askName(
  prompts: Prompts,
  info: StepInfo,
  draft: ProfileDraft,
  { takenNames }: ProfileQuestion,
): Promise<Answer<ProfileDraft>> {
  const answer = await prompts.input({
    ...info,
    staysOpen: true,
    prompt: l10n.t('Profile name (for example, Work)'),
    value: draft.name ?? proposedName(draft, takenNames),
    check: (text) => checkProfileName(text, takenNames),
  });
  return isUnanswered(answer) ? answer : { ...draft, name: answer };
}

/** Problem of a profile name; `undefined` if it is valid. */
export function checkProfileName(text: string, takenNames: readonly string[]): InputCheck | undefined {
  if (text === '') return { severity: 'error', message: l10n.t('Enter a name.') };
  if (!takenNames.includes(text)) return undefined;
  return { severity: 'error', message: l10n.t('A profile named "{0}" already exists.', text) };
}

/** Unused name, made from the region or the host of the profile. */
function proposedName({ region = '', endpoint }: ProfileDraft, takenNames: readonly string[]): string {
  const name = endpoint?.kind === 'custom' ? new URL(endpoint.url).host : region;
  for (let count = 2, free = name; ; free = `${name} ${count++}`) if (!takenNames.includes(free)) return free;
}

/** Step of the profile that runs a step of its source. */
function toProfileStep(step: Step<SourceDraft>): Step<ProfileDraft> {
  return {
    ...(step.id !== undefined && { id: step.id }),
    applies: ({ source }) => step.applies?.(source ?? {}) ?? true,
    ask: async (draft, info) => {
      const answer = await step.ask(draft.source ?? {}, info);
      return isUnanswered(answer) ? answer : { ...draft, source: answer };
    },
  };
}
