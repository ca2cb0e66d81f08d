// Kept apart: only uploads ask about the target of a symlink; a download never follows one (writeWithin.ts).
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { isOutside } from './writeWithin.ts';

/**
 * Real path of a file whose symlink leads out of a folder; `undefined` if the file is in the folder. Without a
 * workspace folder the file's own folder counts.
 */
export async function findSymlinkTarget(
  filePath: string,
  workspaceFolder = path.dirname(filePath),
): Promise<string | undefined> {
  const [file, folder] = await Promise.all([realpath(filePath), realpath(workspaceFolder)]);
  return isOutside(folder, file) ? file : undefined;
}
