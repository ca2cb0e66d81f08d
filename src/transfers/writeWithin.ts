import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

export interface WriteOptions {
  readonly replace: boolean;
  /** Suffix of the file name while the file is being written. */
  readonly partSuffix: string;
  readonly signal: AbortSignal;
  /** Only the user can read the file. Parts of it that a crash left behind are removed. */
  readonly isSecret?: boolean;
}

/** The place lies outside of the folder that was chosen, by a link in it. */
export class OutsideFolderError extends Error {
  readonly code = 'OutsideFolder';

  constructor(place: string) {
    super(`${place} lies outside of the folder that was chosen.`);
    this.name = 'OutsideFolderError';
  }
}

/**
 * Writes a file below a folder of this machine, under another name until it is whole; what fails or is cancelled leaves
 * nothing behind. False, before `content` is opened, where there is something of that name that may not be replaced.
 */
export async function writeWithin(
  folderPath: string,
  segments: readonly string[],
  content: () => Promise<AsyncIterable<Uint8Array>>,
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
    await pipeline(await content(), createWriteStream(partFile, { flags: 'wx', ...(isSecret && { mode: 0o600 }) }), {
      signal,
    });
    if (isSecret) await removeOldParts(file, partFile);
    await rename(partFile, file);
    return true;
  } catch (error) {
    await rm(partFile, { force: true });
    if (!replace) await rm(file, { force: true });
    throw error;
  }
}

/** Age from which a part counts as left behind; one that is being written changes all the time. */
const OLD_PART_MS = 600_000;

/** Removes parts of a file that a crash left behind. The new part gives the time by the clock of the file system. */
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

/** Takes the name, so that nobody else has it in the meantime; false where somebody had it. */
async function reserve(file: string): Promise<boolean> {
  try {
    await (await open(file, 'wx')).close();
    return true;
  } catch (error) {
    if (isExisting(error)) return false;
    throw error;
  }
}

/** Follows the links of what there is of the way already. */
async function rejectOutside(root: string, folder: string): Promise<void> {
  const realRoot = await realpath(root);
  for (let part = folder; part !== root && part.length > root.length; part = path.dirname(part)) {
    const real = await realpath(part).catch(() => undefined);
    if (real === undefined) continue;
    const way = path.relative(realRoot, real);
    if (way.split(path.sep)[0] === '..' || path.isAbsolute(way)) throw new OutsideFolderError(part);
    return;
  }
}

function isExisting(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}
