import * as l10n from '@vscode/l10n';
import { shortName } from '../../../links/link.ts';
import { compareObject } from '../../../transfers/fingerprint.ts';
import type { Services } from '../../services.ts';
import type { UploadedFile } from './uploadForDocument.ts';

/** Deletes objects that were uploaded for a document, unless their content has changed since. */
export async function deleteUploads(
  files: readonly UploadedFile[],
  { clientOf, notifications, tree }: Pick<Services, 'clientOf' | 'notifications' | 'tree'>,
): Promise<void> {
  const kept: string[] = [];
  for (const { target, content } of files) {
    const { profileId, bucket, key } = target;
    const client = await clientOf(profileId);
    if ((await compareObject(client, bucket, key, content)) === 'different') {
      kept.push(shortName(key));
      continue;
    }
    await client.deleteObject(bucket, key);
    tree.refreshFolder(profileId, bucket, key.slice(0, key.lastIndexOf('/') + 1));
  }
  if (kept.length > 0) notifications.warn(l10n.t('{0} has changed since and was not deleted.', kept.join(', ')));
  const deleted = files.length - kept.length;
  if (deleted === 1 && files[0]) notifications.status(l10n.t('Deleted "{0}".', shortName(files[0].target.key)));
  else if (deleted > 0) notifications.status(l10n.t('Deleted {0} objects.', deleted));
}
