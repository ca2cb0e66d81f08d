import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { DoubleClicks } from '../../src/ui/files/doubleClicks.ts';
import type { LocalFile } from '../../src/ui/files/localFiles.ts';
import { folderAt, localFolders } from '../../src/ui/files/localFolders.ts';
import { localFiles } from '../../src/ui/files/openLocalFiles.ts';
import { texts } from '../../src/ui/editors/documentTexts.ts';
import { collect } from '../emulator/bodies.ts';
import { ChangedSettings, withReplaced } from './controls.ts';

const { signal } = new AbortController();
const [workspace] = vscode.workspace.workspaceFolders ?? [];

async function textOf(file: LocalFile): Promise<string> {
  const { sizeBytes, open } = await file.content();
  return (await collect(open(0, sizeBytes))).toString();
}

describe('files and folders of this computer', () => {
  let folder = '';
  const at = (name: string): vscode.Uri => vscode.Uri.file(path.join(folder, name));

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'files-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('are asked for by the dialog of VS Code: files or folders, several at once', async () => {
    const asked: (vscode.OpenDialogOptions | undefined)[] = [];
    const showOpenDialog = (options?: vscode.OpenDialogOptions): Promise<readonly vscode.Uri[] | undefined> => {
      asked.push(options);
      return Promise.resolve(asked.length === 1 ? [at('a.txt')] : undefined);
    };
    await withReplaced(vscode.window, { showOpenDialog }, async () => {
      assert.deepEqual(await localFiles.ask('Upload'), [at('a.txt')]);
      assert.equal(await localFiles.ask('Upload', 'folders'), undefined);
    });
    assert.deepEqual(asked, [
      { title: 'Upload', canSelectMany: true, canSelectFolders: false, canSelectFiles: true },
      { title: 'Upload', canSelectMany: true, canSelectFolders: true, canSelectFiles: false },
    ]);
  });

  it('are found in folders, with their paths; empty folders and symlinks are named', async () => {
    await mkdir(path.join(folder, 'site/img'), { recursive: true });
    await mkdir(path.join(folder, 'site/empty'));
    await writeFile(path.join(folder, 'site/index.html'), 'index');
    await writeFile(path.join(folder, 'site/img/a.png'), '');
    await writeFile(path.join(folder, 'single.txt'), 'single');
    await symlink(path.join(folder, 'single.txt'), path.join(folder, 'site/link.txt'));
    const dropped = [{ name: 'dropped.txt', data: () => Promise.resolve(Buffer.from('bytes')) }];
    const found = await localFiles.findAll({ uris: [at('site'), at('single.txt')], dropped }, signal);
    const contents = await Promise.all(found.files.map(async ({ file, path: name }) => [name, await textOf(file)]));
    assert.deepEqual(Object.fromEntries(contents), {
      'site/index.html': 'index',
      'site/img/a.png': '',
      'single.txt': 'single',
      'dropped.txt': 'bytes',
    });
    assert.deepEqual([found.emptyFolders, found.symlinks], [['site/empty/'], ['site/link.txt']]);
    assert.deepEqual(
      (await localFiles.describe([at('site'), at('single.txt')])).map(({ name }) => name),
      ['single.txt'],
    );
    const abort = new AbortController();
    abort.abort();
    await assert.rejects(localFiles.findAll({ uris: [], dropped }, abort.signal), { name: 'AbortError' });
  });

  it('name the real file of a symlink that leads out of its folder, and notice a change while they are read', async () => {
    await mkdir(path.join(folder, 'inner'));
    await writeFile(path.join(folder, 'secret.txt'), 'secret');
    await symlink(path.join(folder, 'secret.txt'), path.join(folder, 'inner/link.txt'));
    const [link] = await localFiles.describe([at('inner/link.txt')]);
    assert.equal(path.basename(link?.symlinkTarget ?? ''), 'secret.txt');
    const content = (await link?.content()) ?? assert.fail();
    assert.equal((await collect(content.open(2, 5))).toString(), 'cre');
    assert.equal(await content.isUnchanged(), true);
    await writeFile(path.join(folder, 'secret.txt'), 'longer than before');
    assert.equal(await content.isUnchanged(), false);
  });

  it('are the target of a download: the dialog begins in the last folder, and in none that others see for links', async () => {
    const asked: (vscode.SaveDialogOptions | undefined)[] = [];
    let answer: vscode.Uri | undefined = at('saved/a.txt');
    const showSaveDialog = (options?: vscode.SaveDialogOptions): Promise<vscode.Uri | undefined> => {
      asked.push(options);
      return Promise.resolve(answer);
    };
    const openFolders: (vscode.OpenDialogOptions | undefined)[] = [];
    const showOpenDialog = (options?: vscode.OpenDialogOptions): Promise<readonly vscode.Uri[] | undefined> => {
      openFolders.push(options);
      return Promise.resolve(openFolders.length === 1 ? [workspace?.uri ?? assert.fail()] : undefined);
    };
    await withReplaced(vscode.window, { showSaveDialog, showOpenDialog }, async () => {
      const target = (await localFolders.askFile('Download', 'a.txt')) ?? assert.fail();
      assert.equal(target.name, 'a.txt');
      await mkdir(path.join(folder, 'saved'));
      const options = { replace: false, partSuffix: '.part', signal };
      const content = (text: string) => () =>
        Promise.resolve(
          (async function* () {
            yield await Promise.resolve(Buffer.from(text));
          })(),
        );
      assert.equal(await target.folder.write(['a.txt'], content('first'), options), true);
      assert.equal(await target.folder.write(['a.txt'], content('second'), options), false);
      assert.equal(await readFile(path.join(folder, 'saved/a.txt'), 'utf8'), 'first');
      await target.open();
      assert.equal(vscode.window.activeTextEditor?.document.getText(), 'first');
      answer = at('elsewhere/x.txt');
      await localFolders.askFile('Download', 'x.txt');
      answer = undefined;
      assert.equal(await localFolders.askFile('Download', 'b.txt', { isSecret: true }), undefined);
      const chosen = await localFolders.askFolder('Download 2 objects', 'Download');
      assert.equal(chosen?.name, workspace?.uri.fsPath);
      assert.equal(await localFolders.askFolder('Download 2 objects', 'Download'), undefined);
      await localFolders.askFile('Links', 'c.csv', { isSecret: true });
      await localFolders.askFile('Download', 'd.txt');
    });
    const begins = asked.map((options) => options?.defaultUri?.fsPath);
    assert.deepEqual(begins.slice(1), [
      path.join(folder, 'saved/x.txt'),
      path.join(folder, 'elsewhere/b.txt'),
      path.join(homedir(), 'c.csv'),
      path.join(workspace?.uri.fsPath ?? '', 'd.txt'),
    ]);
    assert.equal(openFolders[0]?.defaultUri?.fsPath, path.join(folder, 'elsewhere'));
    assert.deepEqual(
      openFolders.map((options) => [options?.openLabel, options?.canSelectFolders, options?.canSelectFiles]),
      [
        ['Download', true, false],
        ['Download', true, false],
      ],
    );
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
});

/** File system of another extension, in memory. */
class MemoryFs implements vscode.FileSystemProvider {
  readonly files = new Map<string, Uint8Array>();
  readonly symlinks = new Set<string>();
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }
  stat(uri: vscode.Uri): vscode.FileStat {
    const bytes = this.files.get(uri.path);
    const isFolder = [...this.files.keys()].some((name) => name.startsWith(`${uri.path.replace(/\/$/, '')}/`));
    if (!bytes && !isFolder) throw vscode.FileSystemError.FileNotFound(uri);
    const type = bytes ? vscode.FileType.File : vscode.FileType.Directory;
    const link = this.symlinks.has(uri.path) ? vscode.FileType.SymbolicLink : vscode.FileType.Unknown;
    return { type: type | link, ctime: 0, mtime: 0, size: bytes?.length ?? 0 };
  }
  readFile(uri: vscode.Uri): Uint8Array {
    return this.files.get(uri.path) ?? assert.fail(uri.path);
  }
  writeFile(uri: vscode.Uri, content: Uint8Array): void {
    this.files.set(uri.path, content);
  }
  delete(uri: vscode.Uri): void {
    this.files.delete(uri.path);
  }
  rename(from: vscode.Uri, to: vscode.Uri): void {
    this.files.set(to.path, this.readFile(from));
    this.files.delete(from.path);
  }
  readDirectory(): [string, vscode.FileType][] {
    return [];
  }
  createDirectory(): void {
    // Folders are the beginnings of names.
  }
}

describe('files of another file system of VS Code', () => {
  const fs = new MemoryFs();
  let registration: vscode.Disposable;
  const uri = vscode.Uri.from({ scheme: 'memory-of-test', path: '/folder' });
  const text = (content: string) => () =>
    Promise.resolve(
      (async function* () {
        yield await Promise.resolve(Buffer.from(content));
      })(),
    );
  const options = { replace: false, partSuffix: '.part', signal };

  before(() => {
    registration = vscode.workspace.registerFileSystemProvider('memory-of-test', fs);
  });
  beforeEach(() => {
    fs.files.clear();
    fs.symlinks.clear();
    fs.files.set('/folder/old.txt', Buffer.from('old'));
  });
  after(() => {
    registration.dispose();
  });

  it('are written completely or not at all, and replaced only if the user says so', async () => {
    const folder = folderAt(uri);
    assert.equal(folder.name, '/folder');
    assert.equal(await folder.write(['old.txt'], text('new'), options), false);
    assert.equal(await folder.write(['old.txt'], text('new'), { ...options, replace: true }), true);
    assert.equal(await folder.write(['sub', 'a.txt'], text('a'), options), true);
    const abort = new AbortController();
    const content = (): Promise<AsyncIterable<Uint8Array>> => {
      abort.abort();
      return text('late')();
    };
    await assert.rejects(folder.write(['late.txt'], content, { ...options, signal: abort.signal }));
    assert.deepEqual(
      [...fs.files].map(([name, bytes]) => [name, Buffer.from(bytes).toString()]),
      [
        ['/folder/old.txt', 'new'],
        ['/folder/sub/a.txt', 'a'],
      ],
    );
    fs.symlinks.add('/folder/old.txt');
    await assert.rejects(folder.write(['old.txt'], text('x'), { ...options, replace: true }));
  });

  it('are read for an upload, and a symlink among them is named although its target is unknown', async () => {
    const file = vscode.Uri.joinPath(uri, 'old.txt');
    const [one] = await localFiles.describe([file]);
    assert.deepEqual([one?.name, one?.path, one?.sizeBytes, one?.symlinkTarget], ['old.txt', 'old.txt', 3, undefined]);
    assert.equal(await textOf(one ?? assert.fail()), 'old');
    fs.symlinks.add('/folder/old.txt');
    const [link] = await localFiles.describe([file]);
    assert.equal(link?.symlinkTarget, 'an unknown file');
  });
});

describe('a double click in the tree', () => {
  const settings = new ChangedSettings();
  afterEach(() => settings.restore());

  it('is a second click on the same row soon after the first, or any click if VS Code waits for it itself', async () => {
    let nowMs = 0;
    const { isOpening } = new DoubleClicks(() => new Date(nowMs));
    const click = (id: string, waitMs: number): boolean => {
      nowMs += waitMs;
      return isOpening(id);
    };
    assert.deepEqual([click('a', 0), click('a', 499), click('a', 1)], [false, true, false]);
    assert.deepEqual([click('b', 1), click('a', 1), click('a', 500)], [false, false, false]);
    await settings.set('workbench.list.openMode', 'doubleClick');
    assert.equal(click('c', 1), true);
  });
});

describe('a search of the workspace', () => {
  const settings = new ChangedSettings();
  const folder = vscode.Uri.joinPath(workspace?.uri ?? assert.fail('no folder is open'), 'searched');
  const at = (name: string): vscode.Uri => vscode.Uri.joinPath(folder, name);

  before(async () => {
    const files: Readonly<Record<string, Buffer>> = {
      'a.txt': Buffer.from('plain'),
      'utf16.txt': Buffer.from('\uFEFFwide', 'utf16le'),
      'binary.dat': Buffer.from([1, 0, 2]),
      'boring.txt': Buffer.from('nothing'),
      'large.txt': Buffer.alloc(2 ** 20, 'x'),
      'hidden/b.txt': Buffer.from('hidden'),
      'skipped/c.txt': Buffer.from('skipped'),
      '.git/d.txt': Buffer.from('git'),
    };
    for (const [name, bytes] of Object.entries(files)) await vscode.workspace.fs.writeFile(at(name), bytes);
  });
  afterEach(async () => {
    await settings.restore();
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
  after(() => vscode.workspace.fs.delete(folder, { recursive: true }));

  /** Texts that the search reads, by the names of their files. */
  async function read(): Promise<Readonly<Record<string, string>>> {
    const found: [string, string][] = [];
    const reading = await texts.readWorkspace(signal, folder.toString());
    const unread = await reading.each(
      (bytes) => !Buffer.from(bytes).includes('nothing'),
      (one) => {
        if (one) found.push([one.path.replace(/^searched\//, ''), one.text]);
      },
    );
    assert.deepEqual(unread, []);
    assert.ok(!reading.isCut && reading.count >= found.length);
    return Object.fromEntries(found.toSorted());
  }

  it('reads texts of any encoding, and no binary, irrelevant or excluded file', async () => {
    await settings.set('files.exclude', { '**/hidden': true, '**/a.txt': false });
    await settings.set('search.exclude', { '**/skipped': true });
    assert.deepEqual(await read(), { 'a.txt': 'plain', 'large.txt': 'x'.repeat(2 ** 20), 'utf16.txt': 'wide' });
  });

  it('reads what an editor shows and has not saved', async () => {
    const editor = await vscode.window.showTextDocument(at('a.txt'));
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), 'unsaved ');
    });
    assert.equal((await read())['a.txt'], 'unsaved plain');
  });

  it('ends when it is cancelled', async () => {
    const abort = new AbortController();
    abort.abort();
    await assert.rejects(texts.readWorkspace(abort.signal), { name: 'AbortError' });
  });
});
