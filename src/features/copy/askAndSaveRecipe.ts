import * as l10n from '@vscode/l10n';
import type { BucketRef } from '../../links/linkHosts.ts';
import { withoutObjectOptions, type LastLink } from '../../links/linkMemory.ts';
import { recipeId } from '../../links/recipes/recipes.ts';
import { omitUndefined } from '../../oss/optional.ts';
import { isUnanswered, type Answer } from '../../ui/prompts/questions.ts';
import type { Services } from '../services.ts';

/** Upper bound on names, which appear in lists and in settings. */
const MAX_NAME_LENGTH = 80;

/** Options and format of a link, to save as a recipe. */
export type RecipeChoices = Pick<LastLink, 'options' | 'format'>;

/** Asks for a name and saves a recipe in the user's settings, as the last recipe of the bucket. Returns false if the user cancels. */
export async function askAndSaveRecipe(
  bucketRef: BucketRef,
  { options, format }: RecipeChoices,
  services: Pick<Services, 'prompts' | 'notifications' | 'memory' | 'recipes'>,
  { canGoBack = false } = {},
): Promise<boolean> {
  const { memory, notifications } = services;
  const recipes = await services.recipes();
  const name = await askName(new Set(Object.keys(recipes.read().user ?? {})), canGoBack, services);
  if (isUnanswered(name)) return false;
  const recipe = {
    name,
    source: 'user',
    options: withoutObjectOptions(options),
    ...(format !== undefined && { format }),
  } as const;
  await recipes.save(name, omitUndefined({ ...recipe.options, format }));
  await memory.rememberRecipe(bucketRef, recipeId(recipe));
  notifications.status(l10n.t('Saved recipe "{0}"', name));
  return true;
}

/** Unused name, or the name of a recipe that the user agrees to replace. */
async function askName(
  taken: ReadonlySet<string>,
  canGoBack: boolean,
  { prompts }: Pick<Services, 'prompts'>,
): Promise<Answer<string>> {
  let value = '';
  for (;;) {
    const name = await prompts.input({
      title: l10n.t('Save as Recipe'),
      canGoBack,
      prompt: l10n.t('Recipe name'),
      placeholder: l10n.t('For reviewers'),
      value,
      check: (text) => {
        if (text === '') return { severity: 'error', message: l10n.t('A recipe needs a name.') };
        if (text.length > MAX_NAME_LENGTH) {
          return { severity: 'error', message: l10n.t('A name can have at most {0} characters.', MAX_NAME_LENGTH) };
        }
        return taken.has(text)
          ? { severity: 'warning', message: l10n.t('A recipe with this name already exists.') }
          : undefined;
      },
    });
    if (isUnanswered(name) || !taken.has(name)) return name;
    const replace = l10n.t('Replace');
    const answer = await prompts.decide({
      message: l10n.t('Replace the recipe "{0}"?', name),
      detail: l10n.t('Its current options are lost.'),
      answers: [replace],
    });
    if (answer === replace) return name;
    value = name;
  }
}
