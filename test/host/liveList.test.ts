import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Answer, Choice } from '../../src/ui/prompts/questions.ts';
import { prompts } from '../../src/ui/prompts/prompts.ts';

const choiceOf = (label: string): Choice<string> => ({ label, value: label });

/** List that loads choices for a text; each load waits until it is released. */
class SlowList {
  readonly answer: Promise<Answer<string>>;
  #picker: vscode.QuickPick<vscode.QuickPickItem> | undefined;
  #release: (() => void) | undefined;
  #onLoad: () => void = () => undefined;

  constructor(choicesFor: (text: string) => readonly string[]) {
    const real = vscode.window.createQuickPick;
    Object.assign(vscode.window, {
      createQuickPick: () => (this.#picker = Reflect.apply(real, vscode.window, [])),
    });
    try {
      this.answer = prompts.pickLive({
        title: 'List',
        placeholder: 'Select one',
        load: async (text) => {
          await new Promise<void>((resolve) => {
            this.#release = resolve;
            this.#onLoad();
          });
          return choicesFor(text).map(choiceOf);
        },
      });
    } finally {
      Object.assign(vscode.window, { createQuickPick: real });
    }
  }

  /** Ends the load that waits. */
  release(): void {
    this.#release?.();
  }

  /** Types a text, and resolves once its choices are being loaded. */
  async type(text: string): Promise<void> {
    const loading = new Promise<void>((resolve) => {
      this.#onLoad = resolve;
    });
    (this.#picker ?? assert.fail()).value = text;
    await loading;
  }

  async pressEnter(): Promise<void> {
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
  }

  close(): void {
    this.#picker?.hide();
  }
}

/** Resolves once VS Code has handled what was sent to it. */
const settled = (): Thenable<unknown> => vscode.commands.executeCommand('setContext', 'test.settled', true);

describe('a list that is loaded while the user types', () => {
  it('takes the choice that was typed in full, although Enter came before the list', async () => {
    const list = new SlowList((text) => ['docs', 'docs-archive'].filter((name) => name.includes(text)));
    list.release();
    await list.type('docs');
    await list.pressEnter();
    await settled();
    list.release();
    assert.equal(await list.answer, 'docs');
  });

  it('takes the only choice, although Enter came before the list', async () => {
    const list = new SlowList((text) => ['docs', 'media'].filter((name) => name.includes(text)));
    list.release();
    await list.type('med');
    await list.pressEnter();
    await settled();
    list.release();
    assert.equal(await list.answer, 'media');
  });

  it('takes none of several, since Enter came before the user could see them', async () => {
    const list = new SlowList((text) => ['docs', 'docs-archive'].filter((name) => name.includes(text)));
    list.release();
    await list.type('doc');
    await list.pressEnter();
    await settled();
    list.release();
    await settled();
    list.close();
    assert.equal(await list.answer, undefined);
  });
});
