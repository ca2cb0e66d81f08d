import type { BucketRef } from './linkHosts.ts';
import type { LinkMemory } from './linkMemory.ts';
import type { LinkMethod, LinkOptions } from './linkOptions.ts';
import { defaultRecipeName, type RecipeSettings } from './recipes/recipes.ts';

/** Default for links without questions. */
export interface DefaultChoice {
  /** Name of the default recipe. If the user has no such recipe for the method, the options apply. */
  readonly recipe?: string;
  readonly options: LinkOptions;
}

/** Sources of defaults. */
export interface DefaultSources {
  readonly memory: Pick<LinkMemory, 'chosenDefault' | 'plainOptions'>;
  readonly defaultRecipes: () => RecipeSettings['defaults'];
}

/**
 * Default for a bucket: options that the user made the default of the bucket, else the default recipe of the settings,
 * else options that the user made the default everywhere, else the default validity only. Last choices never become the
 * default.
 */
export function defaultChoice(
  bucketRef: BucketRef,
  profileName: string,
  method: LinkMethod,
  { memory, defaultRecipes }: DefaultSources,
): DefaultChoice {
  const ofBucket = memory.chosenDefault(method, bucketRef);
  if (ofBucket) return { options: ofBucket };
  const options = memory.chosenDefault(method) ?? memory.plainOptions(method);
  const recipe = defaultRecipeName(defaultRecipes(), profileName, bucketRef.bucket);
  return recipe === undefined ? { options } : { recipe, options };
}
