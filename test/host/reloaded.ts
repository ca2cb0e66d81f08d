import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMANDS } from '../../src/ids.ts';
import { until } from './controls.ts';
import type { Activated } from './main.ts';

/** Part of VS Code that the extension created: what it passed to VS Code, and what it got. */
export interface Part {
  readonly args: readonly unknown[];
  readonly result: unknown;
}

/** Parts by the function of VS Code that created or registered them, in order. */
export type Parts = ReadonlyMap<string, readonly Part[]>;

/** Reloaded extension, and the providers that it registered by functions of `vscode.languages`. */
export interface Reloaded {
  readonly activated: Activated;
  readonly exports: ReturnType<Activated['activate']>;
  /** Providers by the function that registered them, in order. */
  readonly providers: ReadonlyMap<string, readonly unknown[]>;
}

/** Unloads the extension and loads it again. */
export async function reloaded(): Promise<Reloaded> {
  const activated = await unloaded();
  const watch = watchParts();
  try {
    const exports = activated.activate(activated.context);
    const providers = new Map([...watch.parts].map(([name, parts]) => [name, parts.map(({ args }) => args[1])]));
    return { activated, exports, providers };
  } finally {
    watch.stop();
  }
}

/**
 * Unloads the extension and loads it again with its services. The first command creates them, unless `waits` says that
 * the extension itself does so.
 */
export async function reloadedWithServices({ waits = false } = {}): Promise<Parts> {
  const { activate, context } = await unloaded();
  const watch = watchParts();
  try {
    activate(context);
    if (waits) await until(() => watch.parts.has('createStatusBarItem'));
    else await vscode.commands.executeCommand(COMMANDS.clearFoundLinks);
    return watch.parts;
  } finally {
    watch.stop();
  }
}

/** Unloads the extension, after its first activation. */
async function unloaded(): Promise<Activated> {
  const extension = vscode.extensions.getExtension<Activated>('oss-presigned-links.oss-presigned-links');
  const activated = (await extension?.activate()) ?? assert.fail('the extension is not installed');
  for (const subscription of activated.context.subscriptions.splice(0)) subscription.dispose();
  return activated;
}

/** Records what is created and registered from now until `stop`. */
function watchParts(): { readonly parts: Parts; readonly stop: () => void } {
  const parts = new Map<string, Part[]>();
  const undo = [vscode.languages, vscode.window, vscode.workspace, vscode.lm].map((space: object) => {
    const real = Object.entries(space).filter(([name]) => /^(?:create|register)[A-Z]/.test(name));
    const watched = real.map(([name, create]: readonly [string, unknown]) => {
      assert.ok(typeof create === 'function');
      const noting = (...args: readonly unknown[]): unknown => {
        const result: unknown = Reflect.apply(create, space, args);
        parts.set(name, [...(parts.get(name) ?? []), { args, result }]);
        return result;
      };
      return [name, noting];
    });
    Object.assign(space, Object.fromEntries(watched));
    return () => Object.assign(space, Object.fromEntries(real));
  });
  return {
    parts,
    stop: () => {
      for (const restore of undo) restore();
    },
  };
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
  /** Functions of VS Code that showed these messages, in the same order. */
  readonly shownBy: (typeof MESSAGES)[number][] = [];
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
        this.shownBy.push(name);
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

  /** Gives VS Code its messages back, and forgets what was shown and how it was answered. */
  stop(): void {
    for (const undo of this.#undo.splice(0)) undo();
    this.shown.length = 0;
    this.shownBy.length = 0;
    this.statuses.length = 0;
    this.answer = () => undefined;
  }

  #replace(name: (typeof MESSAGES)[number] | 'setStatusBarMessage', by: unknown): void {
    const real = vscode.window[name];
    Object.assign(vscode.window, { [name]: by });
    this.#undo.push(() => Object.assign(vscode.window, { [name]: real }));
  }
}
