import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';
import { threadCpuMs } from './eventLoop.ts';
import { writeResult } from './probeResult.ts';

/** Time during the extension host's start, in Unix milliseconds, as VS Code records it. */
export interface Mark {
  readonly name: string;
  readonly startTime: number;
}

/** What the activations cost. */
export interface Activations {
  readonly marks: readonly Mark[];
  /** Processor time of the host's main thread by extension, so that other processes of the machine do not count. */
  readonly cpuMs: Readonly<Record<string, number>>;
}

/** Globals in which VS Code keeps its marks. Not an API, but the source of "Developer: Startup Performance". */
interface VscodeGlobals {
  readonly MonacoPerformanceMarks?: { getMarks(): readonly Mark[] };
}

/** The host's own start does not count. */
const STARTED_MS = 5000;
const CALM_MS = 500;

/** Activates the extensions that are measured, one after the other, shows VS Code's own figures and writes the costs. */
export function activate(): void {
  void measure();
}

async function measure(): Promise<void> {
  await setTimeout(STARTED_MS);
  const cpuMs: Record<string, number> = {};
  for (const id of (process.env['OSS_LINKS_BENCH_EXTENSIONS'] ?? '').split(',')) {
    const extension = vscode.extensions.getExtension(id);
    if (extension === undefined) throw new Error(`the extension ${id} is not there`);
    await setTimeout(CALM_MS);
    const before = threadCpuMs();
    await extension.activate();
    cpuMs[id] = threadCpuMs() - before;
  }
  const marks = (globalThis as VscodeGlobals).MonacoPerformanceMarks?.getMarks();
  if (marks === undefined) throw new Error('this VS Code keeps no marks of its start');
  await vscode.commands.executeCommand('workbench.action.showRuntimeExtensions');
  const result: Activations = { marks, cpuMs };
  await writeResult(result);
}
