import type { ExtensionContext } from 'vscode';
import { ReadOnlyDocuments, type Documents } from './documents.ts';
import { editors, type Editors } from './editors.ts';
import { openImagePreview, type ImagePreview } from './imagePreview.ts';
import { walkthroughOf } from './walkthrough.ts';

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
