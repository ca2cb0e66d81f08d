import * as l10n from '@vscode/l10n';
import { openBulkSigner } from '../links/bulk/bulkSigner.ts';
import { multipartLinks, partsOf } from '../links/bulk/multipartLinks.ts';
import { multipartScript } from '../links/bulk/multipartScript.ts';
import { parseSize } from '../links/bulk/objectFilter.ts';
import { objectName, type ObjectTarget } from '../links/link.ts';
import { formatMoment } from '../links/moment.ts';
import { validityText } from '../links/validity.ts';
import { checkInput } from '../ui/errorText.ts';
import { askObjectName } from '../ui/askUpload.ts';
import { askValidity } from '../ui/askValidity.ts';
import { isUnanswered } from '../ui/questions.ts';
import { allowsBulk, askBulkFolder } from './bulkProfiles.ts';
import { objectIn, type UploadTarget } from './copyPutUrl.ts';
import type { Services } from './services.ts';
import { tokenEnd } from './tokenEnd.ts';

const PART_BYTES = 100 * 1024 ** 2;

/**
 * Begins an upload in parts and opens a script with the links of all parts, of its end and of giving up, for a file that
 * lies elsewhere.
 */
export async function multipartUploadLinks(given: UploadTarget | undefined, services: Services): Promise<void> {
  const title = l10n.t('Create Multipart Upload Links');
  const target = await askTarget(title, given, services);
  if (!target) return;
  const { prompts, memory, now, locale, editors, ledger, notifications, clientOf, maxValiditySeconds } = services;
  const place = { title: `${title} · ${objectName(target.key)}` };
  const sizeText = await prompts.input({
    ...place,
    prompt: l10n.t('Size of the file: the script takes no other'),
    placeholder: '12345678901',
    check: (text) => checkInput((size) => partsOf(Math.round(parseSize(size)), PART_BYTES), text),
  });
  if (isUnanswered(sizeText)) return;
  const validity = await askValidity(prompts, place, {
    ...{
      recent: memory.recentValidities(),
      last: memory.validity('PUT'),
      now,
      locale,
      maxSeconds: maxValiditySeconds(),
    },
    tokenEnd: await tokenEnd([target], services),
  });
  if (isUnanswered(validity)) return;
  const { bucket, key, profileId } = target;
  const signer = await openBulkSigner(target, { method: 'PUT', validity: validityText(validity) }, services);
  const { contentTypeFor } = await import('../links/contentType.ts');
  const client = await clientOf(profileId);
  const headers = { 'content-type': contentTypeFor(objectName(key)) };
  const fileBytes = Math.round(parseSize(sizeText));
  const parts = partsOf(fileBytes, PART_BYTES);
  const uploadId = await client.initiateMultipartUpload(bucket, key, { headers });
  const links = multipartLinks({ bucket, key, uploadId }, fileBytes, parts, signer.presign);
  await editors.open(multipartScript(links), 'shellscript');
  const { host, expiration, warnings } = signer;
  await ledger.recordBatch({
    ...{ profileId, bucket, prefix: key, method: 'PUT', host, format: 'multipart', count: parts.count, expiration },
  });
  notifications.info(
    l10n.t(
      'Links for {0} parts opened, they expire {1}. The upload has begun: run the script with --abort to give it up, or OSS keeps its parts and charges for them.',
      parts.count,
      formatMoment(expiration, { now: now(), locale }),
    ),
  );
  for (const warning of warnings) notifications.warn(warning);
}

async function askTarget(
  title: string,
  given: UploadTarget | undefined,
  services: Services,
): Promise<ObjectTarget | undefined> {
  if (given && 'objects' in given) {
    const [object] = given.objects;
    return object && allowsBulk(object.profileId, services) ? object : undefined;
  }
  const folder = await askBulkFolder(given?.folder, title, services);
  const name = folder && (await askObjectName(services.prompts, { title }, '', folder));
  return folder && !isUnanswered(name) ? objectIn(folder, name) : undefined;
}
