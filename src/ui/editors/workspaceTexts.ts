import * as vscode from 'vscode';
import { inParallel } from '../../oss/inParallel.ts';
import { excludedFiles } from '../settings/configuration.ts';

/** A text of the workspace. */
export interface WorkspaceText {
  readonly uri: string;
  /** As people tell it from others: relative to its folder. */
  readonly path: string;
  readonly text: string;
}

/** The texts one after the other. */
export interface WorkspaceReading {
  /** How many files there are to read. */
  readonly count: number;
  /** Hands over each text; larger files and what is no text are passed over. `isWorthReading` spares decoding the others. */
  each(isWorthReading: (bytes: Uint8Array) => boolean, take: (text: WorkspaceText | undefined) => void): Promise<void>;
}

const MAX_FILES = 50_000;
const MAX_FILE_BYTES = 10 * 1024 * 1024;
const MAX_PARALLEL_READS = 8;
/** Where a zero byte tells that a file is no text. */
const PROBED_BYTES = 8192;

/** Finds the files that a search would look through. */
export async function readWorkspace(signal: AbortSignal): Promise<WorkspaceReading> {
  const stop = new vscode.CancellationTokenSource();
  signal.addEventListener('abort', () => {
    stop.cancel();
  });
  const uris = await vscode.workspace.findFiles('**/*', excludedFiles(), MAX_FILES, stop.token);
  signal.throwIfAborted();
  const open = new Map(vscode.workspace.textDocuments.map((document) => [document.uri.toString(), document]));
  return {
    count: uris.length,
    each: (isWorthReading, take) =>
      inParallel(
        uris,
        MAX_PARALLEL_READS,
        async (uri) => {
          const text = open.get(uri.toString())?.getText() ?? (await readText(uri, isWorthReading));
          const path = vscode.workspace.asRelativePath(uri);
          take(text === undefined ? undefined : { uri: uri.toString(), path, text });
        },
        signal,
      ),
  };
}

async function readText(uri: vscode.Uri, isWorthReading: (bytes: Uint8Array) => boolean): Promise<string | undefined> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > MAX_FILE_BYTES) return undefined;
    const bytes = await vscode.workspace.fs.readFile(uri);
    if (bytes.subarray(0, PROBED_BYTES).includes(0) || !isWorthReading(bytes)) return undefined;
    // Without the mark of order, which documents do not count either.
    return new TextDecoder().decode(bytes);
  } catch {
    // Gone or unreadable by now: it does not keep the others from being read.
    return undefined;
  }
}
