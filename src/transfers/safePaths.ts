/** A place for an object below the folder that was chosen. */
export interface SafePath {
  /** Names of folders, then that of the file; none of them leads out of the folder. */
  readonly segments: readonly string[];
  /** Whether the key had to be written in another way. */
  readonly isChanged: boolean;
}

/** Below the 255 that file systems take, so that a number and the ending of a file that is being written still fit in. */
const MAX_NAME_BYTES = 230;
/** Windows keeps these for devices, whatever follows a dot, also with spaces before that. */
const DEVICE_NAME = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|$)/i;

/**
 * Gives every key a path of its own that all systems can write: no name is empty, `.`, `..`, a device of Windows or too
 * long, none holds a separator or a control character, and no two paths differ by case or accents' encoding alone.
 */
export class SafePaths {
  /** Where the parts of keys that end in `/` lead. */
  readonly #folders = new Map<string, readonly string[]>([['', []]]);
  /** All paths given so far, folded as file systems do that ignore case. */
  readonly #taken = new Map<string, 'file' | 'folder'>();

  /** Of a key without the prefix that the chosen folder stands for. */
  of(key: string): SafePath {
    const start = key.lastIndexOf('/') + 1;
    const folder = this.#folder(key.slice(0, start));
    const segments = this.#claim(folder, safeName(key.slice(start)), 'file');
    return { segments, isChanged: segments.join('/') !== key };
  }

  #folder(prefix: string): readonly string[] {
    const known = this.#folders.get(prefix);
    if (known) return known;
    const start = prefix.slice(0, -1).lastIndexOf('/') + 1;
    const folder = this.#claim(this.#folder(prefix.slice(0, start)), safeName(prefix.slice(start, -1)), 'folder');
    this.#folders.set(prefix, folder);
    return folder;
  }

  /** Folders may be shared, as what they hold is told apart by itself. */
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

/** A name that is one on Windows, macOS and Linux alike. */
export function safeName(name: string): string {
  const written = name
    .toWellFormed()
    .replace(/[\0-\x1F\x7F-\x9F"*/:<>?\\|]/g, '_')
    // Windows leaves out what ends a name so; this also ends `.` and `..`.
    .replace(/[. ]+$/, (ending) => '_'.repeat(ending.length));
  const named = written === '' ? '_' : DEVICE_NAME.test(written) ? `_${written}` : written;
  return shortened(named);
}

/** Keeps the ending, by which programs know the type. */
function shortened(name: string): string {
  if (Buffer.byteLength(name) <= MAX_NAME_BYTES) return name;
  const [ending = ''] = /\.[^.]{1,16}$/.exec(name) ?? [];
  const room = MAX_NAME_BYTES - Buffer.byteLength(ending);
  let kept = '';
  let keptBytes = 0;
  for (const character of name) {
    keptBytes += Buffer.byteLength(character);
    if (keptBytes > room) break;
    kept += character;
  }
  return kept + ending;
}

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
