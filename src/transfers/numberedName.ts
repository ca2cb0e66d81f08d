/** The name with a number before its ending, as file managers give it to a second file: `a.txt` becomes `a (2).txt`. */
export function numberedName(name: string, number: number): string {
  return markedName(name, String(number));
}

/** The same for the last part of a key. */
export function numberedKey(key: string, number: number): string {
  const start = key.lastIndexOf('/') + 1;
  return key.slice(0, start) + numberedName(key.slice(start), number);
}

/** The name of a file for one version of an object, by the local time at which that was written. */
export function versionName(name: string, lastModified: Date): string {
  // Sweden writes dates as ISO 8601 does; no file name on Windows has a colon.
  return markedName(name, lastModified.toLocaleString('sv').replaceAll(':', '-'));
}

function markedName(name: string, mark: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? `${name.slice(0, dot)} (${mark})${name.slice(dot)}` : `${name} (${mark})`;
}
