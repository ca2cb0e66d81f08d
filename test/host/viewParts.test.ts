import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { handleDrag, handleDrop, type selectionOf } from '../../src/features/explorer/dragAndDropProvider.ts';
import { IssuedLinksProvider } from '../../src/features/issued/issuedLinksProvider.ts';
import { showQuickCopy } from '../../src/features/quickCopy/showQuickCopyStatusBar.ts';
import { readDocumentUploads } from '../../src/links/mappings/documentUploads.ts';
import { plainRequestOptions } from '../../src/links/requests/requestOptions.ts';
import type { MappedFile } from '../../src/links/mappings/mappings.ts';
import type { QuickCopyTarget } from '../../src/links/mappings/quickCopyTarget.ts';
import type { Profile } from '../../src/profiles/profile.ts';
import type { IssuedLink } from '../../src/links/ledger/ledger.ts';
import { COMMANDS, CONTEXT_WORDS as words, DRAGGED_OBJECTS_MIME, URI_LIST_MIME } from '../../src/ids.ts';
import type { TreeNode } from '../../src/tree/nodes.ts';
import { LazyTreeProvider } from '../../src/ui/lazyTreeProvider.ts';
import { logContaining } from './logs.ts';
import { WatchedWindow } from './watchedViews.ts';

const object = { kind: 'object', id: 'o', profileId: 'p', bucket: 'docs', key: 'a.txt' } as unknown as TreeNode;

/** Item that counts how often it is read. */
class CountedItem extends vscode.DataTransferItem {
  reads = 0;
  override asString(): Thenable<string> {
    this.reads++;
    return super.asString();
  }
}

describe('dragging and dropping in the tree', () => {
  const cancelled = new vscode.CancellationTokenSource();
  cancelled.cancel();

  it('carries the objects, and no URI of a row that an editor would insert', async () => {
    const data = new vscode.DataTransfer();
    handleDrag([object], data);
    const handed: unknown = JSON.parse((await data.get(DRAGGED_OBJECTS_MIME)?.asString()) ?? '');
    assert.deepEqual(handed, [{ profileId: 'p', bucket: 'docs', key: 'a.txt' }]);
    assert.equal(await data.get(URI_LIST_MIME)?.asString(), '');
    const nothing = new vscode.DataTransfer();
    handleDrag([], nothing);
    assert.equal(nothing.get(DRAGGED_OBJECTS_MIME), undefined);
  });

  it('reads dropped files once, and never objects of the tree itself', async () => {
    const files = new CountedItem('file:///tmp/a.txt');
    const data = new vscode.DataTransfer();
    data.set(URI_LIST_MIME, files);
    await handleDrop(undefined, data, cancelled.token);
    assert.equal(files.reads, 1);
    data.set(DRAGGED_OBJECTS_MIME, new vscode.DataTransferItem('[]'));
    await handleDrop(undefined, data, cancelled.token);
    assert.equal(files.reads, 1);
  });
});

describe('what is dropped on the tree', () => {
  const watched = new WatchedWindow();
  const { token } = new vscode.CancellationTokenSource();
  beforeEach(() => {
    watched.start();
  });
  afterEach(() => {
    watched.stop();
  });

  /** Dropped file, with or without a URI. */
  class FileItem extends vscode.DataTransferItem {
    readonly #file: vscode.DataTransferFile;

    constructor(name: string, uri?: vscode.Uri) {
      super('');
      const data = (): Promise<Uint8Array> => Promise.resolve(Buffer.from(name));
      this.#file = { name, data, ...(uri && { uri }) };
    }

    override asFile(): vscode.DataTransferFile {
      return this.#file;
    }
  }

  it('is moved or copied if it is rows of the tree, and never uploaded', async () => {
    const data = new vscode.DataTransfer();
    handleDrag([object], data);
    await handleDrop(object, data, token);
    const [[name, node, , items] = assert.fail('nothing was run'), ...others] = watched.ran;
    assert.deepEqual([name, node, others], [COMMANDS.dropItems, object, []]);
    assert.deepEqual(JSON.parse(String(items)), [{ profileId: 'p', bucket: 'docs', key: 'a.txt', isFolder: false }]);
  });

  it('is not uploaded if it is a link, which VS Code in a browser would fetch', async () => {
    const data = new vscode.DataTransfer();
    const lines = ['https://evil.example/a.txt', 'http://evil.example/b.txt', 'file:///tmp/a.txt'];
    data.set(URI_LIST_MIME, new vscode.DataTransferItem(lines.join('\r\n')));
    const real = Object.getOwnPropertyDescriptor(vscode.workspace, 'fs') ?? assert.fail('there is no fs');
    const fs = { ...vscode.workspace.fs, isWritableFileSystem: () => true };
    Object.defineProperty(vscode.workspace, 'fs', { ...real, get: () => fs });
    try {
      await handleDrop(object, data, token);
    } finally {
      Object.defineProperty(vscode.workspace, 'fs', real);
    }
    const [[, , , selection] = assert.fail('nothing was run')] = watched.ran;
    const { uris } = selection as Awaited<ReturnType<typeof selectionOf>>;
    assert.deepEqual(uris.map(String), ['file:///tmp/a.txt']);
  });

  it('is uploaded once if it has a URI, and by its bytes if it comes from a browser', async () => {
    const [listed, other] = [vscode.Uri.file('/tmp/a.txt'), vscode.Uri.file('/tmp/b.txt')];
    const data = new vscode.DataTransfer();
    data.set(URI_LIST_MIME, new vscode.DataTransferItem(listed.toString()));
    data.set('image/png', new FileItem('a.txt', listed));
    data.set('text/css', new FileItem('b.txt', other));
    data.set('text/html', new FileItem('page.html'));
    await handleDrop(object, data, token);
    const [[name, node, , selection] = assert.fail('nothing was run')] = watched.ran;
    assert.deepEqual([name, node], [COMMANDS.uploadFiles, object]);
    const { uris, dropped } = selection as Awaited<ReturnType<typeof selectionOf>>;
    assert.deepEqual(uris.map(String), [listed, other].map(String));
    assert.deepEqual(
      dropped?.map((file) => file.name),
      ['page.html'],
    );
  });
});

describe('the quick copy in the status bar', () => {
  const file: MappedFile = {
    root: { scheme: 'file', authority: '', path: '/project' },
    mapping: { source: 'workspace', folder: '', bucket: 'docs', prefix: '', documents: readDocumentUploads({}) },
    ...{ bucket: 'docs', key: 'a.txt' },
  };
  const work: Profile = {
    ...{ id: 'p', name: 'Work', region: 'cn-hangzhou', endpoint: { kind: 'public' }, source: 'stored', buckets: [] },
  };

  /** Commands that the tooltip links to, with their arguments, and those that it may run. */
  function actionsOf(target: QuickCopyTarget) {
    const item = vscode.window.createStatusBarItem('viewParts');
    try {
      showQuickCopy(item, target, {
        linkHosts: { linkHost: () => undefined },
        maxValiditySeconds: () => 900,
        now: () => new Date(0),
        locale: 'en',
      });
      const { value, isTrusted } = item.tooltip as vscode.MarkdownString;
      const links = [...value.matchAll(/\[([^\]]+)\]\(command:([\w.]+)(?:\?([^)]*))?\)/g)].map(
        ([, title, command, args]): unknown[] => [
          ...[title, command],
          args === undefined ? undefined : JSON.parse(decodeURIComponent(args)),
        ],
      );
      return { links, enabled: (isTrusted as { readonly enabledCommands: readonly string[] }).enabledCommands };
    } finally {
      item.dispose();
    }
  }

  it('offers the object of a mapped file to its commands, and the upload of the file itself', () => {
    const { links, enabled } = actionsOf({
      ...{ kind: 'mapped', file, profile: work },
      options: { method: 'GET', validity: '1h' },
    });
    const args = [{ kind: 'object', profileId: 'p', bucket: 'docs', key: 'a.txt' }];
    const ofObject = [
      ['With Options…', COMMANDS.copyGetUrlWithOptions, args],
      ['Copy As…', COMMANDS.copyAs, args],
      ['Copy with Recipe…', COMMANDS.copyWithRecipe, args],
      ['Reveal in Buckets', COMMANDS.revealLastObject, args],
    ];
    assert.deepEqual(links, [...ofObject, ['Upload This File…', COMMANDS.uploadAndCopyGetUrl, undefined]]);
    assert.deepEqual(
      enabled,
      links.map(([, command]) => command),
    );
    const target = { profileId: 'p', bucket: 'docs', key: 'a.txt' };
    const last = actionsOf({ kind: 'last', target, options: { method: 'GET', validity: '1h' }, profile: work });
    assert.deepEqual(last.links, ofObject);
  });

  it('offers only the upload of a mapped file whose profile is unknown', () => {
    const options = { method: 'GET', validity: '1h' } as const;
    assert.deepEqual(actionsOf({ kind: 'mapped', file, profile: undefined, options }), {
      links: [['Upload This File…', COMMANDS.uploadAndCopyGetUrl, undefined]],
      enabled: [COMMANDS.uploadAndCopyGetUrl],
    });
  });

  it("shows the object's name as text, and its tooltip runs only its own commands", () => {
    const item = vscode.window.createStatusBarItem('viewParts');
    try {
      const profile = { id: 'p', name: 'Work', region: 'cn-hangzhou', endpoint: { kind: 'public' } as const };
      showQuickCopy(
        item,
        {
          kind: 'last',
          target: { profileId: 'p', bucket: 'docs', key: '$(flame)[x](command:y)' },
          options: { method: 'GET', validity: '1h' },
          profile: { ...profile, source: 'stored', buckets: [] },
        },
        {
          linkHosts: { linkHost: () => undefined },
          maxValiditySeconds: () => 900,
          now: () => new Date(0),
          locale: 'en',
        },
      );
      assert.match(item.text, /^\$\(link\) /);
      assert.doesNotMatch(item.text.slice('$(link)'.length), /\$\(flame\)/);
      const { value, isTrusted } = item.tooltip as vscode.MarkdownString;
      assert.doesNotMatch(value, /(?<!\\)\[x\]\(command:y\)/);
      assert.deepEqual((isTrusted as { readonly enabledCommands: readonly string[] }).enabledCommands, [
        COMMANDS.copyGetUrlWithOptions,
        COMMANDS.copyAs,
        COMMANDS.copyWithRecipe,
        COMMANDS.revealLastObject,
      ]);
    } finally {
      item.dispose();
    }
  });
});

describe('the rows of issued links', () => {
  it('show hidden characters of names and notes, and have accessible labels that begin with the visible label', () => {
    const link: IssuedLink = {
      id: 'l',
      profileId: 'p',
      bucket: 'docs',
      key: 'in/\u202egpj.exe',
      method: 'GET',
      host: 'https://docs.example.com',
      format: 'url',
      issuedAtMs: 0,
      expiresAtMs: 900_000,
      times: 1,
      note: 'for\u2066Ann',
    };
    const provider = new IssuedLinksProvider({
      ledger: { list: () => [link] },
      profiles: { list: () => [] },
      now: () => new Date(0),
      locale: 'en',
    });
    const [group] = provider.getChildren();
    const [row] = provider.getChildren(group);
    const item = provider.getTreeItem(row ?? assert.fail());
    assert.equal(item.label, '\\u202egpj.exe');
    assert.equal(item.description, 'expires in 15 min · for\\u2066Ann · docs');
    assert.equal(item.accessibilityInformation?.label, '\\u202egpj.exe, expires in 15 min, docs, GET, for\\u2066Ann');
    provider.dispose();
  });

  it('show what each link is for, how many it stands for, and when it expired', () => {
    const link: IssuedLink = {
      ...{ id: 'x', profileId: 'p', bucket: 'docs', key: 'a/b.txt', method: 'GET', host: 'https://h', format: 'url' },
      ...{ issuedAtMs: 0, expiresAtMs: 900_000, times: 1 },
    };
    const request = plainRequestOptions(3600, 'en');
    const links: readonly IssuedLink[] = [
      link,
      { ...link, method: 'PUT', expiresAtMs: 800_000 },
      { ...link, method: 'POST', key: 'a/inbox/', request, expiresAtMs: 700_000 },
      { ...link, method: 'POST', key: '', request, expiresAtMs: 600_000 },
      { ...link, batchCount: 1, key: 'a/', expiresAtMs: 500_000 },
      { ...link, batchCount: 1200, key: '', times: 2, expiresAtMs: 400_000 },
    ];
    const provider = new IssuedLinksProvider({
      ...{ ledger: { list: () => links }, profiles: { list: () => [] }, now: () => new Date(7_200_000), locale: 'en' },
    });
    const [group] = provider.getChildren();
    const items = provider.getChildren(group).map((row) => provider.getTreeItem(row));
    assert.deepEqual(
      items.map(({ label, description, iconPath, contextValue }) => [
        ...[label, description],
        ...[(iconPath as vscode.ThemeIcon).id, contextValue],
      ]),
      [
        ['b.txt', 'expired 1 hour ago · docs', 'cloud-download', words.issuedLink],
        ['b.txt', 'expired 1 hour ago · docs', 'cloud-upload', words.issuedLink],
        ['inbox/', 'expired 1 hour ago · docs', 'inbox', words.issuedRequest],
        ['docs/', 'expired 1 hour ago · docs', 'inbox', words.issuedRequest],
        ['1 link of a', 'expired 1 hour ago · docs', 'files', words.issuedBatch],
        ['1,200 links of docs', 'expired 1 hour ago · ×2 · docs', 'files', words.issuedBatch],
      ],
    );
    // The icon shows the kind, which a screen reader reads.
    assert.deepEqual(
      items.map(({ accessibilityInformation }) => accessibilityInformation?.label.split(', ')[3]),
      ['GET', 'PUT', 'request for files', 'request for files', 'GET', 'GET'],
    );
    provider.dispose();
  });
});

describe('the rows of a tree', () => {
  const { token } = new vscode.CancellationTokenSource();

  it('load their provider with the first of them, once, and take over its changes', async () => {
    let loads = 0;
    const changed = new vscode.EventEmitter<string | undefined>();
    const item = new vscode.TreeItem('item');
    const lazy: LazyTreeProvider<string> = new LazyTreeProvider(() => {
      loads++;
      lazy.follow({
        onDidChangeTreeData: changed.event,
        getChildren: (node) => (node === undefined ? ['a', 'b'] : undefined),
        getTreeItem: () => item,
      });
      return Promise.resolve();
    });
    const changes: unknown[] = [];
    lazy.onDidChangeTreeData((node) => changes.push(node));
    assert.equal(loads, 0);
    assert.deepEqual(await lazy.getChildren(), ['a', 'b']);
    assert.deepEqual(await lazy.getChildren('a'), []);
    assert.equal(await lazy.getTreeItem('a'), item);
    assert.equal(await lazy.getParent('a'), undefined);
    assert.equal(await lazy.resolveTreeItem(item, 'a', token), item);
    assert.equal(loads, 1);
    changed.fire('a');
    changed.fire(undefined);
    lazy.dispose();
    changed.fire('b');
    assert.deepEqual(changes, ['a', undefined]);
  });

  it('are canceled, and no error, if the extension was unloaded while their provider was loading', async () => {
    const lazy = new LazyTreeProvider<string>(() => Promise.resolve());
    await assert.rejects(lazy.getChildren(), vscode.CancellationError);
  });
});

describe('a command that fails', () => {
  it('is logged, and does not throw into VS Code', async () => {
    await vscode.commands.executeCommand(COMMANDS.copyGetUrl, { ...object, profileId: 'gone' });
    assert.ok(await logContaining('ProfileGone'));
  });
});
