import type { ExtensionContext } from 'vscode';
import { startCounting } from '../support/reachRecorder.ts';
import { variables } from './results.ts';

/** What a test needs to deactivate the extension and to activate it again, as VS Code does. */
export interface Activated {
  readonly context: ExtensionContext;
  readonly activate: (context: ExtensionContext) => void;
}

/** Activates the extension with the context that VS Code made for it, and tells the tests of both. */
export async function activate(context: ExtensionContext): Promise<Activated> {
  if (process.env[variables.coverage] !== undefined) startCounting();
  const entry = await import('../../src/extension.ts');
  entry.activate(context);
  return { context, activate: entry.activate };
}
