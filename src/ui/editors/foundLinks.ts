import * as vscode from 'vscode';
import type { Subscriptions } from '../../emitter.ts';
import { FOUND_LINKS_CONTEXT } from '../../ids.ts';
import type { PresignedUrl } from '../../oss/presignedUrls/presignedUrl.ts';
import type { DocumentLocation } from './documentTexts.ts';

/** Link with its location in a document. */
export interface LinkInDocument extends DocumentLocation {
  readonly link: PresignedUrl;
  readonly length: number;
}

/** Signature in a document, of a URL in another spelling or of another kind of signature. */
export interface SignatureInDocument extends DocumentLocation {
  readonly signature: string;
  readonly length: number;
}

/** Presigned URL or upload form in a file of the workspace that may still work. */
export type FoundLink = (LinkInDocument | SignatureInDocument) & Finding;

interface Finding {
  readonly path: string;
  /** Line and column of its start, counted from 0. */
  readonly line: number;
  readonly column: number;
  /** Name and expiry for the user, without the link. */
  readonly text: string;
}

/** List of found links in VS Code's Problems view. */
export interface FoundLinks {
  /** Replaces the list and shows the view. */
  show(links: readonly FoundLink[]): Promise<void>;
  /** Links that are still listed. */
  list(): readonly FoundLink[];
  clear(): void;
}

/** Creates the list of found links: one warning per link in the Problems view, grouped by file there. */
export function createFoundLinks(subscriptions: Subscriptions): FoundLinks {
  const collection = vscode.languages.createDiagnosticCollection('oss-found-links');
  const files = new Map<string, readonly FoundLink[]>();
  const update = (): void => {
    void vscode.commands.executeCommand('setContext', FOUND_LINKS_CONTEXT, files.size > 0);
  };
  const clear = (): void => {
    collection.clear();
    files.clear();
    update();
  };
  subscriptions.push(
    collection,
    // An edited file differs from the searched text: its links are listed again by the next search.
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length === 0 || !files.delete(document.uri.toString())) return;
      collection.delete(document.uri);
      update();
    }),
  );
  return {
    async show(links) {
      clear();
      for (const link of links) files.set(link.uri, [...(files.get(link.uri) ?? []), link]);
      for (const [uri, ofFile] of files) collection.set(vscode.Uri.parse(uri, true), ofFile.map(warningOf));
      update();
      await vscode.commands.executeCommand('workbench.actions.view.problems');
    },
    list: () => [...files.values()].flat(),
    clear,
  };
}

function warningOf({ line, column, length, text }: FoundLink): vscode.Diagnostic {
  const range = new vscode.Range(line, column, line, column + length);
  const warning = new vscode.Diagnostic(range, text, vscode.DiagnosticSeverity.Warning);
  warning.source = 'OSS';
  return warning;
}
