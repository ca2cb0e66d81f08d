// Lazy border: created with the services, so that activation does not load code that only commands use.
import * as vscode from 'vscode';
import type { Subscriptions } from '../../emitter.ts';
import { SessionLinks } from '../../links/details/sessionLinks.ts';
import { createFoundLinks } from '../../ui/editors/foundLinks.ts';
import { checksBeforeCopy } from '../../ui/settings/configuration.ts';
import type { Inspector } from '../services.ts';

/** Creates the services of the commands that read and check links. */
export function createInspector(transport: Inspector['transport'], subscriptions: Subscriptions): Inspector {
  return {
    sessionLinks: new SessionLinks(),
    foundLinks: createFoundLinks(subscriptions),
    transport,
    checksBeforeCopy,
    // VS Code also accepts a string. A `Uri` would encode it again, and the signature covers exactly these bytes.
    openInBrowser: (url) => vscode.env.openExternal(url as unknown as vscode.Uri),
    texts: async () => (await import('../../ui/editors/documentTexts.ts')).texts,
  };
}
