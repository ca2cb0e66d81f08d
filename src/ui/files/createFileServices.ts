import type { Subscriptions } from '../../emitter.ts';
import { allowsDelete } from '../settings/configuration.ts';
import type { OssClient } from '../../oss/client/client.ts';
import { DoubleClicks } from './doubleClicks.ts';
import type { LocalFiles } from './localFiles.ts';
import type { LocalFolders } from './localFolders.ts';
import { ObjectFiles, type ObjectEditors } from './objectFiles.ts';

/** What moving objects between OSS and this machine takes. */
export interface FileServices {
  readonly files: LocalFiles;
  readonly folders: LocalFolders;
  readonly objectEditors: ObjectEditors;
  /** Whether a click on a row of the tree is the second of a double click. */
  readonly isOpeningClick: (nodeId: string) => boolean;
  /** Whether the user has turned deleting on. */
  readonly allowsDelete: () => boolean;
}

/** Registers objects as files of VS Code, and reaches those of this machine with what is loaded at the first use. */
export function createFileServices(
  clientOf: (profileId: string) => Promise<OssClient>,
  now: () => Date,
  subscriptions: Subscriptions,
): FileServices {
  const objectEditors = new ObjectFiles(clientOf);
  subscriptions.push(objectEditors);
  return {
    files: {
      describe: async (uris) => (await loadFiles()).describe(uris),
      findAll: async (selection, signal) => (await loadFiles()).findAll(selection, signal),
      active: async () => (await loadFiles()).active(),
      ask: async (title, kind) => (await loadFiles()).ask(title, kind),
    },
    folders: {
      askFolder: async (title, buttonLabel) => (await loadFolders()).askFolder(title, buttonLabel),
      askFile: async (title, name) => (await loadFolders()).askFile(title, name),
    },
    objectEditors,
    isOpeningClick: new DoubleClicks(now).isOpening,
    allowsDelete,
  };
}

async function loadFiles(): Promise<LocalFiles> {
  return (await import('./openLocalFiles.ts')).localFiles;
}

async function loadFolders(): Promise<LocalFolders> {
  return (await import('./localFolders.ts')).localFolders;
}
