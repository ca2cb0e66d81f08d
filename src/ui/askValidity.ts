import * as l10n from '@vscode/l10n';
import { formatDuration } from '../links/duration.ts';
import { formatMoment } from '../links/moment.ts';
import { parseValidity, standardValidities, validitySeconds, type Validity } from '../links/validity.ts';
import { inputErrorText } from './errorText.ts';
import {
  BACK,
  isUnanswered,
  type Answer,
  type Choice,
  type Heading,
  type InputCheck,
  type Place,
  type Prompts,
} from './questions.ts';

export interface ValidityQuestion {
  /** Choices made lately, latest first. */
  readonly recent: readonly Validity[];
  /** Active at first. */
  readonly last: Validity;
  readonly now: () => Date;
  readonly locale: string;
  /** When the token ends that will sign, and with it every link; left out where credentials last. */
  readonly tokenEnd?: Date | undefined;
}

/** Asks how long a link lives: a recent or standard choice, or anything typed, with the moment of expiry in sight. */
export async function askValidity(
  prompts: Prompts,
  place: Place,
  question: ValidityQuestion,
): Promise<Answer<Validity>> {
  const { recent, last, now, locale, tokenEnd } = question;
  const choiceOf = (validity: Validity): Choice<Validity | undefined> => ({
    label: labelOf(validity, now(), locale),
    description: expiryText(validity, now(), locale, tokenEnd),
    value: validity,
  });
  const recentLabels = new Set(recent.map((validity) => labelOf(validity, now(), locale)));
  const standard = standardValidities.map(choiceOf).filter(({ label }) => !recentLabels.has(label));
  const custom: Choice<Validity | undefined> = {
    label: l10n.t('Custom…'),
    description: l10n.t('90s, 30m, 1h30m, 2d, PT1H, 18:00, or a date and time; at most 7 days'),
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
    activeLabel: labelOf(last, now(), locale),
    choices: choices.map((choice) => ('heading' in choice ? choice : { ...choice, value: { validity: choice.value } })),
    typed: (text) => {
      const validity = tryParse(text, now());
      return validity && { ...choiceOf(validity), label: text, value: { validity } };
    },
  });
  if (isUnanswered(answer)) return answer;
  return answer.validity ?? askCustomValidity(prompts, place, question);
}

async function askCustomValidity(
  prompts: Prompts,
  place: Place,
  question: ValidityQuestion,
): Promise<Answer<Validity>> {
  const { now, locale, tokenEnd } = question;
  const answer = await prompts.input({
    ...place,
    canGoBack: true,
    prompt: l10n.t('A duration (90s, 30m, 1h30m, 2d, PT1H) or a moment (18:00, 2030-12-31 09:15), at most 7 days'),
    placeholder: '1h30m',
    check: (text) => checkValidity(text, now(), locale, tokenEnd),
  });
  if (answer === BACK) return askValidity(prompts, place, question);
  return answer === undefined ? undefined : parseValidity(answer, { now: now() });
}

/** What is said below a validity as it is typed: the moment of expiry, or what is wrong with it. */
export function checkValidity(text: string, now: Date, locale: string, tokenEnd?: Date): InputCheck {
  try {
    return { severity: 'info', message: expiryText(parseValidity(text, { now }), now, locale, tokenEnd) };
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

function labelOf(validity: Validity, now: Date, locale: string): string {
  return validity.kind === 'duration'
    ? formatDuration(validity.seconds, locale)
    : formatMoment(validity.date, { now, locale });
}

function tryParse(text: string, now: Date): Validity | undefined {
  try {
    return parseValidity(text, { now });
  } catch {
    // Not (yet) a validity: the text filters the list instead.
    return undefined;
  }
}
