import * as vscode from 'vscode';
import type { ExtensionContext } from 'vscode';
import { openWithMilestones } from '../messages/milestones.ts';
import { ReadOnlyDocuments, type Documents } from './documents.ts';
import { editors, type Editors } from './editors.ts';
import { VirtualLinkDocuments, type LinkDocuments } from './linkDocuments.ts';
import type { ImagePreview } from './imageFiles.ts';
import { createImagePreview } from './imagePreview.ts';
import type { Subscriptions } from '../../emitter.ts';
import { WALKTHROUGH_ID } from '../../ids.ts';

/** Services that show texts and images in editors. */
export interface DocumentServices {
  readonly documents: Documents;
  readonly editors: Editors;
  readonly linkDocuments: LinkDocuments;
  readonly imagePreview: ImagePreview;
  readonly openWalkthrough: () => Promise<void>;
}

/** Creates the services that show documents. */
export function createDocuments(
  extension: ExtensionContext['extension'],
  subscriptions: Subscriptions,
): DocumentServices {
  const documents = new ReadOnlyDocuments();
  const linkDocuments = new VirtualLinkDocuments();
  subscriptions.push(documents, linkDocuments);
  return {
    documents,
    editors,
    linkDocuments,
    imagePreview: createImagePreview(subscriptions),
    openWalkthrough: walkthroughOf(extension),
  };
}

/** Function that opens the walkthrough of the manifest. */
export function walkthroughOf({ id }: Pick<vscode.Extension<unknown>, 'id'>): () => Promise<void> {
  return async () => {
    await openWithMilestones(() =>
      vscode.commands.executeCommand('workbench.action.openWalkthrough', `${id}#${WALKTHROUGH_ID}`, false),
    );
  };
}
