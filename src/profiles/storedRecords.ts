import type { Memento } from 'vscode';
import * as v from 'valibot';
import { profileRecordSchema, type ProfileRecord } from './profile.ts';

/** Current version of the format. */
const RECORD_VERSION = 1;
const ASIDE_KEY = 'ossLinks.setAside';

/** Conversion of a record to the next version, which it also enters. */
export type Migration = (record: unknown) => unknown;

/** Migrations by the version that they convert. Version 1 is the current one, so there are none yet. */
const MIGRATIONS: Readonly<Record<number, Migration>> = {};

/** Stored records, sorted by whether this version can read them. */
export interface StoredRecords {
  readonly records: readonly ProfileRecord[];
  /** Raw records of a later version of the extension, which are kept unchanged. */
  readonly later: readonly unknown[];
  /** Raw values that no version can read. */
  readonly unreadable: readonly unknown[];
}

/** Signature version of an updated record. It belongs to the service, so it is kept only with the same endpoint. */
export function keptSignatureVersion(
  present: ProfileRecord | undefined,
  { endpoint }: Pick<ProfileRecord, 'endpoint'>,
): Pick<ProfileRecord, 'signatureVersion'> {
  const isSameService = JSON.stringify(present?.endpoint) === JSON.stringify(endpoint);
  return isSameService && present?.signatureVersion ? { signatureVersion: present.signatureVersion } : {};
}

/** Sorts stored records, and migrates those of earlier versions. */
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

/** Appends unreadable values to those set aside before, so that nothing is lost. */
export async function setAside(
  memento: Pick<Memento, 'get' | 'update'>,
  key: string,
  values: readonly unknown[],
): Promise<void> {
  const before: unknown = memento.get(ASIDE_KEY);
  const kept: readonly unknown[] = before === undefined ? [] : Array.isArray(before) ? before : [before];
  await memento.update(ASIDE_KEY, [...kept, ...values.map((value) => ({ key, value }))]);
}

/** Removes the values that were set aside. */
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
