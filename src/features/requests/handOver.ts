import * as l10n from '@vscode/l10n';
import type { FolderTarget } from '../../links/link.ts';
import { makeRequest, type MadeRequest } from '../../links/requests/makeRequest.ts';
import type { RequestOptions } from '../../links/requests/requestOptions.ts';
import { formatMoment } from '../../text/moment.ts';
import type { NotificationAction } from '../../ui/messages/notifications.ts';
import { slowProgress } from '../../ui/messages/slowProgress.ts';
import { isUnanswered } from '../../ui/prompts/questions.ts';
import { safeFileName } from '../../text/fileNames.ts';
import { showHowToRevoke } from '../copy/showHowToRevoke.ts';
import type { Services } from '../services.ts';
import { chunkOf, copyPageLink, uploadPageToBucket } from './uploadPageToBucket.ts';
import type { HandOver } from './requestForm.ts';
import { folderText } from './requestTexts.ts';

/** Services that deliver a request, and the state of progress on the page. */
export interface HandOverServices extends Services {
  readonly showsProgress: boolean | undefined;
  readonly allowProgress: () => Promise<void>;
}

/** Makes a request and delivers it. Returns false if the user cancelled. */
export async function handOver(
  way: HandOver,
  folder: FolderTarget,
  options: RequestOptions,
  services: HandOverServices,
): Promise<boolean> {
  switch (way) {
    case 'savePage':
      return savePage(folder, options, services);
    case 'uploadPage':
      return uploadPageOf(folder, options, services);
    case 'copyAs':
      return copyAsFormat(folder, options, services);
  }
}

async function savePage(folder: FolderTarget, options: RequestOptions, services: HandOverServices): Promise<boolean> {
  const { folders, newId } = services;
  const name = pageFileName(folder);
  const file = await folders.askFile(l10n.t('Save Upload Page'), name, { isSecret: true });
  if (!file) return false;
  // Signed only now, so that its validity starts with the delivery.
  const made = await sign(folder, options, services);
  if (!made) return false;
  const html = await pageOf(made);
  await file.folder.write([file.name], () => Promise.resolve(chunkOf(Buffer.from(html))), {
    ...{ replace: true, isSecret: true, partSuffix: `.${newId()}.part`, signal: new AbortController().signal },
  });
  await services.ledger.recordRequest(made, 'page');
  notifyHandedOver(made, 'page', l10n.t('Saved the upload page {0}', file.name), services);
  return true;
}

async function uploadPageOf(
  folder: FolderTarget,
  options: RequestOptions,
  services: HandOverServices,
): Promise<boolean> {
  const made = await sign(folder, options, services);
  if (!made) return false;
  const key = await uploadPageToBucket(made, await pageOf(made), services);
  if (key === undefined) return false;
  // From here the page works, even if its link is not copied.
  await services.ledger.recordRequest(made, 'page');
  const isCopied = await copyPageLink(made, key, services);
  const status = isCopied
    ? l10n.t('Uploaded the page as {0} and copied its download link', key)
    : l10n.t('Uploaded the page as {0}', key);
  notifyHandedOver(made, 'page', status, services);
  return true;
}

async function copyAsFormat(
  folder: FolderTarget,
  options: RequestOptions,
  services: HandOverServices,
): Promise<boolean> {
  const { prompts, clipboard } = services;
  // Lazy: the formats are a large chunk.
  const { requestFormats } = await import('../../links/requests/formats/requestFormats.ts');
  const { sampleFile } = await import('../../links/requests/formats/requestFormat.ts');
  const format = await prompts.pick({
    title: `${l10n.t('Copy As')} · ${folderText(folder)}`,
    canGoBack: true,
    placeholder: l10n.t('Select a form of the request'),
    choices: requestFormats.map((one) => ({ label: one.label, value: one })),
  });
  if (isUnanswered(format)) return false;
  const made = await sign(folder, options, services);
  if (!made) return false;
  await clipboard.writeText(format.render(made.request, sampleFile(made.request)));
  await services.ledger.recordRequest(made, format.id);
  notifyHandedOver(made, format.id, l10n.t('Copied the request as {0}', format.label), services);
  return true;
}

/** Signs the request, with a role session from STS if one is chosen; `undefined` if the user cancels. */
function sign(folder: FolderTarget, options: RequestOptions, services: Services): Promise<MadeRequest | undefined> {
  return slowProgress(l10n.t('Signing the request'), services.notifications, () =>
    makeRequest(folder, options, services),
  );
}

async function pageOf({ request }: MadeRequest): Promise<string> {
  const { uploadPage } = await import('../../links/requests/uploadPage.ts');
  const { pageSources } = await import('../../links/requests/pageSources.ts');
  return uploadPage(request, pageSources);
}

/** File name of a page, by the folder that receives the files. */
function pageFileName({ bucket, prefix }: FolderTarget): string {
  const name = prefix.split('/').findLast((part) => part !== '') ?? bucket;
  return `${safeFileName(name)}.html`;
}

/** Shows a notification about the access that a request gives, with the next actions. */
function notifyHandedOver(made: MadeRequest, format: string, status: string, services: HandOverServices): void {
  const { ledger, notifications, now, locale, showsProgress, allowProgress } = services;
  const { folder, request, signedByRole, warnings } = made;
  const issued = ledger.list().find(({ request: options, key }) => options !== undefined && key === folder.prefix);
  const moment = formatMoment(request.expiration, { now: now(), locale });
  const texts = [
    l10n.t('{0}. Anyone who has it can upload into {1} until {2}.', status, folderText(folder), moment),
    ...(signedByRole === undefined ? [] : [l10n.t('It was signed by a session that can only upload there.')]),
  ];
  const allow: NotificationAction = { label: l10n.t('Allow Progress on the Page…'), run: allowProgress };
  // VS Code shows a message in full only if it has a button.
  const howToRevoke: NotificationAction = {
    label: l10n.t('How to Revoke'),
    run: () => showHowToRevoke(issued ? [issued] : [], services),
  };
  notifications.info(texts.join(' '), ...(format === 'page' && showsProgress !== true ? [allow] : []), howToRevoke);
  for (const text of new Set(warnings.map((warning) => warning.text))) notifications.warn(text);
}
