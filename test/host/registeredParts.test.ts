import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { COMMANDS, DRAGGED_OBJECTS_MIME, FOUND_LINKS_CONTEXT, SETTINGS, TOOLS, URI_LIST_MIME } from '../../src/ids.ts';
import type { FoundTerminalLink } from '../../src/features/inspector/linkProvider.ts';
import { bucketNode, folderNode, objectNode, profileNode } from '../../src/tree/nodes.ts';
import { reloadedWithServices, ShownMessages, type Parts } from './reloaded.ts';
import { ChangedSettings, newDocument, until, withReplaced, withReplies } from './controls.ts';
import { sampleLink, sampleObject } from './sampleRequests.ts';

const bucket = 'demo-documents';
const parent = bucketNode(profileNode('environment'), bucket, { added: false });
const readme = objectNode(parent, {
  ...{ key: 'readme.txt', sizeBytes: 26, lastModified: new Date(0), etag: '', storageClass: 'Standard' },
  type: 'Normal',
});
const { token } = new vscode.CancellationTokenSource();
const [folder] = vscode.workspace.workspaceFolders ?? [];

function fileOf(name: string): vscode.Uri {
  return vscode.Uri.joinPath(folder?.uri ?? assert.fail('no folder is open'), name);
}

describe('each part that the extension registers', () => {
  const messages = new ShownMessages();
  const settings = new ChangedSettings();
  let parts: Parts;

  /** First part that a function of VS Code created with an argument that fits. */
  function part(name: string, fits: (args: readonly unknown[]) => boolean = () => true) {
    return (parts.get(name) ?? []).find(({ args }) => fits(args)) ?? assert.fail(`${name} was not called`);
  }
  /** Commands that VS Code runs while `act` does, with their arguments. */
  async function commandsOf(act: () => PromiseLike<unknown>): Promise<readonly (readonly unknown[])[]> {
    const calls: unknown[][] = [];
    const executeCommand = (...call: unknown[]): Promise<void> => Promise.resolve(void calls.push(call));
    await withReplaced(vscode.commands, { executeCommand }, act);
    return calls;
  }
  async function documentWith(content: string, language = 'markdown'): Promise<vscode.TextDocument> {
    const document = await newDocument(content, language);
    await vscode.window.showTextDocument(document);
    return document;
  }

  before(async () => {
    parts = await reloadedWithServices();
  });
  beforeEach(() => {
    messages.start();
  });
  afterEach(async () => {
    messages.stop();
    await settings.restore();
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('links in a terminal: a presigned URL is inspected, an address opened, and long lines are data', async () => {
    const links = part('registerTerminalLinkProvider').args[0] as vscode.TerminalLinkProvider<
      vscode.TerminalLink & FoundTerminalLink
    >;
    const found = async (line: string) =>
      (await links.provideTerminalLinks({ line } as vscode.TerminalLinkContext, token)) ?? [];
    const url = sampleLink({ method: 'GET', bucket, key: 'readme.txt' });
    const line = `got ${url} and oss://${bucket}/readme.txt`;
    const [presigned, address, ...others] = await found(line);
    assert.ok(presigned && address && others.length === 0);
    const text = (one: vscode.TerminalLink): string => line.slice(one.startIndex, one.startIndex + one.length);
    assert.deepEqual([text(presigned), text(address)], [url, `oss://${bucket}/readme.txt`]);
    assert.deepEqual(await commandsOf(async () => links.handleTerminalLink(presigned)), [
      [COMMANDS.inspectLink, { url }],
    ]);
    assert.deepEqual(await commandsOf(async () => links.handleTerminalLink(address)), [
      [COMMANDS.openOssUri, { bucket, key: 'readme.txt' }],
    ]);
    assert.deepEqual(await found('plain text'), []);
    assert.deepEqual(await found(`${line}${' '.repeat(32_768)}`), []);
  });

  it('links of addresses in a document, which open the object', async () => {
    const { uri } = await documentWith(`see oss://${bucket}/readme.txt now`);
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', uri);
    const [link] = links.filter(({ target }) => target?.scheme === 'command');
    assert.deepEqual(link?.range, new vscode.Range(0, 4, 0, 4 + `oss://${bucket}/readme.txt`.length));
    assert.equal(link.target?.path, COMMANDS.openOssUri);
    assert.equal(link.tooltip, 'Show in OSS or copy a link');
    assert.deepEqual(JSON.parse(link.target.query), [{ bucket, key: 'readme.txt' }]);
  });

  it('the hover of a presigned URL, with its object, its expiry, its signer and its commands', async () => {
    const document = await documentWith(`x ${sampleLink({ method: 'GET', bucket, key: 'readme.txt' })}`);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      new vscode.Position(0, 12),
    );
    const cards = hovers.flatMap(({ contents }) => contents).filter((one) => one instanceof vscode.MarkdownString);
    const { value } =
      cards.find((one) => one.value.startsWith('Presigned URL of OSS')) ??
      assert.fail(`no hover among ${cards.map((one) => one.value).join('; ')}`);
    const plain = value.replaceAll('\\', '');
    assert.match(plain, /readme\.txt/);
    assert.match(plain, /expires in /);
    assert.match(plain, /Environment/);
    const commands = [...value.matchAll(/\(command:([\w.]+)\?/g)].map(([, command]) => command);
    assert.deepEqual(commands, [COMMANDS.checkLink, COMMANDS.signLinkAgain, COMMANDS.inspectLink]);
    assert.doesNotMatch(plain, /x-oss-signature/);
  });

  it('drops of objects into a document, as a link in its language', async () => {
    const drop = parts.get('registerDocumentDropEditProvider')?.[1]?.args[1] as vscode.DocumentDropEditProvider;
    const data = new vscode.DataTransfer();
    data.set(
      DRAGGED_OBJECTS_MIME,
      new vscode.DataTransferItem(JSON.stringify([{ profileId: 'environment', bucket, key: 'readme.txt' }])),
    );
    const textIn = async (language: string, content = '', character = 0): Promise<string> => {
      const document = await documentWith(content, language);
      const edit = await drop.provideDocumentDropEdits(document, new vscode.Position(0, character), data, token);
      assert.ok(edit instanceof vscode.DocumentDropEdit);
      assert.equal(edit.title, 'Insert Download Link');
      const { insertText } = edit;
      return typeof insertText === 'string' ? insertText : insertText.value;
    };
    const [, href = ''] = /^\[readme\.txt\]\((http\S+)(?: ".*")?\)$/.exec(await textIn('markdown')) ?? [];
    assert.equal(await (await fetch(href)).text(), await sampleObject(bucket, 'readme.txt'));
    assert.match(await textIn('plaintext'), /^http\S+$/);
    const dropped = async (objects: readonly object[]): Promise<unknown> => {
      data.set(DRAGGED_OBJECTS_MIME, new vscode.DataTransferItem(JSON.stringify(objects)));
      return drop.provideDocumentDropEdits(await documentWith(''), new vscode.Position(0, 0), data, token);
    };
    assert.equal(await dropped([]), undefined);
    data.set(
      DRAGGED_OBJECTS_MIME,
      new vscode.DataTransferItem(JSON.stringify([{ profileId: 'environment', bucket, key: 'cat.png' }])),
    );
    assert.match(await textIn('restructuredtext', 'before after', 7), /^\n\n\.\. image:: http[^]*\n\n$/);
    assert.deepEqual(
      messages.shown.filter(({ buttons }) => buttons.includes('Copy Details')),
      [],
    );
    assert.equal(await dropped([{ profileId: 'gone', bucket, key: 'readme.txt' }]), undefined);
    await messages.containing('This profile no longer exists.');
  });

  it('drags and drops in the tree: a dropped file of a browser is uploaded to the folder', async () => {
    const { args } = part('createTreeView', ([id]) => id === 'ossLinks.explorer');
    const { dragAndDropController: controller } = args[1] as vscode.TreeViewOptions<unknown>;
    assert.ok(controller);
    const dragged = new vscode.DataTransfer();
    await controller.handleDrag?.([readme], dragged, token);
    assert.deepEqual(
      [...dragged].map(([mime]) => mime).filter((mime) => !controller.dragMimeTypes.includes(mime)),
      [],
    );
    for (const mime of [URI_LIST_MIME, 'files']) assert.ok(controller.dropMimeTypes.includes(mime), mime);
    const dropped = new vscode.DataTransfer();
    const item = new vscode.DataTransferItem('');
    item.asFile = () => ({ name: 'from browser.txt', data: () => Promise.resolve(Buffer.from('dropped bytes')) });
    dropped.set('files', item);
    messages.answer = ({ buttons }) => buttons[0];
    await controller.handleDrop?.(folderNode(parent, 'dropped/'), dropped, token);
    assert.equal(await sampleObject(bucket, 'dropped/from browser.txt'), 'dropped bytes');
  });

  it('the rows of issued links: a new one appears, with a tooltip, and a filter is shown above them', async () => {
    const { args, result } = part('createTreeView', ([id]) => id === 'ossLinks.issued');
    const view = result as vscode.TreeView<unknown>;
    const { treeDataProvider } = args[1] as vscode.TreeViewOptions<unknown>;
    const rows = async (): Promise<readonly unknown[]> => {
      const [active] = (await treeDataProvider.getChildren()) ?? [];
      return active === undefined ? [] : ((await treeDataProvider.getChildren(active)) ?? []);
    };
    let changes = 0;
    const listener = treeDataProvider.onDidChangeTreeData?.(() => changes++);
    await settings.set(SETTINGS.defaultValidity, '17m');
    await vscode.commands.executeCommand(COMMANDS.copyGetUrl, readme);
    assert.ok(changes > 0);
    await withReplies(['readme'], () => vscode.commands.executeCommand(COMMANDS.filterIssued));
    assert.equal(view.message, 'Filter: readme');
    const [first] = await rows();
    const row = await treeDataProvider.getTreeItem(first);
    assert.equal(row.label, 'readme.txt');
    assert.match(String(row.description), /^expires in 1[67] min(?: · ×\d+)? · demo-documents$/);
    const { tooltip } = (await treeDataProvider.resolveTreeItem?.(row, first, token)) ?? assert.fail();
    assert.ok(tooltip instanceof vscode.MarkdownString);
    assert.match(
      tooltip.value.replaceAll('\\', '').replaceAll('&nbsp;', ' '),
      /Profile: Environment[^]*Bucket: demo-documents[^]*Key: readme\.txt/,
    );
    await withReplies(['no such link'], () => vscode.commands.executeCommand(COMMANDS.filterIssued));
    assert.deepEqual(await rows(), []);
    await withReplies([''], () => vscode.commands.executeCommand(COMMANDS.filterIssued));
    assert.equal(view.message, '');
    assert.ok((await rows()).length > 0);
    listener?.dispose();
  });

  it('both trees, whose rows are selected together and collapsed at once', () => {
    const options = (parts.get('createTreeView') ?? []).map(({ args }) => args[1] as vscode.TreeViewOptions<unknown>);
    assert.deepEqual(
      options.map(({ canSelectMany, showCollapseAll }) => [canSelectMany, showCollapseAll]),
      [
        [true, true],
        [true, true],
      ],
    );
  });

  it('the message of the tree, with its filters', async () => {
    const view = part('createTreeView', ([id]) => id === 'ossLinks.explorer').result as vscode.TreeView<unknown>;
    const site = folderNode(parent, 'site/');
    await withReplies(['inde'], () => vscode.commands.executeCommand(COMMANDS.filter, site));
    assert.equal(view.message, 'Filtered: demo-documents/site/inde');
    await vscode.commands.executeCommand(COMMANDS.clearFilter, site);
    assert.equal(view.message, '');
  });

  it('the confirmation of each tool, in plain words, and the end of a call that is cancelled', async () => {
    const tool = (name: string) =>
      part('registerTool', ([id]) => id === name).args[1] as vscode.LanguageModelTool<unknown>;
    const confirmation = async (name: string, input: unknown): Promise<readonly string[]> => {
      const prepared = await tool(name).prepareInvocation?.({ input }, token);
      const { title = '', message } = prepared?.confirmationMessages ?? {};
      assert.ok(message instanceof vscode.MarkdownString);
      assert.notEqual(message.isTrusted, true);
      return [title, message.value.replaceAll('&nbsp;', ' ')];
    };
    const [title, text = ''] = await confirmation(TOOLS.createLink, { bucket, key: '[x](command:y)', validity: '1h' });
    assert.equal(title, 'Create a download link?');
    assert.match(text, /The model doesn't get it\./);
    assert.match(text, /for 1 h/);
    assert.match(text, /Environment/);
    assert.doesNotMatch(text, /(?<!\\)\[x\]/);
    const [, withUrl = ''] = await confirmation(TOOLS.createLink, { bucket, key: 'a', returnUrl: true });
    assert.match(withUrl, /AND TO THE MODEL/);
    assert.equal((await confirmation(TOOLS.listObjects, { bucket }))[0], 'List OSS objects?');
    const canceling = new vscode.CancellationTokenSource();
    const options = { input: { bucket }, toolInvocationToken: undefined };
    const running = Promise.resolve(tool(TOOLS.listObjects).invoke(options, canceling.token));
    // Reported at once to those who listen already; of an earlier cancellation VS Code tells them a moment later.
    canceling.cancel();
    await assert.rejects(running);
  });

  it('the list of found URLs, until their signatures are removed or their file is edited', async () => {
    const file = fileOf('found/links.md');
    const [first, second] = ['readme.txt', 'site/index.html'].map((key) => sampleLink({ method: 'GET', bucket, key }));
    await vscode.workspace.fs.writeFile(file, Buffer.from(`a ${first ?? ''}\nb ${second ?? ''}\n`));
    const contexts: unknown[] = [];
    const real = vscode.commands.executeCommand;
    const executeCommand = (...call: readonly unknown[]): unknown => {
      if (call[0] === 'setContext' && call[1] === FOUND_LINKS_CONTEXT) contexts.push(call[2]);
      return Reflect.apply(real, vscode.commands, call);
    };
    const warnings = (): readonly vscode.Diagnostic[] =>
      vscode.languages.getDiagnostics(file).filter(({ source }) => source === 'OSS');
    try {
      await withReplaced(vscode.commands, { executeCommand }, async () => {
        await vscode.commands.executeCommand(COMMANDS.findPresignedUrls);
      });
      assert.equal(contexts.at(-1), true);
      const [one, two, ...others] = warnings();
      assert.ok(one && two && others.length === 0);
      assert.deepEqual([one.range.start.line, one.range.start.character, two.range.start.line], [0, 2, 1]);
      assert.equal(one.severity, vscode.DiagnosticSeverity.Warning);
      assert.match(one.message, /^Presigned URL for readme\.txt expires at .*anyone who reads this file can use it\.$/);
      const document = await vscode.workspace.openTextDocument(file);
      await withReplies(['Remove Signatures'], () => vscode.commands.executeCommand(COMMANDS.removeFoundSignatures));
      assert.doesNotMatch(document.getText(), /signature/i);
      assert.match(document.getText(), /^a http\S+\/readme\.txt\nb http\S+\/index\.html\n$/);
      assert.deepEqual(warnings(), []);
    } finally {
      await vscode.window.showTextDocument(file);
      await vscode.commands.executeCommand('workbench.action.files.revert');
      await vscode.workspace.fs.delete(file);
    }
  });

  it('the panel of a QR code, whose buttons save the code to a file that only the user can read', async () => {
    const saved = await mkdtemp(path.join(tmpdir(), 'qr-'));
    let page = '';
    let press: (message: unknown) => void = () => assert.fail('the panel does not listen');
    const panel = {
      webview: {
        onDidReceiveMessage: (listener: typeof press) => {
          press = listener;
        },
        set html(text: string) {
          page = text;
        },
      },
    };
    const created: unknown[][] = [];
    const dialogs: (vscode.SaveDialogOptions | undefined)[] = [];
    let onAsked: (name: string) => void = () => undefined;
    const members = {
      createWebviewPanel: (...args: unknown[]) => {
        created.push(args);
        return panel;
      },
      showSaveDialog: (options?: vscode.SaveDialogOptions) => {
        dialogs.push(options);
        const name = path.basename(options?.defaultUri?.path ?? '');
        onAsked(name);
        return Promise.resolve(vscode.Uri.file(path.join(saved, name)));
      },
    };
    try {
      await withReplaced(vscode.window, members, async () => {
        await withReplies(['QR code'], () => vscode.commands.executeCommand(COMMANDS.copyAs, readme));
        assert.deepEqual(created[0]?.slice(0, 2), ['ossLinks.qrCode', 'QR code · readme.txt']);
        assert.match(page, /<svg[^]*<button id="svg">/);
        for (const kind of ['svg', 'png'] as const) {
          const file = path.join(saved, `readme.txt.${kind}`);
          press({ save: kind });
          await until(() => existsSync(file));
          const bytes = await readFile(file);
          assert.equal(bytes.subarray(0, 4).toString('latin1'), kind === 'svg' ? '<svg' : '\u0089PNG');
          if (process.platform !== 'win32') assert.equal((await stat(file)).mode & 0o777, 0o600);
        }
        assert.deepEqual(
          dialogs.map((options) => options?.filters),
          [{ SVG: ['svg'] }, { PNG: ['png'] }],
        );
        onAsked = () => assert.fail('anything else was saved');
        for (const foreign of [undefined, { save: 'exe' }, 'svg']) press(foreign);
      });
    } finally {
      await rm(saved, { recursive: true });
    }
  });

  it('the reports: the properties of an object, and the diagnostics, without secrets of a proxy', async () => {
    const shown = async (command: string, ...args: readonly unknown[]): Promise<vscode.TextDocument> => {
      const real = vscode.commands.executeCommand;
      const uris: vscode.Uri[] = [];
      const executeCommand = (name: string, ...more: readonly unknown[]): unknown => {
        if (name !== 'markdown.showPreview') return Reflect.apply(real, vscode.commands, [name, ...more]);
        uris.push(more[0] as vscode.Uri);
        return Promise.resolve();
      };
      await withReplaced(vscode.commands, { executeCommand }, async () => real(command, ...args));
      return vscode.workspace.openTextDocument(uris[0] ?? assert.fail('no preview'));
    };
    const properties = (await shown(COMMANDS.showProperties, readme)).getText();
    assert.match(properties, /readme\.txt/);
    assert.match(properties, /26 bytes|26 B/);
    const diagnostics = (await shown(COMMANDS.showDiagnostics)).getText();
    assert.match(diagnostics, /^# OSS Presigned Links: diagnostics\n/);
    assert.match(diagnostics, new RegExp(`- Application: .* ${vscode.version.replaceAll('.', '\\.')}`));
    assert.match(diagnostics, new RegExp(`- Node: ${process.versions.node}\n`));
    assert.match(diagnostics, /- Workspace trusted: yes\n/);
    assert.match(diagnostics, /- Proxy: none\n/);
    assert.match(diagnostics, /- Default validity: 900 s\n/);
    assert.match(diagnostics, /- Maximum validity: OSS limit\n/);
    assert.match(diagnostics, /## Profile 1\n\n- Credentials: environment/);
    assert.match(diagnostics, /- Clock of the service: [+-]\d+ s against this one\n/);
    await settings.set('http.proxy', 'http://user:pass@127.0.0.1:9');
    await settings.set('http.noProxy', ['a.example', 'b.example']);
    const document = await shown(COMMANDS.showDiagnostics);
    // An open document gets its new text as a change.
    await until(() => document.getText().includes('- Proxy: with credentials\n- Hosts that bypass the proxy: 2\n'));
    // Requests go through the new proxy, so that nothing is known of the service there.
    assert.match(document.getText(), /- Clock of the service: no answer yet\n/);
    assert.doesNotMatch(document.getText(), /\bpass\b|127\.0\.0\.1:9\b/);
  });
});
