import * as l10n from '@vscode/l10n';
import type { ObjectTarget } from '../../links/link.ts';
import { bucketPathText } from '../../oss/names/bucketPath.ts';
import { findKey, nearestToKey } from '../../tree/findKey.ts';
import { offerToShowBucket } from '../profiles/shownBuckets.ts';
import type { Services } from '../services.ts';

/**
 * Reveals an object or folder in the tree, loaded or not; if it does not exist, its nearest container. Offers to show
 * its bucket if the tree does not.
 */
export async function revealObject(
  target: ObjectTarget,
  services: Pick<Services, 'notifications' | 'clientOf' | 'profiles' | 'tree' | 'reveal'>,
): Promise<void> {
  const { tree, reveal, notifications } = services;
  const { profileId, bucket, key } = target;
  const found = await findKey(target, services);
  const node = found ?? (await nearestToKey(target, tree));
  if (node?.kind === 'profile') {
    offerToShowBucket({ profileId, bucket }, () => revealObject(target, services), services);
    return;
  }
  if (node) await reveal(node);
  if (!found) notifications.status(l10n.t("{0} doesn't exist.", bucketPathText({ bucket, prefix: key })));
}

/** Reveals the given object, or the one of the last link. */
export async function revealLastObject(target: ObjectTarget | undefined, services: Services): Promise<void> {
  const { memory, profiles, notifications } = services;
  const object = target ?? memory.lastLink?.target;
  if (object && profiles.list().some(({ id }) => id === object.profileId)) await revealObject(object, services);
  else notifications.status(l10n.t('No last object yet. Copy a link first.'));
}
