/** Entry of a folder. Symlinks are never followed: they may lead out of the folder or form a cycle. */
export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'symlink';
}

/** All files below a folder, as a flat list. */
export interface WalkedFolder<P> {
  readonly files: { readonly location: P; readonly path: string }[];
  /** Empty folders, which OSS cannot represent. */
  readonly emptyFolders: string[];
  readonly symlinks: string[];
}

/** Reads a folder. */
export interface FolderReader<P> {
  readonly list: (folder: P) => Promise<readonly FolderEntry[]>;
  readonly join: (folder: P, name: string) => P;
}

/** Lists all files below a folder. Their paths are relative to it, prefixed with `path`, which ends in `/`. */
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
      const [location, entryPath] = [reader.join(next.folder, name), next.path + name];
      if (kind === 'folder') folders.push({ folder: location, path: `${entryPath}/` });
      else if (kind === 'file') found.files.push({ location, path: entryPath });
      else found.symlinks.push(entryPath);
    }
    waiting.push(...folders.reverse());
  }
  return found;
}
