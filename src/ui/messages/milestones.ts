// Kept apart: trees and views set milestones without loading the messages of commands.
import * as vscode from 'vscode';
import { MILESTONES, type Milestone } from '../../ids.ts';

/** Milestones of this window. */
const reached = new Set<Milestone>();

/** Sets the context key that completes a step of the walkthrough. VS Code keeps the check mark permanently. */
export function reach(milestone: Milestone): void {
  if (reached.has(milestone)) return;
  reached.add(milestone);
  void setKey(milestone, true);
}

/**
 * Opens the walkthrough. VS Code loads its steps then, and completes one only if its key changes afterwards: so the keys
 * are set once more.
 */
export async function openWithMilestones(open: () => Thenable<unknown>): Promise<void> {
  const milestones = [...reached];
  await Promise.all(milestones.map((milestone) => setKey(milestone, false)));
  try {
    await open();
  } finally {
    await Promise.all(milestones.map((milestone) => setKey(milestone, true)));
  }
}

function setKey(milestone: Milestone, isReached: boolean): Thenable<unknown> {
  return vscode.commands.executeCommand('setContext', MILESTONES[milestone], isReached);
}
