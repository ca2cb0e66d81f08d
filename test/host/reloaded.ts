import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Activated } from './main.ts';

/** Reloaded extension, and the providers that it registered by functions of `vscode.languages`. */
export interface Reloaded {
  readonly activated: Activated;
  readonly exports: ReturnType<Activated['activate']>;
  /** Providers by the function that registered them, in order. */
  readonly providers: ReadonlyMap<string, readonly unknown[]>;
}

/** Unloads the extension and loads it again. */
export async function reloaded(): Promise<Reloaded> {
  const extension = vscode.extensions.getExtension<Activated>('oss-presigned-links.oss-presigned-links');
  const activated = (await extension?.activate()) ?? assert.fail('the extension is not installed');
  for (const subscription of activated.context.subscriptions.splice(0)) subscription.dispose();
  const providers = new Map<string, unknown[]>();
  const real = Object.entries(vscode.languages).filter(([name]) => /^register.*Provider$/.test(name));
  const watched = real.map(([name, register]: readonly [string, unknown]) => {
    assert.ok(typeof register === 'function');
    const noting = (...args: readonly unknown[]): unknown => {
      providers.set(name, [...(providers.get(name) ?? []), args[1]]);
      return Reflect.apply(register, vscode.languages, args);
    };
    return [name, noting];
  });
  Object.assign(vscode.languages, Object.fromEntries(watched));
  try {
    return { activated, providers, exports: activated.activate(activated.context) };
  } finally {
    Object.assign(vscode.languages, Object.fromEntries(real));
  }
}

/** A message of VS Code. */
export interface ShownMessage {
  readonly message: string;
  readonly detail?: string;
  readonly buttons: readonly string[];
}

const MESSAGES = ['showInformationMessage', 'showWarningMessage', 'showErrorMessage'] as const;

/** Messages that are shown from now until `stop`; `answers` presses a button of each. */
export class ShownMessages {
  readonly shown: ShownMessage[] = [];
  readonly statuses: string[] = [];
  answer: (message: ShownMessage) => string | undefined | Promise<string | undefined> = () => undefined;
  readonly #undo: (() => void)[] = [];
  #wake: () => void = () => undefined;

  /** Takes the place of VS Code's messages. Test files share one host, so that each does so only while it runs. */
  start(): void {
    for (const name of MESSAGES) {
      this.#replace(name, (message: string, ...more: (string | vscode.MessageOptions)[]) => {
        const options = more.find((one) => typeof one === 'object');
        const buttons = more.filter((one) => typeof one === 'string');
        const one = { message, buttons, ...(options?.detail !== undefined && { detail: options.detail }) };
        this.shown.push(one);
        this.#wake();
        return Promise.resolve(this.answer(one));
      });
    }
    this.#replace('setStatusBarMessage', (text: string) => {
      this.statuses.push(text);
      this.#wake();
      return new vscode.Disposable(() => undefined);
    });
  }

  /** Waits for a message or a text of the status bar; the test's timeout ends it. */
  async containing(text: string): Promise<string> {
    for (;;) {
      const found = [...this.shown.map(({ message }) => message), ...this.statuses].find((one) => one.includes(text));
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  get texts(): readonly string[] {
    return [
      ...this.shown.flatMap(({ message, detail = '', buttons }) => [message, detail, ...buttons]),
      ...this.statuses,
    ];
  }

  stop(): void {
    for (const undo of this.#undo.splice(0)) undo();
  }

  #replace(name: (typeof MESSAGES)[number] | 'setStatusBarMessage', by: unknown): void {
    const real = vscode.window[name];
    Object.assign(vscode.window, { [name]: by });
    this.#undo.push(() => Object.assign(vscode.window, { [name]: real }));
  }
}
