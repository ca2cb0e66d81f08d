import * as l10n from '@vscode/l10n';
import type { LinkFact } from '../../links/details/linkFacts.ts';
import type { Choice } from '../../ui/prompts/questions.ts';
import type { Services } from '../services.ts';

/** Action of an inspected link or form. */
export type Action = () => Promise<void>;

/** Choices that copy facts. */
export function factChoices(
  facts: readonly LinkFact[],
  { clipboard, notifications }: Pick<Services, 'clipboard' | 'notifications'>,
): readonly Choice<Action>[] {
  return facts.map(({ name, value }) => ({
    label: name,
    description: value,
    icon: 'copy',
    value: async () => {
      await clipboard.writeText(value);
      notifications.status(l10n.t('Copied {0}', name));
    },
  }));
}
