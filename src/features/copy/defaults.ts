import * as l10n from '@vscode/l10n';
import type { LastLink } from '../../links/linkMemory.ts';
import { isUnanswered, type Answer } from '../../ui/prompts/questions.ts';
import type { Services } from '../services.ts';

/** Makes the options of the last link the default of links without questions. */
export async function useAsDefault(services: Pick<Services, 'prompts' | 'notifications' | 'memory'>): Promise<void> {
  const { memory, notifications } = services;
  const { lastLink } = memory;
  if (lastLink) await askAndSetDefault(lastLink, services);
  else notifications.status(l10n.t('Copy a link first, then use its options as the default'));
}

/** Asks for the buckets for which options become the default, and stores them. Returns false if the user cancels. */
export async function askAndSetDefault(
  { target, options }: Pick<LastLink, 'target' | 'options'>,
  services: Pick<Services, 'prompts' | 'notifications' | 'memory'>,
  { canGoBack = false } = {},
): Promise<boolean> {
  const { prompts, memory, notifications } = services;
  const { bucket } = target;
  const answer: Answer<'bucket' | 'everywhere'> = await prompts.pick({
    title: l10n.t('Use as Default'),
    canGoBack,
    placeholder: l10n.t('Select where one-click links use these options'),
    choices: [
      { label: l10n.t('For This Bucket'), description: bucket, icon: 'database', value: 'bucket' as const },
      {
        label: l10n.t('Everywhere'),
        description: l10n.t('all profiles and buckets'),
        icon: 'globe',
        value: 'everywhere' as const,
      },
    ],
  });
  if (isUnanswered(answer)) return false;
  await memory.setDefault(options, answer === 'bucket' ? target : undefined);
  notifications.status(
    answer === 'bucket'
      ? l10n.t('Saved the default for links to {0}', bucket)
      : l10n.t('Saved the default for all links'),
  );
  return true;
}

/** Removes remembered choices and defaults, so that links use the settings again. */
export async function resetChoices({
  prompts,
  memory,
  notifications,
}: Pick<Services, 'prompts' | 'notifications' | 'memory'>): Promise<void> {
  const reset = l10n.t('Reset');
  const answer = await prompts.decide({
    message: l10n.t('Reset all link choices and defaults?'),
    detail: l10n.t('Links then use the settings again. Recipes, profiles, and issued links are kept.'),
    answers: [reset],
  });
  if (answer !== reset) return;
  await memory.resetChoices();
  notifications.status(l10n.t('Link choices and defaults reset'));
}
