import type { Services } from './services.ts';

/** When the first token of the profiles that sign ends; `undefined` where their credentials last, or do not say. */
export async function tokenEnd(
  targets: readonly { readonly profileId: string }[],
  { profiles }: Pick<Services, 'profiles'>,
): Promise<Date | undefined> {
  const ids = [...new Set(targets.map(({ profileId }) => profileId))];
  const credentials = await Promise.all(ids.map((id) => profiles.credentialsOf(id)));
  const ends = credentials.flatMap(({ expiration }) => (expiration ? [expiration] : []));
  return ends.sort((a, b) => a.getTime() - b.getTime())[0];
}
