import { createRequire } from 'node:module';
import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';
import { measureLoop, type LoopCosts } from './eventLoop.ts';
import { writeResult } from './probeResult.ts';

/** Costs of a run of the command in the extension host, which all extensions share. */
export interface BulkRun extends LoopCosts {
  readonly endedAt: number;
}

const STARTED_MS = 5000;

/** The extension as it is packaged. */
interface Extension {
  activate(context: vscode.ExtensionContext): void;
}

/**
 * Replaces the entry of the extension: activates it, then runs "Export Download Links…" on a bucket, whose questions
 * the bench answers, and writes the costs.
 */
export function activate(context: vscode.ExtensionContext): void {
  (createRequire(__filename)('./dist/extension.js') as Extension).activate(context);
  void measure();
}

async function measure(): Promise<void> {
  // The host's own start does not count.
  await setTimeout(STARTED_MS);
  const parent = { kind: 'profile', id: 'environment', profileId: 'environment' };
  const bucket = { ...parent, kind: 'bucket', id: 'bench-bucket', bucket: 'bench-bucket', parent, added: false };
  const costs = await measureLoop(() => vscode.commands.executeCommand('ossLinks.bulkLinks', bucket));
  const run: BulkRun = { ...costs, endedAt: Date.now() };
  await writeResult(run);
}
