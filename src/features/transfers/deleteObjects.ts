import * as l10n from '@vscode/l10n';
import { parentFolders, type FolderTarget, type ObjectTarget } from '../../links/link.ts';
import type { OssClient } from '../../oss/client/ossClient.ts';
import { deletionBatches, type DeletionBatch } from '../../transfers/deletionBatches.ts';
import { objectExists } from '../../transfers/uploadObject.ts';
import { describeCount, describeSize } from '../../text/describe.ts';
import { nameOf, type FolderNode, type TreeNode } from '../../tree/nodes.ts';
import { askObject } from '../targets/askTarget.ts';
import { allowsChanges, confirmChanges } from '../targets/confirmChanges.ts';
import { versioningOf } from '../targets/versioningOf.ts';
import { reportCount } from '../../ui/messages/throttledProgress.ts';
import { isUnanswered } from '../../ui/prompts/questions.ts';
import { listForTransfer, transferNodes, type TransferNode, type TransferObject } from './listForTransfer.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import type { Services } from '../services.ts';
import { reportTransfer, someNames } from './transferReport.ts';
import { undoDeleteAction, type DeleteMarker } from './undoDelete.ts';

type BucketOfObjects = Pick<TransferObject, 'profileId' | 'bucket'>;

/** Deletes objects and whole folders, if the settings allow it and the user confirms. */
export async function deleteObjects(nodes: readonly TreeNode[], services: Services): Promise<void> {
  if (!allowsChanges(services)) return;
  if (!services.allowsDelete()) {
    services.notifications.warn(l10n.t('Deleting is turned off. Turn on the setting "ossLinks.allowDelete".'));
    return;
  }
  // Buckets are never emptied.
  const chosen = transferNodes(nodes.filter((node) => node.kind !== 'bucket'));
  const folders = chosen.filter((node) => node.kind === 'folder');
  const objects = chosen.length > 0 ? await listWithMarkers(chosen, services) : await askOne(services);
  if (!objects) return;
  if (objects.length === 0) {
    services.notifications.warn(l10n.t('No objects to delete.'));
    return;
  }
  if (!(await confirmChanges(bucketsOf(objects), services))) return;
  if (!(await confirmDeletion(objects, folders, services))) return;
  await deleteAll(objects, changedFolders(chosen, objects), services);
}

/** Deletes objects that are not clicked nodes, if the user confirms. */
export async function deleteTargets(targets: readonly ObjectTarget[], services: Services): Promise<void> {
  const objects = targets.map((target): TransferObject => ({ ...target, sizeBytes: 0, path: target.key }));
  if (await confirmDeletion(objects, [], services)) await deleteAll(objects, changedFolders([], objects), services);
}

async function askOne(services: Services): Promise<readonly TransferObject[] | undefined> {
  if (!(await requireProfile(services))) return undefined;
  const target = await askObject(services, l10n.t('Delete'));
  return target && [{ ...target, sizeBytes: 0, path: target.key }];
}

/** Listings exclude a folder's own marker object, which must be deleted too. */
async function listWithMarkers(
  nodes: readonly TransferNode[],
  services: Pick<Services, 'notifications' | 'locale' | 'clientOf' | 'now'>,
): Promise<readonly TransferObject[] | undefined> {
  const listed = await listForTransfer(nodes, services);
  if (!listed) return undefined;
  const objects = [...listed];
  for (const node of nodes) {
    if (node.kind !== 'folder') continue;
    const { profileId, bucket, prefix } = node;
    const client = await services.clientOf(profileId);
    if ((await objectExists(client, bucket, prefix)) === true) {
      objects.push({ profileId, bucket, key: prefix, sizeBytes: 0, path: `${nameOf(node)}/` });
    }
  }
  return objects;
}

/** Confirms count and size; for each folder the user types its name. */
async function confirmDeletion(
  objects: readonly TransferObject[],
  folders: readonly FolderNode[],
  services: Pick<Services, 'prompts' | 'locale' | 'clientOf'>,
): Promise<boolean> {
  const { prompts, locale } = services;
  const count = objects.length;
  const size = describeSize(
    objects.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    locale,
  );
  const go = l10n.t('Delete');
  const message =
    count === 1
      ? l10n.t('Delete "{0}" from {1}?', objects[0]?.key ?? '', objects[0]?.bucket ?? '')
      : l10n.t('Delete {0} objects ({1}) from {2}?', describeCount(count, locale), size, sourceText(objects, folders));
  const lines = [...(count > 1 ? [someNames(objects.map(({ path }) => path))] : []), await lossText(objects, services)];
  if ((await prompts.decide({ message, detail: lines.join('\n'), answers: [go] })) !== go) return false;
  for (const folder of folders) {
    // The box trims what is typed into it.
    const name = nameOf(folder).trim() || `${folder.bucket}/${folder.prefix}`;
    const typed = await prompts.input({
      title: l10n.t(
        count === 1 ? 'Delete 1 object ({1})' : 'Delete {0} objects ({1})',
        describeCount(count, locale),
        size,
      ),
      prompt: l10n.t('Type the folder name "{0}" to delete everything in it', name),
      check: (text) =>
        text === name ? undefined : { severity: 'error', message: l10n.t('This is not the name of the folder.') },
    });
    if (isUnanswered(typed)) return false;
  }
  return true;
}

/** The folder if all objects are in one, else the buckets. */
function sourceText(objects: readonly TransferObject[], folders: readonly FolderNode[]): string {
  const [folder] = folders;
  const isAll = folder && objects.every(({ bucket, key }) => bucket === folder.bucket && key.startsWith(folder.prefix));
  return isAll ? `${folder.bucket}/${folder.prefix}` : someNames(bucketsOf(objects).map(({ bucket }) => bucket));
}

/** Sentence about the loss, which depends on the versioning of the buckets. */
async function lossText(objects: readonly TransferObject[], services: Pick<Services, 'clientOf'>): Promise<string> {
  const states = await Promise.all(bucketsOf(objects).map((bucket) => versioningOf(bucket, services)));
  if (states.every((state) => state === 'Enabled')) {
    return l10n.t('Versioning is turned on: delete markers hide the objects, and their versions are kept.');
  }
  if (states.includes('Suspended')) {
    return l10n.t('Versioning is suspended: delete markers replace the versions written since then.');
  }
  if (states.includes('unknown'))
    return l10n.t("Couldn't check whether versioning is turned on. You may not be able to undo this.");
  return l10n.t("You can't undo this.");
}

function bucketsOf(objects: readonly TransferObject[]): readonly BucketOfObjects[] {
  return [
    ...new Map(objects.map(({ profileId, bucket }) => [`${profileId}/${bucket}`, { profileId, bucket }])).values(),
  ];
}

async function deleteAll(
  objects: readonly TransferObject[],
  changed: readonly FolderTarget[],
  services: Services,
): Promise<void> {
  const { notifications, clientOf, tree, locale } = services;
  const count = objects.length;
  const outcome: Deletion = { deleted: 0, markers: [], failed: [] };
  const finished = await notifications.progress(
    l10n.t(count === 1 ? 'Deleting 1 object' : 'Deleting {0} objects', describeCount(count, locale)),
    async (progress, signal) => {
      for (const batch of deletionBatches(objects)) {
        signal.throwIfAborted();
        await deleteBatch(batch, await clientOf(batch.profileId), outcome, signal);
        const done = outcome.deleted + outcome.failed.length;
        reportCount(progress, done, count, locale);
      }
      return true;
    },
  );
  for (const { profileId, bucket, prefix } of changed) tree.refreshFolder(profileId, bucket, prefix);
  const { deleted, failed } = outcome;
  if (finished !== true && deleted + failed.length === 0) return;
  const summary =
    finished !== true
      ? l10n.t(
          count === 1 ? 'Canceled: {0} of 1 object deleted' : 'Canceled: {0} of {1} objects deleted',
          describeCount(deleted, locale),
          describeCount(count, locale),
        )
      : failed.length > 0
        ? l10n.t('{0} deleted, {1} failed.', describeCount(deleted, locale), describeCount(failed.length, locale))
        : count === 1
          ? l10n.t('Deleted "{0}"', objects[0]?.key ?? '')
          : l10n.t('Deleted {0} objects', describeCount(count, locale));
  const undo = undoDeleteAction(outcome.markers, deleted, changed, services);
  if (undo.length > 0 && failed.length === 0) notifications.info(summary, ...undo);
  else reportTransfer({ count, summary, failed, notes: [], actions: undo }, services);
}

interface Deletion {
  deleted: number;
  /** Delete markers that hide deleted objects. */
  readonly markers: DeleteMarker[];
  readonly failed: { readonly name: string; readonly error: unknown }[];
}

async function deleteBatch(
  { bucket, objects, needsOwnCall }: DeletionBatch<TransferObject>,
  client: OssClient,
  outcome: Deletion,
  signal: AbortSignal,
): Promise<void> {
  try {
    const keys = objects.map(({ key }) => key);
    const confirmed = needsOwnCall
      ? new Map<string, string | undefined>()
      : await client.deleteObjects(bucket, keys, { signal });
    for (const object of objects)
      if (confirmed.has(object.key)) noteDeleted(object, confirmed.get(object.key), outcome);
    // Unconfirmed keys are deleted one by one, to get the reason.
    for (const object of objects.filter(({ key }) => !confirmed.has(key))) {
      await deleteOne(object, client, outcome, signal);
    }
  } catch (error) {
    signal.throwIfAborted();
    outcome.failed.push(...objects.map(({ path }) => ({ name: path, error })));
  }
}

async function deleteOne(
  object: TransferObject,
  client: OssClient,
  outcome: Deletion,
  signal: AbortSignal,
): Promise<void> {
  try {
    const { versionId, isDeleteMarker } = await client.deleteObject(object.bucket, object.key, { signal });
    noteDeleted(object, isDeleteMarker ? versionId : undefined, outcome);
  } catch (error) {
    signal.throwIfAborted();
    outcome.failed.push({ name: object.path, error });
  }
}

function noteDeleted(
  { profileId, bucket, key }: TransferObject,
  markerId: string | undefined,
  outcome: Deletion,
): void {
  outcome.deleted++;
  if (markerId !== undefined) outcome.markers.push({ profileId, bucket, key, versionId: markerId });
}

/** Folders to refresh: the parents of the deleted nodes. */
function changedFolders(chosen: readonly TransferNode[], objects: readonly TransferObject[]): readonly FolderTarget[] {
  const deleted = chosen.length > 0 ? chosen : objects;
  return parentFolders(
    deleted.map((node) => ({
      profileId: node.profileId,
      bucket: node.bucket,
      key: 'key' in node ? node.key : 'prefix' in node ? node.prefix : '',
    })),
  );
}
