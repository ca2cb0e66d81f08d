import * as vscode from 'vscode';
import { inParallel } from '../../oss/inParallel.ts';
import { walkFolder, type FolderEntry } from '../../transfers/walkFolder.ts';
import { describeFile, fileName, inMemory, type FileSelection, type FoundFiles, type LocalFile } from './localFiles.ts';

const MAX_PARALLEL_STATS = 16;

/** Finds the files of a selection and those in its folders. */
export async function findAll({ uris, dropped = [] }: FileSelection, signal: AbortSignal): Promise<FoundFiles> {
  const files: { file: LocalFile; path: string }[] = [];
  const emptyFolders: string[] = [];
  const links: string[] = [];
  for (const uri of uris) {
    const name = fileName(uri);
    // A selected symlink is followed.
    const { type } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.Directory) === 0) {
      const file = await describeFile(uri);
      if (file) files.push({ file, path: name });
      continue;
    }
    const found = await walkFolder(uri, `${name}/`, folderReader, signal);
    // The order of the folders is kept although files are read in parallel.
    const described: ({ file: LocalFile; path: string } | undefined)[] = [];
    const look = async ([index, { location, path }]: [
      number,
      { location: vscode.Uri; path: string },
    ]): Promise<void> => {
      const file = await describeFile(location);
      if (file) described[index] = { file, path };
    };
    await inParallel(found.files.entries(), MAX_PARALLEL_STATS, look, signal);
    files.push(...described.filter((file) => file !== undefined));
    emptyFolders.push(...found.emptyFolders);
    links.push(...found.symlinks);
  }
  for (const one of dropped) {
    signal.throwIfAborted();
    const { name } = one;
    const bytes = await one.data();
    files.push({ file: { name, path: name, sizeBytes: bytes.length, content: () => inMemory(bytes) }, path: name });
  }
  return { files, emptyFolders, symlinks: links };
}

const folderReader = {
  async list(folder: vscode.Uri): Promise<readonly FolderEntry[]> {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    return entries.map(([name, type]) => ({ name, kind: kindOf(type) }));
  },
  join: (folder: vscode.Uri, name: string) => vscode.Uri.joinPath(folder, name),
};

function kindOf(type: vscode.FileType): FolderEntry['kind'] {
  if ((type & vscode.FileType.SymbolicLink) !== 0) return 'symlink';
  return (type & vscode.FileType.Directory) === 0 ? 'file' : 'folder';
}
