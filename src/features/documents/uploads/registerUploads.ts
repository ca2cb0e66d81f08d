import * as vscode from 'vscode';
import type { Subscriptions } from '../../../emitter.ts';
import { DRAGGED_OBJECTS_MIME, URI_LIST_MIME } from '../../../ids.ts';
import { hasMappings } from '../../../ui/settings/activationSettings.ts';
import type { Services } from '../../services.ts';
import type { UploadKinds, UploadProvider } from './uploadProvider.ts';

const { Empty, Text } = vscode.DocumentDropOrPasteEditKind;
/** Kinds of the edits. VS Code's own edits rank below text, and so below this edit if the user prefers it. */
const KINDS = {
  upload: Empty.append('oss', 'upload'),
  preferred: Text.append('oss', 'upload'),
  name: Empty.append('oss', 'name'),
} as const satisfies UploadKinds;
const MIME_TYPES = ['files', 'image/*', URI_LIST_MIME];
// More specific than the '*' of VS Code's own providers, so that a preferred edit comes first.
const ANY_DOCUMENT: vscode.DocumentSelector = { pattern: '**' };

/**
 * Registers uploads of files that are pasted or dropped into documents of mapped folders. Providing an edit sends nothing:
 * the upload starts when the user has chosen it.
 */
export function registerUploads(load: () => Promise<Services>, subscriptions: Subscriptions): void {
  let loading: Promise<UploadProvider> | undefined;
  const create = async (): Promise<UploadProvider> => {
    const services = await load();
    const { UploadProvider: Provider } = await import('./uploadProvider.ts');
    const provider = new Provider(KINDS, services);
    subscriptions.push(provider);
    return provider;
  };
  const provider = (): Promise<UploadProvider> => (loading ??= create());
  /** Whether VS Code may drop the edits of a paste before it resolves them. */
  let isOutOfStep = false;
  subscriptions.push(
    vscode.languages.registerDocumentPasteEditProvider(
      ANY_DOCUMENT,
      {
        // Always a list: VS Code numbers the lists that it keeps and the pastes separately. After a paste without a list
        // it may drop the edits of the next one before they are resolved. It keeps none of a cancelled or failed paste.
        provideDocumentPasteEdits: async (document, ranges, data, context, token) => {
          const cancelling = token.onCancellationRequested(() => (isOutOfStep = true));
          try {
            if (!mayUpload(data)) return [];
            const uploads = await provider();
            const edits = [...(await uploads.pasteEdits(document, ranges, data, context))];
            if (isOutOfStep) uploads.startWhenApplied(edits);
            return edits;
          } catch (error) {
            isOutOfStep = true;
            throw error;
          } finally {
            isOutOfStep ||= token.isCancellationRequested;
            cancelling.dispose();
          }
        },
        resolveDocumentPasteEdit: async (edit) => (await provider()).resolve(edit),
      },
      { pasteMimeTypes: MIME_TYPES, providedPasteEditKinds: Object.values(KINDS) },
    ),
    vscode.languages.registerDocumentDropEditProvider(
      ANY_DOCUMENT,
      {
        provideDocumentDropEdits: async (document, position, data) =>
          mayUpload(data) ? [...(await (await provider()).dropEdits(document, position, data))] : undefined,
      },
      { dropMimeTypes: MIME_TYPES, providedDropEditKinds: Object.values(KINDS) },
    ),
  );
}

/** True if a folder may be mapped and the data are not objects of the tree. Otherwise the services are not loaded. */
function mayUpload(data: vscode.DataTransfer): boolean {
  return vscode.workspace.isTrusted && hasMappings() && !data.get(DRAGGED_OBJECTS_MIME);
}
