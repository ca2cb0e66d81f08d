import { createWriteStream } from 'node:fs';
import { mkdir, open, realpath, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

export interface WriteOptions {
  readonly replace: boolean;
  /** Suffix of the file name while the file is being written. */
  readonly partSuffix: string;
  readonly signal: AbortSignal;
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
  { replace, partSuffix, signal }: WriteOptions,
): Promise<boolean> {
  const root = path.resolve(folderPath);
  const file = path.join(root, ...segments);
  const folder = path.dirname(file);
  await rejectOutside(root, folder);
  await mkdir(folder, { recursive: true });
  if (!replace && !(await reserve(file))) return false;
  const partFile = `${file}${partSuffix}`;
  try {
    await pipeline(await content(), createWriteStream(partFile, { flags: 'wx' }), { signal });
    await rename(partFile, file);
    return true;
  } catch (error) {
    await rm(partFile, { force: true });
    if (!replace) await rm(file, { force: true });
    throw error;
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
