import * as l10n from '@vscode/l10n';
import { objectName } from '../../links/link.ts';
import { describeCount } from '../../text/describe.ts';
import { copyVerified } from '../../transfers/copy/copyVerified.ts';
import { overwriteProtection } from '../../transfers/uploadObject.ts';
import { versionLabel } from '../../tree/nodeLabels.ts';
import type { DeletedNode, TreeNode, VersionNode } from '../../tree/nodes.ts';
import type { Services } from '../services.ts';
import { confirmChanges } from '../targets/confirmChanges.ts';
import { reportTransfer, someNames } from '../transfers/transferReport.ts';

/** The versions and delete markers among the nodes. */
export function versionNodes(nodes: readonly TreeNode[]): readonly VersionNode[] {
  return nodes.filter((node) => node.kind === 'version');
}

/** Copies an old version over the current one. A bucket with versions keeps the current one; otherwise the user is asked. */
export async function makeCurrent(node: VersionNode | undefined, services: Services): Promise<void> {
  const { notifications, prompts, clientOf } = services;
  if (!node || node.isDeleteMarker) return;
  const { profileId, bucket, key, versionId } = node;
  const name = objectName(key);
  if (node.isCurrent) {
    notifications.info(l10n.t('This version of "{0}" is the current one.', name));
    return;
  }
  if (!(await confirmChanges([node], services))) return;
  const client = await clientOf(profileId);
  const replaced = await notifications.progress(
    l10n.t('Making the version of "{0}" current', name),
    async (_, signal) => {
      const protection = await overwriteProtection(client, bucket, signal);
      if (protection !== 'versions') {
        const replace = l10n.t('Replace');
        const answer = await prompts.decide({
          message: l10n.t('Replace the current version of "{0}"?', name),
          detail: l10n.t("Versioning isn't on, so the current version may be lost."),
          answers: [replace],
        });
        if (answer !== replace) return false;
      }
      const options = { replaces: true, protection, keepsAcl: true, signal, onProgress: () => undefined };
      const route = { source: client, target: client, isRelayed: false };
      await copyVerified(route, { bucket, key, versionId }, { bucket, key }, options);
      return true;
    },
  );
  if (replaced !== true) return;
  notifications.status(l10n.t('"{0}" is now as it was in that version', name));
  await refresh([node], services);
}

/** Deletes versions and delete markers for good, if the settings allow it and the user confirms. */
export async function deleteVersions(nodes: readonly VersionNode[], services: Services): Promise<void> {
  const { prompts, notifications, locale, allowsDelete } = services;
  const [first] = nodes;
  if (!first || !(await confirmChanges(nodes, services))) return;
  if (!allowsDelete()) {
    notifications.warn(l10n.t('Deleting is turned off. Turn on the setting "ossLinks.allowDelete".'));
    return;
  }
  const go = l10n.t('Delete');
  const message =
    nodes.length === 1
      ? first.isDeleteMarker
        ? l10n.t('Delete this delete marker of "{0}"?', first.key)
        : l10n.t('Delete this version of "{0}"?', first.key)
      : l10n.t('Delete {0} versions and delete markers?', describeCount(nodes.length, locale));
  const detail = nodes.some(({ isDeleteMarker }) => !isDeleteMarker)
    ? l10n.t("Deleted versions can't be restored.")
    : l10n.t('The version below a deleted delete marker becomes visible again.');
  const names = nodes.length > 1 ? [someNames(nodes.map(({ key }) => objectName(key)))] : [];
  if ((await prompts.decide({ message, detail: [...names, detail].join('\n'), answers: [go] })) !== go) return;
  const summary =
    nodes.length === 1
      ? l10n.t('Deleted a version of "{0}"', objectName(first.key))
      : l10n.t('Deleted {0} versions', describeCount(nodes.length, locale));
  await removeAll(nodes, summary, services);
}

/** Brings deleted objects back: deletes the delete marker that hides each of them. */
export async function undelete(nodes: readonly DeletedNode[], services: Services): Promise<void> {
  const { tree, locale } = services;
  const [first] = nodes;
  if (!first || !(await confirmChanges(nodes, services))) return;
  const markers: VersionNode[] = [];
  for (const node of nodes) {
    const found = await tree.showVersions(node);
    markers.push(...found.nodes.filter(({ isCurrent, isDeleteMarker }) => isCurrent && isDeleteMarker));
  }
  const summary =
    nodes.length === 1
      ? l10n.t('"{0}" is back', objectName(first.key))
      : l10n.t('{0} objects are back', describeCount(nodes.length, locale));
  await removeAll(markers, summary, services);
}

/** Shows the differences between a version and the current one. */
export async function compareVersion(node: VersionNode | undefined, services: Services): Promise<void> {
  const { objectEditors, notifications } = services;
  if (!node || node.isDeleteMarker) return;
  const { profileId, bucket, key, versionId } = node;
  const contents = await objectEditors.contents();
  const name = objectName(key);
  // Read here, where errors are explained; the editors then get both from the cache.
  const isRead = await notifications.progress(l10n.t('Reading the versions of "{0}"', name), async (_, signal) => {
    await contents.read({ profileId, bucket, key, versionId }, { signal });
    await contents.read({ profileId, bucket, key }, { signal });
    return true;
  });
  if (isRead !== true) return;
  const title = l10n.t('{0} ({1} ↔ current)', name, versionLabel(node, services.locale));
  await objectEditors.compare({ profileId, bucket, key, versionId }, { profileId, bucket, key }, title);
}

async function removeAll(nodes: readonly VersionNode[], summary: string, services: Services): Promise<void> {
  const { clientOf, notifications, locale } = services;
  const failed: { readonly name: string; readonly error: unknown }[] = [];
  let deletedCount = 0;
  const count = describeCount(nodes.length, locale);
  const title = l10n.t(nodes.length === 1 ? 'Deleting 1 version' : 'Deleting {0} versions', count);
  const finished = await notifications.progress(title, async (progress, signal) => {
    for (const [index, { profileId, bucket, key, versionId }] of nodes.entries()) {
      try {
        await (await clientOf(profileId)).deleteObject(bucket, key, { versionId, signal });
        deletedCount++;
      } catch (error) {
        signal.throwIfAborted();
        failed.push({ name: key, error });
      }
      progress.report((index + 1) / nodes.length, objectName(key));
    }
    return true;
  });
  const deleted = describeCount(deletedCount, locale);
  if (finished === true) {
    const counts = l10n.t('{0} deleted, {1} failed.', deleted, describeCount(failed.length, locale));
    reportTransfer(
      { count: nodes.length, summary: failed.length === 0 ? summary : counts, failed, notes: [] },
      services,
    );
  } else if (deletedCount + failed.length > 0) {
    // What is deleted stays deleted, so Cancel is not silent then.
    const canceled = l10n.t(
      nodes.length === 1 ? 'Canceled: {0} of 1 version deleted' : 'Canceled: {0} of {1} versions deleted',
      deleted,
      count,
    );
    reportTransfer({ count: nodes.length, summary: canceled, failed, notes: [] }, services);
  }
  await refresh(nodes, services);
}

/**
 * Lists the folders of the versions again, so that rows of objects that are there or gone are right. Versions that were
 * shown stay shown.
 */
async function refresh(nodes: readonly VersionNode[], { tree }: Services): Promise<void> {
  const objects = [...new Map(nodes.map(({ parent }) => [parent.id, parent])).values()];
  const shown = objects.filter((object) => tree.versionsOf(object) !== undefined);
  for (const folder of new Set(objects.map(({ parent }) => parent))) tree.refresh(folder);
  for (const object of shown) await tree.showVersions(object);
}
