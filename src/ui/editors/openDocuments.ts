import * as vscode from 'vscode';
import type { ExtensionContext } from 'vscode';
import { ReadOnlyDocuments, type Documents } from './documents.ts';
import { editors, type Editors } from './editors.ts';
import { openImagePreview, type ImagePreview } from './imagePreview.ts';
import { WALKTHROUGH_ID } from '../../ids.ts';

/** All that is shown to the user in an editor. */
export interface ShownDocuments {
  readonly documents: Documents;
  readonly editors: Editors;
  readonly imagePreview: ImagePreview;
  readonly openWalkthrough: () => Promise<void>;
}

/** Opens the places that shown documents are kept in. */
export function openDocuments({
  subscriptions,
  extension,
}: Pick<ExtensionContext, 'subscriptions' | 'extension'>): ShownDocuments {
  const documents = new ReadOnlyDocuments();
  subscriptions.push(documents);
  return {
    documents,
    editors,
    imagePreview: openImagePreview(subscriptions),
    openWalkthrough: walkthroughOf(extension),
  };
}

/** What opens the walkthrough of the manifest, which never opens by itself. */
export function walkthroughOf({ id }: Pick<vscode.Extension<unknown>, 'id'>): () => Promise<void> {
  return async () => {
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', `${id}#${WALKTHROUGH_ID}`, false);
  };
}
