import * as vscode from 'vscode';
import * as l10n from '@vscode/l10n';
import { COMMANDS, type CommandName } from '../ids.ts';
import { describeLinkHost, type LinkHosts } from '../links/linkHosts.ts';
import type { Profile } from '../profiles/profile.ts';
import { contextValueOf } from './contextValue.ts';
import { describeAge, describeSize } from './describe.ts';
import {
  isContainer,
  nameOf,
  type BucketNode,
  type FolderNode,
  type ObjectNode,
  type ProblemNode,
  type ProfileNode,
  type TreeNode,
} from './nodes.ts';
import type { ObjectTree } from './objectTree.ts';

/** What a problem node says and where a click on it leads. */
export interface ProblemText {
  readonly label: string;
  readonly details: string;
  readonly command: { readonly name: CommandName; readonly title: string };
}

export interface ExplorerOptions {
  readonly tree: ObjectTree;
  readonly profiles: { list(): readonly Profile[] };
  readonly linkHosts: Pick<LinkHosts, 'of'>;
  readonly explainProblem: (node: ProblemNode) => ProblemText;
  readonly now: () => Date;
  readonly locale: string;
}

const { Collapsed, None } = vscode.TreeItemCollapsibleState;

/** Draws the object tree. */
export class ExplorerProvider implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #options: ExplorerOptions;
  readonly #changed = new vscode.EventEmitter<TreeNode | undefined>();

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(options: ExplorerOptions) {
    this.#options = options;
  }

  /** Draws a node's children again, or everything without one. */
  changed(node?: TreeNode): void {
    this.#changed.fire(node);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    const { tree } = this.#options;
    if (!node) return [...tree.roots()];
    return isContainer(node) ? [...(await tree.children(node))] : [];
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return node.kind === 'profile' ? undefined : node.parent;
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    const item = this.#draw(node);
    item.id = node.id;
    const contextValue = contextValueOf(node, node.kind === 'profile' ? this.#profileOf(node) : undefined);
    if (contextValue !== undefined) item.contextValue = contextValue;
    return item;
  }

  /** Tooltips are made when they are asked for; what a server said is text in them, never Markdown. */
  resolveTreeItem(item: vscode.TreeItem, node: TreeNode): vscode.TreeItem {
    if (node.kind === 'object') item.tooltip = tooltipOf(objectRows(node, this.#options.locale));
    else if (node.kind === 'bucket') item.tooltip = tooltipOf(bucketRows(node, this.#linkHostOf(node)));
    else if (node.kind === 'profile') item.tooltip = tooltipOf(profileRows(this.#profileOf(node)));
    return item;
  }

  #draw(node: TreeNode): vscode.TreeItem {
    switch (node.kind) {
      case 'profile': {
        const profile = this.#profileOf(node);
        const item = new vscode.TreeItem(profile?.name ?? '', Collapsed);
        item.description = profile?.region ?? '';
        item.iconPath = new vscode.ThemeIcon('account');
        return item;
      }
      case 'bucket': {
        const item = new vscode.TreeItem(node.bucket, Collapsed);
        const host = this.#linkHostOf(node);
        const where = node.region ?? l10n.t('added by name');
        item.description = host === undefined ? where : `${where} → ${host}`;
        item.iconPath = new vscode.ThemeIcon('archive');
        return item;
      }
      case 'folder': {
        const item = new vscode.TreeItem(shownName(nameOf(node)), Collapsed);
        if (node.parent.kind === 'profile') {
          // A folder that was added by itself stands for its bucket.
          const host = this.#linkHostOf(node);
          item.description = host === undefined ? l10n.t('added by name') : `→ ${host}`;
          item.iconPath = new vscode.ThemeIcon('folder-library');
          return item;
        }
        item.iconPath = vscode.ThemeIcon.Folder;
        item.resourceUri = iconUri(`${node.bucket}/${node.prefix}`);
        return item;
      }
      case 'object':
        return this.#drawObject(node);
      case 'loadMore': {
        const item = new vscode.TreeItem(l10n.t('Load More'), None);
        item.description = l10n.t('{0} shown', node.shown.toLocaleString(this.#options.locale));
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
      case 'problem': {
        const { label, details, command } = this.#options.explainProblem(node);
        const item = new vscode.TreeItem(label, None);
        item.description = command.title;
        item.tooltip = details;
        item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
        item.command = commandOf(command.name, command.title, node);
        return item;
      }
      case 'empty': {
        const item = new vscode.TreeItem(emptyText(node.parent.kind), None);
        item.iconPath = new vscode.ThemeIcon('info');
        return item;
      }
    }
  }

  #linkHostOf(node: BucketNode | FolderNode): string | undefined {
    const host = this.#options.linkHosts.of(node);
    return host && describeLinkHost(host, 'region' in node ? node.region : undefined);
  }

  #profileOf({ profileId }: ProfileNode): Profile | undefined {
    return this.#options.profiles.list().find(({ id }) => id === profileId);
  }

  #drawObject(node: ObjectNode): vscode.TreeItem {
    const { now, locale } = this.#options;
    const name = shownName(nameOf(node));
    const item = new vscode.TreeItem(name, None);
    const [size, age] = [describeSize(node.sizeBytes, locale), describeAge(node.lastModified, now(), locale)];
    item.description = `${size} · ${age}`;
    item.accessibilityInformation = { label: l10n.t('{0}, {1}, modified {2}', name, size, age) };
    item.iconPath = vscode.ThemeIcon.File;
    item.resourceUri = iconUri(`${node.bucket}/${node.key}`);
    return item;
  }
}

/** Only for the icon theme, which goes by the name; a key may have parts that no URI keeps. */
function iconUri(path: string): vscode.Uri {
  return vscode.Uri.from({ scheme: 'oss', path: `/${path}` });
}

/** A part of a key between two slashes may be empty, and nothing cannot be seen or clicked. */
function shownName(name: string): string {
  return name === '' ? '/' : name;
}

function emptyText(parent: 'profile' | 'bucket' | 'folder'): string {
  if (parent === 'profile') return l10n.t('No buckets');
  return parent === 'bucket' ? l10n.t('This bucket is empty') : l10n.t('This folder is empty');
}

function commandOf(name: CommandName, title: string, node: TreeNode): vscode.Command {
  return { command: COMMANDS[name], title, arguments: [node] };
}

type Rows = readonly (readonly [name: string, value: string | undefined])[];

function objectRows({ key, sizeBytes, lastModified, storageClass }: ObjectNode, locale: string): Rows {
  return [
    [l10n.t('Key'), key],
    [l10n.t('Size'), l10n.t('{0} bytes', sizeBytes.toLocaleString(locale))],
    [l10n.t('Modified'), lastModified.toLocaleString(locale)],
    [l10n.t('Storage class'), storageClass],
  ];
}

function bucketRows({ bucket, region, added }: BucketNode, linkHost: string | undefined): Rows {
  return [
    [l10n.t('Bucket'), bucket],
    [l10n.t('Region'), region],
    [l10n.t('Link host'), linkHost],
    [l10n.t('Listed'), added ? l10n.t('added by name') : undefined],
  ];
}

function profileRows(profile: Profile | undefined): Rows {
  if (!profile) return [];
  const { name, region, endpoint } = profile;
  return [
    [l10n.t('Profile'), name],
    [l10n.t('Region'), region],
    [l10n.t('Endpoint'), endpoint.kind === 'custom' ? endpoint.url : endpoint.kind],
    [l10n.t('AccessKey'), credentialsText(profile)],
  ];
}

function credentialsText({ source, credentialSource }: Profile): string {
  if (source === 'environment') return l10n.t('from the environment');
  if (!credentialSource) return l10n.t('in secret storage');
  const { tool, profile } = credentialSource;
  return tool === 'ossutil'
    ? l10n.t('from profile {0} of ossutil', profile)
    : l10n.t('from profile {0} of the Alibaba Cloud CLI', profile);
}

function tooltipOf(rows: Rows): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  for (const [name, value] of rows) {
    if (value !== undefined) tooltip.appendText(`${name}: ${value}\n\n`);
  }
  return tooltip;
}
