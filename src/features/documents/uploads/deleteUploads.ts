import * as l10n from '@vscode/l10n';
import { shortName } from '../../../links/link.ts';
import { describeCount } from '../../../text/describe.ts';
import { compareObject } from '../../../transfers/fingerprint.ts';
import type { Services } from '../../services.ts';
import { reportTransfer } from '../../transfers/transferReport.ts';
import type { UploadedFile } from './uploadForDocument.ts';

/**
 * Deletes objects that were uploaded for a document, unless their content has changed since or cannot be compared. An
 * object that cannot be deleted is reported, and the others are deleted.
 */
export async function deleteUploads(
  files: readonly UploadedFile[],
  services: Pick<Services, 'clientOf' | 'notifications' | 'documents' | 'runCommand' | 'tree' | 'locale'>,
): Promise<void> {
  const { clientOf, notifications, tree, locale } = services;
  const changed: string[] = [];
  const unknown: string[] = [];
  const failed: { readonly name: string; readonly error: unknown }[] = [];
  for (const { target, content } of files) {
    const { profileId, bucket, key } = target;
    try {
      const client = await clientOf(profileId);
      const found = await compareObject(client, bucket, key, content);
      if (found === 'different') changed.push(shortName(key));
      else if (found === 'unknown') unknown.push(shortName(key));
      else {
        await client.deleteObject(bucket, key);
        tree.refreshFolder(profileId, bucket, key.slice(0, key.lastIndexOf('/') + 1));
      }
    } catch (error) {
      failed.push({ name: shortName(key), error });
    }
  }
  if (changed.length > 0) notifications.warn(l10n.t('{0} has changed since and was not deleted.', changed.join(', ')));
  if (unknown.length > 0) {
    notifications.warn(l10n.t("Couldn't check the content of {0}, so it was not deleted.", unknown.join(', ')));
  }
  const count = files.length - changed.length - unknown.length - failed.length;
  const summary =
    count === 1 && files.length === 1
      ? l10n.t('Deleted "{0}".', shortName(files[0]?.target.key ?? ''))
      : l10n.t('Deleted {0} objects.', describeCount(count, locale));
  if (count + failed.length > 0) reportTransfer({ count: files.length, summary, failed, notes: [] }, services);
}
