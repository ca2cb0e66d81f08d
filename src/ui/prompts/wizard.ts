import { BACK, type Answer, type StepInfo } from './questions.ts';

/** One question of a flow: receives the answers so far and returns them with its own. */
export interface Step<S> {
  /** Name for starting a flow at this step. */
  readonly id?: string;
  /** Whether the step applies; other steps are neither asked nor counted. */
  readonly applies?: (state: S) => boolean;
  readonly ask: (state: S, info: Required<Omit<StepInfo, 'title' | 'staysOpen'>>) => Promise<Answer<S>>;
}

export interface StepsOptions<S = never> {
  /** Starts at the first of these steps that applies, to correct one answer. */
  readonly at?: readonly string[] | undefined;
  /** Called with the answers so far after each step, so that they are kept after Escape. */
  readonly onAnswer?: (state: S) => void;
}

/** Asks step by step, with Back, keeping the answers; `undefined` if the user cancels. */
export async function runSteps<S>(
  steps: readonly Step<S>[],
  initial: S,
  options: StepsOptions<S> = {},
): Promise<S | undefined> {
  let state = initial;
  const applying = (): Step<S>[] => steps.filter((step) => step.applies?.(state) ?? true);
  const ids = applying().map(({ id }) => id);
  const at = options.at?.find((id) => ids.includes(id));
  let index = at === undefined ? 0 : ids.indexOf(at);
  for (;;) {
    const current = applying();
    const step = current[index];
    if (!step) return state;
    const answer = await step.ask(state, { step: index + 1, totalSteps: current.length, canGoBack: index > 0 });
    if (answer === undefined) return undefined;
    if (answer === BACK) index = Math.max(0, index - 1);
    else {
      state = answer;
      options.onAnswer?.(state);
      index++;
    }
  }
}
