import path from 'node:path';

/** Room of a source file: a folder of `src` or of its features; files that lie in `src` itself are a room together. */
export function roomOf(file: string): string {
  const [, first = '', second, third] = file.split(path.sep);
  if (second === undefined) return 'src';
  return first === 'features' && third !== undefined ? `features/${second}` : first;
}
