import * as l10n from '@vscode/l10n';
import { forAnyObject } from '../links/memory.ts';
import { isUnanswered } from '../ui/questions.ts';
import { copyGetUrl } from './copyGetUrl.ts';
import type { Services } from './services.ts';

/** Keeps the choices of the last link under a name, in the user's settings; before there is one it asks for an object. */
export async function saveAsRecipe(services: Services): Promise<void> {
  const { memory, prompts, notifications } = services;
  const { last } = memory;
  if (!last) {
    notifications.status(l10n.t('Make a link first: its choices become the recipe.'));
    await copyGetUrl([], services);
    return;
  }
  const recipes = await services.recipes();
  const taken = Object.keys(recipes.read().user ?? {});
  const name = await prompts.input({
    title: l10n.t('Save as Recipe'),
    prompt: l10n.t('Name of the recipe'),
    placeholder: l10n.t('For reviewers'),
    check: (text) =>
      text === ''
        ? { severity: 'error', message: l10n.t('A recipe needs a name.') }
        : taken.includes(text)
          ? { severity: 'warning', message: l10n.t('This replaces the recipe of that name.') }
          : undefined,
  });
  if (isUnanswered(name)) return;
  await recipes.save(name, forAnyObject(last.options));
  await memory.rememberRecipe(last.target, name);
  notifications.status(l10n.t('Recipe {0} saved', name));
}
