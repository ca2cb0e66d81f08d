import * as l10n from '@vscode/l10n';
import type { Link } from '../../links/link.ts';
import type { LinkOptions } from '../../links/linkOptions.ts';
import type { BucketRef } from '../../links/linkHosts.ts';
import {
  defaultRecipeName,
  isRecipe,
  readRecipes,
  recipeId,
  type BrokenRecipe,
  type Recipe,
} from '../../links/recipes/recipes.ts';
import { askObjectName } from './form/askUpload.ts';
import { isUnanswered, type Choice } from '../../ui/prompts/questions.ts';
import { objectIn } from './copyPutUrl.ts';
import type { UploadTarget } from '../targets/commandArguments.ts';
import { copyLinks } from './deliverLinks.ts';
import { requireTarget } from './requireTarget.ts';
import type { Services } from '../services.ts';
import { copyGetUrl } from './copyGetUrl.ts';
import { askAndSaveRecipe } from './askAndSaveRecipe.ts';

/** Asks for a recipe and copies links with it. In a folder it asks for a name, without a target for an object. */
export function copyWithRecipe(target: UploadTarget | undefined, services: Services): Promise<readonly Link[]> {
  return copyByRecipe(target, services, l10n.t('Copy with Recipe'), (bucketRef, recipes) =>
    askRecipe(bucketRef, recipes, services),
  );
}

/** Copies links with the last recipe, or the default one of the bucket; without either it asks. */
export function copyWithLastRecipe(target: UploadTarget | undefined, services: Services): Promise<readonly Link[]> {
  return copyByRecipe(target, services, l10n.t('Copy with Last Recipe'), async (bucketRef, recipes) => {
    return (await preferredRecipe(bucketRef, recipes, services)) ?? askRecipe(bucketRef, recipes, services);
  });
}

type AnyRecipe = Recipe | BrokenRecipe;

/** Copies links with a recipe and returns them. */
async function copyByRecipe(
  argument: UploadTarget | undefined,
  services: Services,
  title: string,
  choose: (bucketRef: BucketRef, recipes: readonly AnyRecipe[]) => Promise<AnyRecipe | undefined>,
): Promise<readonly Link[]> {
  const target = await requireTarget(argument, title, services);
  if (!target) return [];
  const { notifications, memory } = services;
  const folder = 'folder' in target ? target.folder : undefined;
  const given = 'objects' in target ? target.objects : [];
  const bucketRef = folder ?? given[0];
  if (!bucketRef) return [];
  const openSettings = { label: l10n.t('Open Settings'), run: async () => (await services.recipes()).openSettings() };
  const recipes = await listRecipes(services);
  // A folder can only be the target of an upload.
  const fitting = folder ? recipes.filter((one) => one.kind === 'broken' || one.options.method === 'PUT') : recipes;
  if (fitting.length === 0) {
    notifications.info(l10n.t('No recipes yet. Copy a link, then run "Save as Recipe".'), openSettings);
    return [];
  }
  const recipe = await choose(bucketRef, fitting);
  if (!recipe) return [];
  if (recipe.kind === 'broken') {
    notifications.warn(l10n.t('Couldn\'t use the recipe "{0}": {1}', recipe.name, recipe.problem), openSettings);
    return [];
  }
  const name = folder ? await askObjectName(services.prompts, { title }, '', folder) : '';
  if (isUnanswered(name)) return [];
  const format = await formatOf(recipe);
  if (recipe.format !== undefined && !format?.methods.includes(recipe.options.method)) {
    const problem = {
      GET: l10n.t('Unknown format for download links: {0}.', recipe.format),
      PUT: l10n.t('Unknown format for upload links: {0}.', recipe.format),
    }[recipe.options.method];
    notifications.warn(l10n.t('Couldn\'t use the recipe "{0}": {1}', recipe.name, problem), openSettings);
    return [];
  }
  const objects = folder ? [objectIn(folder, name)] : given;
  const links = await copyLinks(
    objects.map((object) => ({ target: object, options: recipe.options })),
    services,
    format && { format },
  );
  await memory.rememberRecipe(bucketRef, recipeId(recipe));
  return links;
}

/** All recipes of the settings, including broken ones. */
export async function listRecipes({
  recipes,
  now,
  defaultValiditySeconds,
}: Pick<Services, 'now' | 'recipes' | 'defaultValiditySeconds'>): Promise<readonly AnyRecipe[]> {
  return readRecipes((await recipes()).read(), { now: now(), defaultSeconds: defaultValiditySeconds() });
}

/** Last recipe of the bucket, else its default recipe. */
async function preferredRecipe(
  bucketRef: BucketRef,
  all: readonly AnyRecipe[],
  { memory, recipes, profiles }: Pick<Services, 'profiles' | 'memory' | 'recipes'>,
): Promise<Recipe | undefined> {
  const usable = all.filter((one) => one.kind === 'recipe');
  const used = memory.lastRecipe(bucketRef);
  const last = used && usable.find((one) => isRecipe(used, one));
  if (last) return last;
  const { name: profileName } = profiles.get(bucketRef.profileId);
  const name = defaultRecipeName((await recipes()).read().defaults, profileName, bucketRef.bucket);
  return usable.find((one) => one.source === 'user' && one.name === name);
}

async function askRecipe(
  bucketRef: BucketRef,
  recipes: readonly AnyRecipe[],
  services: Pick<Services, 'prompts' | 'profiles' | 'memory' | 'recipes'>,
): Promise<AnyRecipe | undefined> {
  const preferred = await preferredRecipe(bucketRef, recipes, services);
  const answer = await services.prompts.pick<AnyRecipe>({
    title: l10n.t('Copy with Recipe'),
    placeholder: l10n.t('Select a recipe'),
    choices: recipes.map(choiceOf),
    ...(preferred !== undefined && { activeLabel: preferred.name }),
  });
  return isUnanswered(answer) ? undefined : answer;
}

function choiceOf(recipe: AnyRecipe): Choice<AnyRecipe> {
  const source = { user: l10n.t('your settings'), workspace: l10n.t('workspace') }[recipe.source];
  if (recipe.kind === 'broken') {
    return { label: recipe.name, description: source, detail: recipe.problem, icon: 'error', value: recipe };
  }
  const { method } = recipe.options;
  const kind = { GET: l10n.t('download link'), PUT: l10n.t('upload link') }[method];
  return {
    label: recipe.name,
    description: `${kind} · ${source}`,
    detail: detailOf(recipe.options, recipe.format),
    icon: { GET: 'link', PUT: 'cloud-upload' }[method],
    value: recipe,
  };
}

/** Options in the words of the settings, which are the same in every language. */
function detailOf({ method, validity, ...further }: LinkOptions, format: string | undefined): string {
  const names = Object.entries(further).map(([name, value]) =>
    typeof value === 'object' ? name : `${name}: ${String(value)}`,
  );
  return [method, validity, ...names, ...(format === undefined ? [] : [format])].join(' · ');
}

async function formatOf({ format }: Recipe) {
  if (format === undefined) return undefined;
  // Lazy: the formats are a large chunk.
  const { formatById } = await import('../../links/formats/formats.ts');
  return formatById(format);
}

/** Saves the options of the last link as a recipe in the user's settings; without a last link it copies one first. */
export async function saveAsRecipe(services: Services): Promise<void> {
  const { memory, notifications } = services;
  const { lastLink: last } = memory;
  if (!last) {
    notifications.status(l10n.t('Copy a link first, then save its options as a recipe.'));
    await copyGetUrl([], services);
    return;
  }
  await askAndSaveRecipe(last.target, last, services);
}
