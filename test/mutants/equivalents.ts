import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Mutant } from './mutant.ts';

/** What a mutant is known by in a later run. A mutant of a line that has changed since is another one. */
export type MutantName = Pick<Mutant, 'file' | 'line' | 'change'>;

/** Mutant that no test can distinguish from the source, because nothing observable changes. */
export interface Equivalent extends MutantName {
  readonly reason: string;
}

const equivalentsFile = path.join(import.meta.dirname, 'equivalents.json');

/** Mutants that are no faults, each with its reason. */
export async function readEquivalents(): Promise<readonly Equivalent[]> {
  return JSON.parse(await readFile(equivalentsFile, 'utf8')) as readonly Equivalent[];
}

export function isAmong({ file, line, change }: MutantName, names: readonly MutantName[]): boolean {
  return names.some((one) => one.file === file && one.line === line && one.change === change);
}
