import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ObjectTarget } from '../../links/link.ts';
import { DRAGGED_OBJECTS_MIME } from '../../ids.ts';
import { placedText } from '../../ui/editors/documentText.ts';
import type { DocumentText } from './insertLinks.ts';

/** Registers drops of objects into any document. `textOf` gives the text for the language of the document. */
export function registerObjectDrops(
  textOf: (targets: readonly ObjectTarget[], languageId: string) => Promise<DocumentText | undefined>,
): vscode.Disposable {
  const kind = vscode.DocumentDropOrPasteEditKind.Empty.append('oss', 'link');
  return vscode.languages.registerDocumentDropEditProvider(
    // More specific than the '*' of VS Code's own providers, so that this one comes first.
    { pattern: '**' },
    {
      async provideDocumentDropEdits(document, position, data) {
        const { readDraggedObjects } = await import('../../tree/dragData.ts');
        const targets = readDraggedObjects((await data.get(DRAGGED_OBJECTS_MIME)?.asString()) ?? '');
        const dropped = targets.length === 0 ? undefined : await textOf(targets, document.languageId);
        if (!dropped) return undefined;
        const text = placedText(document, new vscode.Range(position, position), dropped.text, dropped.isBlock);
        return new vscode.DocumentDropEdit(text, l10n.t('Insert Download Link'), kind);
      },
    },
    { dropMimeTypes: [DRAGGED_OBJECTS_MIME], providedDropEditKinds: [kind] },
  );
}
