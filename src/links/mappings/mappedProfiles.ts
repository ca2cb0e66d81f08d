import * as v from 'valibot';
import { Stored, type StateStorage } from '../../stored.ts';
import { splitBucketPath } from '../../oss/names/bucketPath.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { Profiles } from '../../profiles/profiles.ts';
import type { FileLocation, MappedFile } from './mappings.ts';
import type { LinkMemory } from '../linkMemory.ts';

const KEY = 'ossLinks.mappedProfiles';

const approvedSchema = v.record(v.string(), v.string());

/** Mappings of workspace files to objects, and the profiles that sign for them. */
export interface FileMappings {
  of(file: FileLocation): MappedFile | undefined;
  /** Mapping of the active editor's file. */
  active(): MappedFile | undefined;
  readonly profiles: MappedProfiles;
  /** Mapping of a bucket in the workspace folder of a file. */
  ofBucket(file: FileLocation, bucket: string): MappedFile | undefined;
  /** Names of all mapped buckets. */
  buckets(): readonly string[];
  /** Waits until the settings have been read. */
  whenRead(): Promise<void>;
  /** Folder of the active document in its workspace folder; `undefined` if no folder is open. */
  folderOfDocuments(): string | undefined;
  /** Whether the workspace folder of the active document has this folder. */
  hasFolder(folder: string): Promise<boolean>;
  /** Adds a mapping to the settings of the workspace folder, and returns that folder, if one is open. */
  add(mapping: object): Promise<FileLocation | undefined>;
  openSettings(): Promise<void>;
}

export interface MappedProfilesOptions {
  readonly memento: StateStorage;
  readonly profiles: Pick<Profiles, 'list'>;
  readonly memory: Pick<LinkMemory, 'profileIdsOf'>;
}

/**
 * Profiles that sign for mapped files. A workspace never decides this: the user names a profile, has only one that
 * fits, or has approved one.
 */
export class MappedProfiles {
  readonly #options: MappedProfilesOptions;
  readonly #approved: Stored<Readonly<Record<string, string>>>;

  constructor(options: MappedProfilesOptions) {
    this.#options = options;
    this.#approved = new Stored(options.memento, KEY, approvedSchema);
  }

  /** Profile that signs without a question; `undefined` if the user must choose it. */
  profileFor(file: MappedFile): Profile | undefined {
    const all = this.#options.profiles.list();
    const { profile: named } = file.mapping;
    if (named !== undefined) return onlyElement(all.filter(({ name }) => name === named));
    const approvedId = this.#approved.read()?.[keyOf(file)];
    return all.find(({ id }) => id === approvedId) ?? onlyElement(this.#profilesWith(file.bucket, all));
  }

  /** Stores the profile that signs for the bucket in this workspace folder. */
  async approve(file: Pick<MappedFile, 'root' | 'bucket'>, profileId: string): Promise<void> {
    await this.#approved.write({ ...this.#approved.read(), [keyOf(file)]: profileId });
  }

  async forget(): Promise<void> {
    await this.#approved.write(undefined);
  }

  /** Profiles that have the bucket in their list, or have signed for it before. */
  #profilesWith(bucket: string, all: readonly Profile[]): readonly Profile[] {
    const used = this.#options.memory.profileIdsOf(bucket);
    return all.filter(
      ({ id, buckets }) => used.has(id) || buckets.some((path) => splitBucketPath(path).bucket === bucket),
    );
  }
}

function keyOf({ root: { scheme, authority, path }, bucket }: Pick<MappedFile, 'root' | 'bucket'>): string {
  return `${scheme}://${authority}${path} ${bucket}`;
}

function onlyElement<T>(values: readonly T[]): T | undefined {
  return values.length === 1 ? values[0] : undefined;
}
