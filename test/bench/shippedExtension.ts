import { createRequire } from 'node:module';
import { setTimeout } from 'node:timers/promises';
import type * as vscode from 'vscode';

/** The host's own start does not count. */
const STARTED_MS = 5000;

/** The extension as it is packaged. */
interface Extension {
  activate(context: vscode.ExtensionContext): void;
}

/** Bucket of the profile from the environment, as the tree passes it to commands. */
export const benchBucket = {
  ...{ kind: 'bucket', id: 'bench-bucket', profileId: 'environment', bucket: 'bench-bucket', added: false },
  parent: { kind: 'profile', id: 'environment', profileId: 'environment' },
};

/** Credentials of the profile from the environment. */
export const benchCredentials = { OSS_ACCESS_KEY_ID: 'ak', OSS_ACCESS_KEY_SECRET: 'sk', OSS_REGION: 'cn-hangzhou' };

/** Activates the extension in place of the probe that is its entry, and waits until the host is calm. */
export async function activateShipped(context: vscode.ExtensionContext): Promise<void> {
  (createRequire(__filename)('./dist/extension.js') as Extension).activate(context);
  await setTimeout(STARTED_MS);
}
