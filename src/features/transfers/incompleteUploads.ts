import * as l10n from '@vscode/l10n';
import type { BucketRef } from '../../links/linkHosts.ts';
import type { IncompleteUpload } from '../../oss/client/multipart/incompleteUploads.ts';
import { inParallel } from '../../oss/inParallel.ts';
import { describeAge, describeCount } from '../../text/describe.ts';
import { isUnanswered } from '../../ui/prompts/questions.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import type { Services } from '../services.ts';
import { askBucketRef } from '../targets/askTarget.ts';
import { reportTransfer } from './transferReport.ts';

/** Maximum number of listed uploads. The others are listed once these are aborted. */
const MAX_LISTED_UPLOADS = 1000;
const MAX_PARALLEL_REQUESTS = 4;

/** Lists the incomplete multipart uploads of a bucket and aborts those that the user checks. */
export async function abortIncompleteUploads(given: BucketRef | undefined, services: Services): Promise<void> {
  const { notifications, prompts, now, locale } = services;
  const title = l10n.t('Incomplete Uploads');
  if (!given && !(await requireProfile(services))) return;
  const target = given ?? (await askBucketRef(services, title));
  if (!target) return;
  const uploads = await listUploads(target, services);
  if (!uploads) return;
  if (uploads.length === 0) {
    notifications.info(l10n.t('{0} has no incomplete uploads.', target.bucket));
    return;
  }
  const chosen = await prompts.pickMany({
    title: `${title} · ${target.bucket}`,
    placeholder: l10n.t('Select the uploads to abort. Their parts are deleted; uploads in progress would fail.'),
    choices: uploads.map((upload) => ({
      label: upload.key,
      description: l10n.t('started {0}', describeAge(upload.initiatedAt, now(), locale)),
      icon: 'cloud-upload',
      value: upload,
      picked: false,
    })),
  });
  if (isUnanswered(chosen) || chosen.length === 0) return;
  await abortAll(target, chosen, services);
}

function listUploads(
  { profileId, bucket }: BucketRef,
  { notifications, clientOf }: Pick<Services, 'notifications' | 'clientOf'>,
): Promise<readonly IncompleteUpload[] | undefined> {
  return notifications.progress(l10n.t('Listing incomplete uploads of {0}', bucket), async (_, signal) => {
    const client = await clientOf(profileId);
    const uploads: IncompleteUpload[] = [];
    for await (const upload of client.incompleteUploads(bucket, { signal })) {
      uploads.push(upload);
      if (uploads.length >= MAX_LISTED_UPLOADS) break;
    }
    return uploads;
  });
}

async function abortAll(
  { profileId, bucket }: BucketRef,
  uploads: readonly IncompleteUpload[],
  services: Pick<Services, 'notifications' | 'documents' | 'runCommand' | 'locale' | 'clientOf'>,
): Promise<void> {
  const { notifications, clientOf, locale } = services;
  const failed: { readonly name: string; readonly error: unknown }[] = [];
  let abortedCount = 0;
  const title = l10n.t(
    uploads.length === 1 ? 'Aborting 1 upload' : 'Aborting {0} uploads',
    describeCount(uploads.length, locale),
  );
  const finished = await notifications.progress(title, async (progress, signal) => {
    const client = await clientOf(profileId);
    const abort = async ({ key, uploadId }: IncompleteUpload, either: AbortSignal): Promise<void> => {
      try {
        await client.abortMultipartUpload(bucket, key, uploadId, { signal: either });
        abortedCount++;
      } catch (error) {
        either.throwIfAborted();
        failed.push({ name: key, error });
      }
      progress.report((abortedCount + failed.length) / uploads.length, key);
    };
    await inParallel(uploads, MAX_PARALLEL_REQUESTS, abort, signal);
    return true;
  });
  if (finished !== true && abortedCount + failed.length === 0) return;
  const summary = l10n.t(
    uploads.length === 1 ? '{0} of 1 upload aborted' : '{0} of {1} uploads aborted',
    describeCount(abortedCount, locale),
    describeCount(uploads.length, locale),
  );
  reportTransfer({ count: uploads.length, summary, failed, notes: [] }, services);
}
