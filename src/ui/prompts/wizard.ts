import { BACK, type Answer, type StepInfo } from './questions.ts';

/** One question of a flow: takes the answers so far and returns them with its own. */
export interface Step<S> {
  /** Whether the step applies; others are neither asked nor counted. */
  readonly applies?: (state: S) => boolean;
  readonly ask: (state: S, info: Required<Omit<StepInfo, 'title'>>) => Promise<Answer<S>>;
}

export interface StepsOptions {
  /** Starts at the last step, after a failure, with all answers kept. */
  readonly fromEnd?: boolean;
}

/** Asks step by step, with Back, keeping the answers; `undefined` if the user cancels. */
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
