import * as vscode from 'vscode';
import type { Subscriptions } from '../../emitter.ts';
import { INTERRUPTED_CONTEXT } from '../../ids.ts';
import type { Services } from '../services.ts';

/** Interval at which this window looks whether the runs of other windows were interrupted. */
const LOOK_AGAIN_MS = 5000;

/** Offers interrupted moves and copies once, when the user sees the tree, and keeps the context key of their command. */
export function registerInterruptedCopies(
  view: Pick<vscode.TreeView<unknown>, 'visible' | 'onDidChangeVisibility'>,
  services: Services,
  subscriptions: Subscriptions,
): void {
  const { copyJournal, notifications } = services;
  const known = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    clearTimeout(timer);
    const runs = copyJournal.interrupted();
    void vscode.commands.executeCommand('setContext', INTERRUPTED_CONTEXT, runs.length > 0);
    // After a reload, the extension host of before may take some seconds to end.
    if (copyJournal.othersAtWork()) timer = setTimeout(look, LOOK_AGAIN_MS);
    if (!view.visible || runs.every(({ id }) => known.has(id))) return;
    for (const { id } of runs) known.add(id);
    import('./interruptedCopies.ts').then(({ offerInterruptedCopies }) => {
      offerInterruptedCopies(services);
    }, notifications.error);
  };
  /** Runs that this window interrupts are reported where they end, so they are not offered here. */
  const changed = copyJournal.onDidChange(() => {
    for (const { id } of copyJournal.interrupted()) known.add(id);
    look();
  });
  const stopTimer = (): void => {
    clearTimeout(timer);
  };
  subscriptions.push(changed, view.onDidChangeVisibility(look), { dispose: stopTimer });
  look();
}
