import * as vscode from 'vscode';
import { rangeOf } from './documentText.ts';

/** Offsets of a range. */
interface Offsets {
  readonly start: number;
  readonly end: number;
}

/** Ranges of a document that follow the changes of its text. */
export class TrackedRanges implements vscode.Disposable {
  readonly #document: vscode.TextDocument;
  readonly #listener: vscode.Disposable;
  #offsets: readonly Offsets[];

  constructor(document: vscode.TextDocument, ranges: readonly vscode.Range[]) {
    this.#document = document;
    this.#offsets = ranges.map(({ start, end }) => ({ start: document.offsetAt(start), end: document.offsetAt(end) }));
    this.#listener = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document !== document) return;
      for (const change of event.contentChanges) this.#offsets = this.#offsets.map((offsets) => moved(offsets, change));
    });
  }

  /** Ranges in the current text. */
  get ranges(): readonly vscode.Range[] {
    return this.#offsets.map(({ start, end }) => rangeOf(this.#document, start, end));
  }

  dispose(): void {
    this.#listener.dispose();
  }
}

/** Offsets after a change. A range whose own text changed becomes empty after the change. */
function moved({ start, end }: Offsets, change: vscode.TextDocumentContentChangeEvent): Offsets {
  const { rangeOffset, rangeLength, text } = change;
  const by = text.length - rangeLength;
  if (rangeOffset + rangeLength <= start) return { start: start + by, end: end + by };
  if (rangeOffset >= end) return { start, end };
  const after = rangeOffset + text.length;
  return { start: after, end: after };
}
