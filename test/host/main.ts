import type { ExtensionContext } from 'vscode';

/** What a test needs to deactivate the extension and to activate it again, as VS Code does. */
export interface Activated {
  readonly context: ExtensionContext;
  readonly activate: (context: ExtensionContext) => void;
}

/** Lies beside the bundle of this module. */
const entryFile = './dist/extension.js';

/** Activates the extension as it ships, with the context that VS Code made for it, and tells the tests of both. */
export async function activate(context: ExtensionContext): Promise<Activated> {
  const entry = (await import(entryFile)) as Pick<Activated, 'activate'>;
  entry.activate(context);
  return { context, activate: entry.activate };
}
