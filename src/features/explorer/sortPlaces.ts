import * as l10n from '@vscode/l10n';
import type { PlaceNode } from '../../tree/nodes.ts';
import type { ObjectOrder } from '../../tree/placeViews.ts';
import { isUnanswered, type Choice } from '../../ui/prompts/questions.ts';
import type { Services } from '../services.ts';

/** Asks for an order and puts the objects of the buckets and folders in it, as far as they are loaded. */
export async function sortPlaces(places: readonly PlaceNode[], services: Services): Promise<void> {
  const { tree, prompts } = services;
  const [first] = places;
  if (!first) return;
  const choices: readonly Choice<ObjectOrder>[] = [
    { label: l10n.t('By name'), description: l10n.t('as OSS lists them'), icon: 'case-sensitive', value: 'name' },
    { label: l10n.t('Newest first'), icon: 'calendar', value: 'newest' },
    { label: l10n.t('Largest first'), icon: 'arrow-down', value: 'largest' },
  ];
  const active = choices.find(({ value }) => value === tree.viewOf(first).order);
  const order = await prompts.pick({
    title: l10n.t('Sort'),
    placeholder: l10n.t('In which order? Objects are sorted within what is loaded'),
    choices,
    ...(active && { activeLabel: active.label }),
  });
  if (isUnanswered(order)) return;
  for (const place of places) await tree.sort(place, order);
}
