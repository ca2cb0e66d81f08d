import { isScoped } from './scopedCredentials.ts';
import type { Profiles } from '../profiles/profiles.ts';

/**
 * When the first token of the profiles that sign ends, or the longest session that signs a scoped link; `undefined` where
 * their credentials last, or do not say.
 */
export async function tokenExpiry(
  targets: readonly { readonly profileId: string }[],
  { profiles, now }: { readonly profiles: Pick<Profiles, 'get' | 'credentialsOf'>; readonly now: () => Date },
): Promise<Date | undefined> {
  const endOf = async (id: string): Promise<Date | undefined> => {
    const { linkRole } = profiles.get(id);
    if (linkRole && isScoped(undefined, linkRole)) return new Date(now().getTime() + linkRole.maxSessionSeconds * 1000);
    return (await profiles.credentialsOf(id)).expiration;
  };
  const ids = [...new Set(targets.map(({ profileId }) => profileId))];
  const ends = (await Promise.all(ids.map(endOf))).flatMap((end) => end ?? []);
  return ends.sort((a, b) => a.getTime() - b.getTime())[0];
}
