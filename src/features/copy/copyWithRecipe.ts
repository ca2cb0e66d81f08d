import * as l10n from '@vscode/l10n';
import type { ObjectTarget } from '../../links/link.ts';
import type { LinkOptions } from '../../links/linkOptions.ts';
import { makeLinks } from '../../links/makeLink.ts';
import { defaultRecipeName, readRecipes, type BrokenRecipe, type Recipe } from '../../links/recipes/recipes.ts';
import { askObject } from '../targets/askTarget.ts';
import { askObjectName } from './form/askUpload.ts';
import { isUnanswered, type Choice } from '../../ui/prompts/questions.ts';
import { objectIn } from './copyPutUrl.ts';
import type { UploadTarget } from '../targets/commandArguments.ts';
import { deliverLinks } from './deliverLinks.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import type { Services } from '../services.ts';
import { copyGetUrl } from './copyGetUrl.ts';
import { askAndSaveRecipe } from './askAndSaveRecipe.ts';

/** Asks for a recipe and copies links made by it; without a target it asks for an object, in a folder for a name. */
export function copyWithRecipe(target: UploadTarget | undefined, services: Services): Promise<void> {
  return copyByRecipe(target, services, l10n.t('Copy With Recipe'), (place, recipes) =>
    askRecipe(place, recipes, services),
  );
}

/** Copies links made by the recipe used last, or the default one of the bucket; without either it asks. */
export function copyWithLastRecipe(target: UploadTarget | undefined, services: Services): Promise<void> {
  return copyByRecipe(target, services, l10n.t('Copy With Last Recipe'), async (place, recipes) => {
    const meant = await preferredRecipe(place, services);
    const recipe = recipes.find((one) => one.kind === 'recipe' && one.name === meant);
    return recipe ?? askRecipe(place, recipes, services);
  });
}

type Place = Pick<ObjectTarget, 'profileId' | 'bucket'>;
type AnyRecipe = Recipe | BrokenRecipe;

async function copyByRecipe(
  target: UploadTarget | undefined,
  services: Services,
  title: string,
  choose: (place: Place, recipes: readonly AnyRecipe[]) => Promise<AnyRecipe | undefined>,
): Promise<void> {
  if (!target) {
    if (!(await requireProfile(services))) return;
    const chosen = await askObject(services, title);
    if (chosen) await copyByRecipe({ objects: [chosen] }, services, title, choose);
    return;
  }
  const { notifications, memory } = services;
  const folder = 'folder' in target ? target.folder : undefined;
  const known = 'objects' in target ? target.objects : [];
  const place = folder ?? known[0];
  if (!place) return;
  const openSettings = { label: l10n.t('Open Settings'), run: async () => (await services.recipes()).openSettings() };
  const recipes = await listRecipes(services);
  // Only an upload makes something of a folder.
  const fitting = folder ? recipes.filter((one) => one.kind === 'broken' || one.options.method === 'PUT') : recipes;
  if (fitting.length === 0) {
    notifications.info(l10n.t('There is no recipe for this yet: make a link and use Save as Recipe…'), openSettings);
    return;
  }
  const recipe = await choose(place, fitting);
  if (!recipe) return;
  if (recipe.kind === 'broken') {
    notifications.warn(l10n.t('The recipe {0} cannot be used. {1}', recipe.name, recipe.problem), openSettings);
    return;
  }
  const name = folder ? await askObjectName(services.prompts, { title }, '', folder) : '';
  if (isUnanswered(name)) return;
  const format = await formatOf(recipe);
  if (recipe.format !== undefined && !format?.methods.includes(recipe.options.method)) {
    const problem = l10n.t('There is no format {0} for {1} links.', recipe.format, recipe.options.method);
    notifications.warn(l10n.t('The recipe {0} cannot be used. {1}', recipe.name, problem), openSettings);
    return;
  }
  const objects = folder ? [objectIn(folder, name)] : known;
  const links = await makeLinks(
    objects.map((target) => ({ target, options: recipe.options })),
    services,
  );
  await deliverLinks(links, services, format && { format });
  const [link] = links;
  if (link) await memory.rememberLink({ ...link, ...(format && { format: format.id }) });
  await memory.rememberRecipe(place, recipe.name);
}

/** All recipes of the settings, broken ones too. */
export async function listRecipes({ recipes, now, defaultValiditySeconds }: Services): Promise<readonly AnyRecipe[]> {
  return readRecipes((await recipes()).read(), { now: now(), defaultSeconds: defaultValiditySeconds() });
}

async function preferredRecipe(place: Place, { memory, recipes, profiles }: Services): Promise<string | undefined> {
  const { name } = profiles.get(place.profileId);
  return memory.lastRecipe(place) ?? defaultRecipeName((await recipes()).read().defaults, name, place.bucket);
}

async function askRecipe(
  place: Place,
  recipes: readonly AnyRecipe[],
  services: Services,
): Promise<AnyRecipe | undefined> {
  const meant = await preferredRecipe(place, services);
  const answer = await services.prompts.pick<AnyRecipe>({
    title: l10n.t('Copy With Recipe'),
    placeholder: l10n.t('Which recipe?'),
    choices: recipes.map(choiceOf),
    ...(meant !== undefined && { activeLabel: meant }),
  });
  return isUnanswered(answer) ? undefined : answer;
}

function choiceOf(recipe: AnyRecipe): Choice<AnyRecipe> {
  const where = recipe.source === 'workspace' ? l10n.t('of the workspace') : l10n.t('your own');
  return recipe.kind === 'broken'
    ? { label: recipe.name, description: where, detail: recipe.problem, icon: 'error', value: recipe }
    : {
        label: recipe.name,
        description: where,
        detail: detailOf(recipe.options, recipe.format),
        icon: recipe.source === 'workspace' ? 'root-folder' : 'book',
        value: recipe,
      };
}

/** The choices in the words of the settings, which are the same in every language. */
function detailOf({ method, validity, ...further }: LinkOptions, format: string | undefined): string {
  const names = Object.entries(further).map(([name, value]) =>
    typeof value === 'object' ? name : `${name}: ${String(value)}`,
  );
  return [method, validity, ...names, ...(format === undefined ? [] : [format])].join(' · ');
}

async function formatOf({ format }: Recipe) {
  if (format === undefined) return undefined;
  // The programs make it a large chunk, which most links do not need.
  const { formatById } = await import('../../links/formats/formats.ts');
  return formatById(format);
}

/** Keeps the choices of the last link under a name, in the user's settings; before there is one it asks for an object. */
export async function saveAsRecipe(services: Services): Promise<void> {
  const { memory, notifications } = services;
  const { lastLink: last } = memory;
  if (!last) {
    notifications.status(l10n.t('Make a link first: its choices become the recipe.'));
    await copyGetUrl([], services);
    return;
  }
  await askAndSaveRecipe(last.target, last, services);
}
