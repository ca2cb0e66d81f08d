import assert from 'node:assert/strict';
import {
  BACK,
  type Answer,
  type Choice,
  type Decision,
  type InputCheck,
  type InputQuestion,
  type LivePickQuestion,
  type PickManyQuestion,
  type PickQuestion,
  type StepInfo,
  type Prompts,
} from '../../../src/ui/prompts/questions.ts';

/** Reply: Escape. */
export const ESCAPE = undefined;

/** Reply in a live list: the typed text and the label that is then picked. */
export interface Typing {
  readonly type: string;
  readonly pick: string;
}

/** Reply in a checklist: the checked labels; without labels, the initially checked ones. */
export interface Checked {
  readonly checked?: readonly string[];
}

/**
 * Reply of the user to a question: picks the choice with a label, types a text, goes `BACK`, or presses `ESCAPE`.
 * A text that the validation refuses is followed by another reply to the same question, as in VS Code.
 */
export type Reply = string | Typing | Checked | Press | typeof BACK | typeof ESCAPE;

/** Reply in a box: the tooltip of the pressed button. */
export interface Press {
  readonly press: string;
}

/** Question as shown. */
export interface Asked {
  readonly kind: 'pick' | 'pickMany' | 'pickLive' | 'input' | 'decide';
  /** Placeholder, prompt or message. */
  readonly text: string;
  readonly place: Partial<StepInfo>;
  /** Labels of the choices, without headings; answers of a decision. */
  readonly labels: readonly string[];
  /** Icons of the choices by their labels. */
  readonly icons: ReadonlyMap<string, string | undefined>;
  readonly activeLabel?: string | undefined;
  readonly value?: string | undefined;
  /** Part of the value that is selected. */
  readonly selected?: string | undefined;
  readonly secret?: boolean;
  /** Validation results of each typed text. */
  readonly checks: (InputCheck | undefined)[];
  /** All visible texts, including descriptions and details. */
  readonly readable: readonly string[];
}

/** Prompts with scripted replies, which records the questions. A question beyond the script's end fails the test. */
export class ScriptedPrompts implements Prompts {
  readonly asked: Asked[] = [];
  #replies: Reply[];

  constructor(...replies: readonly Reply[]) {
    this.#replies = [...replies];
  }

  /** Continues the script. */
  then(...replies: readonly Reply[]): void {
    this.#replies.push(...replies);
  }

  /** Fails unless every reply was used. */
  assertDone(): void {
    assert.deepEqual(this.#replies, [], 'replies to questions that were never asked');
  }

  get texts(): readonly string[] {
    return this.asked.map(({ text }) => text);
  }

  get last(): Asked {
    return this.asked.at(-1) ?? assert.fail('nothing was asked');
  }

  pick<T>(question: PickQuestion<T>): Promise<Answer<T>> {
    const choices = question.choices.filter((choice): choice is Choice<T> => !('heading' in choice));
    this.#record('pick', question, question.placeholder, choices, { activeLabel: question.activeLabel });
    return this.#answer((reply) => {
      const label = asText(reply);
      const choice = choices.find((candidate) => candidate.label === label) ?? question.typed?.(label);
      return choice?.value ?? assert.fail(`"${label}" cannot be picked from ${labelsOf(choices)}`);
    });
  }

  pickMany<T>(question: PickManyQuestion<T>): Promise<Answer<readonly T[]>> {
    const { choices } = question;
    this.#record('pickMany', question, question.placeholder, choices);
    return this.#answer((reply) => {
      if (typeof reply === 'string' || 'type' in reply || 'press' in reply)
        return assert.fail('a checklist takes labels that are checked');
      const fromStart = choices.filter(({ picked }) => picked).map(({ label }) => label);
      return (reply.checked ?? fromStart).map((label) => {
        const choice = choices.find((candidate) => candidate.label === label);
        return choice?.value ?? assert.fail(`"${label}" cannot be checked among ${labelsOf(choices)}`);
      });
    });
  }

  async pickLive<T>(question: LivePickQuestion<T>): Promise<Answer<T>> {
    const { signal } = new AbortController();
    const { value } = question;
    let choices = await question.load(value ?? '', signal);
    this.#record('pickLive', question, question.placeholder, choices, { value });
    for (;;) {
      const reply = this.#next();
      if (reply === ESCAPE || reply === BACK) return reply;
      if (typeof reply !== 'string' && !('type' in reply)) return assert.fail('this is no checklist');
      const { type, pick } = typeof reply === 'string' ? { type: undefined, pick: reply } : reply;
      if (type !== undefined) choices = await question.load(type, signal);
      const choice =
        choices.find(({ label }) => label === pick) ??
        assert.fail(`"${pick}" cannot be picked from ${labelsOf(choices)}`);
      if ('value' in choice) return choice.value;
      choices = [...choices.filter((other) => other !== choice), ...(await choice.more(signal))];
    }
  }

  input<B extends symbol = never>(question: InputQuestion<B>): Promise<Answer<string | B>> {
    const { value, selected, secret = false } = question;
    const { checks } = this.#record('input', question, question.prompt, [], { value, selected, secret });
    return this.#answer<string | B>((reply) => {
      if (typeof reply !== 'string' && 'press' in reply) {
        const button = question.buttons?.find(({ tooltip }) => tooltip === reply.press);
        return button?.value ?? assert.fail(`there is no button "${reply.press}"`);
      }
      const text = asText(reply).trim();
      const found = question.check?.(text);
      checks.push(found);
      return found?.severity === 'error' ? undefined : text;
    });
  }

  decide<T extends string>({ message, detail, answers }: Decision<T>): Promise<T | undefined> {
    const choices = answers.map((label) => ({ label, value: label, ...(detail === undefined ? {} : { detail }) }));
    this.#record('decide', {}, message, choices);
    const reply = this.#next();
    return Promise.resolve(
      reply === ESCAPE
        ? undefined
        : (answers.find((answer) => answer === reply) ?? assert.fail(`no such answer among ${answers.join(', ')}`)),
    );
  }

  /** Uses replies until one is accepted; an accepted `undefined` keeps the question open. */
  #answer<T>(accept: (reply: string | Typing | Checked | Press) => T | undefined): Promise<Answer<T>> {
    for (;;) {
      const reply = this.#next();
      if (reply === ESCAPE || reply === BACK) return Promise.resolve(reply);
      const accepted = accept(reply);
      if (accepted !== undefined) return Promise.resolve(accepted);
    }
  }

  #next(): Reply {
    assert.ok(this.#replies.length > 0, `no reply to "${this.last.text}"`);
    const reply = this.#replies.shift();
    assert.ok(reply !== BACK || this.last.place.canGoBack === true, `there is no way back from "${this.last.text}"`);
    return reply;
  }

  #record(
    kind: Asked['kind'],
    place: Partial<StepInfo>,
    text: string,
    choices: readonly Pick<Choice<unknown>, 'label' | 'description' | 'detail' | 'icon'>[],
    more: Pick<Asked, 'activeLabel' | 'value' | 'selected' | 'secret'> = {},
  ): Asked {
    const { title, step, totalSteps, canGoBack } = place;
    const shown = [text, title, ...choices.flatMap(({ label, icon }) => [label, icon])];
    assert.ok(!shown.includes(''), `a title, text, label or icon is empty: ${JSON.stringify(shown)}`);
    const asked: Asked = {
      kind,
      text,
      place: {
        ...(title === undefined ? {} : { title }),
        ...(step === undefined ? {} : { step }),
        ...(totalSteps === undefined ? {} : { totalSteps }),
        ...(canGoBack === undefined ? {} : { canGoBack }),
      },
      labels: choices.map(({ label }) => label),
      icons: new Map(choices.map(({ label, icon }) => [label, icon])),
      checks: [],
      readable: [
        title ?? '',
        text,
        more.secret === true ? '' : (more.value ?? ''),
        ...choices.flatMap(({ label, description, detail }) => [label, description ?? '', detail ?? '']),
      ],
      ...more,
    };
    this.asked.push(asked);
    return asked;
  }
}

function asText(reply: string | Typing | Checked | Press): string {
  return typeof reply === 'string'
    ? reply
    : assert.fail(`typed ${JSON.stringify(reply)} into a list that does not load`);
}

function labelsOf(choices: readonly { readonly label: string }[]): string {
  return choices.map(({ label }) => `"${label}"`).join(', ');
}

/**
 * Runs a flow once for each of its questions, with scripted replies before it and Escape at it.
 * `run` returns the result; it must be the same as without any question.
 */
export async function escapeAtEveryStep(
  replies: readonly Reply[],
  run: (prompts: ScriptedPrompts, step: number) => Promise<unknown>,
): Promise<void> {
  for (let step = 0; step < replies.length; step++) {
    const prompts = new ScriptedPrompts(...replies.slice(0, step), ESCAPE);
    assert.equal(await run(prompts, step), undefined, `after Escape at "${prompts.last.text}"`);
    prompts.assertDone();
  }
}

/**
 * Runs a flow once for each of its questions except the first: goes back there once and continues with the scripted
 * replies. `run` returns the result; `kept` receives the repeated question and its previous reply.
 */
export async function backAtEveryStep<T>(
  replies: readonly Reply[],
  run: (prompts: ScriptedPrompts) => Promise<T>,
  kept: (again: Asked, reply: Reply) => void = () => undefined,
): Promise<T[]> {
  const results: T[] = [];
  for (let step = 1; step < replies.length; step++) {
    const prompts = new ScriptedPrompts(...replies.slice(0, step), BACK, ...replies.slice(step - 1));
    results.push(await run(prompts));
    prompts.assertDone();
    const again = prompts.asked[step + 1] ?? assert.fail();
    assert.equal(again.text, prompts.asked[step - 1]?.text);
    kept(again, replies[step - 1]);
  }
  return results;
}
