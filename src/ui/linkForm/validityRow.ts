import * as l10n from '@vscode/l10n';
import type { LinkOptions } from '../../links/linkOptions.ts';
import { parseValidity, validityText } from '../../links/validity.ts';
import { askValidity, validityLabel, type ValidityQuestion } from '../askValidity.ts';
import { isUnanswered, type Prompts } from '../questions.ts';
import type { FormRow } from './formRow.ts';

/** What is known of how long links live. */
export type ValidityFacts = Omit<ValidityQuestion, 'last'>;

/** How long the link lives. */
export function validityRow(prompts: Prompts, facts: ValidityFacts, options: LinkOptions): FormRow {
  const { now, locale } = facts;
  const maxSeconds = options.signatureVersion === 'v1' ? Number.MAX_SAFE_INTEGER : undefined;
  const present = parseValidity(options.validity, { now: now(), maxSeconds });
  return {
    label: l10n.t('Validity'),
    value: validityLabel(present, now(), locale),
    isSet: true,
    fields: ['validity', 'expires', 'expiration'],
    ask: async (place) => {
      const answer = await askValidity(prompts, { ...place, canGoBack: true }, { ...facts, last: present });
      return isUnanswered(answer) ? answer : { ...options, validity: validityText(answer) };
    },
  };
}
