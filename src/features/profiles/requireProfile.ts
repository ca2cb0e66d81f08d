import * as l10n from '@vscode/l10n';
import { addProfile } from './addProfile.ts';
import type { Services } from '../services.ts';

/** Makes sure that there is a profile to work with: offers to add one where there is none. */
export async function requireProfile(services: Services): Promise<boolean> {
  if (services.profiles.list().length > 0) return true;
  const add = l10n.t('Add Profile…');
  const answer = await services.prompts.decide({
    message: l10n.t('There is no profile yet.'),
    detail: l10n.t('A profile holds the AccessKey that signs links and the region of your buckets.'),
    answers: [add],
  });
  if (answer !== add) return false;
  await addProfile(services);
  return services.profiles.list().length > 0;
}
