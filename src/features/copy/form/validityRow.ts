import * as l10n from '@vscode/l10n';
import type { LinkOptions } from '../../../links/linkOptions.ts';
import { parseValidity, validityText } from '../../../links/validity.ts';
import { askValidity, validityLabel, type ValidityQuestion } from './askValidity.ts';
import { isUnanswered, type Prompts } from '../../../ui/prompts/questions.ts';
import type { FormRow } from './formRow.ts';

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
