import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';

/** Words that a real POSIX shell passes to the program `name`, which `command` calls. */
export function argumentsOf(name: string, command: string): string[] {
  const [words, ...others] = argumentsOfEach(name, [command]);
  assert.ok(words !== undefined && others.length === 0, 'the command calls the program once');
  return words;
}

/** The same for several commands, in one shell, because starting it is slow. */
export function argumentsOfEach(name: string, commands: readonly string[]): string[][] {
  const words = shellWords(`${name}() { printf '%s\\0' "$#" "$@"; }\n${commands.join('\n')}`);
  const calls: string[][] = [];
  while (words.length > 0) calls.push(words.splice(0, Number(words.shift())));
  return calls;
}

/** Output of a script that prints NUL after each word. */
export function shellWords(script: string): string[] {
  return execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}
