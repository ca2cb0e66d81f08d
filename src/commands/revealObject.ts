import * as l10n from '@vscode/l10n';
import type { ObjectTarget } from '../links/link.ts';
import { placeText } from '../oss/placeText.ts';
import type { Services } from './services.ts';

/** Shows an object or a folder in the tree, however far its listing is loaded; where it is gone, what would hold it. */
export async function revealObject(target: ObjectTarget, { tree, reveal, notifications }: Services): Promise<void> {
  const { profileId, bucket, key } = target;
  const found = await tree.find(target);
  const node = found ?? (await tree.nearest(profileId, bucket, key));
  if (node) await reveal(node);
  if (!found) notifications.status(l10n.t('{0} is not there.', placeText({ bucket, prefix: key })));
}
