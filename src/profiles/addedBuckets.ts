import * as v from 'valibot';
import { splitBucketPath } from '../oss/names/bucketPath.ts';
import { Stored, type StateStorage } from '../stored.ts';
import type { Profile } from './profile.ts';

/** Key of the stored value. */
export const BUCKETS_KEY = 'ossLinks.buckets';

/** Schema of a profile's entry. `place` is a bucket, or `bucket/prefix/`. */
const shownSchema = v.object({
  places: v.array(v.object({ place: v.string(), region: v.exactOptional(v.string()) })),
  showsAll: v.exactOptional(v.boolean()),
});

/** First format of the value, without regions. */
const firstSchema = v.pipe(
  v.array(v.string()),
  v.transform((places): Shown => ({ places: places.map((place) => ({ place })) })),
);

const storedSchema = v.record(v.string(), v.union([shownSchema, firstSchema]));

/** Buckets and folders that the user added to a profile, and whether the account's buckets are shown beside them. */
type Shown = v.InferOutput<typeof shownSchema>;

/** Part of a profile that this class stores. */
type ShownBuckets = Pick<Profile, 'buckets' | 'regions' | 'showsAll'>;

const NO_BUCKETS: Shown = { places: [] };

/** Buckets, and folders of buckets, that the user added to profiles. */
export class AddedBuckets {
  readonly #stored: Stored<Readonly<Record<string, Shown>>>;

  constructor(memento: StateStorage) {
    this.#stored = new Stored<Readonly<Record<string, Shown>>>(memento, BUCKETS_KEY, storedSchema);
  }

  /** Stored value, if this version cannot read it; otherwise `undefined`. */
  get unreadable(): unknown {
    return this.#stored.unreadable;
  }

  /** Reads the shown buckets of all profiles once; the result returns them by profile ID. */
  read(): (profileId: string) => ShownBuckets {
    const all = this.#all();
    return (profileId) => shownBuckets(all[profileId] ?? NO_BUCKETS);
  }

  /** Adds a bucket or folder once, with the region of its bucket if it is known. */
  async add(profileId: string, path: string, region: string | undefined): Promise<void> {
    const { places, ...others } = this.#all()[profileId] ?? NO_BUCKETS;
    const added = region === undefined ? { place: path } : { place: path, region };
    const isPresent = places.some(({ place }) => place === path);
    const changed = places.map((one) => (one.place === path ? { ...one, ...added } : one));
    await this.#update(profileId, { ...others, places: isPresent ? changed : [...places, added] });
  }

  async remove(profileId: string, path: string): Promise<void> {
    const { places, ...others } = this.#all()[profileId] ?? NO_BUCKETS;
    await this.#update(profileId, { ...others, places: places.filter(({ place }) => place !== path) });
  }

  async showAll(profileId: string, showsAll: boolean): Promise<void> {
    const { places } = this.#all()[profileId] ?? NO_BUCKETS;
    await this.#update(profileId, showsAll ? { places, showsAll } : { places });
  }

  /** Removes the added buckets of a profile; without an ID, of all profiles. */
  async forget(profileId?: string): Promise<void> {
    const { [profileId ?? '']: _, ...others } = this.#all();
    await this.#stored.write(profileId === undefined ? undefined : others);
  }

  async #update(profileId: string, shown: Shown): Promise<void> {
    await this.#stored.write({ ...this.#all(), [profileId]: shown });
  }

  #all(): Readonly<Record<string, Shown>> {
    return this.#stored.read() ?? {};
  }
}

function shownBuckets({ places, showsAll }: Shown): ShownBuckets {
  const regions = places.flatMap(({ place, region }) =>
    region === undefined ? [] : [[splitBucketPath(place).bucket, region] as const],
  );
  return {
    buckets: places.map(({ place }) => place),
    ...(regions.length > 0 && { regions: new Map(regions) }),
    ...(showsAll === true && { showsAll }),
  };
}
