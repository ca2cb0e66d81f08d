import * as vscode from 'vscode';
import type { Disposable } from '../../emitter.ts';
import { TOOLS, type ToolName } from '../../ids.ts';

/** Confirmation and run of each tool. */
export interface ToolCalls {
  readonly confirmation: (
    name: ToolName,
    input: unknown,
  ) => Promise<{ readonly title: string; readonly message: string }>;
  readonly run: (name: ToolName, input: unknown, signal: AbortSignal) => Promise<string>;
}

/** Registers the tools of the manifest with VS Code; each call is confirmed before it runs. */
export function registerLanguageModelTools(calls: ToolCalls): readonly Disposable[] {
  return Object.entries(TOOLS).map(([name, id]) =>
    vscode.lm.registerTool<unknown>(id, {
      prepareInvocation: async ({ input }) => {
        const { title, message } = await calls.confirmation(name as ToolName, input);
        // Names come from the model, so they are text, never Markdown.
        return { confirmationMessages: { title, message: new vscode.MarkdownString().appendText(message) } };
      },
      invoke: async ({ input }, token) => {
        const abort = new AbortController();
        const listener = token.onCancellationRequested(() => {
          abort.abort();
        });
        try {
          const result = await calls.run(name as ToolName, input, abort.signal);
          return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(result)]);
        } finally {
          listener.dispose();
        }
      },
    }),
  );
}
