import { execFileSync } from 'node:child_process';

/** The words that a real POSIX shell gives to the program `name`, which `command` calls. */
export function argumentsOf(name: string, command: string): string[] {
  return shellWords(`${name}() { printf '%s\\0' "$@"; }\n${command}`);
}

/** What a script prints with a NUL after each word. */
export function shellWords(script: string): string[] {
  return execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}
