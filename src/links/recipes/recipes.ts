import { createHash } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { InvalidInputError } from '../../oss/errors/errors.ts';
import { parseLinkHost } from '../linkHosts.ts';
import { optionSchemas, linkMethodSchema, AUTO_CONTENT_TYPE, type LinkOptions } from '../linkOptions.ts';
import { requestForOptions } from '../requestOfOptions.ts';
import { parseValidity, validitySeconds, validityText } from '../validity.ts';

/** Schema of a recipe in settings. Unknown fields are errors, since they would be lost silently. */
const recipeSchema = v.strictObject({
  method: v.exactOptional(linkMethodSchema),
  validity: v.exactOptional(v.string()),
  ...optionSchemas,
  format: v.exactOptional(v.string()),
});

/** Recipe as stored under its name. */
export type RecipeRecord = v.InferOutput<typeof recipeSchema>;

/** Settings that contain a recipe. */
export type RecipeSource = 'user' | 'workspace';

/** Valid recipe: named link options. */
export interface Recipe {
  readonly kind: 'recipe';
  readonly name: string;
  readonly source: RecipeSource;
  readonly options: LinkOptions;
  /** Format ID of its links. */
  readonly format?: string;
}

/** Invalid recipe, with the problem in the user's language. */
export interface BrokenRecipe {
  readonly kind: 'broken';
  readonly name: string;
  readonly source: RecipeSource;
  readonly problem: string;
}

/** Settings of recipes, not yet parsed. */
export interface RecipeSettings {
  readonly user: unknown;
  readonly workspace: unknown;
  /** Default recipes by `profile/bucket`, `profile` or `*`. */
  readonly defaults: Readonly<Record<string, string>>;
}

/** Context for parsing recipes. */
export interface RecipeContext {
  readonly now: Date;
  /** The user's default validity: for recipes without one, and the maximum for recipes of a workspace. */
  readonly defaultSeconds: number;
}

/** All recipes, the user's before those of the workspace, including invalid ones with their problem. */
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
      problem: l10n.t('{0} is invalid.', field === '' ? name : field),
    };
  }
  try {
    const { format, ...record } = parsed.output;
    const options = optionsOf(record, context);
    if (source === 'workspace') validateWorkspaceRecipe(options, context);
    // Validates the options with a sample object.
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
  // V1 has no maximum validity.
  const maxSeconds = record.signatureVersion === 'v1' ? Number.MAX_SAFE_INTEGER : undefined;
  // Normalised to the form in which validities are stored.
  const text = validityText(parseValidity(validity, { now, maxSeconds }));
  const options: LinkOptions = { ...further, method, validity: text };
  return method === 'PUT' && options.contentType === undefined
    ? { ...options, contentType: AUTO_CONTENT_TYPE }
    : options;
}

/** Options that recipes of a workspace cannot set: they decide the host of a link, how it is signed, and who pays. */
const USER_ONLY_OPTIONS = [
  'host',
  'callback',
  'signatureVersion',
  'stable',
  'requestPayer',
] as const satisfies readonly (keyof LinkOptions)[];

/** Throws an `InvalidInputError` for a recipe of a workspace that grants more access than the user's own defaults. */
function validateWorkspaceRecipe(options: LinkOptions, { now, defaultSeconds }: RecipeContext): void {
  const refused = USER_ONLY_OPTIONS.find((name) => options[name] !== undefined);
  if (refused !== undefined) throw userOnlyError(refused);
  if (options.scoped === false) throw userOnlyError('scoped: false');
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    if (!isWorkspaceHeader(name.toLowerCase(), value)) throw userOnlyError(name);
  }
  if (validitySeconds(parseValidity(options.validity, { now }), now) > defaultSeconds) {
    throw new InvalidInputError(
      'validity',
      "Links of workspace recipes can't be valid for longer than the setting {0}. Recipes in your own settings can.",
      ['ossLinks.defaultValidity'],
    );
  }
}

/**
 * Headers that recipes of a workspace can set: content and cache headers, metadata, storage class, and headers that
 * reduce access. Others can copy another object, call a server or use a KMS key.
 */
const WORKSPACE_HEADERS = new Set([
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-md5',
  'content-type',
  'expires',
  'x-oss-forbid-overwrite',
  'x-oss-storage-class',
]);

function isWorkspaceHeader(lowerCaseName: string, value: string): boolean {
  if (lowerCaseName === 'x-oss-object-acl') return value.trim() === 'private';
  return WORKSPACE_HEADERS.has(lowerCaseName) || lowerCaseName.startsWith('x-oss-meta-');
}

function userOnlyError(what: string): InvalidInputError {
  return new InvalidInputError('recipe', "Workspace recipes can't set {0}. Recipes in your own settings can.", [what]);
}

/** Identity of a used recipe: another folder can define a recipe of the same name. */
export interface RecipeId {
  readonly name: string;
  readonly source: RecipeSource;
  /** SHA-256 of the options and the format. */
  readonly fingerprint: string;
}

export function recipeId({ name, source, options, format }: Omit<Recipe, 'kind'>): RecipeId {
  const content = JSON.stringify([options, format]);
  return { name, source, fingerprint: createHash('sha256').update(content).digest('base64url') };
}

/** True if a used recipe is this one. The user may change their own recipes; one of a workspace must be unchanged. */
export function isRecipe(used: RecipeId, recipe: Recipe): boolean {
  const { name, source, fingerprint } = recipeId(recipe);
  return used.name === name && used.source === source && (source === 'user' || used.fingerprint === fingerprint);
}

/** Name of the default recipe of a bucket. Only the user's own recipes can be a default. */
export function defaultRecipeName(
  defaults: RecipeSettings['defaults'],
  profileName: string,
  bucket: string,
): string | undefined {
  return defaults[`${profileName}/${bucket}`] ?? defaults[profileName] ?? defaults['*'];
}
