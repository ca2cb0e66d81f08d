import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';
import { measureLoop } from './eventLoop.ts';
import { writeResult } from './probeResult.ts';
import { activateShipped, benchBucket } from './shippedExtension.ts';

/** Time after which a view has loaded what it shows. */
const SHOWN_MS = 3000;

/** First uses, each in a host of its own. */
const uses: Readonly<Record<string, () => PromiseLike<unknown>>> = {
  command: () => vscode.commands.executeCommand('ossLinks.copyGetUrl', objectNode('object 0')),
  async expansion() {
    await vscode.commands.executeCommand('ossLinks.explorer.focus');
    await setTimeout(SHOWN_MS);
    await vscode.commands.executeCommand('list.focusFirst');
    await vscode.commands.executeCommand('list.expand');
    await setTimeout(SHOWN_MS);
  },
  bulk: () => vscode.commands.executeCommand('ossLinks.bulkLinks', benchBucket),
};

/**
 * Replaces the entry of the extension: activates it, then uses it for the first time, and writes the costs. Questions
 * are answered by the bench.
 */
export function activate(context: vscode.ExtensionContext): void {
  void measure(context);
}

async function measure(context: vscode.ExtensionContext): Promise<void> {
  await activateShipped(context);
  const use = uses[process.env['OSS_LINKS_BENCH_USE'] ?? ''];
  if (use === undefined) throw new Error('no use is named');
  await writeResult(await measureLoop(use));
}

function objectNode(key: string): object {
  const { profileId, bucket } = benchBucket;
  return {
    kind: 'object',
    id: key,
    profileId,
    bucket,
    key,
    parent: benchBucket,
    sizeBytes: 1,
    lastModified: new Date(),
  };
}
