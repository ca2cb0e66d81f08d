import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { InvalidInputError } from '../../oss/errors/errors.ts';
import { parseLinkHost } from '../linkHosts.ts';
import { optionSchemas, linkMethodSchema, AUTO_CONTENT_TYPE, type LinkOptions } from '../linkOptions.ts';
import { requestForOptions } from '../requestOfOptions.ts';
import { parseValidity, validitySeconds, validityText } from '../validity.ts';

/** A recipe as it stands in settings; a word that is not known is refused, since it would be lost. */
const recipeSchema = v.strictObject({
  method: v.exactOptional(linkMethodSchema),
  validity: v.exactOptional(v.string()),
  ...optionSchemas,
  format: v.exactOptional(v.string()),
});

/** What is kept of a recipe under its name. */
export type RecipeRecord = v.InferOutput<typeof recipeSchema>;

/** Whose settings a recipe stands in. */
export type RecipeSource = 'user' | 'workspace';

/** A named set of choices that can be used. */
export interface Recipe {
  readonly kind: 'recipe';
  readonly name: string;
  readonly source: RecipeSource;
  readonly options: LinkOptions;
  /** What its links are copied as. */
  readonly format?: string;
}

/** A recipe that cannot be used, and why, in the user's language. */
export interface BrokenRecipe {
  readonly kind: 'broken';
  readonly name: string;
  readonly source: RecipeSource;
  readonly problem: string;
}

/** The settings as they are, not yet read. */
export interface RecipeSettings {
  readonly user: unknown;
  readonly workspace: unknown;
  /** Which recipe is meant where none was used yet, by `profile/bucket`, `profile` or `*`. */
  readonly defaults: Readonly<Record<string, string>>;
}

/** What recipes are read by. */
export interface RecipeContext {
  readonly now: Date;
  /** The user's own validity: that of recipes without one, and the longest of a workspace's. */
  readonly defaultSeconds: number;
}

/** All recipes, the user's before those of the workspace; one that cannot be used is among them, with the reason. */
export async function readRecipes(
  { user, workspace }: Pick<RecipeSettings, 'user' | 'workspace'>,
  context: RecipeContext,
): Promise<readonly (Recipe | BrokenRecipe)[]> {
  const named = (source: RecipeSource, value: unknown): { name: string; source: RecipeSource; value: unknown }[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).map(([name, record]) => ({ name, source, value: record as unknown }))
      : [];
  const all = [...named('user', user), ...named('workspace', workspace)];
  return Promise.all(all.map(({ name, source, value }) => readRecipe(name, source, value, context)));
}

async function readRecipe(
  name: string,
  source: RecipeSource,
  value: unknown,
  context: RecipeContext,
): Promise<Recipe | BrokenRecipe> {
  const parsed = v.safeParse(recipeSchema, value);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const field = v.getDotPath(issue) ?? '';
    return {
      kind: 'broken',
      name,
      source,
      problem: l10n.t('{0} is not as it has to be.', field === '' ? name : field),
    };
  }
  try {
    const { format, ...record } = parsed.output;
    const options = optionsOf(record, context);
    if (source === 'workspace') validateWorkspaceRecipe(options, context);
    // Any object does: the object is no part of a recipe.
    await requestForOptions({ profileId: '', bucket: 'bucket', key: 'key' }, options);
    if (options.host !== undefined) parseLinkHost(options.host);
    return { kind: 'recipe', name, source, options, ...(format !== undefined && { format }) };
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return { kind: 'broken', name, source, problem: l10n.t(error.template, ...error.args) };
  }
}

function optionsOf(record: Omit<RecipeRecord, 'format'>, { now, defaultSeconds }: RecipeContext): LinkOptions {
  const { method = 'GET', validity = `${defaultSeconds}s`, ...further } = record;
  // V1 knows no longest validity.
  const maxSeconds = record.signatureVersion === 'v1' ? Number.MAX_SAFE_INTEGER : undefined;
  // Written the one way in which validities are remembered.
  const text = validityText(parseValidity(validity, { now, maxSeconds }));
  const options: LinkOptions = { ...further, method, validity: text };
  return method === 'PUT' && options.contentType === undefined
    ? { ...options, contentType: AUTO_CONTENT_TYPE }
    : options;
}

/** What a folder that somebody else wrote may not choose: where a link leads, who signs it, and what lives longer or opens more. */
const USER_ONLY_OPTIONS = [
  'host',
  'callback',
  'signatureVersion',
  'stable',
] as const satisfies readonly (keyof LinkOptions)[];

/** Throws an `InvalidInputError` where a workspace's recipe would go past what the user allows by himself. */
function validateWorkspaceRecipe(options: LinkOptions, { now, defaultSeconds }: RecipeContext): void {
  const refused = USER_ONLY_OPTIONS.find((name) => options[name] !== undefined);
  if (refused !== undefined) throw userOnlyError(refused);
  if (options.scoped === false) throw userOnlyError('scoped: false');
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    if (/^x-oss-(?:object-)?acl$/i.test(name) && value.trim() !== 'private') throw userOnlyError(name);
  }
  if (validitySeconds(parseValidity(options.validity, { now }), now) > defaultSeconds) {
    throw new InvalidInputError(
      'validity',
      'A recipe of the workspace lives no longer than the setting {0} says; your own may.',
      ['ossLinks.defaultValidity'],
    );
  }
}

function userOnlyError(what: string): InvalidInputError {
  return new InvalidInputError('recipe', 'A recipe of the workspace cannot set {0}; your own can.', [what]);
}

/** The name of the recipe that is meant for a bucket where none was used yet. */
export function defaultRecipeName(
  defaults: RecipeSettings['defaults'],
  profileName: string,
  bucket: string,
): string | undefined {
  return defaults[`${profileName}/${bucket}`] ?? defaults[profileName] ?? defaults['*'];
}
