import { markedName, numberedName, safeFileName } from '../text/fileNames.ts';

/** File path of an object below the chosen folder. */
export interface SafePath {
  /** Folder names, then the file name; none of them leads out of the folder. */
  readonly segments: readonly string[];
  /** Whether the path differs from the key. */
  readonly isChanged: boolean;
}

/**
 * Unique file paths for keys that all systems can write: no name is empty, `.`, `..`, a Windows device or too
 * long, none contains a separator or control character, and no two differ only by case or Unicode normalisation.
 */
export class SafePaths {
  /** Folder paths by prefix. */
  readonly #folders = new Map<string, readonly string[]>([['', []]]);
  /** Assigned paths, case-folded and normalised. */
  readonly #taken = new Map<string, 'file' | 'folder'>();

  /** Path of a key, relative to the downloaded prefix. */
  of(key: string): SafePath {
    const start = key.lastIndexOf('/') + 1;
    const folder = this.#folder(key.slice(0, start));
    const segments = this.#claim(folder, safeFileName(key.slice(start)), 'file');
    return { segments, isChanged: segments.join('/') !== key };
  }

  #folder(prefix: string): readonly string[] {
    const known = this.#folders.get(prefix);
    if (known) return known;
    const start = prefix.slice(0, -1).lastIndexOf('/') + 1;
    const folder = this.#claim(this.#folder(prefix.slice(0, start)), safeFileName(prefix.slice(start, -1)), 'folder');
    this.#folders.set(prefix, folder);
    return folder;
  }

  /** Claims a name in a folder. Several prefixes may share the folder, because their files get different names. */
  #claim(folder: readonly string[], name: string, kind: 'file' | 'folder'): readonly string[] {
    for (let number = 1; ; number++) {
      const path = [...folder, number === 1 ? name : numberedName(name, number)];
      const folded = path.join('/').normalize('NFC').toLowerCase();
      const present = this.#taken.get(folded);
      if (present === undefined || (present === 'folder' && kind === 'folder')) {
        this.#taken.set(folded, kind);
        return path;
      }
    }
  }
}

/** Key with a number in its last segment. */
export function numberedKey(key: string, number: number): string {
  const start = key.lastIndexOf('/') + 1;
  return key.slice(0, start) + numberedName(key.slice(start), number);
}

/** File name of one version of an object, with the version's local time. */
export function versionName(name: string, lastModified: Date): string {
  // Swedish formats dates as ISO 8601 does. Windows forbids colons.
  return markedName(name, lastModified.toLocaleString('sv').replaceAll(':', '-'));
}
