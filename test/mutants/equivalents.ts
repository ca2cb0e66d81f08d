import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Mutant } from './mutant.ts';

/** A mutant that no test could tell from the source, since nothing that anybody could see changes. */
export interface Equivalent {
  readonly file: string;
  /** The line, trimmed: a mutant of a line that has changed since is looked at anew. */
  readonly line: string;
  /** The change, as the survivors are listed. */
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
