import * as l10n from '@vscode/l10n';
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
import type { LinkOptions } from '../../../links/linkOptions.ts';
import type { FormRow } from './formRow.ts';

export interface ValidityQuestion {
  /** Choices made lately, latest first. */
  readonly recent: readonly Validity[];
  /** Active at first. */
  readonly last: Validity;
  readonly now: () => Date;
  readonly locale: string;
  /** The longest that a setting allows; left out where none does. */
  readonly maxSeconds?: number | undefined;
  /** The longest that the signature takes; that of V4 where it is left out. */
  readonly signatureMaxSeconds?: number | undefined;
  /** When the token ends that will sign, and with it every link; left out where credentials last. */
  readonly tokenExpiry?: Date | undefined;
}

/** Asks how long a link lives: a recent or standard choice, or anything typed, with the moment of expiry in sight. */
export async function askValidity(
  prompts: Prompts,
  place: StepInfo,
  question: ValidityQuestion,
): Promise<Answer<Validity>> {
  const { last, now, locale, tokenExpiry: tokenEnd } = question;
  const maxSeconds = longestSeconds(question);
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
    description: l10n.t('90s, 30m, 1h30m, 2d, PT1H, 18:00, or a date and time; at most {0}', mostText(question)),
    icon: 'edit',
    value: undefined,
  };
  const choices: (Choice<Validity | undefined> | Heading)[] = [...standard, custom];
  const leftText = leftUntil(tokenEnd, now(), locale);
  if (recent.length > 0) {
    choices.unshift({ heading: l10n.t('recent') }, ...recent.map(choiceOf), { heading: l10n.t('all') });
  }
  if (tokenEnd && leftText !== undefined) {
    const untilThen: Validity = { kind: 'until', date: tokenEnd };
    choices.unshift({
      label: l10n.t('Until your token ends'),
      description: expiryText(untilThen, now(), locale),
      icon: 'watch',
      value: untilThen,
    });
  }
  const answer = await prompts.pick<{ validity: Validity | undefined }>({
    ...place,
    placeholder:
      leftText === undefined
        ? l10n.t('How long should the link work? Pick a validity or type one, e.g. 1h30m')
        : l10n.t('Your token ends in {0}, and every link with it. How long should the link work?', leftText),
    activeLabel: validityLabel(last, now(), locale),
    choices: choices.map((choice) => ('heading' in choice ? choice : { ...choice, value: { validity: choice.value } })),
    typed: (text) => {
      const validity = tryParse(text, now(), maxSeconds);
      return validity && { ...choiceOf(validity), label: text, value: { validity } };
    },
  });
  if (isUnanswered(answer)) return answer;
  return answer.validity ?? askCustomValidity(prompts, place, question);
}

async function askCustomValidity(
  prompts: Prompts,
  place: StepInfo,
  question: ValidityQuestion,
): Promise<Answer<Validity>> {
  const { now, locale, tokenExpiry: tokenEnd } = question;
  const maxSeconds = longestSeconds(question);
  const answer = await prompts.input({
    ...place,
    canGoBack: true,
    prompt: l10n.t(
      'A duration (90s, 30m, 1h30m, 2d, PT1H) or a moment (18:00, 2030-12-31 09:15), at most {0}',
      mostText(question),
    ),
    placeholder: '1h30m',
    check: (text) => checkValidity(text, { now: now(), locale, maxSeconds }, tokenEnd),
  });
  if (answer === BACK) return askValidity(prompts, place, question);
  return answer === undefined ? undefined : parseValidity(answer, { now: now(), maxSeconds });
}

/** What is said below a validity as it is typed: the moment of expiry, or what is wrong with it. */
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

/** E.g. `expires 14:05 GMT+8`: the end of the validity or of the token, whichever is earlier. */
export function expiryText(validity: Validity, now: Date, locale: string, tokenEnd?: Date): string {
  const expiration = new Date(now.getTime() + validitySeconds(validity, now) * 1000);
  if (tokenEnd && tokenEnd < expiration) {
    return l10n.t('expires {0} with your token', formatMoment(tokenEnd, { now, locale }));
  }
  return l10n.t('expires {0}', formatMoment(expiration, { now, locale }));
}

/** How long the token lives from now, in whole minutes where there are any; `undefined` where it lasts or has ended. */
function leftUntil(tokenEnd: Date | undefined, now: Date, locale: string): string | undefined {
  const seconds = Math.floor(((tokenEnd?.getTime() ?? 0) - now.getTime()) / 1000);
  if (seconds < 1) return undefined;
  return formatDuration(seconds < 60 ? seconds : Math.floor(seconds / 60) * 60, locale);
}

/** The validity in words. */
export function validityLabel(validity: Validity, now: Date, locale: string): string {
  return validity.kind === 'duration'
    ? formatDuration(validity.seconds, locale)
    : formatMoment(validity.date, { now, locale });
}

/** By the setting or by the signature, whichever allows less. */
function longestSeconds({
  maxSeconds = Number.POSITIVE_INFINITY,
  signatureMaxSeconds = MAX_VALIDITY_SECONDS,
}: ValidityQuestion): number {
  return Math.min(maxSeconds, signatureMaxSeconds);
}

function isAllowed(validity: Validity, now: Date, maxSeconds: number): boolean {
  return validitySeconds(validity, now) <= maxSeconds;
}

/** The standard choices that are allowed, and the longest of all. */
function standardUpTo(maxSeconds: number, now: Date): readonly Validity[] {
  const allowed = standardValidities.filter((validity) => isAllowed(validity, now, maxSeconds));
  if (maxSeconds >= MAX_VALIDITY_SECONDS) return allowed;
  const most: Validity = { kind: 'duration', seconds: maxSeconds };
  return allowed.some((validity) => validitySeconds(validity, now) === maxSeconds) ? allowed : [...allowed, most];
}

function mostText(question: ValidityQuestion): string {
  const { signatureMaxSeconds = MAX_VALIDITY_SECONDS, locale } = question;
  const longest = longestSeconds(question);
  const most = formatDuration(longest, locale);
  return longest < signatureMaxSeconds ? l10n.t('{0} by the setting {1}', most, 'ossLinks.maxValidity') : most;
}

function tryParse(text: string, now: Date, maxSeconds: number): Validity | undefined {
  try {
    return parseValidity(text, { now, maxSeconds });
  } catch {
    // Not (yet) a validity: the text filters the list instead.
    return undefined;
  }
}

/** V1 knows no longest validity; more than ten years is a slip. */
const MAX_V1_SECONDS = 3650 * 86_400;

/** What is known of how long links live. */
export type ValidityFacts = Omit<ValidityQuestion, 'last'>;

/** How long the link lives. */
export function validityRow(prompts: Prompts, facts: ValidityFacts, options: LinkOptions): FormRow {
  const { now, locale } = facts;
  // One that the signature does not take is said at the row, not thrown.
  const present = parseValidity(options.validity, { now: now(), maxSeconds: Number.MAX_SAFE_INTEGER });
  const signatureMaxSeconds = options.signatureVersion === 'v1' ? MAX_V1_SECONDS : undefined;
  return {
    label: l10n.t('Validity'),
    value: validityLabel(present, now(), locale),
    isSet: true,
    fields: ['validity', 'expires', 'expiration'],
    ask: async (place) => {
      const question = { ...facts, last: present, signatureMaxSeconds };
      const answer = await askValidity(prompts, { ...place, canGoBack: true }, question);
      return isUnanswered(answer) ? answer : { ...options, validity: validityText(answer) };
    },
  };
}
