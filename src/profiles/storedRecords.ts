import type { Memento } from 'vscode';
import * as v from 'valibot';
import { profileRecordSchema, type ProfileRecord } from './profile.ts';

/** The version that is written now. */
const RECORD_VERSION = 1;
const ASIDE_KEY = 'ossLinks.setAside';

/** Makes a record of one version one of the next, which it also says. */
export type Migration = (record: unknown) => unknown;

/** By the version that each begins from. The first format is the present one, so there is none yet. */
const MIGRATIONS: Readonly<Record<number, Migration>> = {};

/** What is stored under a key, as far as this version can read it. */
export interface StoredRecords {
  readonly records: readonly ProfileRecord[];
  /** As it was found, of a later version of the extension: to be kept as it is. */
  readonly later: readonly unknown[];
  /** As it was found, and of no use to any version. */
  readonly unreadable: readonly unknown[];
}

/** Sorts what is stored, bringing records of earlier versions to the present one. */
export function sortRecords(stored: unknown, migrations = MIGRATIONS): StoredRecords {
  const [records, later, unreadable]: [ProfileRecord[], unknown[], unknown[]] = [[], [], []];
  const entries: readonly unknown[] = stored === undefined ? [] : Array.isArray(stored) ? stored : [stored];
  for (const entry of entries) {
    if ((versionOf(entry) ?? 0) > RECORD_VERSION) {
      later.push(entry);
      continue;
    }
    const parsed = v.safeParse(profileRecordSchema, migrate(entry, migrations));
    if (parsed.success) records.push(parsed.output);
    else unreadable.push(entry);
  }
  return { records, later, unreadable };
}

/** Keeps values that cannot be read under a key of their own, after what was set aside before: nothing is thrown away. */
export async function setAside(
  memento: Pick<Memento, 'get' | 'update'>,
  key: string,
  values: readonly unknown[],
): Promise<void> {
  const before: unknown = memento.get(ASIDE_KEY);
  const kept: readonly unknown[] = before === undefined ? [] : Array.isArray(before) ? before : [before];
  await memento.update(ASIDE_KEY, [...kept, ...values.map((value) => ({ key, value }))]);
}

/** Forgets what was set aside. */
export async function forgetSetAside(memento: Pick<Memento, 'update'>): Promise<void> {
  await memento.update(ASIDE_KEY, undefined);
}

function migrate(entry: unknown, migrations: Readonly<Record<number, Migration>>): unknown {
  let record = entry;
  let version = versionOf(entry);
  for (let step = migrations[version ?? Number.NaN]; version !== undefined && step; step = migrations[version]) {
    record = step(record);
    version++;
  }
  return record;
}

function versionOf(entry: unknown): number | undefined {
  const isVersioned = typeof entry === 'object' && entry !== null && 'version' in entry;
  return isVersioned && typeof entry.version === 'number' ? entry.version : undefined;
}
