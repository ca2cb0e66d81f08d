import { isScoped } from '../links/scopedCredentials.ts';
import type { Services } from './services.ts';

/**
 * When the first token of the profiles that sign ends, or the longest session that signs a scoped link; `undefined` where
 * their credentials last, or do not say.
 */
export async function tokenEnd(
  targets: readonly { readonly profileId: string }[],
  { profiles, now }: Pick<Services, 'profiles' | 'now'>,
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
