import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMANDS, SETTINGS } from '../../src/ids.ts';
import { bucketNode, folderNode, profileNode } from '../../src/tree/nodes.ts';
import { ReadOnlyDocuments } from '../../src/ui/editors/documents.ts';
import { texts } from '../../src/ui/editors/documentTexts.ts';
import { activeFile, editors } from '../../src/ui/editors/editors.ts';
import { ImageFiles } from '../../src/ui/editors/imageFiles.ts';
import { ChangedSettings, newDocument, until, withReplaced, withReplies } from './controls.ts';
import { ShownMessages } from './reloaded.ts';

const bucket = 'demo-documents';
const readme = { kind: 'object', id: 'object:readme', profileId: 'environment', bucket, key: 'readme.txt' };
const [folder] = vscode.workspace.workspaceFolders ?? [];
const closeAll = async (): Promise<void> => {
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
};

async function editorWith(content: string, language = 'plaintext'): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await newDocument(content, language));
}

describe('links that are inserted into an editor', () => {
  const messages = new ShownMessages();
  beforeEach(() => {
    messages.start();
  });
  afterEach(async () => {
    messages.stop();
    await closeAll();
  });

  it('stand at each cursor in place of what is selected, by one undo step, and the editor gets the focus', async () => {
    const editor = await editorWith('one two three');
    editor.selections = [new vscode.Selection(0, 4, 0, 7), new vscode.Selection(0, 13, 0, 13)];
    const focused: unknown[][] = [];
    const real = vscode.window.showTextDocument;
    const showTextDocument = (...call: unknown[]): unknown => {
      focused.push([...call, editor.document.getText().includes('readme.txt')]);
      return Reflect.apply(real, vscode.window, call);
    };
    await withReplaced(vscode.window, { showTextDocument }, () =>
      vscode.commands.executeCommand(COMMANDS.insertLinks, readme),
    );
    assert.deepEqual(focused, [[editor.document, editor.viewColumn, true]]);
    assert.match(editor.document.getText(), /^one (http\S+readme\.txt\S+) three\1$/);
    assert.match(
      await messages.containing('Inserted link to readme.txt'),
      /Anyone who reads the document can use it\./,
    );
    assert.equal(vscode.window.activeTextEditor, editor);
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), 'one two three');
  });

  it('need an editor, which must be writable and still shown', async () => {
    await vscode.commands.executeCommand(COMMANDS.insertLinks, readme);
    await messages.containing('Open a file and place the cursor where the link should go.');
    await editorWith('x');
    const active = editors.active() ?? assert.fail('no editor');
    assert.deepEqual([active.languageId, active.cursors], ['plaintext', 1]);
    await closeAll();
    assert.equal(await active.insert(['lost']), false);
  });
});

describe('texts of editors', () => {
  afterEach(closeAll);

  it('are the selection, else the line around the cursor, with their offsets in the document', async () => {
    assert.equal(texts.cursor(), undefined);
    assert.equal(texts.document(), undefined);
    const editor = await editorWith('first\nsecond line');
    const uri = editor.document.uri.toString();
    editor.selection = new vscode.Selection(1, 3, 1, 3);
    assert.deepEqual(texts.cursor(), { uri, startIndex: 6, text: 'second line', cursorIndex: 3 });
    editor.selection = new vscode.Selection(0, 3, 1, 2);
    assert.deepEqual(texts.cursor(), { uri, startIndex: 3, text: 'st\nse' });
    assert.deepEqual(texts.document(), { uri, path: texts.pathOf(uri), text: 'first\nsecond line' });
    assert.equal(await texts.from({ uri, startIndex: 6 }, 3), 'sec');
    assert.equal(activeFile(), undefined, 'it has no file yet');
    await closeAll();
  });

  it('are shown with a part of them selected, in files of the workspace by their path', async () => {
    const file = vscode.Uri.joinPath(folder?.uri ?? assert.fail('no folder is open'), 'shown/a.txt');
    await vscode.workspace.fs.writeFile(file, Buffer.from('one\ntwo'));
    await texts.show({ uri: file.toString(), startIndex: 4 }, 3);
    const { document, selection } = vscode.window.activeTextEditor ?? assert.fail('nothing is shown');
    assert.equal(document.getText(selection), 'two');
    assert.equal(texts.document()?.path, 'shown/a.txt');
  });
});

describe('the preview of an image', () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  let images: ImageFiles;
  beforeEach(() => {
    images = new ImageFiles();
  });
  afterEach(async () => {
    await closeAll();
    images.dispose();
  });

  it('stands beside the editor, which keeps the focus, and the next image takes its place', async () => {
    const editor = await editorWith('text');
    const shown = (): readonly vscode.Tab[] =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .filter(({ input }) => input instanceof vscode.TabInputCustom && input.uri.scheme === 'oss-links-image');
    await images.show('a/b.png', png);
    const [first] = await until(() => shown().length === 1 && shown());
    assert.equal(first?.label, 'a b.png');
    assert.equal(first.group.viewColumn, vscode.ViewColumn.Two);
    assert.equal(vscode.window.activeTextEditor, editor);
    await images.show('c.png', Buffer.concat([png, Buffer.from('more')]));
    const [second, ...others] = await until(() => shown().some(({ label }) => label === 'c.png') && shown());
    assert.deepEqual([second?.label, second?.group.viewColumn, others.length], ['c.png', vscode.ViewColumn.Two, 0]);
    await images.close();
    await until(() => shown().length === 0);
    assert.equal(vscode.window.activeTextEditor, editor);
  });

  it('is a file that is read only, newer with each image, and gone with the next one', async () => {
    await images.show('a.png', png);
    const uri = vscode.Uri.from({ scheme: 'oss-links-image', path: '/a.png' });
    assert.deepEqual(Buffer.from(await vscode.workspace.fs.readFile(uri)), png);
    const { mtime, size } = await vscode.workspace.fs.stat(uri);
    assert.equal(size, png.length);
    await images.show('a.png', Buffer.concat([png, png]));
    const next = await vscode.workspace.fs.stat(uri);
    assert.ok(next.mtime > mtime && next.size === 2 * png.length);
    for (const change of [
      () => vscode.workspace.fs.writeFile(uri, png),
      () => vscode.workspace.fs.delete(uri),
      () => vscode.workspace.fs.rename(uri, uri.with({ path: '/b.png' })),
      () => vscode.workspace.fs.createDirectory(uri.with({ path: '/c' })),
    ]) {
      await assert.rejects(async () => change());
    }
    await images.show('b.png', png);
    await assert.rejects(async () => vscode.workspace.fs.readFile(uri), { code: 'FileNotFound' });
  });
});

describe('a report', () => {
  let documents: ReadOnlyDocuments;
  before(() => {
    // The extension has registered the scheme already; a second provider of it answers for the documents of this test.
    documents = new ReadOnlyDocuments();
  });
  after(() => {
    documents.dispose();
  });
  afterEach(closeAll);

  it('is shown as text, replaces the earlier one of its name, and cannot be changed', async () => {
    await documents.show('Test a/b', 'first', 'txt');
    const editor = vscode.window.activeTextEditor ?? assert.fail('nothing is shown');
    assert.deepEqual([editor.document.getText(), editor.document.uri.path], ['first', '/Test a b.txt']);
    await documents.show('Test a/b', 'second', 'txt');
    await until(() => vscode.window.activeTextEditor?.document.getText() === 'second');
    assert.equal(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).length, 1);
  });

  it('is shown in the preview of Markdown, which takes over a new text', async () => {
    const calls: (readonly [string, string])[] = [];
    const executeCommand = (command: string, shown?: vscode.Uri): Promise<void> =>
      Promise.resolve(void calls.push([command, shown?.toString() ?? '']));
    await withReplaced(vscode.commands, { executeCommand }, () => documents.showRendered('Test rendered', '# Title'));
    const uri = vscode.Uri.from({ scheme: 'oss-links-report', path: '/Test rendered' });
    assert.deepEqual(calls, [
      ['markdown.showPreview', uri.toString()],
      ['markdown.preview.refresh', ''],
    ]);
    assert.equal((await vscode.workspace.openTextDocument(uri)).getText(), '# Title');
  });

  it('is read again once when its source changes, until nothing shows it', async () => {
    const listeners = new Set<() => void>();
    const change = (): void => {
      for (const listener of listeners) listener();
    };
    let reads = 0;
    const onDidChange = (listener: () => void) => {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    };
    const source = { onDidChange, read: () => Promise.resolve(`text ${++reads}`) };
    const executeCommand = (): Promise<void> => Promise.resolve();
    await withReplaced(vscode.commands, { executeCommand }, () =>
      documents.showRendered('Test followed', 'text 0', source),
    );
    const uri = vscode.Uri.from({ scheme: 'oss-links-report', path: '/Test followed' });
    await vscode.window.showTextDocument(uri, { preview: false });
    const text = () => vscode.window.activeTextEditor?.document.getText();
    await until(() => text() === 'text 0');
    change();
    change();
    await until(() => text() === 'text 1');
    await closeAll();
    change();
    await until(() => listeners.size === 0);
    assert.equal(reads, 1);
  });

  it('that VS Code restores after a restart says that it was not kept', async () => {
    const uri = vscode.Uri.from({ scheme: 'oss-links-report', path: '/Properties of an earlier window' });
    assert.match((await vscode.workspace.openTextDocument(uri)).getText(), /^This report was not kept/);
  });

  it('is shown as text if VS Code has no preview of Markdown', async () => {
    const real = vscode.commands.executeCommand;
    const executeCommand = (command: string, ...args: readonly unknown[]): unknown =>
      command.startsWith('markdown.')
        ? Promise.reject(new Error(`command '${command}' not found`))
        : Reflect.apply(real, vscode.commands, [command, ...args]);
    await withReplaced(vscode.commands, { executeCommand }, () => documents.showRendered('Test report', '# Title'));
    assert.equal(vscode.window.activeTextEditor?.document.getText(), '# Title');
  });
});

describe('settings that commands write', () => {
  const messages = new ShownMessages();
  const settings = new ChangedSettings();
  beforeEach(() => {
    messages.start();
  });
  afterEach(async () => {
    messages.stop();
    await settings.restore();
    await closeAll();
  });

  it('map the folder of the open document for uploads, before other mappings, and can be opened', async () => {
    const { Workspace } = vscode.ConfigurationTarget;
    const other = { folder: 'other', bucket: 'demo-media' };
    await settings.set(SETTINGS.mappings, [other], Workspace);
    const file = vscode.Uri.joinPath(folder?.uri ?? assert.fail('no folder is open'), 'set up/notes/a.md');
    await vscode.workspace.fs.writeFile(file, Buffer.from('x'));
    await vscode.window.showTextDocument(file);
    messages.answer = ({ buttons }) => buttons[0];
    const opened: unknown[][] = [];
    const real = vscode.commands.executeCommand;
    const executeCommand = (...call: unknown[]): unknown =>
      call[0] === 'workbench.action.openSettings'
        ? Promise.resolve(void opened.push(call))
        : Reflect.apply(real, vscode.commands, call);
    // The folder of the last upload is offered.
    const images = folderNode(bucketNode(profileNode('environment'), bucket, { added: false }), 'img/');
    const dropped = [{ name: 'set up.txt', data: () => Promise.resolve(Buffer.from('x')) }];
    await vscode.commands.executeCommand(COMMANDS.uploadFiles, images, undefined, { uris: [], dropped });
    await withReplaced(vscode.commands, { executeCommand }, async () => {
      const replies = ['set up/notes', `${bucket}/img/`, '{name}{ext}', 'URL without a signature, for public objects'];
      const [documents] = await withReplies(replies, () => vscode.commands.executeCommand(COMMANDS.setUpUploads));
      assert.equal(documents?.value, 'set up/notes', 'the folder of the open document is offered');
      await until(() => opened.length > 0);
    });
    assert.deepEqual(opened, [['workbench.action.openSettings', SETTINGS.mappings]]);
    const written = vscode.workspace.getConfiguration().inspect<readonly object[]>(SETTINGS.mappings)?.workspaceValue;
    const documents = { folder: 'img/', name: '{name}{ext}', insert: 'url' };
    assert.deepEqual(written, [{ folder: 'set up/notes', bucket, documents }, other]);
    assert.ok(messages.texts.includes('Saved the mapping in the settings of the workspace.'));

    const elsewhere = ['nowhere', `${bucket}/img/`, '{name}{ext}', 'URL without a signature, for public objects'];
    await withReplies(elsewhere, () => vscode.commands.executeCommand(COMMANDS.setUpUploads));
    assert.ok(messages.texts.some((text) => text.endsWith('which has no folder nowhere yet.')));
  });

  it('map the whole workspace folder if no document of it is open', async () => {
    const offered = async (): Promise<string | undefined> => {
      const [documents] = await withReplies([undefined], () => vscode.commands.executeCommand(COMMANDS.setUpUploads));
      return documents?.value;
    };
    assert.equal(await offered(), '');
    const file = vscode.Uri.joinPath(folder?.uri ?? assert.fail('no folder is open'), 'at the root.md');
    await vscode.workspace.fs.writeFile(file, Buffer.from('x'));
    await vscode.window.showTextDocument(file);
    assert.equal(await offered(), '');
  });

  it('keep the options of the last link as a recipe, beside the recipes that are there', async () => {
    await settings.set(SETTINGS.recipes, { Other: { method: 'GET', validity: '5m' } });
    await settings.set(SETTINGS.defaultValidity, '11m');
    await vscode.commands.executeCommand(COMMANDS.copyGetUrl, readme);
    await withReplies(['Mine'], () => vscode.commands.executeCommand(COMMANDS.saveAsRecipe));
    assert.deepEqual(vscode.workspace.getConfiguration().inspect(SETTINGS.recipes)?.globalValue, {
      Other: { method: 'GET', validity: '5m' },
      Mine: { method: 'GET', validity: '11m' },
    });
  });
});
