import * as vscode from 'vscode';
import * as l10n from '@vscode/l10n';
import type { IssuedLink, Ledger } from '../../links/ledger/ledger.ts';
import { objectName } from '../../links/link.ts';
import type { IssuedRowsOptions } from './issuedRows.ts';
import { describeCount, describeMoment } from '../../text/describe.ts';
import { issuedContextValueOf, issuedGroups, type IssuedLinkNode, type IssuedNode } from './issuedNodes.ts';

export interface IssuedLinksOptions extends IssuedRowsOptions {
  readonly ledger: Pick<Ledger, 'list'>;
}

/** Tree of the issued links, grouped into active and expired ones. */
export class IssuedLinksProvider implements vscode.TreeDataProvider<IssuedNode>, vscode.Disposable {
  readonly #options: IssuedLinksOptions;
  readonly #changed = new vscode.EventEmitter<undefined>();
  #drawnAtMs = 0;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(options: IssuedLinksOptions) {
    this.#options = options;
  }

  /** Time of the last complete refresh. */
  get drawnAtMs(): number {
    return this.#drawnAtMs;
  }

  /** Refreshes the whole tree. */
  readonly refresh = (): void => {
    this.#changed.fire(undefined);
  };

  dispose(): void {
    this.#changed.dispose();
  }

  getChildren(node?: IssuedNode): IssuedNode[] {
    const { ledger, now } = this.#options;
    if (!node) {
      this.#drawnAtMs = now().getTime();
      return [...issuedGroups(ledger.list(), now())];
    }
    return node.kind === 'issuedGroup' ? [...node.links] : [];
  }

  getTreeItem(node: IssuedNode): vscode.TreeItem {
    const { locale } = this.#options;
    const item =
      node.kind === 'issuedGroup'
        ? groupItem(node.isActive, describeCount(node.links.length, locale))
        : this.#linkItem(node);
    item.id = node.id;
    const contextValue = issuedContextValueOf(node);
    if (contextValue !== undefined) item.contextValue = contextValue;
    return item;
  }

  /** Adds the tooltip, in which names and notes are text, never Markdown. */
  async resolveTreeItem(item: vscode.TreeItem, node: IssuedNode): Promise<vscode.TreeItem> {
    if (node.kind === 'issuedGroup') return item;
    const { issuedRows } = await import('./issuedRows.ts');
    const tooltip = new vscode.MarkdownString();
    for (const [name, value] of issuedRows(node.link, this.#options)) {
      if (value !== undefined) tooltip.appendText(`${name}: ${value}\n\n`);
    }
    item.tooltip = tooltip;
    return item;
  }

  #linkItem({ link, isActive }: IssuedLinkNode): vscode.TreeItem {
    const { now, locale } = this.#options;
    const item = new vscode.TreeItem(labelOf(link, locale), vscode.TreeItemCollapsibleState.None);
    const end = describeMoment(new Date(link.expiresAtMs), now(), locale);
    const state = isActive ? l10n.t('ends {0}', end) : l10n.t('expired {0}', end);
    const times = link.times > 1 ? [`×${link.times}`] : [];
    item.description = [state, link.method, ...times, ...(link.note === undefined ? [] : [link.note])].join(' · ');
    item.accessibilityInformation = {
      label: l10n.t('{0} link for {1}, {2}', link.method, labelOf(link, locale), state),
    };
    item.iconPath = new vscode.ThemeIcon(iconOf(link));
    return item;
  }
}

function groupItem(isActive: boolean, count: string): vscode.TreeItem {
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(isActive ? l10n.t('Active') : l10n.t('Expired'), isActive ? Expanded : Collapsed);
  item.description = count;
  return item;
}

function labelOf({ key, bucket, batchCount }: IssuedLink, locale: string): string {
  if (batchCount === undefined) return objectName(key);
  return l10n.t('{0} links of {1}', describeCount(batchCount, locale), key === '' ? bucket : objectName(key));
}

function iconOf({ method, batchCount }: IssuedLink): string {
  if (batchCount !== undefined) return 'files';
  return method === 'GET' ? 'cloud-download' : 'cloud-upload';
}
