import * as l10n from '@vscode/l10n';
import { validateBucket } from '../oss/validate.ts';
import { askProfileId } from '../ui/askTarget.ts';
import { checkInput } from '../ui/errorText.ts';
import { isUnanswered } from '../ui/questions.ts';
import { requireProfile } from './requireProfile.ts';
import type { Services } from './services.ts';

/** Shows a bucket that the profile's key may use but not find in a list. */
export async function addBucket(profileId: string | undefined, services: Services): Promise<void> {
  const { profiles, prompts } = services;
  const title = l10n.t('Add Bucket by Name');
  if (!(await requireProfile(services))) return;
  const id = profileId ?? (await askProfileId(services, title));
  if (id === undefined) return;
  const name = await prompts.input({
    title,
    prompt: l10n.t('Name of a bucket that profile {0} may use', profiles.get(id).name),
    placeholder: 'my-bucket',
    check: (text) => checkInput(validateBucket, text),
  });
  if (isUnanswered(name)) return;
  await profiles.addBucket(id, name);
}
