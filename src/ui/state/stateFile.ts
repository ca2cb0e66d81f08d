// Lazy border: loaded with the first write.
import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as l10n from '@vscode/l10n';

/** Age at which a lock is taken over: the process that holds it has crashed. A change takes a few milliseconds. */
const STALE_LOCK_MS = 10_000;
/** Time limit for waiting while other processes hold the lock one after the other. */
const LOCK_TIMEOUT_MS = 60_000;
const LONGEST_PAUSE_MS = 20;
const RENAME_ATTEMPTS = 20;

/** New text of a file. */
export interface ChangedText {
  readonly text: string;
  /** Previous text that could not be read, which is kept in a file beside. */
  readonly damaged?: string | undefined;
}

/**
 * Changes the text of a file while no other process changes it, and replaces the file atomically. `change` gets
 * `undefined` if there is no file.
 */
export async function changeFile(file: string, change: (text: string | undefined) => ChangedText): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const lock = `${file}.lock`;
  const token = await acquire(lock);
  const draft = `${file}.${token}.tmp`;
  try {
    const text = await readIfPresent(file);
    const changed = change(text);
    if (changed.damaged !== undefined) await setAside(`${file}.damaged`, changed.damaged);
    await writeFile(draft, changed.text, { mode: 0o600, flush: true });
    // A process that was suspended for long may have lost its lock: it must not overwrite later changes.
    if ((await readIfPresent(lock)) !== token)
      throw new Error(l10n.t('The stored data was changed by another window. Try again.'));
    await replace(draft, file);
  } finally {
    await rm(draft, { force: true });
    if ((await readIfPresent(lock)) === token) await rm(lock, { force: true });
  }
}

/** Keeps a text that could not be read in a file of its own: an earlier one is not replaced. */
async function setAside(file: string, text: string): Promise<void> {
  for (let number = 1; ; number++) {
    try {
      await writeFile(number === 1 ? file : `${file}-${number}`, text, { mode: 0o600, flag: 'wx' });
      return;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
}

/** Removes the texts in a folder that could not be read. They may contain what a readable file would. */
export async function removeDamaged(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((one) => /\.json\.damaged(?:-\d+)?$/.test(one))) {
    await rm(path.join(folder, name), { force: true });
  }
}

/** Creates a lock file with its own token; waits while another process has it. */
async function acquire(lock: string): Promise<string> {
  const token = randomUUID();
  const deadline = Date.now() + LOCK_TIMEOUT_MS;
  for (;;) {
    try {
      const handle = await open(lock, 'wx', 0o600);
      try {
        await handle.writeFile(token);
      } finally {
        await handle.close();
      }
      return token;
    } catch (error) {
      if (!isBusy(error)) throw error;
    }
    await removeIfStale(lock);
    if (Date.now() > deadline)
      throw new Error(l10n.t("Couldn't save: another window has locked the stored data. Try again."));
    await delay(1 + Math.random() * LONGEST_PAUSE_MS);
  }
}

/** Moves a stale lock away first, so that only one of several waiting processes removes it. */
async function removeIfStale(lock: string): Promise<void> {
  const age = await stat(lock).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => 0,
  );
  if (age < STALE_LOCK_MS) return;
  const moved = `${lock}.${randomUUID()}`;
  await rename(lock, moved).catch(() => undefined);
  await rm(moved, { force: true });
}

/** Replaces a file, with retries: Windows refuses while another process reads it. */
async function replace(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      if (!isBusy(error) || attempt === RENAME_ATTEMPTS) throw error;
      await delay(LONGEST_PAUSE_MS);
    }
  }
}

async function readIfPresent(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function isBusy(error: unknown): boolean {
  const code = codeOf(error);
  return (
    code === 'EEXIST' || code === 'EPERM' || code === 'EBUSY' || (code === 'EACCES' && process.platform === 'win32')
  );
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
