import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

export const repositoryFolder = path.resolve(import.meta.dirname, '../..');

/** Everything that runs keep: downloads, unpacked tools, logs, screenshots. Never committed, safe to delete. */
export const keptFolder = path.join(repositoryFolder, '.vscode-test');

/** One run's VS Code: its user data, its extensions, its home and the folder that it opens. */
export interface SessionFolders {
  readonly session: string;
  readonly userData: string;
  readonly extensions: string;
  readonly home: string;
  readonly workspace: string;
  /** What the started processes print. */
  readonly outputFile: string;
}

/** Switches off what would cover the page, phone home or change a run by itself. */
const settings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.tree.renderIndentGuides': 'none',
  'window.restoreWindows': 'none',
  'chat.disableAIFeatures': true,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'security.workspace.trust.enabled': false,
};

/**
 * Makes the folders of a run named `name`, with fixed settings, and `files` by name in its workspace; what an earlier
 * run left there is removed. The server has no file watcher, so files that come later need "Refresh Explorer" to show.
 */
export async function createSessionFolders(
  name: string,
  files: Readonly<Record<string, string>> = {},
): Promise<SessionFolders> {
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
  for (const folder of [folders.extensions, folders.home, folders.workspace, userSettingsFolder(folders)]) {
    await mkdir(folder, { recursive: true });
  }
  await writeFile(path.join(userSettingsFolder(folders), 'settings.json'), JSON.stringify(settings, undefined, 2));
  for (const [file, content] of Object.entries(files)) await writeFile(path.join(folders.workspace, file), content);
  return folders;
}

/** Where VS Code keeps the settings of the user. */
export function userSettingsFolder({ userData }: Pick<SessionFolders, 'userData'>): string {
  return path.join(userData, 'User');
}
