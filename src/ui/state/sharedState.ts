import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Memento } from 'vscode';
import type { StateStorage } from '../../stored.ts';
import { DAMAGED, parseContent, type StateContent } from './stateContent.ts';
import { StateFolder } from './stateFolder.ts';

/** Key of VS Code's storage under which Settings Sync finds a copy of the synced values. */
export const SYNC_KEY = 'ossLinks.synced';

export interface SharedStateOptions {
  /** Folder in which the folder of the state files is created with the first write. */
  readonly folder: string;
  /** Storage of VS Code: it contains values of earlier versions, and copies for Settings Sync. */
  readonly memento: StateStorage;
  /** Keys whose values Settings Sync transfers to other machines. */
  readonly syncedKeys: readonly string[];
  readonly newId: () => string;
}

/** Copy of a value in VS Code's storage. */
interface SyncedCopy {
  readonly writer: string;
  readonly count: number;
  readonly value?: unknown;
  /** Numbers of the other installations' copies that this one includes. */
  readonly seen?: Readonly<Record<string, number>>;
}

interface PendingChange {
  readonly base: unknown;
  readonly value: unknown;
}

interface CachedContent {
  readonly version: string;
  readonly content: StateContent | undefined;
}

/**
 * State that all windows share, one file per key. VS Code stores all keys of an extension as one value and reports
 * changes late, so that a window's write can undo another's. Here each write merges this window's changes into the
 * file, under a lock. Reading is synchronous: a file is read again only if it was replaced.
 */
export class SharedState implements StateStorage {
  readonly #options: SharedStateOptions;
  readonly #folder: StateFolder;
  readonly #cache = new Map<string, CachedContent>();
  readonly #pending = new Map<string, PendingChange>();
  readonly #writes = new Map<string, Promise<void>>();

  constructor(options: SharedStateOptions) {
    this.#options = options;
    const { folder: parent, memento, newId } = options;
    this.#folder = new StateFolder({ parent, memento, newId });
  }

  readonly get: Memento['get'] = <T>(key: string, missing?: T) => {
    const pending = this.#pending.get(key);
    const value = (pending ?? { value: this.#stored(key) }).value;
    return value === undefined ? missing : (value as T);
  };

  /** Stores a value that was computed from the last result of `get`. Changes of other windows since then are kept. */
  async update(key: string, value: unknown): Promise<void> {
    const pending = this.#pending.get(key);
    const cached = this.#cache.get(key);
    const base = pending ? pending.base : cached ? this.#valueOf(key, cached.content) : this.#stored(key);
    this.#pending.set(key, { base, value });
    await this.#enqueue(key, () => this.#writePending(key));
  }

  /** Imports the values that Settings Sync transferred from other machines since the last call. */
  async adoptSynced(): Promise<void> {
    for (const key of this.#options.syncedKeys) {
      if (this.#incoming(key, this.#read(key))) await this.#enqueue(key, () => this.#adopt(key));
    }
  }

  /** Removes the texts of damaged files, which were set aside. */
  async forgetDamaged(): Promise<void> {
    const folder = this.#folder.path;
    if (folder === undefined) return;
    const { removeDamaged } = await import('./stateFile.ts');
    await removeDamaged(folder);
  }

  /** One write at a time for each key. */
  async #enqueue(key: string, write: () => Promise<void>): Promise<void> {
    const before = this.#writes.get(key) ?? Promise.resolve();
    const next = before.catch(() => undefined).then(write);
    this.#writes.set(key, next);
    await next;
  }

  async #writePending(key: string): Promise<void> {
    const pending = this.#pending.get(key);
    // The previous write has included it.
    if (!pending) return;
    await this.#change(key, (content, merge) => {
      const value = merge(pending.base, pending.value, this.#valueOf(key, content));
      return { ...content, value, ...(value === undefined && content?.seen && { seen: countsOf(content.seen) }) };
    });
    const now = this.#pending.get(key);
    if (now === pending) {
      this.#pending.delete(key);
      // Until the next read, this window knows only its own value.
      this.#cache.set(key, { version: 'written', content: { value: pending.value } });
    } else if (now) this.#pending.set(key, { base: pending.value, value: now.value });
  }

  async #adopt(key: string): Promise<void> {
    await this.#change(key, (content, merge) => {
      const copy = this.#incoming(key, content);
      if (!copy) return content ?? {};
      const { writer, count, value } = copy;
      const mine = this.#valueOf(key, content);
      const includesMine = content?.writer !== undefined && copy.seen?.[content.writer] === content.count;
      const base = includesMine ? mine : content?.seen?.[writer]?.value;
      return { ...content, value: merge(base, mine, value), seen: { ...content?.seen, [writer]: { count, value } } };
    });
  }

  async #change(
    key: string,
    change: (
      content: StateContent | undefined,
      merge: (base: unknown, mine: unknown, theirs: unknown) => unknown,
    ) => StateContent,
  ): Promise<void> {
    const { syncedKeys, newId } = this.#options;
    const [{ changeFile }, { mergeJson }] = await Promise.all([import('./stateFile.ts'), import('./mergeJson.ts')]);
    let written: StateContent = {};
    const folder = await this.#folder.settle();
    await changeFile(path.join(folder, `${key}.json`), (text) => {
      const content = parseContent(text);
      const changed = change(content, mergeJson);
      written = syncedKeys.includes(key)
        ? { ...changed, writer: changed.writer ?? newId(), count: (changed.count ?? 0) + 1 }
        : changed;
      return { text: JSON.stringify(written), damaged: content === DAMAGED ? text : undefined };
    });
    // Another window may have settled a dispute meanwhile.
    if (this.#folder.path !== folder) await this.#folder.moveFrom(folder);
    // The value of an earlier version is in the file now.
    if (this.#options.memento.get(key) !== undefined) await this.#options.memento.update(key, undefined);
    await this.#copy(key, written);
  }

  /** Copies a value for Settings Sync. */
  async #copy(key: string, { writer, count, value, seen = {} }: StateContent): Promise<void> {
    if (writer === undefined) return;
    const { memento } = this.#options;
    const counts = Object.fromEntries(Object.entries(seen).map(([other, copy]) => [other, copy.count]));
    const copies = memento.get<Record<string, unknown>>(SYNC_KEY) ?? {};
    await memento.update(SYNC_KEY, { ...copies, [key]: { writer, count, value, seen: counts } });
  }

  /** Copy of another installation that was not imported yet. */
  #incoming(key: string, content: StateContent | undefined): SyncedCopy | undefined {
    const copy = this.#options.memento.get<Record<string, unknown>>(SYNC_KEY)?.[key];
    if (!isSyncedCopy(copy) || copy.writer === content?.writer) return undefined;
    return copy.count > (content?.seen?.[copy.writer]?.count ?? 0) ? copy : undefined;
  }

  #stored(key: string): unknown {
    return this.#valueOf(key, this.#read(key));
  }

  /** Value of a file; before the first write, the value that an earlier version kept in VS Code's storage. */
  #valueOf(key: string, content: StateContent | undefined): unknown {
    return content ? content.value : this.#options.memento.get(key);
  }

  #read(key: string): StateContent | undefined {
    const file = this.#fileOf(key);
    const version = file === undefined ? '' : versionOf(file);
    const cached = this.#cache.get(key);
    if (cached?.version === version) return cached.content;
    const content = file === undefined || version === '' ? undefined : parseContent(readText(file));
    this.#cache.set(key, { version, content });
    return content;
  }

  /** File of a key; `undefined` before the first write. */
  #fileOf(key: string): string | undefined {
    const folder = this.#folder.path;
    // The values in a disputed folder arrive in the other one with the next write, or now.
    this.#folder.settleSoon();
    return folder === undefined ? undefined : path.join(folder, `${key}.json`);
  }
}

/** Copies without their values, because everything is forgotten. */
function countsOf(seen: NonNullable<StateContent['seen']>): NonNullable<StateContent['seen']> {
  return Object.fromEntries(Object.entries(seen).map(([writer, { count }]) => [writer, { count }]));
}

/** Version of a file, which changes whenever the file is replaced; empty if there is none. */
function versionOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false, bigint: true });
  return found ? `${found.ino} ${found.mtimeNs} ${found.size}` : '';
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function isSyncedCopy(copy: unknown): copy is SyncedCopy {
  return (
    typeof copy === 'object' &&
    copy !== null &&
    'writer' in copy &&
    typeof copy.writer === 'string' &&
    'count' in copy &&
    typeof copy.count === 'number'
  );
}
