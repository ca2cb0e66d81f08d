import { DoubleClicks } from './doubleClicks.ts';
import type { LocalFiles } from './localFiles.ts';
import type { LocalFolders } from './localFolders.ts';
import type { ObjectEditors } from './objectFiles.ts';

/** Services that read and write files and show objects in editors. */
export interface FileServices {
  readonly files: LocalFiles;
  readonly folders: LocalFolders;
  readonly objectEditors: ObjectEditors;
  /** Whether a click on a tree row is the second of a double click. */
  readonly isOpeningClick: (nodeId: string) => boolean;
}

/** Creates the file services. Readers of local files are loaded at the first call. */
export function createFileServices(objectEditors: ObjectEditors, now: () => Date): FileServices {
  return {
    files: {
      describe: async (uris) => (await loadFiles()).describe(uris),
      findAll: async (selection, signal) => (await loadFiles()).findAll(selection, signal),
      active: async () => (await loadFiles()).active(),
      ask: async (title, kind) => (await loadFiles()).ask(title, kind),
    },
    folders: {
      askFolder: async (title, buttonLabel) => (await loadFolders()).askFolder(title, buttonLabel),
      askFile: async (...args) => (await loadFolders()).askFile(...args),
    },
    objectEditors,
    isOpeningClick: new DoubleClicks(now).isOpening,
  };
}

async function loadFiles(): Promise<LocalFiles> {
  return (await import('./openLocalFiles.ts')).localFiles;
}

async function loadFolders(): Promise<LocalFolders> {
  return (await import('./localFolders.ts')).localFolders;
}
