import type { ExtensionContext } from 'vscode';
import type { ExtensionExports } from '../../src/features/api/api.ts';
import type { MarkdownExports } from '../../src/features/documents/preview/markdownIt.ts';
import { startCounting } from '../support/reachRecorder.ts';
import { variables } from './results.ts';

/** Functions with which a test deactivates the extension and activates it again, like VS Code, and its exports. */
export interface Activated extends ExtensionExports, MarkdownExports {
  readonly context: ExtensionContext;
  readonly activate: (context: ExtensionContext) => ExtensionExports & MarkdownExports;
}

/** Activates the extension with the context from VS Code, and passes both to the tests. */
export async function activate(context: ExtensionContext): Promise<Activated> {
  if (process.env[variables.coverage] !== undefined) startCounting();
  const entry = await import('../../src/extension.ts');
  return { ...entry.activate(context), context, activate: entry.activate };
}
