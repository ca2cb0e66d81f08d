import * as vscode from 'vscode';
import { inParallel } from '../../oss/inParallel.ts';
import { excludedFiles } from '../settings/configuration.ts';

/** Text file of the workspace. */
export interface WorkspaceText {
  readonly uri: string;
  /** Path relative to its workspace folder. */
  readonly path: string;
  readonly text: string;
}

/** Text files to be read. */
export interface WorkspaceReading {
  /** Number of files to read. */
  readonly count: number;
  /** More files exist than are read. */
  readonly isCut: boolean;
  /**
   * Calls `take` for each file, with `undefined` where it has no text to search: binary and (by `isWorthReading`)
   * irrelevant files, and those whose paths it resolves to, which are too large or cannot be read.
   */
  each(
    isWorthReading: (bytes: Uint8Array) => boolean,
    take: (text: WorkspaceText | undefined) => Promise<void> | void,
  ): Promise<readonly string[]>;
}

const MAX_FILES = 50_000;
const MAX_FILE_BYTES = 10 * 1024 * 1024;
const MAX_PARALLEL_READS = 8;
/** Stands for the text of a file that is too large or cannot be read. */
const UNREAD = Symbol('unread');
/** A zero byte among these first bytes marks a binary file. */
const PROBED_BYTES = 8192;

/** Finds the files that a search would read, in the workspace or in one folder of it. */
export async function readWorkspace(signal: AbortSignal, folder?: string): Promise<WorkspaceReading> {
  const stop = new vscode.CancellationTokenSource();
  signal.addEventListener('abort', () => {
    stop.cancel();
  });
  const pattern = folder === undefined ? '**/*' : new vscode.RelativePattern(vscode.Uri.parse(folder, true), '**/*');
  const uris = await vscode.workspace.findFiles(pattern, excludedFiles(), MAX_FILES, stop.token);
  signal.throwIfAborted();
  const open = new Map(vscode.workspace.textDocuments.map((document) => [document.uri.toString(), document]));
  return {
    count: uris.length,
    isCut: uris.length === MAX_FILES,
    async each(isWorthReading, take) {
      const unread: string[] = [];
      const read = async (uri: vscode.Uri): Promise<void> => {
        const text = open.get(uri.toString())?.getText() ?? (await textLikeDocument(uri, isWorthReading));
        const path = vscode.workspace.asRelativePath(uri);
        if (text === UNREAD) unread.push(path);
        await take(text === undefined || text === UNREAD ? undefined : { uri: uri.toString(), path, text });
      };
      await inParallel(uris, MAX_PARALLEL_READS, read, signal);
      return unread.sort();
    },
  };
}

/** Text of a file with the offsets that it has as a document, so that changes meet what was found. */
async function textLikeDocument(
  uri: vscode.Uri,
  isWorthReading: (bytes: Uint8Array) => boolean,
): Promise<string | typeof UNREAD | undefined> {
  const text = await readText(uri, isWorthReading);
  if (typeof text !== 'string' || !mayDiffer(uri, text)) return text;
  try {
    return (await vscode.workspace.openTextDocument(uri)).getText();
  } catch {
    return UNREAD;
  }
}

/** Whether VS Code may show another text: it decodes as the user has chosen, and gives all lines the same end. */
function mayDiffer(uri: vscode.Uri, text: string): boolean {
  const encoding = vscode.workspace.getConfiguration('files', uri).get<string>('encoding', 'utf8');
  const lineEnds = [/\r\n/, /(?<!\r)\n/, /\r(?!\n)/].filter((end) => end.test(text));
  return encoding !== 'utf8' || text.includes('\uFFFD') || lineEnds.length > 1;
}

async function readText(
  uri: vscode.Uri,
  isWorthReading: (bytes: Uint8Array) => boolean,
): Promise<string | typeof UNREAD | undefined> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > MAX_FILE_BYTES) return UNREAD;
    const bytes = await vscode.workspace.fs.readFile(uri);
    // The decoder drops the byte order mark, as documents do.
    const encoding = encodingOf(bytes);
    const decode = (): string => new TextDecoder(encoding).decode(bytes);
    const utf8 = encoding === 'utf-8' ? bytes : Buffer.from(decode());
    return utf8.subarray(0, PROBED_BYTES).includes(0) || !isWorthReading(utf8) ? undefined : decode();
  } catch {
    // An unreadable file does not stop the others.
    return UNREAD;
  }
}

/** Encoding by the byte order mark, as VS Code opens files. PowerShell 5.1 redirects output to UTF-16. */
function encodingOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
