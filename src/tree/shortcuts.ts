import * as v from 'valibot';
import { Emitter } from '../emitter.ts';
import type { ObjectTarget } from '../links/link.ts';
import { omitUndefined } from '../oss/optional.ts';
import { readValue, Stored, type StateStorage } from '../stored.ts';

/** Upper bound on recent objects. The oldest are dropped first. */
export const MAX_RECENT = 50;

const shortcutSchema = v.object({
  profileId: v.string(),
  bucket: v.string(),
  /** Key of the object, or prefix of the folder. */
  key: v.string(),
  versionId: v.exactOptional(v.string()),
  kind: v.picklist(['object', 'folder']),
  /** Use that made the object recent; absent for pinned ones. */
  use: v.exactOptional(v.picklist(['linked', 'opened', 'uploaded'])),
  /** Time of the use or of pinning; milliseconds since 1970. */
  atMs: v.number(),
});

/** Pinned or recent object or folder. It contains no URL and no signature, so it gives no access. */
export type Shortcut = v.InferOutput<typeof shortcutSchema>;

/** Object or folder of a shortcut. */
export type ShortcutTarget = Pick<Shortcut, 'profileId' | 'bucket' | 'key' | 'versionId' | 'kind'>;

export type ShortcutUse = NonNullable<Shortcut['use']>;

/** The two lists: what the user pinned, and what was used last. */
export type ShortcutList = 'pinned' | 'recent';

/** New location of an object or folder. */
export interface MovedTarget {
  readonly from: Omit<ShortcutTarget, 'versionId'>;
  readonly to: Pick<ShortcutTarget, 'profileId' | 'bucket' | 'key'>;
}

type Entries = Readonly<Record<string, unknown>>;

/** Entries by their target; values of another version are kept unchanged. */
const entriesSchema = v.record(v.string(), v.unknown());

/** Pinned objects and folders, and recently used objects, stored for all windows. */
export class Shortcuts {
  readonly #stored: Readonly<Record<ShortcutList, Stored<Entries>>>;
  readonly #now: () => Date;
  readonly #changed = new Emitter<undefined>();

  readonly onDidChange = this.#changed.event;

  constructor(memento: StateStorage, now: () => Date) {
    this.#stored = {
      pinned: new Stored(memento, 'ossLinks.pinned', entriesSchema),
      recent: new Stored(memento, 'ossLinks.recent', entriesSchema),
    };
    this.#now = now;
  }

  /** Pinned ones by location; recent ones with the last used first. Read anew each time: another window may have written. */
  list(list: ShortcutList): readonly Shortcut[] {
    const shortcuts = Object.values(this.#read(list)).flatMap((entry) => readValue(shortcutSchema, entry) ?? []);
    return list === 'pinned' ? shortcuts.toSorted(byLocation) : shortcuts.toSorted((a, b) => b.atMs - a.atMs);
  }

  isPinned(target: ShortcutTarget): boolean {
    return Object.hasOwn(this.#read('pinned'), idOf(target));
  }

  async pin(targets: readonly ShortcutTarget[]): Promise<void> {
    const atMs = this.#now().getTime();
    const added = targets.map((target) => [idOf(target), { ...plain(target), atMs }] as const);
    await this.#write('pinned', { ...this.#read('pinned'), ...Object.fromEntries(added) });
  }

  /** Makes objects the most recent ones, the last of them first. */
  async use(use: ShortcutUse, targets: readonly ObjectTarget[]): Promise<void> {
    if (targets.length === 0) return;
    const atMs = this.#now().getTime();
    const used = targets.slice(-MAX_RECENT).map((target): Shortcut => ({ ...plain(target), use, atMs }));
    const ids = new Set(used.map(idOf));
    const others = this.list('recent').filter((shortcut) => !ids.has(idOf(shortcut)));
    await this.#keep('recent', [...used.reverse(), ...others].slice(0, MAX_RECENT));
  }

  async remove(list: ShortcutList, targets: readonly ShortcutTarget[]): Promise<void> {
    const ids = new Set(targets.map(idOf));
    await this.#write(list, Object.fromEntries(Object.entries(this.#read(list)).filter(([id]) => !ids.has(id))));
  }

  async clearRecent(): Promise<void> {
    await this.#write('recent', {});
  }

  /** Follows objects and folders that were moved, with everything in the folders. */
  async follow(moves: readonly MovedTarget[]): Promise<void> {
    for (const list of ['pinned', 'recent'] as const) {
      const before = this.list(list);
      const after = before.map((shortcut) => followed(shortcut, moves));
      if (after.some((shortcut, index) => shortcut !== before[index])) await this.#keep(list, after);
    }
  }

  /** Forgets the shortcuts of a profile, or all of them. */
  async forget(profileId?: string): Promise<void> {
    for (const list of ['pinned', 'recent'] as const) {
      const kept = this.list(list).filter((shortcut) => profileId !== undefined && shortcut.profileId !== profileId);
      await this.#keep(list, kept);
    }
  }

  async #keep(list: ShortcutList, shortcuts: readonly Shortcut[]): Promise<void> {
    await this.#write(list, Object.fromEntries(shortcuts.map((shortcut) => [idOf(shortcut), shortcut])));
  }

  #read(list: ShortcutList): Entries {
    return this.#stored[list].read() ?? {};
  }

  async #write(list: ShortcutList, entries: Entries): Promise<void> {
    await this.#stored[list].write(Object.keys(entries).length === 0 ? undefined : entries);
    this.#changed.fire(undefined);
  }
}

/** Identity of a target, also the name of its entry. */
export function idOf({ profileId, bucket, key, versionId }: ObjectTarget): string {
  return JSON.stringify(versionId === undefined ? [profileId, bucket, key] : [profileId, bucket, key, versionId]);
}

/** Target without the other properties that its source may have. */
function plain(target: ObjectTarget & Partial<Pick<Shortcut, 'kind'>>): ShortcutTarget {
  const { profileId, bucket, key, versionId, kind = 'object' } = target;
  return omitUndefined({ profileId, bucket, key, versionId, kind });
}

function byLocation(one: Shortcut, other: Shortcut): number {
  const [a, b] = [one, other].map(({ bucket, key }) => `${bucket}/${key}`);
  return (a ?? '') < (b ?? '') ? -1 : 1;
}

/** Shortcut after the moves; itself if none of them concerns it. Versions stay with the key that they had. */
function followed(shortcut: Shortcut, moves: readonly MovedTarget[]): Shortcut {
  const { profileId, bucket, key, versionId } = shortcut;
  if (versionId !== undefined) return shortcut;
  const move = moves.find(
    ({ from }) =>
      from.profileId === profileId &&
      from.bucket === bucket &&
      (from.kind === 'folder' ? key.startsWith(from.key) : key === from.key),
  );
  if (!move) return shortcut;
  const { from, to } = move;
  return { ...shortcut, profileId: to.profileId, bucket: to.bucket, key: to.key + key.slice(from.key.length) };
}
