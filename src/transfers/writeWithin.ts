import { mkdir, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { FilePart, type PartsOfFile } from './filePart.ts';
import { OutsideFolderError } from './transferErrors.ts';

export interface WriteOptions {
  readonly replace: boolean;
  /** Suffix of the file name while the file is being written. */
  readonly partSuffix: string;
  readonly signal: AbortSignal;
  /** Whether only the user can read the file. Parts of it that a crash left behind are removed. */
  readonly isSecret?: boolean;
}

/**
 * Writes a file below a folder of this machine, under another name until it is complete. Failures and cancellations
 * leave nothing behind. Returns false, before `content` is opened, if the file exists and may not be replaced.
 */
export async function writeWithin(
  folderPath: string,
  segments: readonly string[],
  content: () => Promise<AsyncIterable<Uint8Array>>,
  options: WriteOptions,
): Promise<boolean> {
  const write = async (partAt: (start: number) => FilePart): Promise<void> => partAt(0).write(await content());
  return writePartsWithin(folderPath, segments, write, options);
}

/** Writes a file like `writeWithin`, from parts that may be written at the same time. */
export async function writePartsWithin(
  folderPath: string,
  segments: readonly string[],
  content: PartsOfFile,
  { replace, partSuffix, signal, isSecret = false }: WriteOptions,
): Promise<boolean> {
  const root = path.resolve(folderPath);
  const file = path.join(root, ...segments);
  const folder = path.dirname(file);
  await rejectOutside(root, folder);
  await mkdir(folder, { recursive: true });
  if (!replace && !(await reserve(file))) return false;
  const partFile = `${file}${partSuffix}`;
  try {
    const handle = await open(partFile, 'wx', isSecret ? 0o600 : undefined);
    try {
      await content((start) => new FilePart(handle, start, signal));
      signal.throwIfAborted();
    } finally {
      await handle.close();
    }
    if (isSecret) await removeOldParts(file, partFile);
    await rename(partFile, file);
    return true;
  } catch (error) {
    await rm(partFile, { force: true });
    if (!replace) await rm(file, { force: true });
    throw error;
  }
}

/** Age at which a part counts as left behind. A part that is being written changes all the time. */
const OLD_PART_MS = 600_000;

/** Removes parts of a file that a crash left behind. The new part provides the time by the clock of the file system. */
async function removeOldParts(file: string, newPart: string): Promise<void> {
  const { mtimeMs: nowMs } = await stat(newPart);
  const folder = path.dirname(file);
  for (const name of await readdir(folder)) {
    if (!name.startsWith(`${path.basename(file)}.`) || !name.endsWith('.part')) continue;
    const part = path.join(folder, name);
    const age = await stat(part).catch(() => undefined);
    if (age && nowMs - age.mtimeMs > OLD_PART_MS) await rm(part, { force: true });
  }
}

/** Creates the file, so that no other program takes the name meanwhile; false if it exists. */
async function reserve(file: string): Promise<boolean> {
  try {
    await (await open(file, 'wx')).close();
    return true;
  } catch (error) {
    if (isExisting(error)) return false;
    throw error;
  }
}

/** Resolves the symlinks of the existing part of the path. */
async function rejectOutside(root: string, folder: string): Promise<void> {
  const realRoot = await realpath(root);
  for (let part = folder; part !== root && part.length > root.length; part = path.dirname(part)) {
    const real = await realpath(part).catch(() => undefined);
    if (real === undefined) continue;
    if (isOutside(realRoot, real)) throw new OutsideFolderError(part);
    return;
  }
}

/** Whether a path lies outside of a folder; both are real paths. */
export function isOutside(folder: string, file: string): boolean {
  const way = path.relative(folder, file);
  return way.split(path.sep)[0] === '..' || path.isAbsolute(way);
}

function isExisting(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}
