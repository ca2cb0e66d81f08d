import * as l10n from '@vscode/l10n';
import { describeDuration } from '../../../text/describe.ts';
import { formatDuration } from '../../../text/duration.ts';
import { formatMoment } from '../../../text/moment.ts';
import {
  parseValidity,
  standardValidities,
  validitySeconds,
  type Validity,
  type ValidityContext,
  validityText,
} from '../../../links/validity.ts';
import type { LinkOptions } from '../../../links/linkOptions.ts';
import { MAX_VALIDITY_SECONDS } from '../../../oss/validate.ts';
import { inputErrorText } from '../../../ui/prompts/checkInput.ts';
import {
  BACK,
  isUnanswered,
  type Answer,
  type Choice,
  type Heading,
  type InputCheck,
  type StepInfo,
  type Prompts,
} from '../../../ui/prompts/questions.ts';
import type { FormRow, RowContext } from './formRow.ts';

export interface ValidityQuestion {
  /** Recent choices, latest first. */
  readonly recent: readonly Validity[];
  /** Initially active choice. */
  readonly last: Validity;
  readonly now: () => Date;
  readonly locale: string;
  /** Maximum by the setting; absent without one. */
  readonly maxSeconds?: number | undefined;
  /** Maximum of the signature version; default: that of V4. */
  readonly signatureMaxSeconds?: number | undefined;
  /** Expiry of the credentials, and so of every link; absent if they do not expire. */
  readonly tokenExpiry?: Date | undefined;
}

/** Asks for a validity: a recent or standard one, or typed text, each with its moment of expiry. */
export async function askValidity(
  prompts: Prompts,
  step: StepInfo,
  question: ValidityQuestion,
): Promise<Answer<Validity>> {
  const { last, now, locale, tokenExpiry: tokenEnd } = question;
  const maxSeconds = maxSecondsOf(question);
  const recent = question.recent.filter((validity) => isAllowed(validity, now(), maxSeconds));
  const choiceOf = (validity: Validity): Choice<Validity | undefined> => ({
    label: validityLabel(validity, now(), locale),
    description: expiryText(validity, now(), locale, tokenEnd),
    value: validity,
  });
  const recentLabels = new Set(recent.map((validity) => validityLabel(validity, now(), locale)));
  const standard = standardUpTo(maxSeconds, now())
    .map(choiceOf)
    .filter(({ label }) => !recentLabels.has(label));
  const custom: Choice<Validity | undefined> = {
    label: l10n.t('Custom…'),
    description: l10n.t('90s, 1h30m, 2d, PT1H, tomorrow 9:00, or a date and time; at most {0}', maxText(question)),
    icon: 'edit',
    value: undefined,
  };
  const activeLabel = validityLabel(last, now(), locale);
  const isActive = ({ label }: { readonly label: string }): boolean => label === activeLabel;
  const recentChoices = recent.map(choiceOf);
  // The active choice comes first, so that one reads from it and not from the middle.
  const choices: (Choice<Validity | undefined> | Heading)[] =
    recent.length === 0
      ? [...standard, custom]
      : [
          ...[...recentChoices, ...standard].filter(isActive),
          ...headed(
            l10n.t('recent'),
            recentChoices.filter((choice) => !isActive(choice)),
          ),
          ...headed(l10n.t('other validities'), [...standard.filter((choice) => !isActive(choice)), custom]),
        ];
  const remaining = remainingTime(tokenEnd, now());
  if (tokenEnd && remaining !== undefined) {
    const untilThen: Validity = { kind: 'until', date: tokenEnd };
    choices.unshift({
      label: l10n.t('Until your credentials expire'),
      description: expiryText(untilThen, now(), locale),
      icon: 'watch',
      value: untilThen,
    });
  }
  const answer = await prompts.pick<{ validity: Validity | undefined }>({
    ...step,
    placeholder:
      remaining === undefined
        ? l10n.t('Select a validity, or type one such as 1h30m')
        : l10n.t('Your credentials expire in {0}, and so do all links. Select a validity, or type one', remaining),
    activeLabel,
    choices: choices.map((choice) => ('heading' in choice ? choice : { ...choice, value: { validity: choice.value } })),
    typed: (text) => {
      const validity = tryParse(text, now(), maxSeconds);
      return validity && { ...choiceOf(validity), label: text, value: { validity } };
    },
  });
  if (isUnanswered(answer)) return answer;
  return answer.validity ?? askCustomValidity(prompts, step, question);
}

/** Choices below a heading; nothing without choices. */
function headed<T>(heading: string, choices: readonly Choice<T>[]): readonly (Choice<T> | Heading)[] {
  return choices.length === 0 ? [] : [{ heading }, ...choices];
}

async function askCustomValidity(
  prompts: Prompts,
  step: StepInfo,
  question: ValidityQuestion,
): Promise<Answer<Validity>> {
  const { now, locale, tokenExpiry: tokenEnd } = question;
  const maxSeconds = maxSecondsOf(question);
  const answer = await prompts.input({
    ...step,
    canGoBack: true,
    prompt: l10n.t(
      'A duration (90s, 30m, 1h30m, 2d, PT1H) or a moment (18:00, 2030-12-31 09:15), at most {0}',
      maxText(question),
    ),
    placeholder: '1h30m',
    check: (text) => checkValidity(text, { now: now(), locale, maxSeconds }, tokenEnd),
  });
  if (answer === BACK) return askValidity(prompts, step, question);
  return answer === undefined ? undefined : parseValidity(answer, { now: now(), maxSeconds });
}

/** Message below a typed validity: its expiry, or the error. */
export function checkValidity(
  text: string,
  context: ValidityContext & { readonly locale: string },
  tokenEnd?: Date,
): InputCheck {
  try {
    const { now, locale } = context;
    return { severity: 'info', message: expiryText(parseValidity(text, context), now, locale, tokenEnd) };
  } catch (error) {
    return { severity: 'error', message: inputErrorText(error) };
  }
}

/** E.g. `expires 14:05 GMT+8`: the expiry of the validity or of the credentials, whichever is earlier. */
export function expiryText(validity: Validity, now: Date, locale: string, tokenEnd?: Date): string {
  const expiration = new Date(now.getTime() + validitySeconds(validity, now) * 1000);
  if (tokenEnd && tokenEnd < expiration) {
    return l10n.t('expires at {0} with your credentials', formatMoment(tokenEnd, { now, locale }));
  }
  return l10n.t('expires at {0}', formatMoment(expiration, { now, locale }));
}

/** Remaining validity of the credentials; `undefined` if they do not expire or have expired. */
function remainingTime(tokenEnd: Date | undefined, now: Date): string | undefined {
  const seconds = Math.floor(((tokenEnd?.getTime() ?? 0) - now.getTime()) / 1000);
  return seconds < 1 ? undefined : describeDuration(seconds);
}

/** Validity in words. */
export function validityLabel(validity: Validity, now: Date, locale: string): string {
  return validity.kind === 'duration'
    ? formatDuration(validity.seconds, locale)
    : formatMoment(validity.date, { now, locale });
}

/** Maximum by the setting or by the signature, whichever is less. */
function maxSecondsOf({
  maxSeconds = Number.POSITIVE_INFINITY,
  signatureMaxSeconds = MAX_VALIDITY_SECONDS,
}: ValidityQuestion): number {
  return Math.min(maxSeconds, signatureMaxSeconds);
}

function isAllowed(validity: Validity, now: Date, maxSeconds: number): boolean {
  return validitySeconds(validity, now) <= maxSeconds;
}

/** Standard validities that are allowed, and the maximum. */
function standardUpTo(maxSeconds: number, now: Date): readonly Validity[] {
  const allowed = standardValidities.filter((validity) => isAllowed(validity, now, maxSeconds));
  if (maxSeconds >= MAX_VALIDITY_SECONDS) return allowed;
  const maximum: Validity = { kind: 'duration', seconds: maxSeconds };
  return allowed.some((validity) => validitySeconds(validity, now) === maxSeconds) ? allowed : [...allowed, maximum];
}

function maxText(question: ValidityQuestion): string {
  const { signatureMaxSeconds = MAX_VALIDITY_SECONDS, locale } = question;
  const longest = maxSecondsOf(question);
  const max = formatDuration(longest, locale);
  return longest < signatureMaxSeconds ? l10n.t('{0} (setting {1})', max, 'ossLinks.maxValidity') : max;
}

function tryParse(text: string, now: Date, maxSeconds: number): Validity | undefined {
  try {
    return parseValidity(text, { now, maxSeconds });
  } catch {
    // Not (yet) a validity: the text filters the list instead.
    return undefined;
  }
}

/** Upper bound for V1 and CDNs, which have no maximum: more than ten years is a typing mistake. */
export const MAX_SECONDS = 3650 * 86_400;

/** Facts about the validity of links. */
export interface ValidityFacts extends Omit<ValidityQuestion, 'last'> {
  /** True if a CDN checks a link with these options, because CDN links have no maximum validity. */
  readonly isCdnLink?: (options: LinkOptions) => boolean;
}

/** Row of the validity of a link. */
export function validityRow({ prompts, facts, options }: RowContext<ValidityFacts>): FormRow {
  const isUnlimited = options.signatureVersion === 'v1' || facts.isCdnLink?.(options) === true;
  const signatureMaxSeconds = isUnlimited ? MAX_SECONDS : undefined;
  return durationRow(prompts, { ...facts, signatureMaxSeconds }, options.validity, (validity) => ({
    ...options,
    validity,
  }));
}

/** Row of the validity of a link or a request. */
export function durationRow<Options>(
  prompts: Prompts,
  facts: ValidityFacts,
  text: string,
  apply: (validity: string) => Options,
): FormRow<Options> {
  const { now, locale } = facts;
  // A validity that the signature does not allow is shown at the row, not thrown.
  const current = parseValidity(text, { now: now(), maxSeconds: Number.MAX_SAFE_INTEGER });
  return {
    label: l10n.t('Validity'),
    value: validityLabel(current, now(), locale),
    isSet: true,
    fields: ['validity', 'expires', 'expiration'],
    ask: async (step) => {
      const answer = await askValidity(prompts, { ...step, canGoBack: true }, { ...facts, last: current });
      return isUnanswered(answer) ? answer : apply(validityText(answer));
    },
  };
}
