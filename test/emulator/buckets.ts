import type { Body } from './bodies.ts';
import type { CorsRule } from './cors.ts';
import { noSuchKey, Refusal } from './refusal.ts';
import { compareUtf8 } from './utf8Order.ts';

export type ObjectAcl = 'default' | 'private' | 'public-read' | 'public-read-write';

export interface BucketSettings {
  readonly region: string;
  readonly creationDate: Date;
  readonly storageClass?: string;
  readonly acl?: Exclude<ObjectAcl, 'default'>;
  /** Absent: never versioned. */
  readonly versioning?: 'Enabled' | 'Suspended';
  /** Initial CORS rules; none by default, as in a new bucket. */
  readonly cors?: readonly CorsRule[];
}

/** Properties of an object when it is written. */
export interface ObjectDraft {
  readonly key: string;
  readonly body: Body;
  /** In quotes, as on the wire. */
  readonly etag: string;
  readonly lastModified: Date;
  /** Content-Type, Cache-Control, x-oss-meta-* and the like, by lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly storageClass: string;
  readonly acl: ObjectAcl;
  readonly type: 'Normal' | 'Multipart' | 'Appendable';
  readonly contentMd5?: string;
  readonly tags: Tags;
  /** `x-oss-server-side-*`, by lower-case name. */
  readonly encryption: Readonly<Record<string, string>>;
  /** State of restoring an archived object; absent: not restored. */
  readonly restored?: Restored | undefined;
}

export type Tags = readonly (readonly [key: string, value: string])[];

/** Restored copy of an archived object. It can be read until it expires; while OSS makes it there is no such time. */
export interface Restored {
  readonly expires?: Date;
  /** Tier that was asked for. */
  readonly tier?: string;
}

/** State of restoring an object, as lists and headers have it. */
export function restoreState({ expires }: Restored): string {
  return expires === undefined
    ? 'ongoing-request="true"'
    : `ongoing-request="false", expiry-date="${expires.toUTCString()}"`;
}

export interface ObjectVersion extends ObjectDraft {
  readonly kind: 'object';
  /** `null` where the bucket was not versioned at the time. */
  readonly versionId: string;
}

export interface DeleteMarker {
  readonly kind: 'deleteMarker';
  readonly key: string;
  readonly versionId: string;
  readonly lastModified: Date;
}

export type Version = ObjectVersion | DeleteMarker;

/** A bucket and all versions of its objects. */
export class Bucket {
  readonly name: string;
  readonly settings: BucketSettings;
  corsRules: readonly CorsRule[];
  readonly #versions = new Map<string, Version[]>();
  #sortedKeys: readonly string[] | undefined;
  #versionsMade = 0;

  constructor(name: string, settings: BucketSettings) {
    this.name = name;
    this.settings = settings;
    this.corsRules = settings.cors ?? [];
  }

  /** All keys that have a version, in the order in which OSS lists them. */
  get keys(): readonly string[] {
    this.#sortedKeys ??= [...this.#versions.keys()].sort(compareUtf8);
    return this.#sortedKeys;
  }

  /** The versions of a key, newest first. */
  versions(key: string): readonly Version[] {
    return this.#versions.get(key) ?? [];
  }

  /** Object that a GET without a version ID returns. */
  current(key: string): ObjectVersion | undefined {
    const latest = this.versions(key)[0];
    return latest?.kind === 'object' ? latest : undefined;
  }

  /** Object, or the named version of it; NoSuchKey, NoSuchVersion and MethodNotAllowed like OSS. */
  find(key: string, versionId: string | undefined): ObjectVersion {
    if (versionId === undefined) {
      const latest = this.versions(key)[0];
      if (latest?.kind !== 'object') {
        throw noSuchKey(key, latest && markerHeaders(latest));
      }
      return latest;
    }
    const version = this.versions(key).find((candidate) => candidate.versionId === versionId);
    if (version === undefined) {
      throw new Refusal(404, 'NoSuchVersion', 'The specified version does not exist.', {
        fields: [
          ['Key', key],
          ['VersionId', versionId],
        ],
      });
    }
    if (version.kind === 'deleteMarker') {
      throw new Refusal(405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.', {
        headers: markerHeaders(version),
      });
    }
    return version;
  }

  /** Writes an object: a new version if versioning is enabled, otherwise in place of the version `null`. */
  put(draft: ObjectDraft): ObjectVersion {
    const version: ObjectVersion = { ...draft, kind: 'object', versionId: this.#nextVersionId() };
    this.#add(version);
    return version;
  }

  /** Deletes a version permanently, or hides the object behind a delete marker if the bucket is versioned. */
  remove(key: string, versionId: string | undefined, now: Date): Version | undefined {
    if (versionId !== undefined) {
      const removed = this.versions(key).find((version) => version.versionId === versionId);
      this.#keep(key, (version) => version !== removed);
      return removed;
    }
    if (this.settings.versioning === undefined) {
      this.#keep(key, () => false);
      return undefined;
    }
    const marker: DeleteMarker = { kind: 'deleteMarker', key, versionId: this.#nextVersionId(), lastModified: now };
    this.#add(marker);
    return marker;
  }

  /** Changes an object in place. */
  change(object: ObjectVersion, changes: Partial<Pick<ObjectDraft, 'acl' | 'tags' | 'restored'>>): void {
    const changed = this.versions(object.key).map((version) =>
      version === object ? { ...object, ...changes } : version,
    );
    this.#versions.set(object.key, changed);
  }

  #nextVersionId(): string {
    if (this.settings.versioning !== 'Enabled') {
      return 'null';
    }
    this.#versionsMade += 1;
    return `CAEQ${String(this.#versionsMade).padStart(28, '0')}`;
  }

  #add(version: Version): void {
    if (version.versionId === 'null') {
      this.#keep(version.key, ({ versionId }) => versionId !== 'null');
    }
    const older = this.#versions.get(version.key);
    if (older === undefined) {
      this.#sortedKeys = undefined;
    }
    this.#versions.set(version.key, [version, ...(older ?? [])]);
  }

  #keep(key: string, wanted: (version: Version) => boolean): void {
    const kept = this.versions(key).filter(wanted);
    if (kept.length > 0) {
      this.#versions.set(key, kept);
    } else if (this.#versions.delete(key)) {
      this.#sortedKeys = undefined;
    }
  }
}

/** Headers that identify the requested object as a delete marker. */
export function markerHeaders(marker: Version): Record<string, string> {
  return { 'x-oss-delete-marker': 'true', 'x-oss-version-id': marker.versionId };
}
