import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { DRAGGED_OBJECTS_MIME, SETTINGS, URI_LIST_MIME } from '../../src/ids.ts';
import { until, updateSetting } from './controls.ts';
import { logContaining } from './logs.ts';
import { reloaded, ShownMessages } from './reloaded.ts';
import { sampleKeys, sampleObject } from './sampleRequests.ts';

const bucket = 'demo-documents';
const [folder] = vscode.workspace.workspaceFolders ?? [];
const UPLOAD = 'Upload to OSS and Insert Link';
const { Automatic, PasteAs } = vscode.DocumentPasteTriggerKind;
const token = new vscode.CancellationTokenSource().token;
/** Part of the SHA-256 of "red", "green" and "blue" that names contain. */
const HASHES = { red: 'b1f51a51', green: 'ba4788b2', blue: '16477688' } as const;

/** Data of a clipboard with files of these names and contents, as a browser gives them. */
function clipboard(
  files: Readonly<Record<string, string>>,
  mime = 'image/png',
  whenRead: Promise<undefined> = Promise.resolve(undefined),
): vscode.DataTransfer {
  const data = new vscode.DataTransfer();
  for (const [index, [name, content]] of Object.entries(files).entries()) {
    const item = new vscode.DataTransferItem('');
    item.asFile = () => ({ name, data: () => whenRead.then(() => Buffer.from(content)) });
    data.set(index === 0 ? mime : `${mime};${index}`, item);
  }
  return data;
}

describe('files pasted into a document of a mapped folder', () => {
  const messages = new ShownMessages();
  let paste: vscode.DocumentPasteEditProvider;
  let drop: vscode.DocumentDropEditProvider;
  let count = 0;

  const map = (documents: object, target = vscode.ConfigurationTarget.Global): Promise<void> =>
    updateSetting(SETTINGS.mappings, [{ folder: 'docs', bucket, profile: 'Environment', documents }], target);

  /** A new document in the editor, with a cursor at each `|`. */
  async function open(text: string, path = `docs/${String(++count)}.md`): Promise<vscode.TextEditor> {
    const uri = vscode.Uri.joinPath(folder?.uri ?? assert.fail('no folder is open'), path);
    await vscode.workspace.fs.writeFile(uri, Buffer.from(text.replaceAll('|', '')));
    const document = await vscode.workspace.openTextDocument(uri);
    const editor = await vscode.window.showTextDocument(document);
    const parts = text.split('|').slice(0, -1);
    editor.selections = parts.map((_, index) => {
      const position = document.positionAt(parts.slice(0, index + 1).join('').length);
      return new vscode.Selection(position, position);
    });
    return editor;
  }

  async function editsFor(
    document: vscode.TextDocument,
    ranges: readonly vscode.Range[],
    data: vscode.DataTransfer,
    triggerKind: vscode.DocumentPasteTriggerKind = PasteAs,
  ): Promise<readonly vscode.DocumentPasteEdit[]> {
    const context = { triggerKind, only: undefined };
    const edits = await paste.provideDocumentPasteEdits?.(document, ranges, data, context, token);
    // Without a list, VS Code would forget the edits of the next paste.
    return edits ?? assert.fail('no list of edits');
  }

  /** Chooses the upload among the edits, and waits until it has changed the document. */
  async function pasteInto(editor: vscode.TextEditor, data: vscode.DataTransfer, languageId?: string): Promise<string> {
    const { document, selections } = editor;
    const inLanguage: unknown = Object.create(document, { languageId: { value: languageId ?? document.languageId } });
    const [edit] = await editsFor(inLanguage as vscode.TextDocument, selections, data);
    assert.ok(edit);
    assert.equal(edit.insertText, '');
    const changed = nextChange(document);
    await paste.resolveDocumentPasteEdit?.(edit, token);
    await changed;
    return document.getText();
  }

  function nextChange(document: vscode.TextDocument): Promise<void> {
    return new Promise((resolve) => {
      const listener = vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.document.uri.toString() !== document.uri.toString() || event.contentChanges.length === 0) return;
        listener.dispose();
        resolve();
      });
    });
  }

  before(async () => {
    messages.start();
    await map({ folder: 'img' });
    const { providers } = await reloaded();
    paste = providers.get('registerDocumentPasteEditProvider')?.[0] as vscode.DocumentPasteEditProvider;
    drop = providers.get('registerDocumentDropEditProvider')?.[0] as vscode.DocumentDropEditProvider;
  });
  beforeEach(async () => {
    messages.answer = () => undefined;
    messages.shown.length = 0;
    messages.statuses.length = 0;
    await map({ folder: 'img' });
  });
  after(async () => {
    messages.stop();
    await updateSetting(SETTINGS.mappings, undefined);
  });
  afterEach(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  it('are offered as the last edit, and are not uploaded until it is chosen', async () => {
    const { document, selections } = await open('|');
    const edits = await editsFor(document, selections, clipboard({ 'never.png': 'never' }), Automatic);
    assert.deepEqual(
      edits.map(({ title, insertText }) => [title, insertText]),
      [
        ['Insert File Name', 'never.png'],
        [UPLOAD, ''],
      ],
    );
    // VS Code's own edits come first: text, and links and images in the syntax of the language.
    assert.deepEqual(
      edits.map(({ yieldTo }) => yieldTo?.map(({ value }) => value)),
      [['text', 'markdown', 'uri', 'html', 'css'], ['']],
    );
    assert.deepEqual(await sampleKeys(bucket, 'img/never'), []);
  });

  for (const [languageId, file, expected] of [
    ['markdown', 'red', '![big cat](oss://demo-documents/img/big_cat-RED.png)'],
    ['mdx', 'red', '![big cat](oss://demo-documents/img/big_cat-RED.png)'],
    ['html', 'red', '<img src="oss://demo-documents/img/big_cat-RED.png" alt="big cat">'],
    ['restructuredtext', 'red', 'a \n\n.. image:: oss://demo-documents/img/big_cat-RED.png\n   :alt: big cat\n\n b'],
    ['asciidoc', 'red', 'image:++oss://demo-documents/img/big_cat-RED.png++[big cat]'],
    ['org', 'red', 'a \n\n#+ATTR_HTML: :alt big cat\n[[oss://demo-documents/img/big_cat-RED.png]]\n\n b'],
    ['latex', 'red', '\\href{oss://demo-documents/img/big\\_cat-RED.png}{big cat}'],
    ['plaintext', 'red', 'oss://demo-documents/img/big_cat-RED.png'],
  ] as const) {
    it(`are inserted as an image in the syntax of ${languageId}`, async () => {
      const text = await pasteInto(await open('a | b'), clipboard({ 'big_cat.png': file }), languageId);
      const inserted = expected.replace('RED', HASHES.red);
      assert.equal(text, inserted.startsWith('a ') ? inserted : `a ${inserted} b`);
      assert.equal(await sampleObject(bucket, `img/big_cat-${HASHES.red}.png`), 'red');
    });
  }

  it('stand apart from the text of the line if one of them needs lines of its own', async () => {
    const files = clipboard({ 'plan.png': 'p', 'remarks.txt': 'n' });
    const text = await pasteInto(await open('a | b'), files, 'restructuredtext');
    assert.match(text, /^a \n\n\.\. image:: oss:\S+\n {3}:alt: plan\n[^]*remarks\.txt[^]*\n\n b$/);
  });

  it('are inserted one at each cursor, and one undo removes all and offers to delete the objects', async () => {
    const editor = await open('1 |\n2 |\n');
    const before = editor.document.getText();
    const text = await pasteInto(editor, clipboard({ '图 一.png': 'two-a', 'notes.txt': 'two-b' }));
    const [first = '', second = ''] = text.split('\n');
    assert.match(first, /^1 !\[图 一\]\(oss:\/\/demo-documents\/img\/图-一-[0-9a-f]{8}\.png\)$/);
    assert.match(second, /^2 \[notes\.txt\]\(oss:\/\/demo-documents\/img\/notes-[0-9a-f]{8}\.txt\)$/);
    assert.equal((await sampleKeys(bucket, 'img/图')).length, 1);
    messages.answer = ({ buttons }) => buttons[0];
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), before);
    await messages.containing('Deleted 2 objects.');
    assert.deepEqual(messages.shown.at(-1), {
      message: `2 objects stay in the bucket "${bucket}".`,
      buttons: ['Delete Them'],
    });
    assert.deepEqual(await sampleKeys(bucket, 'img/notes'), []);
  });

  it('offer to delete the only object after an undo', async () => {
    const editor = await open('|');
    await pasteInto(editor, clipboard({ 'only.txt': 'only one' }));
    const [key = ''] = await sampleKeys(bucket, 'img/only');
    messages.answer = ({ buttons }) => buttons[0];
    await vscode.commands.executeCommand('undo');
    await messages.containing('Deleted');
    assert.deepEqual(messages.shown, [
      { message: `"${key.slice('img/'.length)}" stays in the bucket "${bucket}".`, buttons: ['Delete It'] },
    ]);
    assert.deepEqual(await sampleKeys(bucket, 'img/only'), []);
  });

  it('are offered for deletion once each, by the undo that removes their text', async () => {
    const editor = await open('|');
    await pasteInto(editor, clipboard({ 'first.txt': 'the first' }));
    await pasteInto(editor, clipboard({ 'second.txt': 'the second' }));
    await vscode.commands.executeCommand('undo');
    await messages.containing('second');
    await vscode.commands.executeCommand('undo');
    await messages.containing('first');
    assert.equal(messages.shown.length, 2);
  });

  it('are offered for deletion only by the undo that removes them, not by one beside a text that was edited', async () => {
    const editor = await open('words |');
    await pasteInto(editor, clipboard({ 'alt.png': 'with a text' }));
    for (const [before, after] of [
      ['alt', 'Login'],
      ['Login', 'alt'],
    ] as const) {
      await editor.edit((change) => {
        change.replace(new vscode.Range(0, 'words !['.length, 0, `words ![${before}`.length), after);
      });
    }
    await vscode.commands.executeCommand('undo');
    assert.match(editor.document.getText(), /^words !\[Login\]/);
    await editor.edit((change) => {
      change.insert(new vscode.Position(0, 0), 'More ');
    });
    await vscode.commands.executeCommand('undo');
    await vscode.commands.executeCommand('undo');
    assert.match(editor.document.getText(), /^words !\[alt\]/);
    assert.deepEqual(messages.shown, []);
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), 'words ');
    await messages.containing('stays in the bucket');
  });

  it('are found again in a document with other line ends', async () => {
    const editor = await open('1\r\n|');
    assert.equal(editor.document.eol, vscode.EndOfLine.CRLF);
    await pasteInto(editor, clipboard({ 'crlf-1.txt': 'crlf 1', 'crlf-2.txt': 'crlf 2' }));
    await editor.edit((change) => {
      change.insert(new vscode.Position(0, 0), 'x');
    });
    await vscode.commands.executeCommand('undo');
    assert.deepEqual(messages.shown, []);
    await vscode.commands.executeCommand('undo');
    await messages.containing('2 objects stay in the bucket');
  });

  it('stay without an offer while another document has them, whose undo offers to delete them', async () => {
    const one = await open('|');
    await pasteInto(one, clipboard({ 'shared.txt': 'in both' }));
    const other = await open('|');
    await pasteInto(other, clipboard({ 'shared.txt': 'in both' }));
    await vscode.window.showTextDocument(one.document);
    await vscode.commands.executeCommand('undo');
    assert.equal(one.document.getText(), '');
    assert.deepEqual(messages.shown, []);
    await vscode.window.showTextDocument(other.document);
    await vscode.commands.executeCommand('undo');
    await messages.containing('stays in the bucket');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.window.showTextDocument(one.document);
  });

  it('stay without an offer to delete them after an undo if deleting is off', async () => {
    await updateSetting(SETTINGS.allowDelete, false);
    try {
      await pasteInto(await open('|'), clipboard({ 'kept.txt': 'kept' }));
      await vscode.commands.executeCommand('undo');
      await messages.containing('stays in the bucket');
      assert.deepEqual(messages.shown.at(-1)?.buttons, []);
    } finally {
      await updateSetting(SETTINGS.allowDelete, undefined);
    }
  });

  it('leave their text for the clipboard if the document was closed meanwhile', async () => {
    const { document, selections } = await open('|');
    const closed: unknown = Object.create(document, { isClosed: { value: true } });
    const [edit] = await editsFor(closed as vscode.TextDocument, selections, clipboard({ 'late.txt': 'closed' }));
    messages.answer = ({ buttons }) => buttons[0];
    await vscode.env.clipboard.writeText('');
    await paste.resolveDocumentPasteEdit?.(edit ?? assert.fail('no edit'), token);
    await messages.containing('Uploaded "late.txt", but the document can no longer be edited.');
    await until(async () => /^\[late\.txt\]\(oss:\S+\)$/.test(await vscode.env.clipboard.readText()));
    assert.equal(document.getText(), '');
  });

  it('are all inserted at each cursor if the numbers differ', async () => {
    const text = await pasteInto(await open('|\n|\n|'), clipboard({ 'a.txt': 'x1', 'b.txt': 'x2' }));
    assert.equal(text.match(/\[a\.txt\]/g)?.length, 3);
    assert.equal(text.match(/\[b\.txt\]/g)?.length, 3);
  });

  it('are not uploaded again with equal bytes, and get a numbered name beside different bytes', async () => {
    await map({ folder: 'same', name: '{name}{ext}' });
    const data = (content: string, name = 'shot.png'): vscode.DataTransfer => clipboard({ [name]: content });
    await pasteInto(await open('|'), data('green'));
    assert.match(await pasteInto(await open('|'), data('blue')), /same\/shot-2\.png/);
    assert.match(await pasteInto(await open('|'), data('green')), /same\/shot\.png/);
    assert.match(await pasteInto(await open('|'), data('blue', 'other.png')), /same\/shot-2\.png/);
    assert.deepEqual(await sampleKeys(bucket, 'same/'), ['same/shot-2.png', 'same/shot.png']);
    assert.match(await messages.containing('Inserted'), /^Inserted the address\./);
    messages.answer = ({ buttons }) => buttons[0];
    await vscode.commands.executeCommand('undo');
    assert.deepEqual(messages.shown, []);
  });

  /** Pastes while the progress of the upload is replaced, and waits until its task has ended. */
  async function pasteWith(
    editor: vscode.TextEditor,
    data: vscode.DataTransfer,
    run: (task: (token: vscode.CancellationToken) => Thenable<unknown>) => Promise<unknown>,
  ): Promise<void> {
    const real = vscode.window.withProgress;
    const ended = new Promise<void>((resolve) => {
      const progress: typeof real = async (_options, task) => {
        try {
          return (await run((shown) => task({ report: () => undefined }, shown))) as never;
        } finally {
          resolve();
        }
      };
      Object.assign(vscode.window, { withProgress: progress });
    });
    try {
      const [edit] = await editsFor(editor.document, editor.selections, data);
      assert.ok(edit);
      await paste.resolveDocumentPasteEdit?.(edit, token);
      await ended;
    } finally {
      Object.assign(vscode.window, { withProgress: real });
    }
  }

  it('are inserted at the original cursor although the text changed during the upload', async () => {
    const editor = await open('one | two');
    const { document } = editor;
    const inserted = new Promise<void>((resolve) => {
      const listener = vscode.workspace.onDidChangeTextDocument(() => {
        if (!document.getText().includes('late')) return;
        listener.dispose();
        resolve();
      });
    });
    await pasteWith(editor, clipboard({ 'late.png': 'late' }), async (task) => {
      await editor.edit((change) => {
        change.insert(new vscode.Position(0, 0), 'zero ');
      });
      return task(token);
    });
    await inserted;
    assert.match(document.getText(), /^zero one !\[late\]\(oss:\S+\) two$/);
  });

  it('leave the document unchanged if the upload is cancelled', async () => {
    const editor = await open('|');
    await pasteWith(editor, clipboard({ 'gone.png': 'gone' }), (task) => {
      const source = new vscode.CancellationTokenSource();
      const running = task(source.token);
      source.cancel();
      return Promise.resolve(running);
    });
    assert.match(await pasteInto(editor, clipboard({ 'next.png': 'next' })), /^!\[next\]\(\S+\)$/);
    assert.deepEqual(await sampleKeys(bucket, 'img/gone'), []);
    assert.deepEqual(messages.shown, []);
  });

  it('are inserted as a URL or a link with its expiry if the mapping specifies it', async () => {
    await map({ folder: 'img', insert: 'url' });
    const url = await pasteInto(await open('|'), clipboard({ 'pub.png': 'pub' }));
    assert.match(url, /^!\[pub\]\(http:\/\/127\.0\.0\.1:\d+\/demo-documents\/img\/pub-[0-9a-f]{8}\.png\)$/);
    await messages.containing('Inserted the URL. It works only if the object is public.');
    await map({ folder: 'img', insert: 'link' });
    const link = await pasteInto(await open('|'), clipboard({ 'sec.png': 'sec' }));
    const [, href = '', expiry = ''] = /^!\[sec\]\((http:\S+) "(Expires at .*)"\)$/.exec(link) ?? assert.fail(link);
    assert.equal(await (await fetch(href)).text(), 'sec');
    const signature = new URL(href).searchParams.get('x-oss-signature') ?? assert.fail(href);
    assert.ok(!expiry.includes(signature));
    await messages.containing('Inserted link to');
    assert.ok(!messages.texts.join('\n').includes(signature));
    assert.ok(!(await logContaining('PutObject')).includes(signature));
  });

  it('are dropped by an edit that starts the upload when applied', async () => {
    const { document } = await open('drop |');
    const edits = await drop.provideDocumentDropEdits(
      document,
      new vscode.Position(0, 5),
      clipboard({ 'one.png': 'd1', 'two.png': 'd2' }),
      token,
    );
    const all = Array.isArray(edits) ? edits : [edits];
    const edit = all.find((one) => one?.title === UPLOAD);
    assert.deepEqual(
      all.map((one) => one?.title),
      ['Insert File Name', UPLOAD],
    );
    assert.deepEqual(await sampleKeys(bucket, 'img/one'), []);
    const changed = nextChange(document);
    assert.equal(await vscode.workspace.applyEdit(edit?.additionalEdit ?? assert.fail()), true);
    await changed;
    assert.match(document.getText(), /^drop !\[one\]\(\S+\)\n!\[two\]\(\S+\)$/);
  });

  it('from the explorer are read through VS Code', async () => {
    const editor = await open('|');
    const uri = vscode.Uri.joinPath(folder?.uri ?? assert.fail(), 'docs/from explorer.txt');
    await vscode.workspace.fs.writeFile(uri, Buffer.from('explorer'));
    const data = new vscode.DataTransfer();
    data.set(URI_LIST_MIME, new vscode.DataTransferItem(`${uri.toString()}\r\nhttps://example.com/x.png`));
    const edits = await editsFor(editor.document, editor.selections, data, Automatic);
    assert.deepEqual(
      edits.map(({ title }) => title),
      [UPLOAD],
    );
    assert.match(await pasteInto(editor, data), /^\[from explorer\.txt\]\(oss:\/\/demo-documents\/img\/from-explorer-/);
  });

  it('are not offered outside the folder, in untrusted workspaces, and for addresses and objects', async () => {
    const none = async (editor: vscode.TextEditor, data: vscode.DataTransfer): Promise<void> => {
      assert.deepEqual(await editsFor(editor.document, editor.selections, data, Automatic), []);
    };
    const picture = clipboard({ 'a.png': 'a' });
    await none(await open('|', 'elsewhere.md'), picture);
    const editor = await open('|');
    const links = new vscode.DataTransfer();
    links.set(URI_LIST_MIME, new vscode.DataTransferItem('https://example.com/x.png'));
    await none(editor, links);
    const objects = clipboard({ 'a.png': 'a' });
    objects.set(DRAGGED_OBJECTS_MIME, new vscode.DataTransferItem('[]'));
    await none(editor, objects);
    Object.defineProperty(vscode.workspace, 'isTrusted', { configurable: true, value: false });
    try {
      await none(editor, picture);
    } finally {
      Object.defineProperty(vscode.workspace, 'isTrusted', { configurable: true, value: true });
    }
    assert.equal((await editsFor(editor.document, editor.selections, picture)).length, 1);
  });

  it('need a confirmation if workspace settings select this edit', async () => {
    const { Workspace } = vscode.ConfigurationTarget;
    await updateSetting('editor.pasteAs.preferences', ['oss'], Workspace);
    try {
      const editor = await open('|');
      const [edit] = await editsFor(editor.document, editor.selections, clipboard({ 'asked.png': 'asked' }));
      assert.ok(edit);
      await paste.resolveDocumentPasteEdit?.(edit, token);
      await messages.containing('Upload asked.png to demo-documents?');
      assert.deepEqual(messages.shown.at(-1)?.buttons, ['Upload']);
      assert.deepEqual(await sampleKeys(bucket, 'img/asked'), []);
      await updateSetting(SETTINGS.preferUpload, true);
      messages.shown.length = 0;
      await pasteInto(editor, clipboard({ 'preferred.png': 'preferred' }));
      assert.deepEqual(messages.shown, []);
      const preferred = await editsFor(editor.document, editor.selections, clipboard({ 'p.png': 'p' }), Automatic);
      assert.deepEqual(
        preferred.map(({ title, kind, yieldTo }) => [title, kind.value, yieldTo]),
        [[UPLOAD, 'text.oss.upload', []]],
      );
    } finally {
      await updateSetting(SETTINGS.preferUpload, undefined);
      await updateSetting('editor.pasteAs.preferences', undefined, Workspace);
    }
  });

  it('are uploaded although VS Code has dropped the edit, as it does after a cancelled paste', async () => {
    const editor = await open('|');
    const { document, selections } = editor;
    const cancelled = new vscode.CancellationTokenSource();
    const context = { triggerKind: PasteAs, only: undefined };
    // The file of the cancelled paste is still being read while the next paste begins and ends.
    const read = Promise.withResolvers<undefined>();
    const large = clipboard({ 'a.png': 'x' }, 'image/png', read.promise);
    const first = paste.provideDocumentPasteEdits?.(document, selections, large, context, cancelled.token);
    cancelled.cancel();
    const [edit] = await editsFor(document, selections, clipboard({ 'dropped.txt': 'still uploaded' }));
    read.resolve(undefined);
    await first;
    const changed = nextChange(document);
    await vscode.workspace.applyEdit(edit?.additionalEdit ?? assert.fail('nothing starts the upload'));
    await changed;
    assert.match(document.getText(), /^\[dropped\.txt\]/);
    // Where VS Code does resolve the edit, the upload does not start twice.
    const [resolved] = await editsFor(document, selections, clipboard({ 'once.txt': 'only once' }));
    assert.ok(resolved?.additionalEdit);
    const inserted = nextChange(document);
    await paste.resolveDocumentPasteEdit?.(resolved, token);
    await vscode.workspace.applyEdit(resolved.additionalEdit);
    await inserted;
    assert.equal(document.getText().match(/once\.txt/g)?.length, 1);
  });
});
