import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { VirtualLinkDocuments } from '../../src/ui/editors/linkDocuments.ts';

describe('editors that show links', () => {
  const document = { name: 'docs links.csv', text: 'key,url\r\na,https://example.com/a\r\n' };
  let documents: VirtualLinkDocuments;
  before(async () => {
    // The extension has registered the scheme already; a second provider of it answers for the documents of this test.
    documents = new VirtualLinkDocuments();
    await documents.show(document, 'markdown');
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    documents.dispose();
  });

  it('are read-only and never dirty, so that VS Code makes no backup of them', async () => {
    const editor = vscode.window.activeTextEditor ?? assert.fail('no editor is open');
    assert.equal(editor.document.getText(), document.text);
    assert.equal(editor.document.languageId, 'markdown');
    assert.ok(!editor.document.isUntitled);
    await editor.edit((edit) => {
      edit.insert(editor.selection.active, 'x');
    });
    assert.ok(!editor.document.isDirty);
    assert.equal(editor.document.getText(), document.text);
  });

  it('give their text to Save and Copy, for the active editor and for a URI', () => {
    const { uri } = vscode.window.activeTextEditor?.document ?? assert.fail('no editor is open');
    assert.equal(documents.find(uri), document);
    assert.equal(documents.find(undefined), document);
    assert.equal(documents.find(vscode.Uri.file('/a.csv')), undefined);
  });

  it('are separate for separate texts with the same name', async () => {
    const other = { ...document, text: 'other' };
    await documents.show(other, 'csv');
    assert.equal(vscode.window.activeTextEditor?.document.getText(), 'other');
    assert.equal(documents.find(undefined), other);
  });
});
