import * as l10n from '@vscode/l10n';
import { parentPrefix, type FolderTarget } from '../../links/link.ts';
import { makeLinks } from '../../links/makeLink.ts';
import type { MadeRequest } from '../../links/requests/makeRequest.ts';
import { validityText } from '../../links/validity.ts';
import type { OssClient } from '../../oss/client/ossClient.ts';
import { numberedKey } from '../../transfers/safePaths.ts';
import { createObject, overwriteProtection, type OverwriteProtection } from '../../transfers/uploadObject.ts';
import type { FileContent } from '../../transfers/verifiedContent.ts';
import { slowProgress } from '../../ui/messages/slowProgress.ts';
import { deliverLinks } from '../copy/deliverLinks.ts';
import type { Services } from '../services.ts';

/** Number of names that are tried for a page. */
const MAX_NAMES = 100;

/**
 * Uploads the page of a request beside the folder that receives the files. Nothing is replaced. Returns the key;
 * `undefined` if the user cancelled, or if the page could replace an object.
 */
export async function uploadPageToBucket(
  { folder }: MadeRequest,
  html: string,
  services: Pick<Services, 'clientOf' | 'notifications' | 'tree'>,
): Promise<string | undefined> {
  const { clientOf, notifications, tree } = services;
  const { profileId, bucket } = folder;
  const uploaded = await slowProgress(l10n.t('Uploading the page'), notifications, async (signal) => {
    const client = await clientOf(profileId);
    const protection = await overwriteProtection(client, bucket, signal);
    return upload(client, folder, html, protection, signal);
  });
  if (!uploaded) return undefined;
  const { key } = uploaded;
  if (!uploaded.isNew) {
    const text = l10n.t(
      "Couldn't upload the page: an object {0} may exist, and it would be replaced. Save the page instead.",
      key,
    );
    notifications.warn(text);
    return undefined;
  }
  tree.refreshFolder(profileId, bucket, parentPrefix(key));
  return key;
}

/** Copies a download link to an uploaded page, which expires with the request. Returns false if the user discards it. */
export async function copyPageLink(
  { folder: { profileId, bucket }, options: { host }, request }: MadeRequest,
  key: string,
  services: Services,
): Promise<boolean> {
  const validity = validityText({ kind: 'until', date: request.expiration });
  const links = await makeLinks(
    [{ target: { profileId, bucket, key }, options: { method: 'GET', validity, ...(host !== undefined && { host }) } }],
    services,
  );
  return deliverLinks(links, services);
}

/** Key of a folder's page: the name of the folder with `.html`, beside the folder. */
function pageKey({ bucket, prefix }: FolderTarget): string {
  return `${prefix === '' ? bucket : prefix.slice(0, -1)}.html`;
}

function contentOf(bytes: Uint8Array): FileContent {
  const open = (start: number, end: number): AsyncIterable<Uint8Array> => chunkOf(bytes.subarray(start, end));
  return { sizeBytes: bytes.length, open, isUnchanged: () => Promise.resolve(true) };
}

/** Bytes as a stream of one chunk. */
export async function* chunkOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

async function upload(
  client: OssClient,
  folder: FolderTarget,
  html: string,
  protection: OverwriteProtection,
  signal: AbortSignal,
): Promise<{ readonly key: string; readonly isNew: boolean }> {
  const content = contentOf(Buffer.from(html));
  const first = pageKey(folder);
  for (let number = 1; ; number++) {
    const key = number === 1 ? first : numberedKey(first, number);
    const upload = { bucket: folder.bucket, key, contentType: 'text/html;charset=utf-8', name: key };
    const result = await createObject(client, upload, content, protection, { signal, onProgress: () => undefined });
    if (result !== 'exists' || number >= MAX_NAMES) return { key, isNew: result === 'created' };
  }
}
