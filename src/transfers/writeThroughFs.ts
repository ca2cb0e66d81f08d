import { OutsideFolderError, RemoteFileTooLargeError } from './transferErrors.ts';
import type { WriteOptions } from './writeWithin.ts';

/** Upper bound of files that are written through VS Code, which accepts only whole files in memory. */
export const MAX_REMOTE_FILE_BYTES = 256 * 2 ** 20;

/** File system of VS Code. Paths are lists of names below the chosen folder. */
export interface FolderFs {
  /** Kind of an entry; `undefined` if there is none. */
  kindOf(segments: readonly string[]): Promise<'file' | 'folder' | 'symlink' | undefined>;
  writeFile(segments: readonly string[], bytes: Uint8Array): Promise<void>;
  rename(from: readonly string[], to: readonly string[], overwrite: boolean): Promise<void>;
  delete(segments: readonly string[]): Promise<void>;
}

/**
 * Writes a file below a folder of VS Code's file system, like `writeWithin`: under another name until it is complete,
 * never through a symlink, and never larger than the bound.
 */
export async function writeThroughFs(
  fs: FolderFs,
  segments: readonly string[],
  content: () => Promise<AsyncIterable<Uint8Array>>,
  { replace, partSuffix, signal }: WriteOptions,
): Promise<boolean> {
  await rejectSymlinks(fs, segments);
  if (!replace && (await fs.kindOf(segments)) !== undefined) return false;
  const bytes = await collect(await content(), signal);
  const part = [...segments.slice(0, -1), `${segments.at(-1) ?? ''}${partSuffix}`];
  // The download may have taken long enough for another program to create a symlink.
  await rejectSymlinks(fs, segments);
  try {
    await fs.writeFile(part, bytes);
    signal.throwIfAborted();
    await fs.rename(part, segments, replace);
    return true;
  } catch (error) {
    if ((await fs.kindOf(part)) !== undefined) await fs.delete(part);
    throw error;
  }
}

async function rejectSymlinks(fs: FolderFs, segments: readonly string[]): Promise<void> {
  for (let count = 1; count <= segments.length; count++) {
    const kind = await fs.kindOf(segments.slice(0, count));
    if (kind === undefined) return;
    if (kind === 'symlink') throw new OutsideFolderError(segments.slice(0, count).join('/'));
  }
}

async function collect(content: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of content) {
    signal.throwIfAborted();
    bytes += chunk.length;
    if (bytes > MAX_REMOTE_FILE_BYTES) throw new RemoteFileTooLargeError();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
