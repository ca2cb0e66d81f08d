import * as v from 'valibot';
import type { BucketRef } from '../links/linkHosts.ts';
import { Stored, type StateStorage } from '../stored.ts';

/**
 * Whether existing objects may be changed: `ask` once for each bucket, `on` without a question, `off` never.
 * `untrusted`: never from this workspace.
 */
export type ChangeMode = 'ask' | 'on' | 'off' | 'untrusted';

const KEY = 'ossLinks.allowedChanges';
const schema = v.array(v.object({ profileId: v.string(), bucket: v.string() }));

/** Buckets in which the user has allowed changes to existing objects: until VS Code ends, or for good. */
export class AllowedChanges {
  readonly #always: Stored<readonly BucketRef[]>;
  #inSession: readonly BucketRef[] = [];

  constructor(memento: StateStorage) {
    this.#always = new Stored(memento, KEY, schema);
  }

  allows(bucket: BucketRef): boolean {
    return [...this.#inSession, ...(this.#always.read() ?? [])].some((allowed) => isSame(allowed, bucket));
  }

  /** Allows changes until VS Code ends. */
  allow(bucket: BucketRef): void {
    this.#inSession = [...this.#inSession, bucket];
  }

  /** Allows changes for good. */
  async alwaysAllow({ profileId, bucket }: BucketRef): Promise<void> {
    const others = (this.#always.read() ?? []).filter((allowed) => !isSame(allowed, { profileId, bucket }));
    await this.#always.write([...others, { profileId, bucket }]);
  }

  /** Forgets what was allowed in the buckets of a profile, or in all of them. */
  async forget(profileId?: string): Promise<void> {
    const isKept = (allowed: BucketRef): boolean => profileId !== undefined && allowed.profileId !== profileId;
    this.#inSession = this.#inSession.filter(isKept);
    const kept = (this.#always.read() ?? []).filter(isKept);
    await this.#always.write(kept.length === 0 ? undefined : kept);
  }
}

function isSame(one: BucketRef, other: BucketRef): boolean {
  return one.profileId === other.profileId && one.bucket === other.bucket;
}
