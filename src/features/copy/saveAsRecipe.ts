import * as l10n from '@vscode/l10n';
import { copyGetUrl } from './copyGetUrl.ts';
import { keepRecipe } from './keepRecipe.ts';
import type { Services } from '../services.ts';

/** Keeps the choices of the last link under a name, in the user's settings; before there is one it asks for an object. */
export async function saveAsRecipe(services: Services): Promise<void> {
  const { memory, notifications } = services;
  const { last } = memory;
  if (!last) {
    notifications.status(l10n.t('Make a link first: its choices become the recipe.'));
    await copyGetUrl([], services);
    return;
  }
  await keepRecipe(last.target, last, services);
}
