import * as vscode from 'vscode';
import type { Subscriptions } from '../../emitter.ts';
import { INTERRUPTED_CONTEXT } from '../../ids.ts';
import type { Services } from '../services.ts';

/** Offers interrupted moves and copies once, when the user first sees the tree, and keeps the context key of their command. */
export function registerInterruptedCopies(
  view: Pick<vscode.TreeView<unknown>, 'visible' | 'onDidChangeVisibility'>,
  services: Services,
  subscriptions: Subscriptions,
): void {
  const { copyJournal, notifications } = services;
  const count = (): void => {
    const isAny = copyJournal.interrupted().length > 0;
    void vscode.commands.executeCommand('setContext', INTERRUPTED_CONTEXT, isAny);
  };
  let isOffered = false;
  const offer = (): void => {
    if (isOffered || !view.visible) return;
    isOffered = true;
    if (copyJournal.interrupted().length === 0) return;
    import('./interruptedCopies.ts').then(({ offerInterruptedCopies }) => {
      offerInterruptedCopies(services);
    }, notifications.error);
  };
  subscriptions.push(copyJournal.onDidChange(count), view.onDidChangeVisibility(offer));
  count();
  offer();
}
