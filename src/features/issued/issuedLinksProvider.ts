import * as vscode from 'vscode';
import * as l10n from '@vscode/l10n';
import type { IssuedLink, Ledger } from '../../links/ledger/ledger.ts';
import { objectName } from '../../links/link.ts';
import { visibleControls } from '../../text/plainText.ts';
import type { IssuedRowsOptions } from './issuedRows.ts';
import { describeAge, describeCount, describeShortDuration } from '../../text/describe.ts';
import {
  filterIssued,
  issuedContextValueOf,
  issuedGroups,
  type IssuedLinkNode,
  type IssuedNode,
} from './issuedNodes.ts';

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

  /** Text that the shown links contain; empty for all. */
  filter = '';

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
      return [...issuedGroups(filterIssued(ledger.list(), this.filter), now())];
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
      if (value !== undefined) tooltip.appendText(`${name}: ${withoutAutolinks(visibleControls(value))}\n\n`);
    }
    item.tooltip = tooltip;
    return item;
  }

  #linkItem({ link, isActive }: IssuedLinkNode): vscode.TreeItem {
    const { now, locale } = this.#options;
    const item = new vscode.TreeItem(visibleControls(labelOf(link, locale)), vscode.TreeItemCollapsibleState.None);
    const end = new Date(link.expiresAtMs);
    const state = isActive
      ? l10n.t('expires in {0}', describeShortDuration((end.getTime() - now().getTime()) / 1000))
      : l10n.t('expired {0}', describeAge(end, now(), locale));
    const times = link.times > 1 ? [`×${link.times}`] : [];
    const kind = link.request === undefined ? link.method : l10n.t('request for files');
    const note = link.note === undefined ? [] : [link.note];
    const details = [state, link.bucket, kind, ...times, ...note];
    // The icon shows the kind. What a narrow view cuts off stands last.
    item.description = visibleControls([state, ...note, ...times, link.bucket].join(' · '));
    item.accessibilityInformation = {
      label: visibleControls([labelOf(link, locale), ...details].join(', ')),
    };
    item.iconPath = new vscode.ThemeIcon(iconOf(link));
    return item;
  }
}

/** Text in which Markdown finds no address to turn into a link. */
function withoutAutolinks(text: string): string {
  return text.replace(/:\/\/|www\.|@/gi, '$&\u2060');
}

function groupItem(isActive: boolean, count: string): vscode.TreeItem {
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(isActive ? l10n.t('Active') : l10n.t('Expired'), isActive ? Expanded : Collapsed);
  item.description = count;
  return item;
}

function labelOf({ key, bucket, batchCount, request }: IssuedLink, locale: string): string {
  if (request !== undefined) return `${key === '' ? bucket : objectName(key)}/`;
  if (batchCount === undefined) return objectName(key);
  return l10n.t(
    batchCount === 1 ? '1 link of {1}' : '{0} links of {1}',
    describeCount(batchCount, locale),
    key === '' ? bucket : objectName(key),
  );
}

function iconOf({ method, batchCount }: IssuedLink): string {
  if (batchCount !== undefined) return 'files';
  return { GET: 'cloud-download', PUT: 'cloud-upload', POST: 'inbox' }[method];
}
