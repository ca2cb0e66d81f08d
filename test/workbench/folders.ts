import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

export const repositoryFolder = path.resolve(import.meta.dirname, '../..');

/**
 * Folder of everything that runs keep: downloads, unpacked tools, logs, screenshots. Never committed, safe to delete.
 */
export const keptFolder = path.join(repositoryFolder, '.vscode-test');

/** One run's VS Code: its user data, its extensions, its home and the folder that it opens. */
export interface SessionFolders {
  readonly session: string;
  readonly userData: string;
  readonly extensions: string;
  readonly home: string;
  readonly workspace: string;
  /** Output of the started processes. */
  readonly outputFile: string;
}

/** Settings that turn off everything that would cover the page, send telemetry or change a run. */
const settings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.colorTheme': 'Dark Modern',
  'workbench.tree.renderIndentGuides': 'none',
  'window.restoreWindows': 'none',
  'chat.disableAIFeatures': true,
  'extensions.autoUpdate': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'breadcrumbs.enabled': false,
  // As on a desktop: in a browser VS Code saves one second after each change, before or while a test saves.
  'files.autoSave': 'off',
  'git.enabled': false,
  'workbench.reduceMotion': 'on',
  'editor.cursorBlinking': 'solid',
  'chat.agentHost.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
};

/** Key that clears the messages: the palette, which is the only other way, takes a second. */
export const CLEAR_NOTIFICATIONS_KEY = 'Control+Alt+Shift+n';
const keybindings = [{ key: 'ctrl+alt+shift+n', command: 'notifications.clearAll' }];

/** Contents of files by their paths. */
export type FileContents = Readonly<Record<string, string>>;

/**
 * Creates the folders of a run named `name`, with fixed settings, and `files` in its workspace; remains of an earlier
 * run are removed. The server has no file watcher, so later files need "Refresh Explorer" to show.
 */
export async function createSessionFolders(name: string, files: FileContents = {}): Promise<SessionFolders> {
  const session = path.join(keptFolder, name);
  const folders = {
    session,
    userData: path.join(session, 'data'),
    extensions: path.join(session, 'extensions'),
    home: path.join(session, 'home'),
    workspace: path.join(session, 'workspace'),
    outputFile: path.join(session, 'output.log'),
  };
  await rm(session, { recursive: true, force: true });
  await mkdir(folders.extensions, { recursive: true });
  await resetUserFolders(folders, { workspace: files });
  return folders;
}

/** Resets the user's settings to the fixed ones, and the workspace and home folder to these files. */
export async function resetUserFolders(
  folders: SessionFolders,
  { workspace = {}, home = {} }: { readonly workspace?: FileContents; readonly home?: FileContents },
): Promise<void> {
  // Local history and backups keep what tests of other files have saved, and have not saved.
  for (const kept of ['History', 'Backups']) {
    await rm(path.join(userSettingsFolder(folders), kept), { recursive: true, force: true });
  }
  await writeFiles(userSettingsFolder(folders), {
    'settings.json': JSON.stringify(settings, undefined, 2),
    'keybindings.json': JSON.stringify(keybindings),
  });
  for (const [folder, files] of [
    [folders.workspace, workspace],
    [folders.home, home],
  ] as const) {
    await mkdir(folder, { recursive: true });
    for (const name of await readdir(folder)) await rm(path.join(folder, name), { recursive: true });
    await writeFiles(folder, files);
  }
}

async function writeFiles(folder: string, files: FileContents): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

/** Folder of the user's settings in VS Code. */
export function userSettingsFolder({ userData }: Pick<SessionFolders, 'userData'>): string {
  return path.join(userData, 'User');
}
