import * as vscode from 'vscode';
import { WALKTHROUGH_ID } from '../ids.ts';

/** How the walkthrough of the manifest is opened; by nothing but the user's wish. */
export function walkthroughOf({ id }: Pick<vscode.Extension<unknown>, 'id'>): { openWalkthrough: () => Promise<void> } {
  return {
    openWalkthrough: async () => {
      await vscode.commands.executeCommand('workbench.action.openWalkthrough', `${id}#${WALKTHROUGH_ID}`, false);
    },
  };
}
