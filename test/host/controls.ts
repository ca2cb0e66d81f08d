import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { lazyPrompts } from '../../src/ui/prompts/lazyPrompts.ts';
import type { Prompts } from '../../src/ui/prompts/questions.ts';
import { ScriptedPrompts, type Asked, type Reply } from '../support/ui/scriptedPrompts.ts';

/** Replaces functions of VS Code, or of the extension, while `act` runs. */
export async function withReplaced<S extends object, T>(
  space: S,
  members: { readonly [K in keyof S]?: unknown },
  act: () => PromiseLike<T>,
): Promise<T> {
  const real = Object.fromEntries(
    Object.keys(members).map((name): [string, unknown] => [name, Reflect.get(space, name)]),
  );
  Object.assign(space, members);
  try {
    return await act();
  } finally {
    Object.assign(space, real);
  }
}

/** Answers the questions of commands while `act` runs; resolves to the questions. */
export async function withReplies(
  replies: readonly Reply[],
  act: () => PromiseLike<unknown>,
): Promise<readonly Asked[]> {
  const prompts = new ScriptedPrompts(...replies);
  const members: Prompts = {
    pick: (question) => prompts.pick(question),
    pickMany: (question) => prompts.pickMany(question),
    pickLive: (question) => prompts.pickLive(question),
    input: (question) => prompts.input(question),
    decide: (decision) => prompts.decide(decision),
  };
  await withReplaced(lazyPrompts, members, act);
  prompts.assertDone();
  return prompts.asked;
}

/**
 * Writes a setting, and waits until VS Code has its value. VS Code refuses to write a file as long as it has not noticed
 * the last change of it, which may be its own.
 */
export async function updateSetting(
  name: string,
  value: unknown,
  target = vscode.ConfigurationTarget.Global,
): Promise<void> {
  await until(async () => {
    try {
      await vscode.workspace.getConfiguration().update(name, value, target);
      return true;
    } catch (error) {
      if (!String(error).includes('content of the file is newer')) throw error;
      return false;
    }
  });
  await until(() => isDeepStrictEqual(valueOf(name, target), value));
}

function valueOf(name: string, target: vscode.ConfigurationTarget): unknown {
  const found = vscode.workspace.getConfiguration().inspect(name);
  return target === vscode.ConfigurationTarget.Global ? found?.globalValue : found?.workspaceValue;
}

/** Settings that a test changes, and gives back afterwards. */
export class ChangedSettings {
  readonly #changed: {
    readonly name: string;
    readonly target: vscode.ConfigurationTarget;
    readonly before: unknown;
  }[] = [];

  async set(name: string, value: unknown, target = vscode.ConfigurationTarget.Global): Promise<void> {
    this.#changed.push({ name, target, before: valueOf(name, target) });
    await updateSetting(name, value, target);
  }

  async restore(): Promise<void> {
    for (const { name, target, before } of this.#changed.splice(0).reverse()) {
      await updateSetting(name, before, target);
    }
  }
}

/** Waits for what VS Code does on its own; the test's timeout ends it. */
export async function until<T>(find: () => T | undefined | false | PromiseLike<T | undefined | false>): Promise<T> {
  for (;;) {
    const found = await find();
    if (found !== undefined && found !== false) return found;
    await delay(20);
  }
}

/**
 * Opens a new document with a text. VS Code gives it the name of the one that a test has just closed, and for a moment
 * may return that one.
 */
export function newDocument(content: string, language = 'plaintext'): Promise<vscode.TextDocument> {
  return until(async () => {
    const document = await vscode.workspace.openTextDocument({ content, language });
    return document.getText() === content && document;
  });
}
