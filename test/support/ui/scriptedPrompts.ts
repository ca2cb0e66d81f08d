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

/** The user leaves with Escape. */
export const ESCAPE = undefined;

/** In a list that loads as one types: what is typed and the label that is then picked. */
export interface Typing {
  readonly type: string;
  readonly pick: string;
}

/** In a checklist: the labels that are checked when it is accepted; nothing stands for those checked from the start. */
export interface Checked {
  readonly checked?: readonly string[];
}

/**
 * What the user does with a question: picks the choice with a label, types a text, goes `BACK`, or leaves (`ESCAPE`).
 * A text that an input's check refuses is followed by another reply to the same question, as in the real one.
 */
export type Reply = string | Typing | Checked | Press | typeof BACK | typeof ESCAPE;

/** In a box: the tooltip of the button that is pressed. */
export interface Press {
  readonly press: string;
}

/** A question as it was asked. */
export interface Asked {
  readonly kind: 'pick' | 'pickMany' | 'pickLive' | 'input' | 'decide';
  /** Placeholder, prompt or message. */
  readonly text: string;
  readonly place: Partial<StepInfo>;
  /** Labels of what could be picked, without headings; answers of a decision. */
  readonly labels: readonly string[];
  readonly activeLabel?: string | undefined;
  readonly value?: string | undefined;
  readonly secret?: boolean;
  /** What was said of each text that was typed. */
  readonly checks: (InputCheck | undefined)[];
  /** All that could be read: descriptions and details too. */
  readonly readable: readonly string[];
}

/** Answers questions from a script, in order, and records them; a question beyond the script's end fails the test. */
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

  /** Fails unless every reply was asked for. */
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
    const { value, secret = false } = question;
    const { checks } = this.#record('input', question, question.prompt, [], { value, secret });
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

  /** Takes replies until one is accepted; an accepted `undefined` keeps the question open. */
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
    choices: readonly Pick<Choice<unknown>, 'label' | 'description' | 'detail'>[],
    more: Pick<Asked, 'activeLabel' | 'value' | 'secret'> = {},
  ): Asked {
    const { title, step, totalSteps, canGoBack } = place;
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
 * Runs a flow once for each of its questions, answering those before as the script does and leaving with Escape there.
 * `run` says what has come of it; everything must be as if nothing had been asked.
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
 * Runs a flow once for each of its questions but the first, going back there once and answering again as the script
 * does. `run` gives the result; `kept` is told of the question that was asked again and of the reply it had before.
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
