import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ExplorerProvider, type ExplorerProviderOptions } from '../../src/features/explorer/explorerProvider.ts';
import { problemText } from '../../src/features/explorer/problemText.ts';
import { ShortcutRows } from '../../src/features/explorer/shortcutItemsProvider.ts';
import { COMMANDS, type CommandName } from '../../src/ids.ts';
import type { LinkHost } from '../../src/links/linkHosts.ts';
import type { ObjectPage } from '../../src/oss/client/objects.ts';
import type { OssClient } from '../../src/oss/client/ossClient.ts';
import type { VersionEntry } from '../../src/oss/client/versions.ts';
import type { Profile } from '../../src/profiles/profile.ts';
import { bucketNode, folderNode, objectNode, type EmptyNode, type TreeNode } from '../../src/tree/nodes.ts';
import { ObjectTree } from '../../src/tree/objectTree.ts';
import { Shortcuts } from '../../src/tree/shortcuts.ts';
import { noon } from '../support/emulator/handMade.ts';
import * as sample from '../support/tree/sampleNodes.ts';

const now = new Date('2031-05-08T12:00:00Z');
const work: Profile = {
  ...{ id: 'p1', name: 'Work', region: 'cn-hangzhou', endpoint: { kind: 'public' } as const },
  ...{ source: 'stored' as const, buckets: [] },
};
const entry = { key: 'a/b.txt', sizeBytes: 2048, lastModified: noon, etag: '', storageClass: 'IA', type: 'Normal' };
const bucket = bucketNode(sample.profile, 'docs', { region: 'cn-hangzhou', added: true });
const folder = folderNode(bucket, 'a/');
const object = objectNode(folder, entry);
const versions: readonly VersionEntry[] = [
  { ...entry, kind: 'deleteMarker', isLatest: true, versionId: 'v3' },
  { ...entry, kind: 'version', isLatest: false, versionId: 'v2' },
];
const firstPage: ObjectPage = { entries: [entry], prefixes: [], isTruncated: true, nextContinuationToken: 'next' };

/** Client with one page of a longer listing, and the versions of one object. */
const client = {
  listObjects: () => Promise.resolve(firstPage),
  async *versions() {
    await Promise.resolve();
    yield* versions;
  },
} as unknown as OssClient;

describe('the rows of the buckets view', () => {
  const hosts: { browsing: LinkHost | undefined; links: LinkHost | undefined } = {
    browsing: undefined,
    links: undefined,
  };
  let profiles: readonly Profile[] = [];
  let clientOf: () => Promise<OssClient> = () => Promise.resolve(client);
  let wait: (() => Promise<void>) | undefined;
  let emptyCount = 0;
  let listedCount = 0;
  let tree: ObjectTree;
  let provider: ExplorerProvider;
  let shortcuts: Shortcuts;

  beforeEach(() => {
    Object.assign(hosts, { browsing: undefined, links: undefined });
    profiles = [work];
    clientOf = () => Promise.resolve(client);
    wait = undefined;
    emptyCount = 0;
    listedCount = 0;
    const stored = new Map<string, unknown>();
    const memento = {
      get: (key: string) => stored.get(key),
      update: (key: string, value: unknown) => Promise.resolve(void stored.set(key, value)),
    };
    tree = new ObjectTree({
      profiles: { list: () => profiles },
      memento,
      clientOf: () => clientOf(),
      wait: () => wait?.() ?? new Promise(() => undefined),
      onChanged: () => undefined,
    } as unknown as ConstructorParameters<typeof ObjectTree>[0]);
    shortcuts = new Shortcuts(memento as ConstructorParameters<typeof Shortcuts>[0], () => now);
    const options: ExplorerProviderOptions = {
      tree,
      profiles: { list: () => profiles },
      shortcuts: new ShortcutRows(shortcuts, { list: () => profiles }),
      linkHosts: { linkHost: () => hosts.links, browsingHost: () => hosts.browsing },
      explainProblem: (node) => Promise.resolve(problemText(node, profiles)),
      onEmpty: () => {
        emptyCount++;
        return Promise.resolve();
      },
      onListed: () => {
        listedCount++;
      },
      now: () => now,
      locale: 'en',
    };
    provider = new ExplorerProvider(options);
  });
  afterEach(() => {
    provider.dispose();
  });

  /** Label and description of a row. */
  async function textsOf(node: TreeNode): Promise<readonly unknown[]> {
    const { label, description } = await provider.getTreeItem(node);
    return [label, description];
  }

  async function iconOf(node: TreeNode): Promise<string> {
    const { iconPath } = await provider.getTreeItem(node);
    return iconPath instanceof vscode.ThemeIcon ? iconPath.id : assert.fail('no theme icon');
  }

  async function tooltipOf(node: TreeNode): Promise<string> {
    const { tooltip } = await provider.resolveTreeItem(new vscode.TreeItem('row'), node);
    return tooltip instanceof vscode.MarkdownString
      ? tooltip.value.replaceAll('&nbsp;', ' ')
      : assert.fail('no tooltip');
  }

  async function assertRuns(node: TreeNode, name: CommandName | undefined): Promise<void> {
    const { command } = await provider.getTreeItem(node);
    assert.equal(command?.command, name && COMMANDS[name]);
    assert.deepEqual(command?.arguments, name && [node]);
  }

  it('look for profiles of other tools only if there are none, before the welcome text is drawn', async () => {
    assert.equal((await provider.getChildren()).length, 1);
    assert.equal(emptyCount, 0);
    profiles = [];
    assert.deepEqual(await provider.getChildren(), []);
    assert.equal(emptyCount, 1);
  });

  it('of a profile that was removed meanwhile are empty', async () => {
    assert.deepEqual(await textsOf(sample.profile), ['Work', 'cn-hangzhou']);
    profiles = [];
    assert.deepEqual(await textsOf(sample.profile), ['', '']);
  });

  it('of buckets show the region and the chosen hosts, or that they were added by name', async () => {
    assert.deepEqual(await textsOf(bucket), ['docs', 'cn-hangzhou']);
    assert.deepEqual(await textsOf(sample.addedBucket), ['docs', 'by name']);
    hosts.browsing = { endpoint: { kind: 'internal' } };
    hosts.links = { endpoint: { kind: 'custom', url: 'https://files.example.com', addressing: 'cname' } };
    assert.deepEqual(await textsOf(bucket), [
      'docs',
      'cn-hangzhou · via oss-cn-hangzhou-internal.aliyuncs.com → files.example.com',
    ]);
    hosts.browsing = { endpoint: { kind: 'custom', url: 'https://inside.example.com', addressing: 'cname' } };
    assert.deepEqual(await textsOf(sample.addedBucket), ['docs', 'via inside.example.com → files.example.com']);
  });

  it('of folders that the user added show their bucket, and its hosts', async () => {
    assert.deepEqual(await textsOf(sample.addedFolder), ['docs/a', 'by name']);
    hosts.links = { endpoint: { kind: 'accelerate' } };
    assert.deepEqual(await textsOf(sample.addedFolder), ['docs/a', '→ accelerate']);
    const { accessibilityInformation } = await provider.getTreeItem(sample.addedFolder);
    assert.equal(accessibilityInformation?.label, 'docs/a, folder · → accelerate');
    assert.equal(await iconOf(sample.addedFolder), 'folder-library');
  });

  it('show what they are', async () => {
    const rows: readonly TreeNode[] = [sample.profile, bucket, folder, object, sample.loadMore, sample.allBuckets];
    const icons = await Promise.all(rows.map(iconOf));
    assert.deepEqual(icons, ['account', 'archive', 'folder', 'file', 'ellipsis', 'list-unordered']);
    assert.equal(await iconOf({ kind: 'empty', id: 'empty', parent: bucket, isFiltered: false }), 'info');
    assert.equal(await iconOf(sample.secretMissing), 'warning');
  });

  it('show the empty name of a key as a slash', async () => {
    assert.equal((await textsOf(folderNode(folder, 'a//')))[0], '/');
  });

  it('show filter, sort order and deleted objects of a folder', async () => {
    tree.filter(folder, 'b*');
    assert.deepEqual(await textsOf(folder), ['a', 'filter b*']);
    tree.showDeleted(folder, true);
    assert.deepEqual(await textsOf(folder), ['a', 'filter b* · with deleted']);
    // Folders below show them too, and do not repeat it.
    assert.equal((await textsOf(folderNode(folder, 'a/c/')))[1], '');
    tree.showDeleted(folder, false);
    await tree.sort(folder, 'newest');
    assert.deepEqual(await textsOf(folder), ['a', 'filter b* · newest first within 1 loaded']);
    await tree.sort(folder, 'largest');
    assert.deepEqual(await textsOf(folder), ['a', 'filter b* · largest first within 1 loaded']);
    assert.match(await tooltipOf(folder), /View: filter b\\\* · largest first within 1 loaded/);
  });

  it('offer in the menu of a folder what its view allows', async () => {
    const words = async (node: TreeNode): Promise<unknown> => (await provider.getTreeItem(node)).contextValue;
    assert.equal(await words(folder), 'ossFolder');
    tree.filter(folder, 'b*');
    await tree.sort(folder, 'largest');
    assert.equal(await words(folder), 'ossFolder;filtered;largestFirst');
    tree.filter(folder, undefined);
    tree.showDeleted(folder, true);
    await tree.sort(folder, 'newest');
    assert.equal(await words(folder), 'ossFolder;showsDeleted;newestFirst');
  });

  it('of objects expand to their versions and delete markers once those are shown', async () => {
    assert.deepEqual(await textsOf(object), ['b.txt', '2 KB · 2 days ago']);
    assert.deepEqual(await provider.getChildren(object), []);
    assert.equal((await provider.getTreeItem(object)).collapsibleState, vscode.TreeItemCollapsibleState.None);
    await tree.showVersions(object);
    assert.equal((await provider.getTreeItem(object)).collapsibleState, vscode.TreeItemCollapsibleState.Expanded);
    const [marker, former] = await provider.getChildren(object);
    assert.ok(marker && former);
    const moment = noon.toLocaleString('en', { dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' });
    assert.deepEqual(await textsOf(marker), [moment, 'current · delete marker']);
    assert.deepEqual(await textsOf(former), [moment, '2 KB']);
    assert.deepEqual(await Promise.all([marker, former, sample.version].map(iconOf)), ['trash', 'history', 'check']);
    assert.equal(provider.getParent(former), object);
    assert.deepEqual(await provider.getChildren(former), []);
  });

  it('of archived objects say whether they can be read', async () => {
    const until = 'expiry-date="Fri, 09 May 2031 12:00:00 GMT"';
    const restored = ['archived', 'restoring', 'restored until', 'restored'];
    const infos = [
      undefined,
      'ongoing-request="true"',
      `ongoing-request="false", ${until}`,
      'ongoing-request="false"',
      'ongoing-request="false", expiry-date="Wed, 07 May 2031 12:00:00 GMT"',
    ];
    const rows = infos.map((restoreInfo) =>
      objectNode(folder, { ...entry, storageClass: 'ColdArchive', ...(restoreInfo !== undefined && { restoreInfo }) }),
    );
    const texts = await Promise.all(rows.map(async (row) => String((await textsOf(row))[1])));
    for (const [index, text] of [...restored, 'archived'].entries())
      assert.ok(texts[index]?.includes(` · ${text}`), text);
    assert.deepEqual(await Promise.all(rows.slice(0, 3).map(iconOf)), ['lock', 'sync', 'file']);
    const tooltips = await Promise.all(rows.map(tooltipOf));
    for (const [index, text] of ['no', 'being restored', 'until', 'ongoing', 'no'].entries()) {
      assert.match(tooltips[index] ?? '', new RegExp(`Restored: ${text}`));
    }
    assert.doesNotMatch(await tooltipOf(object), /Restored/);
  });

  it('of deleted objects show when they were deleted', async () => {
    assert.deepEqual(await textsOf(sample.deletedObject), ['c.txt', 'deleted 2 days ago']);
    assert.equal(await iconOf(sample.deletedObject), 'trash');
  });

  it('after a part of a listing show how much of it is loaded, and load more', async () => {
    assert.deepEqual(await textsOf({ ...sample.loadMore, shown: 1000, loaded: 1000 }), ['Load More', '1,000 loaded']);
    const filtered = { ...sample.loadMore, shown: 3, loaded: 1000 };
    assert.deepEqual(await textsOf(filtered), ['Load More', '3 shown, 1,000 loaded']);
    await assertRuns(filtered, 'loadMore');
    assert.deepEqual(await textsOf(sample.allBuckets), ['List All Buckets', undefined]);
    await assertRuns(sample.allBuckets, 'listAllBuckets');
  });

  it('of a listing that takes long offer to cancel it', async () => {
    wait = () => Promise.resolve();
    clientOf = () => new Promise(() => undefined);
    const [waiting] = await provider.getChildren(folder);
    assert.ok(waiting?.kind === 'waiting');
    assert.deepEqual(await textsOf(waiting), ['Waiting for OSS', 'Cancel']);
    await assertRuns(waiting, 'cancelListing');
    assert.equal(await iconOf(waiting), 'loading~spin');
    tree.cancelListing(waiting);
  });

  it('complete the step of the walkthrough once a bucket or folder is listed, not while it is waited for', async () => {
    await provider.getChildren(sample.profile);
    wait = () => Promise.resolve();
    clientOf = () => new Promise(() => undefined);
    const [waiting] = await provider.getChildren(bucket);
    assert.ok(waiting?.kind === 'waiting');
    tree.cancelListing(waiting);
    wait = undefined;
    clientOf = () => Promise.reject(new Error('refused'));
    assert.equal((await provider.getChildren(folderNode(bucket, 'b/')))[0]?.kind, 'problem');
    assert.equal(listedCount, 0);
    clientOf = () => Promise.resolve(client);
    await provider.getChildren(folder);
    assert.equal(listedCount, 1);
  });

  it('of problems name the next step, which a click takes unless it replaces the clipboard', async () => {
    assert.deepEqual(await textsOf(sample.secretMissing), ['Secret missing on this computer', 'Enter Secret…']);
    await assertRuns(sample.secretMissing, 'enterSecret');
    const { accessibilityInformation, tooltip } = await provider.getTreeItem(sample.secretMissing);
    assert.equal(accessibilityInformation?.label, 'Secret missing on this computer, Enter Secret…');
    assert.equal(typeof tooltip, 'string');
    const denied = { ...sample.permissionDenied, parent: bucket };
    assert.equal((await textsOf(denied))[1], 'Copy Minimal Policy');
    await assertRuns(denied, undefined);
  });

  it('of pinned and recent objects stand above the profiles while there are some', async () => {
    assert.deepEqual(await provider.getChildren(), [sample.profile]);
    await shortcuts.pin([
      { profileId: 'p1', bucket: 'docs', key: 'a/', kind: 'folder' },
      { profileId: 'gone', bucket: 'docs', key: 'a/b.txt', kind: 'object' },
    ]);
    await shortcuts.use('opened', [{ profileId: 'p1', bucket: 'docs', key: 'x/y.txt', versionId: 'v1' }]);
    const [pinned, recent, profile] = await provider.getChildren();
    assert.ok(pinned && recent && profile?.kind === 'profile');
    assert.deepEqual(
      [await textsOf(pinned), await textsOf(recent)],
      [
        ['Pinned', undefined],
        ['Recent', undefined],
      ],
    );
    assert.deepEqual([await iconOf(pinned), await iconOf(recent)], ['pinned', 'history']);
    const [folderRow, ...others] = await provider.getChildren(pinned);
    const [objectRow] = await provider.getChildren(recent);
    assert.ok(folderRow && objectRow && others.length === 0);
    assert.equal(provider.getParent(objectRow), recent);
    assert.equal(provider.getParent(recent), undefined);
    assert.deepEqual(await textsOf(folderRow), ['a', 'docs']);
    assert.deepEqual(await textsOf(objectRow), ['y.txt', 'docs/x · opened now']);
    assert.deepEqual([await iconOf(folderRow), await iconOf(objectRow)], ['folder', 'file']);
    await assertRuns(objectRow, 'clickShortcut');
    assert.match(
      await tooltipOf(objectRow),
      /^Key: x\/y\.txt\s+Version: v1\s+Bucket: docs\s+Profile: Work\s+Used: opened/,
    );
    assert.match((await provider.getTreeItem(folder)).contextValue ?? '', /;pinned$/);
    assert.doesNotMatch((await provider.getTreeItem(folder.parent)).contextValue ?? '', /pinned/);
    await shortcuts.forget();
    assert.deepEqual(await provider.getChildren(), [sample.profile]);
  });

  it('offer what the credentials of a profile allow', async () => {
    const contextOf = async (): Promise<string | undefined> =>
      (await provider.getTreeItem(sample.profile)).contextValue;
    assert.equal(await contextOf(), 'ossProfile;stored');
    profiles = [{ ...work, credentialSource: { tool: 'ossutil', profile: 'default' } }];
    assert.equal(await contextOf(), 'ossProfile;stored;imported');
    profiles = [{ ...work, source: 'environment' }];
    assert.equal(await contextOf(), 'ossProfile');
  });

  it('do not move down when an object is used for the first time, only when they are listed again', async () => {
    const rows = new ShortcutRows(shortcuts, { list: () => profiles });
    assert.deepEqual(rows.rows(), []);
    await shortcuts.use('linked', [{ profileId: 'p1', bucket: 'docs', key: 'y.txt' }]);
    assert.deepEqual(rows.changed(), []);
    const [recent] = rows.rows();
    assert.equal(recent?.list, 'recent');
    await shortcuts.use('linked', [{ profileId: 'p1', bucket: 'docs', key: 'z.txt' }]);
    assert.deepEqual(rows.changed(), [recent]);
    await shortcuts.pin([{ profileId: 'p1', bucket: 'docs', key: 'a/', kind: 'folder' }]);
    assert.equal(rows.changed(), undefined);
    assert.equal(rows.rows().length, 2);
    await shortcuts.clearRecent();
    assert.equal(rows.changed(), undefined);
    await shortcuts.forget();
  });

  it('of empty containers say why they are empty', async () => {
    const labelOf = async (parent: EmptyNode['parent'], isFiltered = false): Promise<unknown> =>
      (await textsOf({ kind: 'empty', id: 'empty', parent, isFiltered }))[0];
    assert.equal(await labelOf(sample.profile), 'No buckets');
    assert.equal(await labelOf(bucket), 'This bucket is empty');
    assert.equal(await labelOf(folder), 'This folder is empty');
    assert.equal(await labelOf(folder, true), 'No matches for the filter');
  });

  it('have tooltips with what OSS reported, as text', async () => {
    assert.match(await tooltipOf(sample.profile), /^Profile:.*Work\s+Region:.*cn\\?-hangzhou\s+Endpoint:/);
    assert.match(await tooltipOf(bucket), /^Bucket:.*docs\s+Region:.*cn\\?-hangzhou\s+Added:/);
    assert.match(await tooltipOf(folder), /^Folder:.*docs\/a\//);
    const hostile = objectNode(folder, { ...entry, key: 'a/[x](command:y)' });
    const text = await tooltipOf(hostile);
    assert.match(text, /^Key: a\/\\\[x/);
    assert.match(text, /Storage class: IA/);
    assert.doesNotMatch(text, /(?<!\\)\[x\]\(command:y\)/);
    assert.match(await tooltipOf(sample.version), /Version:.*v1\s+Size:/);
    assert.doesNotMatch(await tooltipOf(sample.deleteMarker), /Size:/);
    const { tooltip } = await provider.resolveTreeItem(new vscode.TreeItem('row'), sample.loadMore);
    assert.equal(tooltip, undefined);
  });
});
