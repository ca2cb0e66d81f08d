import { BACK, type Answer, type StepInfo } from './questions.ts';

/** One question of a flow: takes what is known so far, gives it back with the answer added. */
export interface Step<S> {
  /** Steps that do not apply are neither asked nor counted. */
  readonly applies?: (state: S) => boolean;
  readonly ask: (state: S, place: Required<Omit<StepInfo, 'title'>>) => Promise<Answer<S>>;
}

export interface StepsOptions {
  /** Begin at the last step, to go back from a later failure with nothing lost. */
  readonly fromEnd?: boolean;
}

/** Asks step by step, with Back, keeping the answers; `undefined` when the user cancels. */
export async function runSteps<S>(
  steps: readonly Step<S>[],
  initial: S,
  options: StepsOptions = {},
): Promise<S | undefined> {
  let state = initial;
  const applying = (): Step<S>[] => steps.filter((step) => step.applies?.(state) ?? true);
  let index = options.fromEnd ? applying().length - 1 : 0;
  for (;;) {
    const current = applying();
    const step = current[index];
    if (!step) return state;
    const answer = await step.ask(state, { step: index + 1, totalSteps: current.length, canGoBack: index > 0 });
    if (answer === undefined) return undefined;
    if (answer === BACK) index = Math.max(0, index - 1);
    else {
      state = answer;
      index++;
    }
  }
}
