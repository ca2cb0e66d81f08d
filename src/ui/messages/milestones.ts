// Kept apart: trees and views set milestones without loading the messages of commands.
import * as vscode from 'vscode';
import { MILESTONES, type Milestone } from '../../ids.ts';

/** Sets the context key that completes a step of the walkthrough. VS Code keeps the check mark permanently. */
export function reach(milestone: Milestone): void {
  void vscode.commands.executeCommand('setContext', MILESTONES[milestone], true);
}
