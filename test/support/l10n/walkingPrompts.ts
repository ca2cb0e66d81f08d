import type {
  Answer,
  Choice,
  Decision,
  InputQuestion,
  LivePickQuestion,
  PickManyQuestion,
  PickQuestion,
  Prompts,
} from '../../../src/ui/prompts/questions.ts';

/**
 * User who looks at everything: picks the choices of a list one after another, from the last, which is rarely the one
 * that ends a form, and leaves a list after all of its choices. Accepts proposed texts, or the first valid one.
 */
export class WalkingPrompts implements Prompts {
  /** All visible texts, in order. */
  readonly read: string[] = [];
  readonly #texts: readonly string[];
  readonly #visits = new Map<string, number>();

  /** `texts`: typed answers. */
  constructor(texts: readonly string[]) {
    this.#texts = texts;
  }

  pick<T>({ title, placeholder, choices, typed }: PickQuestion<T>): Promise<Answer<T>> {
    const own = choices.filter((choice): choice is Choice<T> => !('heading' in choice));
    const headings = choices.flatMap((choice) => ('heading' in choice ? [choice.heading] : []));
    const made = this.#texts.flatMap((text) => typed?.(text) ?? []);
    this.read.push(title, placeholder, ...headings, ...[...own, ...made].flatMap(textsOf));
    return Promise.resolve(this.#next(title, own)?.value);
  }

  pickMany<T>({ title, placeholder, choices }: PickManyQuestion<T>): Promise<Answer<readonly T[]>> {
    this.read.push(title, placeholder, ...choices.flatMap(textsOf));
    return Promise.resolve(this.#next(placeholder, [choices.map(({ value }) => value)]));
  }

  async pickLive<T>({ title, placeholder, load }: LivePickQuestion<T>): Promise<Answer<T>> {
    const { signal } = new AbortController();
    const loaded = await Promise.all(['', ...this.#texts].map((text) => load(text, signal)));
    const choices = loaded.flat();
    this.read.push(title, placeholder, ...choices.flatMap(textsOf));
    const choice = this.#next(placeholder, choices);
    return choice && 'value' in choice ? choice.value : undefined;
  }

  input({ title, prompt, placeholder = '', value = '', check }: InputQuestion): Promise<Answer<string>> {
    const checks = [value, ...this.#texts].map((text) => ({ text, found: check?.(text) }));
    this.read.push(title, prompt, placeholder, ...checks.flatMap(({ found }) => found?.message ?? []));
    const accepted = checks.find(({ found }) => found?.severity !== 'error')?.text;
    return Promise.resolve(accepted === undefined ? undefined : this.#next(prompt, [accepted, accepted]));
  }

  decide<T extends string>({ message, detail = '', answers }: Decision<T>): Promise<T | undefined> {
    this.read.push(message, detail, ...answers);
    return Promise.resolve(this.#next(message, answers));
  }

  #next<T>(question: string, choices: readonly T[]): T | undefined {
    const visits = this.#visits.get(question) ?? 0;
    this.#visits.set(question, visits + 1);
    return choices[choices.length - 1 - visits];
  }
}

function textsOf({ label, description = '', detail = '' }: Omit<Choice<unknown>, 'value'>): readonly string[] {
  return [label, description, detail];
}
