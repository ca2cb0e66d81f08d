import * as l10n from '@vscode/l10n';
import type { Services } from './services.ts';

/** Shows the object of the last link in the tree, or the nearest folder that is listed so far. */
export async function revealLastObject({ memory, tree, reveal, notifications }: Services): Promise<void> {
  const { last } = memory;
  const node = last && (await tree.nearest(last.target.profileId, last.target.bucket, last.target.key));
  if (!node) {
    notifications.status(l10n.t('There is no last object to show yet.'));
    return;
  }
  await reveal(node);
  if (node.kind !== 'object') notifications.status(l10n.t('The object is not in the part of the tree that is loaded.'));
}
