import * as l10n from '@vscode/l10n';
import { createBulkSigner, type BulkSigner } from '../../links/bulk/bulkSigner.ts';
import { multipartLinks, splitIntoParts, type Parts } from '../../links/bulk/multipartLinks.ts';
import { multipartScript } from '../../links/bulk/multipartScript.ts';
import { parseSize } from '../../links/bulk/objectFilter.ts';
import { objectName, type ObjectTarget, shortName } from '../../links/link.ts';
import type { LinkOptions } from '../../links/linkOptions.ts';
import { formatMoment } from '../../text/moment.ts';
import { validityText } from '../../links/validity.ts';
import { safeFileName } from '../../text/fileNames.ts';
import { describeCount } from '../../text/describe.ts';
import { checkInput } from '../../ui/prompts/checkInput.ts';
import { askObjectName } from '../copy/form/askUpload.ts';
import { askValidity } from '../copy/form/askValidity.ts';
import { throttledProgress, reportCount } from '../../ui/messages/throttledProgress.ts';
import { isUnanswered } from '../../ui/prompts/questions.ts';
import { warnUnlessBulkAllowed, askBulkFolder } from './bulkProfiles.ts';
import { objectIn } from '../copy/copyPutUrl.ts';
import type { UploadTarget } from '../targets/commandArguments.ts';
import type { Services } from '../services.ts';
import { tokenExpiry } from '../../links/scopedCredentials.ts';

const PART_BYTES = 100 * 1024 ** 2;

/** Initiates a multipart upload and opens a script with links to upload the parts, to complete and to abort it. */
export async function multipartUploadLinks(given: UploadTarget | undefined, services: Services): Promise<void> {
  const title = l10n.t('Create Multipart Upload Links');
  const target = await askTarget(title, given, services);
  if (!target) return;
  const { prompts, memory, now, locale, ledger, notifications, maxValiditySeconds } = services;
  const step = { title: `${title} · ${shortName(target.key)}` };
  const sizeText = await prompts.input({
    ...step,
    prompt: l10n.t('Exact file size in bytes'),
    placeholder: '12345678901',
    check: (text) => checkInput((size) => splitIntoParts(Math.round(parseSize(size)), PART_BYTES), text),
  });
  if (isUnanswered(sizeText)) return;
  const validity = await askValidity(prompts, step, {
    ...{
      recent: memory.recentValidities(),
      last: memory.lastValidity('PUT'),
      now,
      locale,
      maxSeconds: maxValiditySeconds(),
    },
    tokenExpiry: await tokenExpiry([target], services),
  });
  if (isUnanswered(validity)) return;
  const { bucket, key, profileId } = target;
  const fileBytes = Math.round(parseSize(sizeText));
  const parts = splitIntoParts(fileBytes, PART_BYTES);
  const options: LinkOptions = { method: 'PUT', validity: validityText(validity) };
  const signer = await openScript(target, options, { fileBytes, ...parts }, services);
  if (!signer) return;
  const { host, expiration, warnings } = signer;
  await ledger.recordBatch({
    ...{ profileId, bucket, prefix: key, method: 'PUT', host, format: 'multipart', count: parts.count, expiration },
  });
  const opened = l10n.t(
    parts.count === 1
      ? 'Opened links for 1 part (expire at {1}). The upload has started. To abort it, run the script with --abort; otherwise OSS charges for the part.'
      : 'Opened links for {0} parts (expire at {1}). The upload has started. To abort it, run the script with --abort; otherwise OSS charges for its parts.',
    describeCount(parts.count, locale),
    formatMoment(expiration, { now: now(), locale }),
  );
  const overwrites = given && 'objects' in given ? [l10n.t('It overwrites {0}.', shortName(key))] : [];
  notifications.info([opened, ...overwrites].join(' '));
  for (const { text } of warnings) notifications.warn(text);
}

/** Initiates the upload and opens its script; `undefined` on cancel. An upload without a script is aborted. */
async function openScript(
  target: ObjectTarget,
  options: LinkOptions,
  { fileBytes, ...parts }: Parts & { readonly fileBytes: number },
  services: Services,
): Promise<BulkSigner | undefined> {
  const { clientOf, linkDocuments, notifications, now, locale } = services;
  const { profileId, bucket, key } = target;
  const { contentTypeFor } = await import('../../links/headers/contentType.ts');
  const client = await clientOf(profileId);
  const headers = { 'content-type': contentTypeFor(objectName(key)) };
  let initiatedId = '';
  let isOpen = false;
  try {
    const opened = await notifications.progress(l10n.t('Starting upload'), async (shown, signal) => {
      const progress = throttledProgress(shown, now);
      progress.report(0, shortName(key));
      const signer = await createBulkSigner(target, options, services);
      signal.throwIfAborted();
      // Cancel waits for the response, because only the response contains the upload ID to abort.
      initiatedId = await client.initiateMultipartUpload(bucket, key, { headers });
      signal.throwIfAborted();
      const links = await multipartLinks(
        { bucket, key, uploadId: initiatedId },
        fileBytes,
        parts,
        signer.presign,
        (signedCount) => {
          reportCount(progress, signedCount, parts.count, locale);
          signal.throwIfAborted();
        },
      );
      return { signer, script: multipartScript(links) };
    });
    if (!opened) return undefined;
    await linkDocuments.show(
      { name: `${safeFileName(objectName(key))} upload.sh`, text: opened.script },
      'shellscript',
    );
    isOpen = true;
    return opened.signer;
  } finally {
    if (initiatedId !== '' && !isOpen) await client.abortMultipartUpload(bucket, key, initiatedId);
  }
}

async function askTarget(
  title: string,
  given: UploadTarget | undefined,
  services: Services,
): Promise<ObjectTarget | undefined> {
  if (given && 'objects' in given) {
    const [object] = given.objects;
    return object && warnUnlessBulkAllowed(object.profileId, services) ? object : undefined;
  }
  const folder = await askBulkFolder(given?.folder, title, services);
  const name = folder && (await askObjectName(services.prompts, { title }, '', folder));
  return folder && !isUnanswered(name) ? objectIn(folder, name) : undefined;
}
