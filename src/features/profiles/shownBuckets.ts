import * as l10n from '@vscode/l10n';
import { readBucketPath, type ProfileEndpoint, type LocatedBucketPath } from '../../oss/names/address.ts';
import { bucketPathText, type BucketPath } from '../../oss/names/bucketPath.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { BucketRef } from '../../links/linkHosts.ts';
import { omitUndefined } from '../../oss/optional.ts';
import { askProfileId } from '../targets/askTarget.ts';
import { checkInput } from '../../ui/prompts/checkInput.ts';
import { isUnanswered, type InputCheck } from '../../ui/prompts/questions.ts';
import { requireProfile } from './requireProfile.ts';
import type { Services } from '../services.ts';
import type { TreeNode } from '../../tree/nodes.ts';

/** Adds a bucket or folder that the profile can access but not list. */
export async function addBucket(profileId: string | undefined, services: Services): Promise<void> {
  const { profiles, prompts } = services;
  const title = l10n.t('Add Bucket or Folder');
  if (!(await requireProfile(services))) return;
  const id = profileId ?? (await askProfileId(services, title));
  if (id === undefined) return;
  const profile = profiles.get(id);
  const read = (text: string): LocatedBucketPath => readBucketPath(text, browsingHostOf(profile));
  const text = await prompts.input({
    title,
    prompt: l10n.t(
      'Enter the name or URL of a bucket or folder, or the URL of an object (profile "{0}")',
      profile.name,
    ),
    placeholder: l10n.t('my-bucket, my-bucket/folder, oss://my-bucket/folder, https://…'),
    check: (typed) => checkInput(read, typed) ?? describeAddress(typed, read(typed)),
  });
  if (isUnanswered(text)) return;
  // Only bucket, prefix and region are kept. A signature in a pasted URL is dropped.
  await showBucket(id, read(text), services);
}

/** Shows a bucket or folder in the tree from now on. The account's buckets stay if the tree lists them. */
export async function showBucket(
  profileId: string,
  path: LocatedBucketPath,
  { profiles, tree }: Pick<Services, 'profiles' | 'tree'>,
): Promise<void> {
  if (tree.listsAllBuckets(profileId)) await profiles.showAllBuckets(profileId);
  await profiles.addBucket(profileId, bucketPathText(path), path.region);
}

/** Says that a bucket is not in the tree, and offers to add it and to try again. */
export function offerToShowBucket(
  { profileId, bucket, region }: BucketRef & { readonly region?: string | undefined },
  again: () => Promise<void>,
  services: Pick<Services, 'profiles' | 'tree' | 'notifications'>,
): void {
  services.notifications.info(l10n.t('The bucket {0} is not shown in the tree yet.', bucket), {
    label: l10n.t('Show Bucket'),
    run: async () => {
      await showBucket(profileId, omitUndefined({ bucket, prefix: '', region }), services);
      await again();
    },
  });
}

/** Custom endpoint for reading URLs on hosts other than OSS's own. */
export function browsingHostOf({ endpoint }: Pick<Profile, 'endpoint'>): ProfileEndpoint | undefined {
  return endpoint.kind === 'custom' ? endpoint : undefined;
}

/** Message that shows the bucket and folder of a URL. */
function describeAddress(typed: string, path: BucketPath): InputCheck | undefined {
  const text = bucketPathText(path);
  return typed.trim() === text ? undefined : { severity: 'info', message: l10n.t('Adds {0}', text) };
}

/** Shows the account's buckets beside the added ones from now on. */
export async function listAllBuckets(
  node: TreeNode | undefined,
  { profiles }: Pick<Services, 'profiles'>,
): Promise<void> {
  if (node?.kind === 'allBuckets') await profiles.showAllBuckets(node.parent.profileId);
}

interface AddedBucket {
  readonly profileId: string;
  /** `bucket`, or `bucket/prefix/`. */
  readonly path: string;
}

/** Removes added buckets and folders from the view. Nothing changes in OSS. */
export async function removeBucket(
  given: readonly AddedBucket[],
  services: Pick<Services, 'prompts' | 'notifications' | 'profiles'>,
): Promise<void> {
  const { profiles, notifications } = services;
  const added = given.length > 0 ? given : await askAddedBucket(services);
  for (const { profileId, path } of added) await profiles.removeBucket(profileId, path);
  if (added.length > 0) notifications.status(l10n.t('Removed from the view (the bucket itself is unchanged)'));
}

async function askAddedBucket({
  profiles,
  prompts,
  notifications,
}: Pick<Services, 'prompts' | 'notifications' | 'profiles'>): Promise<readonly AddedBucket[]> {
  const added = profiles
    .list()
    .flatMap(({ id, name, buckets }) =>
      buckets.map((path) => ({ label: path, description: name, value: { profileId: id, path } })),
    );
  if (added.length === 0) {
    notifications.status(l10n.t('No bucket or folder was added.'));
    return [];
  }
  const answer = await prompts.pick({
    title: l10n.t('Remove from View'),
    placeholder: l10n.t('Select a bucket or folder'),
    choices: added,
  });
  return isUnanswered(answer) ? [] : [answer];
}
