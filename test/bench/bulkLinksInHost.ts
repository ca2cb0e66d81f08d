import * as vscode from 'vscode';
import { measureLoop, type LoopCosts } from './eventLoop.ts';
import { writeResult } from './probeResult.ts';
import { activateShipped, benchBucket } from './shippedExtension.ts';

/** Costs of a run of the command in the extension host, which all extensions share. */
export interface BulkRun extends LoopCosts {
  readonly endedAt: number;
}

/**
 * Replaces the entry of the extension: activates it, then runs "Export Download Links…" on a bucket, whose questions
 * the bench answers, and writes the costs.
 */
export function activate(context: vscode.ExtensionContext): void {
  void measure(context);
}

async function measure(context: vscode.ExtensionContext): Promise<void> {
  await activateShipped(context);
  const costs = await measureLoop(() => vscode.commands.executeCommand('ossLinks.bulkLinks', benchBucket));
  const run: BulkRun = { ...costs, endedAt: Date.now() };
  await writeResult(run);
}
