import { writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';

/** Time during the extension host's start, in Unix milliseconds, as VS Code records it. */
export interface Mark {
  readonly name: string;
  readonly startTime: number;
}

/** Globals in which VS Code keeps its marks. Not an API, but the source of "Developer: Startup Performance". */
interface VscodeGlobals {
  readonly MonacoPerformanceMarks?: { getMarks(): readonly Mark[] };
}

/** Waits until VS Code has activated the extension, and writes the times; called in the extension host. */
export async function run(): Promise<void> {
  await vscode.extensions.getExtension('oss-presigned-links.oss-presigned-links')?.activate();
  const marks = (globalThis as VscodeGlobals).MonacoPerformanceMarks?.getMarks();
  if (marks === undefined) throw new Error('this VS Code keeps no marks of its start');
  await writeFile(process.env['OSS_LINKS_BENCH_RESULT'] ?? '', JSON.stringify(marks));
}
