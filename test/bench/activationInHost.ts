import { writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';

/** A moment of the extension host's start, in unix milliseconds, as VS Code itself notes it. */
export interface Mark {
  readonly name: string;
  readonly startTime: number;
}

/** Where VS Code keeps its marks; no API, but what "Developer: Startup Performance" shows. */
interface VscodeGlobals {
  readonly MonacoPerformanceMarks?: { getMarks(): readonly Mark[] };
}

/** Waits until VS Code has started the extension by itself and writes down when it did what; called in the extension host. */
export async function run(): Promise<void> {
  await vscode.extensions.getExtension('oss-presigned-links.oss-presigned-links')?.activate();
  const marks = (globalThis as VscodeGlobals).MonacoPerformanceMarks?.getMarks();
  if (marks === undefined) throw new Error('this VS Code keeps no marks of its start');
  await writeFile(process.env['OSS_LINKS_BENCH_RESULT'] ?? '', JSON.stringify(marks));
}
