import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { LazyTreeProvider, type LazyView } from '../../src/ui/lazyTreeProvider.ts';
import { updateSetting } from './controls.ts';

/** Tree view that shows what a test can read, and whose events a test fires. */
export class WatchedView<T> {
  message = '';
  badge: vscode.ViewBadge | undefined;
  visible = true;
  selection: readonly T[] = [];
  /** Arguments of each `reveal`. */
  readonly revealed: (readonly unknown[])[] = [];
  readonly collapsed = new vscode.EventEmitter<vscode.TreeViewExpansionEvent<T>>();
  readonly visibility = new vscode.EventEmitter<vscode.TreeViewVisibilityChangeEvent>();
  readonly onDidCollapseElement = this.collapsed.event;
  readonly onDidChangeVisibility = this.visibility.event;
  readonly provider = new LazyTreeProvider<T>(() => assert.fail('the rows are there already'));

  readonly reveal = (...args: readonly unknown[]): Promise<void> => {
    this.revealed.push(args);
    return Promise.resolve();
  };

  /** The view as the extension gets it. */
  get lazy(): LazyView<T> {
    return { view: this as unknown as vscode.TreeView<T>, provider: this.provider };
  }
}

/** Commands that are run from now until `stop`, context keys and listeners to the focus of the window. */
export class WatchedWindow {
  /** Context keys by their latest values. */
  readonly contexts = new Map<unknown, unknown>();
  /** Names and arguments of all other commands; none of them is run. */
  readonly ran: (readonly [name: string, ...args: readonly unknown[]])[] = [];
  onCommand: (name: string) => void = () => undefined;
  readonly #listeners: ((state: vscode.WindowState) => unknown)[] = [];
  readonly #undo: (() => void)[] = [];

  start(): void {
    this.ran.length = 0;
    this.#replace(vscode.commands, 'executeCommand', (name: string, ...args: readonly unknown[]) => {
      if (name === 'setContext') this.contexts.set(args[0], args[1]);
      else {
        this.ran.push([name, ...args]);
        this.onCommand(name);
      }
      return Promise.resolve();
    });
    this.#replace(vscode.window, 'onDidChangeWindowState', (listener: (state: vscode.WindowState) => unknown) => {
      this.#listeners.push(listener);
      return new vscode.Disposable(() => undefined);
    });
  }

  /** The window gets the focus, or another one does. */
  focus(focused: boolean): void {
    for (const listener of this.#listeners) listener({ focused, active: focused });
  }

  stop(): void {
    for (const undo of this.#undo.splice(0)) undo();
  }

  #replace<Space extends object>(space: Space, name: keyof Space & string, by: unknown): void {
    const real: unknown = Reflect.get(space, name);
    Object.assign(space, { [name]: by });
    this.#undo.push(() => Object.assign(space, { [name]: real }));
  }
}

/** Changes a setting of the user, and resolves once the extension has heard of it. */
export async function changeSetting(name: string, value: unknown): Promise<void> {
  const heard = new Promise<void>((resolve) => {
    // Listeners are called in their order, so this one after those of the extension.
    const listener = vscode.workspace.onDidChangeConfiguration((change) => {
      if (!change.affectsConfiguration(name)) return;
      listener.dispose();
      resolve();
    });
  });
  await updateSetting(name, value);
  await heard;
}
