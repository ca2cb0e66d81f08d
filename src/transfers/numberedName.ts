/** The name with a number before its ending, as file managers give it to a second file: `a.txt` becomes `a (2).txt`. */
export function numberedName(name: string, number: number): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? `${name.slice(0, dot)} (${number})${name.slice(dot)}` : `${name} (${number})`;
}

/** The same for the last part of a key. */
export function numberedKey(key: string, number: number): string {
  const start = key.lastIndexOf('/') + 1;
  return key.slice(0, start) + numberedName(key.slice(start), number);
}
