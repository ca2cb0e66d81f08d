import * as l10n from '@vscode/l10n';
import type { ObjectTarget } from '../../links/link.ts';
import type { MappedFile } from '../../links/mappings/mappings.ts';
import { bucketPathText } from '../../oss/names/bucketPath.ts';
import { askProfileId } from '../targets/askTarget.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import type { Services } from '../services.ts';

/**
 * Objects of mapped files, each with its signing profile. The user is asked for an unknown profile
 * once per bucket of a workspace folder; `undefined` if they cancel.
 */
export async function mappedTargets(
  files: readonly MappedFile[],
  title: string,
  services: Services,
): Promise<readonly ObjectTarget[] | undefined> {
  const targets: ObjectTarget[] = [];
  for (const file of files) {
    const profileId = services.mappings.profiles.profileFor(file)?.id ?? (await askSigner(file, title, services));
    if (profileId === undefined) return undefined;
    targets.push({ profileId, bucket: file.bucket, key: file.key });
  }
  return targets;
}

async function askSigner(file: MappedFile, title: string, services: Services): Promise<string | undefined> {
  const { mappings, profiles, prompts, notifications } = services;
  const { source, profile: named, folder, prefix } = file.mapping;
  const { bucket } = file;
  if (!(await requireProfile(services))) return undefined;
  if (named !== undefined) {
    notifications.warn(l10n.t('Your mapping of {0} names the profile "{1}", which doesn\'t exist.', bucket, named), {
      label: l10n.t('Open Settings'),
      run: () => mappings.openSettings(),
    });
    return undefined;
  }
  const profileId = await askProfileId(services, title);
  if (profileId === undefined) return undefined;
  if (source === 'workspace') {
    const use = l10n.t('Use Profile');
    const answer = await prompts.decide({
      message: l10n.t(
        'The workspace maps this folder to the bucket "{0}". Use the profile "{1}" for it?',
        bucket,
        profiles.get(profileId).name,
      ),
      detail: l10n.t(
        '{0} is mapped to {1}. You are asked only once.',
        folder || './',
        bucketPathText({ bucket, prefix }),
      ),
      answers: [use],
    });
    if (answer !== use) return undefined;
  }
  await mappings.profiles.approve(file, profileId);
  return profileId;
}
