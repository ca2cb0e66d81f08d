import * as l10n from '@vscode/l10n';
import { shortName } from '../../links/link.ts';
import { describeCount } from '../../text/describe.ts';
import type { BucketOrFolderNode, DeletedNode, ObjectNode } from '../../tree/nodes.ts';
import { findKey } from '../../tree/findKey.ts';
import { askObject } from '../targets/askTarget.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import { versioningOf } from '../targets/versioningOf.ts';
import { revealObject } from './revealObject.ts';
import type { Services } from '../services.ts';

/** Shows the versions and delete markers of objects below them; without nodes it asks for an object. */
export async function showVersions(given: readonly (ObjectNode | DeletedNode)[], services: Services): Promise<void> {
  const { tree, reveal, notifications, locale } = services;
  for (const node of given.length > 0 ? given : await askNode(services)) {
    const { nodes, isTruncated: isCut } = await tree.showVersions(node);
    const [newest] = nodes;
    if (!newest) {
      notifications.info(
        l10n.t('Versioning is off for "{0}", so "{1}" has no other versions.', node.bucket, shortName(node.key)),
      );
    } else {
      await reveal(newest);
      const count = describeCount(nodes.length, locale);
      if (isCut) notifications.status(l10n.t('The newest {0} versions are shown', count));
    }
  }
}

/** Shows deleted objects at and below buckets and folders, if their bucket keeps any. */
export async function showDeleted(
  nodes: readonly BucketOrFolderNode[],
  services: Pick<Services, 'clientOf' | 'notifications' | 'tree'>,
): Promise<void> {
  const { tree, notifications } = services;
  for (const node of nodes) {
    if ((await versioningOf(node, services)) === 'never') {
      notifications.info(l10n.t('Versioning is off for "{0}", so it keeps no deleted objects.', node.bucket));
    } else {
      tree.showDeleted(node, true);
    }
  }
}

async function askNode(services: Services): Promise<readonly ObjectNode[]> {
  if (!(await requireProfile(services))) return [];
  const target = await askObject(services, l10n.t('Show Versions'));
  if (!target) return [];
  const node = await findKey(target, services);
  if (node?.kind === 'object') return [node];
  await revealObject(target, services);
  return [];
}
