import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { TrackedRanges } from '../../src/ui/editors/trackedRanges.ts';
import { isUnsaved, tabsOf } from '../../src/ui/files/openEditors.ts';
import { newDocument, until } from './controls.ts';

const closeAll = async (): Promise<void> => {
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
};

async function shown(content: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await newDocument(content));
}

describe('ranges of a document', () => {
  afterEach(closeAll);

  it('follow the changes of its text, and no changes of other documents', async () => {
    const { document } = await shown('one two');
    const other = await newDocument('other');
    const tracked = new TrackedRanges(document, [new vscode.Range(0, 4, 0, 7)]);
    const insert = async (into: vscode.TextDocument): Promise<void> => {
      const edit = new vscode.WorkspaceEdit();
      edit.insert(into.uri, new vscode.Position(0, 0), '- ');
      assert.ok(await vscode.workspace.applyEdit(edit));
    };
    try {
      await insert(other);
      assert.deepEqual(tracked.ranges, [new vscode.Range(0, 4, 0, 7)]);
      await insert(document);
      assert.deepEqual(tracked.ranges, [new vscode.Range(0, 6, 0, 9)]);
    } finally {
      tracked.dispose();
    }
  });
});

describe('tabs of files', () => {
  afterEach(closeAll);

  it('are found beside tabs without a file', async () => {
    const { document } = await shown('x');
    const panel = vscode.window.createWebviewPanel('tabs', 'Without a file', vscode.ViewColumn.One);
    try {
      await until(() =>
        vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label === panel.title)),
      );
      const uri = document.uri.toString();
      assert.deepEqual(
        tabsOf(uri).map(({ input }) => input instanceof vscode.TabInputText && input.uri.toString()),
        [uri],
      );
      assert.equal(isUnsaved('file:///not/open'), false);
    } finally {
      panel.dispose();
    }
  });
});
