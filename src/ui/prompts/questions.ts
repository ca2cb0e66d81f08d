/** The user went back to the step before. */
export const BACK = Symbol('back');

/** `undefined`: the user cancelled, which is silent at every step. */
export type Answer<T> = T | typeof BACK | undefined;

/** The user left or went back: there is nothing to take. */
export function isUnanswered(answer: unknown): answer is typeof BACK | undefined {
  return answer === undefined || answer === BACK;
}

/** Where a question stands in its flow. */
export interface StepInfo {
  readonly title: string;
  readonly step?: number;
  readonly totalSteps?: number;
  readonly canGoBack?: boolean;
}

export interface Choice<T> {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  /** Name of a codicon. */
  readonly icon?: string;
  readonly value: T;
}

/** A heading between choices. */
export interface Heading {
  readonly heading: string;
}

export interface PickQuestion<T> extends StepInfo {
  readonly placeholder: string;
  readonly choices: readonly (Choice<T> | Heading)[];
  /** The label of the choice that is active at first. */
  readonly activeLabel?: string;
  /** A choice made of what the user types, offered before the others. */
  readonly typed?: (text: string) => Choice<T> | undefined;
}

/** A choice of a checklist. */
export interface CheckChoice<T> extends Choice<T> {
  readonly picked: boolean;
}

export interface PickManyQuestion<T> extends StepInfo {
  readonly placeholder: string;
  readonly choices: readonly CheckChoice<T>[];
}

/** A choice that gives way to those it loads; the list stays open. */
export interface MoreChoice<T> extends Omit<Choice<T>, 'value'> {
  readonly more: (signal: AbortSignal) => Promise<readonly LiveChoice<T>[]>;
}

export type LiveChoice<T> = Choice<T> | MoreChoice<T>;

export interface LivePickQuestion<T> extends StepInfo {
  readonly placeholder: string;
  /** What is typed already when it opens. */
  readonly value?: string;
  /** What is offered for the text typed so far; called again as it changes, the former call aborted. */
  readonly load: (text: string, signal: AbortSignal) => Promise<readonly LiveChoice<T>[]>;
}

export interface InputCheck {
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
}

export interface InputQuestion extends StepInfo {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  /** Characters are hidden and the box stays open when focus moves, e.g. to copy the secret elsewhere. */
  readonly secret?: boolean;
  /** Shown as one types; an error keeps the box open. */
  readonly check?: (text: string) => InputCheck | undefined;
}

export interface Decision<T extends string> {
  readonly message: string;
  readonly detail?: string;
  readonly answers: readonly T[];
}

/** What commands ask the user, whatever draws it. */
export interface Prompts {
  pick<T>(question: PickQuestion<T>): Promise<Answer<T>>;
  /** A checklist; nothing checked is an empty answer. */
  pickMany<T>(question: PickManyQuestion<T>): Promise<Answer<readonly T[]>>;
  pickLive<T>(question: LivePickQuestion<T>): Promise<Answer<T>>;
  input(question: InputQuestion): Promise<Answer<string>>;
  /** A modal question; `undefined` when the user leaves it. */
  decide<T extends string>(decision: Decision<T>): Promise<T | undefined>;
}

/** Cancelling is silent everywhere. */
export function isCancellation(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'Canceled');
}
