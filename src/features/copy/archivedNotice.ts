import * as l10n from '@vscode/l10n';
import { shortName } from '../../links/link.ts';
import { isUnreadable, restoreState } from '../../oss/client/restoreState.ts';
import { describeCount } from '../../text/describe.ts';
import { objectTargets } from '../../tree/dragData.ts';
import type { ObjectNode, TreeNode } from '../../tree/nodes.ts';
import type { Services } from '../services.ts';

/** Archived objects among the nodes that nobody can read yet, as far as the listing says. */
export function unreadableNodes(nodes: readonly TreeNode[]): readonly ObjectNode[] {
  return nodes.filter((node): node is ObjectNode => node.kind === 'object' && isUnreadable(node));
}

/** Says that download links of archived objects do not work yet, and offers what helps. */
export function notifyArchived(nodes: readonly TreeNode[], services: Services): void {
  const { notifications, runCommand, locale } = services;
  const unreadable = unreadableNodes(nodes);
  const [first] = unreadable;
  if (!first) return;
  const wait = { label: l10n.t('Copy Link When Restored'), run: () => runCommand('copyWhenRestored', first) };
  const archived = unreadable.filter((node) => !isRestoring(node));
  const [one, another] = archived;
  const restored = another ? objectTargets(archived) : one;
  const restore = restored && { label: l10n.t('Restore…'), run: () => runCommand('restoreObjects', restored) };
  // The command that waits copies the link of one object.
  const action = restore ?? (unreadable.length === 1 ? wait : undefined);
  notifications.warn(archivedText(unreadable, locale), ...(action ? [action] : []));
}

/** Sentence about archived objects whose links do not work yet. */
export function archivedText(nodes: readonly ObjectNode[], locale: string): string {
  const [first] = nodes;
  return first && nodes.length === 1
    ? l10n.t(
        isRestoring(first)
          ? '"{0}" is being restored. The link works once that is done.'
          : '"{0}" is archived. The link works once it is restored.',
        shortName(first.key),
      )
    : l10n.t('{0} objects are archived. Their links work once they are restored.', describeCount(nodes.length, locale));
}

function isRestoring(node: ObjectNode): boolean {
  return restoreState(node)?.kind === 'restoring';
}
