/** Answer that goes back one step. */
export const BACK = Symbol('back');

/** Answer to a question; `undefined` means that the user cancelled, which is silent. */
export type Answer<T> = T | typeof BACK | undefined;

/** Whether the user cancelled or went back. */
export function isUnanswered(answer: unknown): answer is typeof BACK | undefined {
  return answer === undefined || answer === BACK;
}

/** Position of a question in its flow. */
export interface StepInfo {
  readonly title: string;
  readonly step?: number;
  readonly totalSteps?: number;
  readonly canGoBack?: boolean;
  /** Whether the input stays open when the focus moves, for example to copy a value from a browser. */
  readonly staysOpen?: boolean;
}

export interface Choice<T> {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  /** Name of a codicon. */
  readonly icon?: string;
  readonly value: T;
}

/** Heading between choices. */
export interface Heading {
  readonly heading: string;
}

export interface PickQuestion<T> extends StepInfo {
  readonly placeholder: string;
  readonly choices: readonly (Choice<T> | Heading)[];
  /** Label of the initially active choice. */
  readonly activeLabel?: string;
  /** Choice for the typed text, offered before the others. */
  readonly typed?: (text: string) => Choice<T> | undefined;
  /** Offers that choice after the others. Its label must not match the text, since VS Code sorts by matches of labels. */
  readonly typedIsLast?: boolean;
}

/** Item of a checklist. */
export interface CheckChoice<T> extends Choice<T> {
  readonly picked: boolean;
}

export interface PickManyQuestion<T> extends StepInfo {
  readonly placeholder: string;
  readonly choices: readonly CheckChoice<T>[];
}

/** Choice that loads more choices in its place; the list stays open. */
export interface MoreChoice<T> extends Omit<Choice<T>, 'value'> {
  readonly more: (signal: AbortSignal) => Promise<readonly LiveChoice<T>[]>;
}

export type LiveChoice<T> = Choice<T> | MoreChoice<T>;

export interface LivePickQuestion<T> extends StepInfo {
  readonly placeholder: string;
  /** Initial text. */
  readonly value?: string;
  /** Loads the choices for the typed text; each change aborts the previous call. */
  readonly load: (text: string, signal: AbortSignal) => Promise<readonly LiveChoice<T>[]>;
}

export interface InputCheck {
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
}

/** Button of an input box that returns a symbol instead of a text. */
export interface InputButton<B extends symbol> {
  /** Name of a codicon. */
  readonly icon: string;
  readonly tooltip: string;
  readonly value: B;
}

export interface InputQuestion<B extends symbol = never> extends StepInfo {
  readonly buttons?: readonly InputButton<B>[];
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  /** Part of the value that is selected at first, which typing replaces; the whole value by default. */
  readonly selected?: string;
  /** Hides the characters and keeps the box open when it loses focus. */
  readonly secret?: boolean;
  /** Validates while the user types; an error keeps the box open. */
  readonly check?: (text: string) => InputCheck | undefined;
}

export interface Decision<T extends string> {
  readonly message: string;
  readonly detail?: string;
  readonly answers: readonly T[];
  /** Whether the question waits as an error message beside the editors, which the user looks at before the answer. */
  readonly isBeside?: boolean;
}

/** Questions to the user. */
export interface Prompts {
  pick<T>(question: PickQuestion<T>): Promise<Answer<T>>;
  /** Checklist; nothing checked is an empty answer. */
  pickMany<T>(question: PickManyQuestion<T>): Promise<Answer<readonly T[]>>;
  pickLive<T>(question: LivePickQuestion<T>): Promise<Answer<T>>;
  input<B extends symbol = never>(question: InputQuestion<B>): Promise<Answer<string | NoInfer<B>>>;
  /** Question, modal by default; `undefined` if the user cancels. */
  decide<T extends string>(decision: Decision<T>): Promise<T | undefined>;
}

/** Whether an error is a cancellation, which is silent. */
export function isCancellation(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'Canceled');
}
