import { defaultChoice } from '../../links/defaultOptions.ts';
import type { LinkFormat } from '../../links/formats/format.ts';
import type { ObjectTarget } from '../../links/link.ts';
import type { BucketRef } from '../../links/linkHosts.ts';
import type { LinkMethod, LinkOptions } from '../../links/linkOptions.ts';
import type { LinkSpec } from '../../links/makeLink.ts';
import { readRecipes, type Recipe } from '../../links/recipes/recipes.ts';
import type { Services } from '../services.ts';

/** Links with the default options of their buckets, in the format of the default recipe of the first bucket. */
export interface DefaultLinks {
  readonly specs: readonly LinkSpec[];
  readonly format?: LinkFormat;
}

/** Options and format of a bucket's default. */
interface BucketDefault {
  readonly options: LinkOptions;
  readonly format?: string;
}

/** Links to objects with the defaults of their buckets. */
export async function defaultLinks(
  targets: readonly ObjectTarget[],
  method: LinkMethod,
  services: Services,
): Promise<DefaultLinks> {
  const defaults = new Map<string, BucketDefault>();
  const specs: LinkSpec[] = [];
  let formatId: string | undefined;
  for (const target of targets) {
    const key = `${target.profileId}/${target.bucket}`;
    const bucketDefaults = defaults.get(key) ?? (await bucketDefault(target, method, services));
    defaults.set(key, bucketDefaults);
    if (specs.length === 0) formatId = bucketDefaults.format;
    specs.push({ target, options: bucketDefaults.options });
  }
  const format = formatId === undefined ? undefined : await formatFor(formatId, method);
  return { specs, ...(format && { format }) };
}

/** Default options of a bucket. */
export async function bucketDefault(
  bucketRef: BucketRef,
  method: LinkMethod,
  services: Services,
): Promise<BucketDefault> {
  const { name: profileName } = services.profiles.get(bucketRef.profileId);
  const { recipe: name, options } = defaultChoice(bucketRef, profileName, method, services);
  if (name === undefined) return { options };
  const { recipes, now, defaultValiditySeconds } = services;
  const context = { now: now(), defaultSeconds: defaultValiditySeconds() };
  const { user } = (await recipes()).read();
  const recipe = (await readRecipes({ user, workspace: undefined }, context)).find(
    (one): one is Recipe => one.kind === 'recipe' && one.name === name && one.options.method === method,
  );
  return recipe
    ? { options: recipe.options, ...(recipe.format !== undefined && { format: recipe.format }) }
    : { options };
}

/** Format with this ID for a method, if there is one. */
async function formatFor(id: string, method: LinkMethod): Promise<LinkFormat | undefined> {
  // Lazy: the formats are a large chunk.
  const { formatById } = await import('../../links/formats/formats.ts');
  const format = formatById(id);
  return format?.methods.includes(method) ? format : undefined;
}
