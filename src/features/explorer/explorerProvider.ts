import * as vscode from 'vscode';
import * as l10n from '@vscode/l10n';
import type { CommandName } from '../../ids.ts';
import { describeLinkHost, type LinkHost, type LinkHosts } from '../../links/linkHosts.ts';
import type { Profile } from '../../profiles/profile.ts';
import { restoreState } from '../../oss/client/restoreState.ts';
import { contextValueOf, type ViewFlags } from '../../tree/contextValue.ts';
import { visibleControls } from '../../text/plainText.ts';
import { describeAge, describeCount, describeSize } from '../../text/describe.ts';
import {
  isContainer,
  isBucketOrFolder,
  nameOf,
  type BucketNode,
  type DeletedNode,
  type EmptyNode,
  type FolderNode,
  type ObjectNode,
  type BucketOrFolderNode,
  type ProblemNode,
  type ProfileNode,
  type TreeNode,
} from '../../tree/nodes.ts';
import { commandOf, iconUri, joinTexts, shownName, tooltipOf } from './itemPartsProvider.ts';
import { ShownRows } from './shownRows.ts';
import { drawShortcut, drawShortcuts, shortcutRows, type ShortcutRows } from './shortcutItemsProvider.ts';
import type { ObjectTree } from '../../tree/objectTree.ts';
import { locationText, restoreLabel, versionLabel, type HostLabels } from '../../tree/nodeLabels.ts';

/** Texts and command of a problem node. */
export interface ProblemText {
  readonly label: string;
  readonly details: string;
  readonly command: { readonly name: CommandName; readonly title: string };
}

export interface ExplorerProviderOptions {
  readonly tree: ObjectTree;
  readonly profiles: { list(): readonly Profile[] };
  readonly linkHosts: Pick<LinkHosts, 'linkHost' | 'browsingHost'>;
  readonly shortcuts: ShortcutRows;
  readonly explainProblem: (node: ProblemNode) => Promise<ProblemText>;
  /** Called before the view shows that it has no profiles. */
  readonly onEmpty: () => Promise<void>;
  /** Called when a bucket or folder has been listed without an error. */
  readonly onListed: () => void;
  readonly now: () => Date;
  readonly locale: string;
}

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

/** Tree data provider of the buckets view. */
export class ExplorerProvider implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #options: ExplorerProviderOptions;
  readonly #changed = new vscode.EventEmitter<TreeNode | undefined>();

  readonly onDidChangeTreeData = this.#changed.event;
  readonly shownRows: ShownRows;

  constructor(options: ExplorerProviderOptions) {
    this.#options = options;
    this.shownRows = new ShownRows(options);
  }

  /** Redraws a node and its children, or the whole tree. */
  changed(node?: TreeNode): void {
    this.shownRows.list(node, () => {
      this.#changed.fire(node);
    });
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    const { tree, shortcuts, onEmpty, onListed } = this.#options;
    if (!node) {
      const roots = tree.roots();
      if (roots.length === 0) await onEmpty();
      return [...shortcuts.rows(), ...roots];
    }
    if (node.kind === 'shortcuts') return [...shortcuts.nodes(node)];
    if (isContainer(node)) {
      const ready = this.shownRows.show(node);
      const children = await tree.childrenOrWaiting(node);
      await ready;
      const isListed = children.every(({ kind }) => kind !== 'problem' && kind !== 'waiting');
      if (isBucketOrFolder(node) && isListed) onListed();
      return [...children];
    }
    return hasVersions(node) ? [...(tree.versionsOf(node) ?? [])] : [];
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return node.kind === 'profile' || node.kind === 'shortcuts' ? undefined : node.parent;
  }

  async getTreeItem(node: TreeNode): Promise<vscode.TreeItem> {
    const item = node.kind === 'problem' ? await this.#drawProblem(node) : this.#draw(node);
    item.id = node.id;
    const contextValue = contextValueOf(
      node,
      node.kind === 'profile' ? this.#profileOf(node) : undefined,
      this.#viewFlagsOf(node),
    );
    if (contextValue !== undefined) item.contextValue = contextValue;
    return item;
  }

  /** Creates tooltips on demand; server strings are appended as text, never as Markdown. */
  async resolveTreeItem(item: vscode.TreeItem, node: TreeNode): Promise<vscode.TreeItem> {
    const { bucketRows, folderRows, objectRows, profileRows, versionRows } = await import('../../tree/nodeRows.ts');
    if (node.kind === 'object') item.tooltip = tooltipOf(objectRows(node, this.#options.now(), this.#options.locale));
    else if (node.kind === 'version') item.tooltip = tooltipOf(versionRows(node, this.#options.locale));
    else if (isBucketOrFolder(node)) {
      const rows = node.kind === 'bucket' ? bucketRows(node, this.#hostsOf(node)) : folderRows(node);
      // The description may be cut off.
      item.tooltip = tooltipOf([...rows, [l10n.t('View'), joinTexts(...this.#viewTexts(node)) || undefined]]);
    } else if (node.kind === 'profile') item.tooltip = tooltipOf(profileRows(this.#profileOf(node)));
    else if (node.kind === 'shortcut') item.tooltip = tooltipOf(shortcutRows(node, this.#options));
    return item;
  }

  #draw(node: Exclude<TreeNode, ProblemNode>): vscode.TreeItem {
    switch (node.kind) {
      case 'profile': {
        const profile = this.#profileOf(node);
        const item = new vscode.TreeItem(visibleControls(profile?.name ?? ''), Collapsed);
        item.description = profile?.region ?? '';
        item.iconPath = new vscode.ThemeIcon('account');
        return item;
      }
      case 'bucket': {
        const item = new vscode.TreeItem(node.bucket, Collapsed);
        const where = locationText(node.region ?? '', this.#hostsOf(node));
        item.description = joinTexts(where || l10n.t('by name'), ...this.#viewTexts(node));
        item.iconPath = new vscode.ThemeIcon('archive');
        return item;
      }
      case 'folder': {
        const item = new vscode.TreeItem(shownName(nameOf(node)), Collapsed);
        if (node.parent.kind === 'profile') {
          // A folder that the user added shows the hosts of its bucket.
          const hosts = locationText('', this.#hostsOf(node));
          item.description = joinTexts(hosts || l10n.t('by name'), ...this.#viewTexts(node));
          item.accessibilityInformation = {
            label: joinTexts(l10n.t('{0}, folder', shownName(nameOf(node))), item.description),
          };
          item.iconPath = new vscode.ThemeIcon('folder-library');
          return item;
        }
        item.description = joinTexts(...this.#viewTexts(node));
        item.accessibilityInformation = {
          label: joinTexts(l10n.t('{0}, folder', shownName(nameOf(node))), item.description),
        };
        item.iconPath = vscode.ThemeIcon.Folder;
        item.resourceUri = iconUri(`${node.bucket}/${node.prefix}`);
        return item;
      }
      case 'object':
        return this.#drawObject(node);
      case 'deleted': {
        const item = new vscode.TreeItem(shownName(nameOf(node)), this.#stateOf(node));
        const { now, locale } = this.#options;
        item.description = l10n.t('deleted {0}', describeAge(node.lastModified, now(), locale));
        item.iconPath = new vscode.ThemeIcon('trash');
        return item;
      }
      case 'version': {
        const { locale } = this.#options;
        const moment = versionLabel(node, locale);
        const item = new vscode.TreeItem(moment, None);
        item.description = joinTexts(
          node.isCurrent ? l10n.t('current') : '',
          node.sizeBytes === undefined ? l10n.t('delete marker') : describeSize(node.sizeBytes, locale),
        );
        item.iconPath = new vscode.ThemeIcon(node.isDeleteMarker ? 'trash' : node.isCurrent ? 'check' : 'history');
        return item;
      }
      case 'loadMore': {
        const item = new vscode.TreeItem(l10n.t('Load More'), None);
        const [shown, loaded] = [this.#count(node.shown), this.#count(node.loaded)];
        item.description =
          node.shown === node.loaded ? l10n.t('{0} loaded', shown) : l10n.t('{0} shown, {1} loaded', shown, loaded);
        item.iconPath = new vscode.ThemeIcon('ellipsis');
        item.command = commandOf('loadMore', l10n.t('Load More'), node);
        return item;
      }
      case 'allBuckets': {
        const item = new vscode.TreeItem(l10n.t('List All Buckets'), None);
        item.iconPath = new vscode.ThemeIcon('list-unordered');
        item.command = commandOf('listAllBuckets', l10n.t('List All Buckets'), node);
        return item;
      }
      case 'waiting': {
        const item = new vscode.TreeItem(l10n.t('Waiting for OSS'), None);
        item.description = l10n.t('Cancel');
        item.iconPath = new vscode.ThemeIcon('loading~spin');
        item.command = commandOf('cancelListing', l10n.t('Cancel'), node);
        return item;
      }
      case 'shortcuts':
        return drawShortcuts(node);
      case 'shortcut':
        return drawShortcut(node, this.#options);
      case 'empty': {
        const item = new vscode.TreeItem(emptyText(node), None);
        item.iconPath = new vscode.ThemeIcon('info');
        return item;
      }
    }
  }

  async #drawProblem(node: ProblemNode): Promise<vscode.TreeItem> {
    const { label, details, command } = await this.#options.explainProblem(node);
    const item = new vscode.TreeItem(visibleControls(label), None);
    item.description = command.title;
    item.tooltip = details;
    item.accessibilityInformation = { label: `${visibleControls(label)}, ${command.title}` };
    item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
    // A click selects the row; only Enter and the inline button replace the clipboard.
    if (command.name !== 'copyPolicy') item.command = commandOf(command.name, command.title, node);
    return item;
  }

  #hostsOf(node: BucketNode | FolderNode): HostLabels {
    const { linkHosts } = this.#options;
    const describe = (host: LinkHost | undefined): string | undefined =>
      host && describeLinkHost(host, 'region' in node ? node.region : undefined);
    return { browsing: describe(linkHosts.browsingHost(node)), links: describe(linkHosts.linkHost(node)) };
  }

  #viewFlagsOf(node: TreeNode): ViewFlags {
    const { tree, shortcuts } = this.#options;
    return {
      isFiltered: isBucketOrFolder(node) && tree.viewOf(node).filter !== undefined,
      withDeleted: isBucketOrFolder(node) && tree.showingDeleted(node) !== undefined,
      isPinned: shortcuts.isPinned(node),
      ...(isBucketOrFolder(node) && { order: tree.viewOf(node).order }),
    };
  }

  /** Texts about filter, sort order and deleted objects of a node. */
  #viewTexts(node: BucketOrFolderNode): readonly string[] {
    const { tree } = this.#options;
    const { filter, order } = tree.viewOf(node);
    const loaded = tree.loadedPart(node);
    const orderText = { name: '', newest: l10n.t('newest first'), largest: l10n.t('largest first') }[order];
    return [
      filter === undefined ? '' : l10n.t('filter {0}', filter),
      order === 'name' || loaded === undefined || loaded.isWhole
        ? orderText
        : l10n.t('{0} within {1} loaded', orderText, this.#count(loaded.count)),
      tree.showingDeleted(node)?.id === node.id ? l10n.t('with deleted') : '',
    ];
  }

  /** Objects are leaves until their versions are shown. */
  #stateOf(node: ObjectNode | DeletedNode): vscode.TreeItemCollapsibleState {
    return this.#options.tree.versionsOf(node) === undefined ? None : Expanded;
  }

  #count(count: number): string {
    return describeCount(count, this.#options.locale);
  }

  #profileOf({ profileId }: ProfileNode): Profile | undefined {
    return this.#options.profiles.list().find(({ id }) => id === profileId);
  }

  #drawObject(node: ObjectNode): vscode.TreeItem {
    const { now, locale } = this.#options;
    const name = shownName(nameOf(node));
    const item = new vscode.TreeItem(name, this.#stateOf(node));
    const [size, age] = [describeSize(node.sizeBytes, locale), describeAge(node.lastModified, now(), locale)];
    const state = restoreState(node);
    const restored = restoreLabel(state, now(), locale);
    item.description = joinTexts(`${size} · ${age}`, restored);
    item.accessibilityInformation = { label: joinTexts(l10n.t('{0}, {1}, modified {2}', name, size, age), restored) };
    const icon = state && { archived: 'lock', restoring: 'sync', restored: undefined }[state.kind];
    item.iconPath = icon === undefined ? vscode.ThemeIcon.File : new vscode.ThemeIcon(icon);
    item.resourceUri = iconUri(`${node.bucket}/${node.key}`);
    item.command = commandOf('clickObject', l10n.t('Open'), node);
    return item;
  }
}

function emptyText({ parent, isFiltered }: EmptyNode): string {
  if (parent.kind === 'profile') return l10n.t('No buckets');
  if (isFiltered) return l10n.t('No matches for the filter');
  return parent.kind === 'bucket' ? l10n.t('This bucket is empty') : l10n.t('This folder is empty');
}

function hasVersions(node: TreeNode): node is ObjectNode | DeletedNode {
  return node.kind === 'object' || node.kind === 'deleted';
}
