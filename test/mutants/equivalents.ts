import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Mutant } from './mutant.ts';

/** Mutant that no test can distinguish from the source, because nothing observable changes. */
export interface Equivalent {
  readonly file: string;
  /** Trimmed line. A mutant of a line that has changed since is evaluated again. */
  readonly line: string;
  /** Change, as in the list of survivors. */
  readonly change: string;
  readonly reason: string;
}

const equivalentsFile = path.join(import.meta.dirname, 'equivalents.json');

/** Mutants that are no faults, each with its reason. */
export async function readEquivalents(): Promise<readonly Equivalent[]> {
  return JSON.parse(await readFile(equivalentsFile, 'utf8')) as readonly Equivalent[];
}

export function isEquivalent({ file, line, change }: Mutant, equivalents: readonly Equivalent[]): boolean {
  return equivalents.some((one) => one.file === file && one.line === line && one.change === change);
}
