import type { ExtensionContext } from 'vscode';
import type { ExtensionExports } from '../../src/features/api/api.ts';
import type { MarkdownExports } from '../../src/features/documents/preview/markdownIt.ts';
import { startCounting } from '../support/reachRecorder.ts';
import { variables } from './results.ts';

/** What a test needs to deactivate the extension and to activate it again, as VS Code does, and what others get of it. */
export interface Activated extends ExtensionExports, MarkdownExports {
  readonly context: ExtensionContext;
  readonly activate: (context: ExtensionContext) => ExtensionExports & MarkdownExports;
}

/** Activates the extension with the context that VS Code made for it, and hands both to the tests. */
export async function activate(context: ExtensionContext): Promise<Activated> {
  if (process.env[variables.coverage] !== undefined) startCounting();
  const entry = await import('../../src/extension.ts');
  return { ...entry.activate(context), context, activate: entry.activate };
}
