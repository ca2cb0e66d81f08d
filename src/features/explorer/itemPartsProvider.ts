import * as vscode from 'vscode';
import { COMMANDS, type CommandName } from '../../ids.ts';
import { visibleControls } from '../../text/plainText.ts';
import type { TooltipRows } from '../../tree/nodeRows.ts';
import type { TreeNode } from '../../tree/nodes.ts';

/** URI for the file icon theme only, which uses the name. */
export function iconUri(path: string): vscode.Uri {
  return vscode.Uri.from({ scheme: 'oss', path: `/${path}` });
}

/** Name of a row; the empty name of a key such as `a//b` is shown as `/`. */
export function shownName(name: string): string {
  return name === '' ? '/' : visibleControls(name);
}

/** Non-empty texts, joined for a description. */
export function joinTexts(...texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join(' · ');
}

export function commandOf(name: CommandName, title: string, node: TreeNode): vscode.Command {
  return { command: COMMANDS[name], title, arguments: [node] };
}

export function tooltipOf(rows: TooltipRows): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  for (const [name, value] of rows) {
    if (value !== undefined) tooltip.appendText(`${name}: ${visibleControls(value)}\n\n`);
  }
  return tooltip;
}
