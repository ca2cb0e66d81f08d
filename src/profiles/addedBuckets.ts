import type { Memento } from 'vscode';
import * as v from 'valibot';
import { splitBucketPath } from '../oss/names/bucketPath.ts';
import type { Profile } from './profile.ts';

/** The key under which a Memento keeps them. */
export const BUCKETS_KEY = 'ossLinks.buckets';

const shownSchema = v.object({
  places: v.array(v.object({ place: v.string(), region: v.exactOptional(v.string()) })),
  showsAll: v.exactOptional(v.boolean()),
});

/** The first format had places alone. */
const firstSchema = v.pipe(
  v.array(v.string()),
  v.transform((places): Shown => ({ places: places.map((place) => ({ place })) })),
);

const storedSchema = v.record(v.string(), v.union([shownSchema, firstSchema]));

/** What the user added to a profile, and whether the account's buckets are shown beside it. */
type Shown = v.InferOutput<typeof shownSchema>;

/** The part of a profile that is kept here. */
type ShownBuckets = Pick<Profile, 'buckets' | 'regions' | 'showsAll'>;

const NO_BUCKETS: Shown = { places: [] };

/** What was added to the profiles: buckets, and folders of them. */
export class AddedBuckets {
  readonly #memento: Pick<Memento, 'get' | 'update'>;

  constructor(memento: Pick<Memento, 'get' | 'update'>) {
    this.#memento = memento;
  }

  /** What cannot be read, as it is stored; `undefined` where there is nothing of the kind. */
  get unreadable(): unknown {
    const stored: unknown = this.#memento.get(BUCKETS_KEY);
    return stored === undefined || v.is(storedSchema, stored) ? undefined : stored;
  }

  /** What profiles show, by their ids, as it is now. */
  read(): (profileId: string) => ShownBuckets {
    const all = this.#all();
    return (profileId) => shownBuckets(all[profileId] ?? NO_BUCKETS);
  }

  /** Adds a place once; the region of its bucket, where it is told, is kept with it. */
  async add(profileId: string, place: string, region: string | undefined): Promise<void> {
    const { places, ...others } = this.#all()[profileId] ?? NO_BUCKETS;
    const added = region === undefined ? { place } : { place, region };
    const isKnown = places.some((one) => one.place === place);
    const changed = places.map((one) => (one.place === place ? { ...one, ...added } : one));
    await this.#update(profileId, { ...others, places: isKnown ? changed : [...places, added] });
  }

  async remove(profileId: string, place: string): Promise<void> {
    const { places, ...others } = this.#all()[profileId] ?? NO_BUCKETS;
    await this.#update(profileId, { ...others, places: places.filter((one) => one.place !== place) });
  }

  async showAll(profileId: string, showsAll: boolean): Promise<void> {
    const { places } = this.#all()[profileId] ?? NO_BUCKETS;
    await this.#update(profileId, showsAll ? { places, showsAll } : { places });
  }

  /** Forgets what was added to a profile, or to all without one. */
  async forget(profileId?: string): Promise<void> {
    const { [profileId ?? '']: _, ...others } = this.#all();
    await this.#memento.update(BUCKETS_KEY, profileId === undefined ? undefined : others);
  }

  async #update(profileId: string, shown: Shown): Promise<void> {
    await this.#memento.update(BUCKETS_KEY, { ...this.#all(), [profileId]: shown });
  }

  #all(): Readonly<Record<string, Shown>> {
    const parsed = v.safeParse(storedSchema, this.#memento.get(BUCKETS_KEY));
    return parsed.success ? parsed.output : {};
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
