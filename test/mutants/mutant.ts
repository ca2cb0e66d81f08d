import { execFileSync } from 'node:child_process';
import { readFileSync, globSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import { roomOf } from '../support/rooms.ts';
import { repositoryFolder } from '../workbench/folders.ts';
import { mutated, mutationsOf } from './mutations.ts';

/** A source file with one fault. */
export interface Mutant {
  /** Relative to the repository. */
  readonly file: string;
  readonly room: string;
  readonly startIndex: number;
  /** 1 for the first one. */
  readonly lineNumber: number;
  /** The first line of the fault, trimmed. */
  readonly line: string;
  /** Original and replacement, on one line. */
  readonly change: string;
  /** The whole file. */
  readonly text: string;
}

/** Selection of mutants: of files by pattern, of rooms, or of lines that have changed since a revision. */
export interface MutantFilter {
  readonly files?: string;
  readonly rooms?: readonly string[];
  readonly since?: string;
}

/** All mutants that can be parsed. */
export function mutantsOf({ files = 'src/**/*.ts', rooms, since }: MutantFilter): readonly Mutant[] {
  const changed = since === undefined ? undefined : changedLines(since);
  return globSync(files, { cwd: repositoryFolder })
    .sort()
    .flatMap((file) => {
      const room = roomOf(file);
      if (rooms !== undefined && !rooms.includes(room)) return [];
      if (changed !== undefined && !changed.has(file)) return [];
      const lines = changed?.get(file);
      return mutantsOfFile(file, room).filter(({ lineNumber }) => lines?.has(lineNumber) ?? true);
    });
}

function mutantsOfFile(file: string, room: string): readonly Mutant[] {
  const source = readFileSync(path.join(repositoryFolder, file), 'utf8');
  return mutationsOf(file, source).map((mutation) => {
    const { startIndex, endIndex, replacement } = mutation;
    const before = source.slice(0, startIndex);
    const lineStart = before.lastIndexOf('\n') + 1;
    const lineEnd = source.indexOf('\n', startIndex);
    return {
      ...{ file, room, startIndex },
      lineNumber: before.split('\n').length,
      line: source.slice(lineStart, lineEnd < 0 ? undefined : lineEnd).trim(),
      change: `${onOneLine(source.slice(startIndex, endIndex))} → ${onOneLine(replacement)}`,
      text: mutated(source, mutation),
    };
  });
}

/** True if the file can be parsed. */
export function isValid({ text }: Mutant): boolean {
  try {
    stripTypeScriptTypes(text);
    return true;
  } catch {
    return false;
  }
}

/** The numbers of the lines of each file that are new or changed since a revision, uncommitted ones included. */
function changedLines(revision: string): ReadonlyMap<string, ReadonlySet<number>> {
  const diff = execFileSync('git', ['diff', '--unified=0', '--no-color', '--no-renames', revision, '--', 'src'], {
    cwd: repositoryFolder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const lines = new Map<string, Set<number>>();
  let current = new Set<number>();
  for (const line of diff.split('\n')) {
    const [, file] = /^\+\+\+ b\/(.+)$/.exec(line) ?? [];
    if (file !== undefined) lines.set(file, (current = new Set()));
    const [, start, count = '1'] = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
    for (let index = 0; start !== undefined && index < Number(count); index++) current.add(Number(start) + index);
  }
  return lines;
}

function onOneLine(text: string): string {
  const short = text.replaceAll(/\s+/g, ' ');
  return short.length > 80 ? `${short.slice(0, 77)}…` : short;
}
