import * as l10n from '@vscode/l10n';
import { describeCount, describeSize } from '../../text/describe.ts';
import { prefixOf, type BucketOrFolderNode, type TreeNode } from '../../tree/nodes.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import type { Services } from '../services.ts';
import { askFolder } from '../targets/askTarget.ts';
import { transferNodes } from '../transfers/listForTransfer.ts';
import type { FolderTarget } from '../../links/link.ts';

/** Number and bytes of objects. */
interface Sum {
  count: number;
  sizeBytes: number;
}

/** Counts the objects of buckets and folders, and adds up their sizes by storage class. Without nodes it asks for a folder. */
export async function calculateSize(nodes: readonly TreeNode[], services: Services): Promise<void> {
  const { notifications, locale, clientOf } = services;
  const folders = await foldersOf(nodes, services);
  const [first] = folders;
  if (!first) return;
  const where =
    folders.length === 1
      ? `${first.bucket}/${first.prefix}`
      : l10n.t('{0} folders', describeCount(folders.length, locale));
  const byClass = new Map<string, Sum>();
  const total: Sum = { count: 0, sizeBytes: 0 };
  const finished = await notifications.progress(
    l10n.t('Calculating the size of {0}', where),
    async (progress, signal) => {
      for (const { profileId, bucket, prefix } of folders) {
        const client = await clientOf(profileId);
        for await (const { entries } of client.objectPages(bucket, { prefix, signal })) {
          for (const { sizeBytes, storageClass } of entries) {
            const sum = byClass.get(storageClass) ?? { count: 0, sizeBytes: 0 };
            byClass.set(storageClass, sum);
            for (const one of [sum, total]) {
              one.count++;
              one.sizeBytes += sizeBytes;
            }
          }
          progress.report(0, sumText(total, locale));
        }
      }
      return true;
    },
  );
  if (finished !== true) return;
  const classes = [...byClass].sort(([, one], [, other]) => other.sizeBytes - one.sizeBytes);
  const parts =
    classes.length > 1 ? ` (${classes.map(([name, sum]) => `${name}: ${sumText(sum, locale)}`).join('; ')})` : '';
  notifications.info(`${where}: ${sumText(total, locale)}${parts}`);
}

function sumText({ count, sizeBytes }: Sum, locale: string): string {
  return l10n.t(
    count === 1 ? '1 object, {1}' : '{0} objects, {1}',
    describeCount(count, locale),
    describeSize(sizeBytes, locale),
  );
}

async function foldersOf(nodes: readonly TreeNode[], services: Services): Promise<readonly FolderTarget[]> {
  const chosen = transferNodes(nodes).filter((node): node is BucketOrFolderNode => node.kind !== 'object');
  if (chosen.length > 0) {
    return chosen.map((node) => ({ profileId: node.profileId, bucket: node.bucket, prefix: prefixOf(node) }));
  }
  if (!(await requireProfile(services))) return [];
  const folder = await askFolder(services, l10n.t('Calculate Size'));
  return folder ? [folder] : [];
}
