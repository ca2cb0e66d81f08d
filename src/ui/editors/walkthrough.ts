import * as vscode from 'vscode';
import { WALKTHROUGH_ID } from '../../ids.ts';

/** What opens the walkthrough of the manifest, which never opens by itself. */
export function walkthroughOf({ id }: Pick<vscode.Extension<unknown>, 'id'>): () => Promise<void> {
  return async () => {
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', `${id}#${WALKTHROUGH_ID}`, false);
  };
}
