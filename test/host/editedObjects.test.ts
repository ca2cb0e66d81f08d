import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createUndiciTransport } from '../../src/http/undiciTransport.ts';
import { COMMANDS, OBJECT_SCHEME, SETTINGS } from '../../src/ids.ts';
import type { HttpTransport } from '../../src/oss/client/transport.ts';
import { OssClient } from '../../src/oss/client/ossClient.ts';
import { collect } from '../emulator/bodies.ts';
import { until, updateSetting, withReplaced } from './controls.ts';
import { ShownMessages } from './reloaded.ts';

const bucket = 'demo-documents';

function objectNode(key: string): object {
  return { kind: 'object', id: `object:environment/${bucket}/${key}`, profileId: 'environment', bucket, key };
}

function uriOf(key: string): vscode.Uri {
  return vscode.Uri.from({ scheme: OBJECT_SCHEME, authority: 'environment', path: `/${bucket}/${key}` });
}

describe('objects in editors', () => {
  const messages = new ShownMessages();
  let transport: HttpTransport;
  let client: OssClient;

  before(async () => {
    transport = await createUndiciTransport();
    const { OSS_ACCESS_KEY_ID = '', OSS_ACCESS_KEY_SECRET = '', OSS_ENDPOINT = '' } = process.env;
    client = new OssClient({
      transport,
      credentials: () => Promise.resolve({ accessKeyId: OSS_ACCESS_KEY_ID, accessKeySecret: OSS_ACCESS_KEY_SECRET }),
      region: 'cn-hangzhou',
      endpoint: OSS_ENDPOINT,
    });
  });
  after(() => transport.close());
  beforeEach(() => {
    messages.start();
    messages.answer = ({ buttons }) => (buttons.includes('Allow') ? 'Allow' : undefined);
  });
  afterEach(async () => {
    await updateSetting(SETTINGS.changes, undefined);
    for (const { isDirty } of vscode.workspace.textDocuments) {
      if (isDirty) await vscode.commands.executeCommand('workbench.action.files.revert');
    }
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    messages.stop();
  });

  const put = (key: string, content: string | Uint8Array, headers: Record<string, string> = {}) =>
    client.putObject(bucket, key, Buffer.from(content), { headers, contentType: 'text/x-sample' });

  /** Bytes of an object as OSS has it. */
  async function stored(key: string): Promise<Buffer> {
    const { body } = await client.getObject(bucket, key);
    return collect(body);
  }

  /** Editor of an object, once VS Code shows it. */
  async function opened(key: string, command: string): Promise<vscode.TextEditor> {
    await vscode.commands.executeCommand(command, objectNode(key));
    const uri = uriOf(key).toString();
    return until(() =>
      vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri && !document.isClosed),
    );
  }

  /** Types a text at the beginning, as a user does; false if the editor is read-only. */
  async function type({ document }: vscode.TextEditor, text: string): Promise<boolean> {
    const { version } = document;
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await vscode.commands.executeCommand('type', { text });
    return document.version !== version;
  }

  async function editing(key: string, text: string): Promise<vscode.TextEditor> {
    const editor = await opened(key, COMMANDS.editObject);
    await until(() => type(editor, text));
    return editor;
  }

  it('are read-only until the user edits them, and keep their properties when they are saved', async () => {
    await put('edited/a.txt', 'one', { 'x-oss-meta-who': 'me', 'x-oss-tagging': 'a=1', 'cache-control': 'no-store' });
    await client.putObjectAcl(bucket, 'edited/a.txt', 'public-read');
    const editor = await opened('edited/a.txt', COMMANDS.openObject);
    assert.equal(await type(editor, 'x'), false);
    await vscode.commands.executeCommand(COMMANDS.editObject, editor.document.uri);
    await until(() => type(editor, 'twenty-'));
    assert.equal(await editor.document.save(), true);
    assert.equal((await stored('edited/a.txt')).toString(), 'twenty-one');
    const { contentType, userMetadata, headers } = await client.headObject(bucket, 'edited/a.txt');
    assert.deepEqual(
      [contentType, userMetadata, headers['cache-control']],
      ['text/x-sample', { who: 'me' }, 'no-store'],
    );
    assert.deepEqual(await client.getObjectTagging(bucket, 'edited/a.txt'), { a: '1' });
    assert.equal(await client.getObjectAcl(bucket, 'edited/a.txt'), 'public-read');
    // What was saved is what the next save replaces.
    await until(() => type(editor, 'and '));
    assert.equal(await editor.document.save(), true);
    assert.equal((await stored('edited/a.txt')).toString(), 'and twenty-one');
    assert.deepEqual(messages.shown.map(({ message }) => message), ['Allow changes to existing objects in demo-documents?']); // prettier-ignore
  });

  it('are read-only again once their editor was closed', async () => {
    await put('edited/closed.txt', 'one');
    const editor = await editing('edited/closed.txt', 'twenty-');
    assert.equal(await editor.document.save(), true);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const again = await opened('edited/closed.txt', COMMANDS.openObject);
    assert.equal(await type(again, 'x'), false);
  });

  it('renew the report of their properties when they are saved', async () => {
    await put('edited/reported.txt', 'one');
    const real = vscode.commands.executeCommand;
    const reports: vscode.Uri[] = [];
    const executeCommand = (name: string, ...more: readonly unknown[]): unknown => {
      if (name !== 'markdown.showPreview') return Reflect.apply(real, vscode.commands, [name, ...more]);
      reports.push(more[0] as vscode.Uri);
      return Promise.resolve();
    };
    await withReplaced(vscode.commands, { executeCommand }, () =>
      real(COMMANDS.showProperties, objectNode('edited/reported.txt')),
    );
    const report = await vscode.workspace.openTextDocument(reports[0] ?? assert.fail('no report'));
    await vscode.window.showTextDocument(report, { preview: false });
    assert.match(report.getText(), /\b3 bytes\b/);
    const editor = await editing('edited/reported.txt', 'twenty-');
    assert.equal(await editor.document.save(), true);
    await until(() => /\b10 bytes\b/.test(report.getText()));
  });

  it('keep their encoding and line ends', async () => {
    const original = Buffer.from('\uFEFFäöü\r\nzwei\r\n', 'utf16le');
    await put('edited/utf16.txt', original);
    const editor = await editing('edited/utf16.txt', 'neu\r\n');
    assert.equal(await editor.document.save(), true);
    assert.deepEqual(await stored('edited/utf16.txt'), Buffer.from('\uFEFFneu\r\näöü\r\nzwei\r\n', 'utf16le'));
  });

  it('are writable at once where changes are on', async () => {
    await updateSetting(SETTINGS.changes, 'on');
    await put('edited/on.txt', 'one');
    const editor = await opened('edited/on.txt', COMMANDS.openObject);
    await until(() => type(editor, 'twenty-'));
    assert.equal(await editor.document.save(), true);
    assert.equal((await stored('edited/on.txt')).toString(), 'twenty-one');
  });

  it('are compared with a change from outside, and overwritten only if the user says so', async () => {
    await put('edited/both.txt', 'one');
    const editor = await editing('edited/both.txt', 'mine, then ');
    await put('edited/both.txt', 'of others');
    messages.answer = () => 'Cancel';
    assert.equal(await editor.document.save(), false);
    assert.deepEqual(messages.shown.at(-1), {
      message: '"both.txt" was changed on OSS since you opened it.',
      buttons: ['Overwrite', 'Save As…', 'Cancel'],
    });
    assert.equal((await stored('edited/both.txt')).toString(), 'of others');
    assert.ok(editor.document.isDirty);
    const compared = vscode.window.tabGroups.activeTabGroup.activeTab;
    assert.ok(compared?.input instanceof vscode.TabInputTextDiff);
    assert.equal(compared.label, 'both.txt (on OSS ↔ in the editor)');
    assert.equal(compared.input.modified.toString(), editor.document.uri.toString());
    const left = await vscode.workspace.openTextDocument(compared.input.original);
    assert.equal(left.getText(), 'of others');
    messages.answer = () => 'Overwrite';
    assert.equal(await editor.document.save(), true);
    assert.equal((await stored('edited/both.txt')).toString(), 'mine, then one');
    const isCompared = ({ input }: vscode.Tab): boolean => input instanceof vscode.TabInputTextDiff;
    await until(() => !vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).some(isCompared));
  });

  it('are saved as they were changed in the comparison', async () => {
    await put('edited/merged.txt', 'one');
    const editor = await editing('edited/merged.txt', 'mine, then ');
    await put('edited/merged.txt', 'of others');
    messages.answer = async () => {
      const edit = new vscode.WorkspaceEdit();
      edit.replace(editor.document.uri, new vscode.Range(0, 0, 0, 1000), 'mine and of others');
      await vscode.workspace.applyEdit(edit);
      return 'Overwrite';
    };
    // The first save ends with changes that are not saved yet. They are saved next.
    await editor.document.save();
    await until(async () => (await stored('edited/merged.txt')).toString() === 'mine and of others');
    await until(() => !editor.document.isDirty);
    assert.equal(messages.shown.filter(({ message }) => message.includes('was changed')).length, 1);
  });

  it('are saved by editors without a text too, whose contents are compared', async () => {
    const notebook = (source: string): string =>
      JSON.stringify({
        cells: [{ cell_type: 'raw', metadata: {}, source: [source] }],
        metadata: {},
        nbformat: 4,
        nbformat_minor: 2,
      });
    await put('edited/a.ipynb', notebook('one'));
    await vscode.commands.executeCommand(COMMANDS.editObject, objectNode('edited/a.ipynb'));
    const document = await until(() =>
      vscode.workspace.notebookDocuments.find(({ uri }) => uri.path.endsWith('a.ipynb')),
    );
    const add = async (): Promise<void> => {
      const edit = new vscode.WorkspaceEdit();
      const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, 'print(1)', 'python');
      edit.set(document.uri, [vscode.NotebookEdit.insertCells(0, [cell])]);
      await vscode.workspace.applyEdit(edit);
      await until(() => document.isDirty);
    };
    await add();
    assert.equal(await document.save(), true);
    assert.match((await stored('edited/a.ipynb')).toString(), /print\(1\)/);
    await add();
    await put('edited/a.ipynb', notebook('of others'));
    messages.answer = () => 'Cancel';
    assert.equal(await document.save(), false);
    assert.equal((await stored('edited/a.ipynb')).toString(), notebook('of others'));
    messages.answer = () => 'Overwrite';
    assert.equal(await document.save(), true);
    assert.match((await stored('edited/a.ipynb')).toString(), /print\(1\).*print\(1\)/s);
  });

  it('are saved under another key, and then show what others wrote', async () => {
    await put('edited/as.txt', 'one', { 'x-oss-meta-who': 'me' });
    const editor = await editing('edited/as.txt', 'mine, then ');
    await put('edited/as.txt', 'of others');
    messages.answer = () => 'Save As…';
    const saving = editor.document.save();
    // The first choice, and the key that is proposed.
    const other = uriOf('edited/as (2).txt').toString();
    await until(async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return vscode.workspace.textDocuments.some(({ uri }) => uri.toString() === other);
    });
    assert.equal(await saving, true);
    await until(() => editor.document.getText() === 'of others' && !editor.document.isDirty);
    assert.equal((await stored('edited/as.txt')).toString(), 'of others');
    assert.equal((await stored('edited/as (2).txt')).toString(), 'mine, then one');
    const { userMetadata } = await client.headObject(bucket, 'edited/as (2).txt');
    assert.deepEqual(userMetadata, { who: 'me' });
  });

  it('are read again by a revert, after which nothing is asked', async () => {
    await put('edited/revert.txt', 'one');
    const editor = await editing('edited/revert.txt', 'mine, then ');
    await put('edited/revert.txt', 'of others');
    await vscode.window.showTextDocument(editor.document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    assert.equal(editor.document.getText(), 'of others');
    await until(() => type(editor, 'and mine '));
    assert.equal(await editor.document.save(), true);
    assert.equal((await stored('edited/revert.txt')).toString(), 'and mine of others');
  });

  it('notice changes by others that something else has read meanwhile', async () => {
    await put('edited/read.txt', 'one');
    const editor = await editing('edited/read.txt', 'mine, then ');
    await put('edited/read.txt', 'of others');
    await vscode.workspace.fs.readFile(editor.document.uri);
    // Each word is undone separately.
    await until(async () => {
      await vscode.commands.executeCommand('undo');
      return !editor.document.isDirty;
    });
    assert.equal(editor.document.getText(), 'one');
    await until(() => type(editor, 'mine again, '));
    assert.equal(await editor.document.save(), false);
    assert.match(messages.shown.at(-1)?.message ?? '', /was changed on OSS/);
    assert.equal((await stored('edited/read.txt')).toString(), 'of others');
  });

  it('are not saved once changes are off, and what was typed stays', async () => {
    await put('edited/off.txt', 'one');
    const editor = await editing('edited/off.txt', 'twenty-');
    await updateSetting(SETTINGS.changes, 'off');
    assert.equal(await editor.document.save(), false);
    assert.equal(editor.document.getText(), 'twenty-one');
    assert.equal((await stored('edited/off.txt')).toString(), 'one');
    await assert.rejects(async () => vscode.workspace.fs.writeFile(editor.document.uri, Buffer.from('x')), (error: Error) =>
      error.message.includes('Changing objects is turned off.'),
    ); // prettier-ignore
  });

  it('are written by no other extension unless the user edits them', async () => {
    await put('edited/other.txt', 'one');
    const { document } = await opened('edited/other.txt', COMMANDS.openObject);
    for (const uri of [document.uri, uriOf('edited/never-opened.txt')]) {
      await assert.rejects(async () => vscode.workspace.fs.writeFile(uri, Buffer.from('x')));
    }
    assert.equal((await stored('edited/other.txt')).toString(), 'one');
    await assert.rejects(client.headObject(bucket, 'edited/never-opened.txt'), { status: 404 });
  });
});
