import * as vscode from 'vscode';

/** Tree view with the provider that loads its rows. */
export interface LazyView<T> {
  readonly view: vscode.TreeView<T>;
  readonly provider: LazyTreeProvider<T>;
}

/** Tree data provider that loads the real one with the first row that VS Code asks for. */
export class LazyTreeProvider<T> implements vscode.TreeDataProvider<T>, vscode.Disposable {
  readonly #load: () => Promise<unknown>;
  readonly #changed = new vscode.EventEmitter<T | T[] | undefined>();
  #provider: vscode.TreeDataProvider<T> | undefined;
  #listener: vscode.Disposable | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  /** `load` calls `follow` with the real provider before it resolves. */
  constructor(load: () => Promise<unknown>) {
    this.#load = load;
  }

  /** Connects the real provider, whose changes are passed on. */
  follow(provider: vscode.TreeDataProvider<T>): void {
    this.#listener ??= provider.onDidChangeTreeData?.((node) => {
      this.#changed.fire(node ?? undefined);
    });
    this.#provider = provider;
  }

  async getChildren(node?: T): Promise<T[]> {
    return (await (await this.#real()).getChildren(node)) ?? [];
  }

  async getTreeItem(node: T): Promise<vscode.TreeItem> {
    return (await this.#real()).getTreeItem(node);
  }

  async getParent(node: T): Promise<T | undefined> {
    return (await (await this.#real()).getParent?.(node)) ?? undefined;
  }

  async resolveTreeItem(item: vscode.TreeItem, node: T, token: vscode.CancellationToken): Promise<vscode.TreeItem> {
    return (await (await this.#real()).resolveTreeItem?.(item, node, token)) ?? item;
  }

  dispose(): void {
    this.#listener?.dispose();
    this.#changed.dispose();
  }

  async #real(): Promise<vscode.TreeDataProvider<T>> {
    if (!this.#provider) await this.#load();
    if (!this.#provider) throw new vscode.CancellationError();
    return this.#provider;
  }
}
