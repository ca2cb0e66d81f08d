/** What stands in a folder; links are never followed, as they may lead out of it or round in circles. */
export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'symlink';
}

/** A folder's contents as a plain list. */
export interface WalkedFolder<P> {
  readonly files: { readonly place: P; readonly path: string }[];
  /** What cannot be kept: folders without anything in them. */
  readonly emptyFolders: string[];
  readonly symlinks: string[];
}

/** Reads a folder. */
export interface FolderReader<P> {
  readonly list: (folder: P) => Promise<readonly FolderEntry[]>;
  readonly join: (folder: P, name: string) => P;
}

/** Finds all files below a folder, by their paths relative to it with `path` before them (it ends in `/`). */
export async function walkFolder<P>(
  folder: P,
  path: string,
  reader: FolderReader<P>,
  signal: AbortSignal,
): Promise<WalkedFolder<P>> {
  const found: WalkedFolder<P> = { files: [], emptyFolders: [], symlinks: [] };
  const waiting = [{ folder, path }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    signal.throwIfAborted();
    const entries = await reader.list(next.folder);
    if (entries.length === 0) found.emptyFolders.push(next.path);
    const folders: typeof waiting = [];
    for (const { name, kind } of entries) {
      const [place, entryPath] = [reader.join(next.folder, name), next.path + name];
      if (kind === 'folder') folders.push({ folder: place, path: `${entryPath}/` });
      else if (kind === 'file') found.files.push({ place, path: entryPath });
      else found.symlinks.push(entryPath);
    }
    waiting.push(...folders.reverse());
  }
  return found;
}
