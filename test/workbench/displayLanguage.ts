import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { userSettingsFolder } from './folders.ts';
import type { SessionFolders } from './folders.ts';

/** Texts of VS Code itself by module and key, such as `{ 'vs/base/browser/ui/dialog/dialog': { ok: '确定' } }`. */
export type WorkbenchTexts = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface DisplayLanguage {
  /** As VS Code names it, e.g. `zh-cn`. */
  readonly id: string;
  /** As people name it, e.g. `中文(简体)`. */
  readonly name: string;
  /** Other texts stay English. */
  readonly workbenchTexts: WorkbenchTexts;
}

/**
 * Makes pages that are opened from now on show VS Code and its extensions in `language`, with the files that a language
 * pack installs. Open pages do not change.
 */
export async function setDisplayLanguage(
  folders: SessionFolders,
  { id, name, workbenchTexts }: DisplayLanguage,
): Promise<void> {
  const textsFile = path.join(folders.session, `${id}.i18n.json`);
  await writeFile(textsFile, JSON.stringify({ contents: workbenchTexts }));
  const languagePack = {
    hash: id,
    extensions: [{ extensionIdentifier: { id: `session.language-pack-${id}` }, version: '1.0.0' }],
    translations: { vscode: textsFile },
    label: name,
  };
  await writeFile(path.join(folders.userData, 'languagepacks.json'), JSON.stringify({ [id]: languagePack }));
  await writeFile(argvFile(folders), JSON.stringify({ locale: id }));
}

/** Makes pages that are opened from now on show English again. */
export async function resetDisplayLanguage(folders: SessionFolders): Promise<void> {
  await rm(argvFile(folders), { force: true });
}

function argvFile(folders: SessionFolders): string {
  return path.join(userSettingsFolder(folders), 'argv.json');
}
