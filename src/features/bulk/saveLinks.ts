import type { Uri } from 'vscode';
import * as l10n from '@vscode/l10n';
import type { Services } from '../services.ts';

/** Saves the links of an editor to a file that only the user can read. */
export async function saveLinks(
  uri: Uri | undefined,
  services: Pick<Services, 'notifications' | 'linkDocuments' | 'newId' | 'folders'>,
): Promise<void> {
  const { linkDocuments, folders, newId, notifications } = services;
  const document = linkDocuments.find(uri);
  if (!document) return;
  const file = await folders.askFile(l10n.t('Save Links'), document.name, { isSecret: true });
  if (!file) return;
  await file.folder.write([file.name], () => Promise.resolve(bytesOf(document.text)), {
    ...{ replace: true, isSecret: true, partSuffix: `.${newId()}.part`, signal: new AbortController().signal },
  });
  notifications.status(l10n.t('Saved {0}. Anyone with the file can use the links.', file.name));
}

/** Copies all links of an editor. */
export async function copyLinkText(
  uri: Uri | undefined,
  services: Pick<Services, 'notifications' | 'clipboard' | 'linkDocuments'>,
): Promise<void> {
  const { linkDocuments, clipboard, notifications } = services;
  const document = linkDocuments.find(uri);
  if (!document) return;
  await clipboard.writeText(document.text);
  notifications.status(l10n.t('Copied links'));
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text));
}
