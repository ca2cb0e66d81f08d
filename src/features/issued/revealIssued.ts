import * as l10n from '@vscode/l10n';
import type { IssuedLink } from '../../links/ledger/ledger.ts';
import { nearestToKey } from '../../tree/findKey.ts';
import type { Services } from '../services.ts';

/** Shows the object of an issued link in the tree, or the nearest folder that is listed so far. */
export async function revealIssued(
  [link]: readonly IssuedLink[],
  { tree, reveal, notifications }: Services,
): Promise<void> {
  if (!link) return;
  const node = await nearestToKey(link, tree);
  if (!node) {
    notifications.status(l10n.t('The profile of the last link is gone: choose another object.'));
    return;
  }
  await reveal(node);
}
