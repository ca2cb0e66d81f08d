import * as v from 'valibot';
import { Stored, type StateStorage } from '../stored.ts';
import { isWithin, profileNode, type BucketOrFolderNode } from './nodes.ts';

/** By what the objects of a place stand in order; folders stay before them, by name. */
export type ObjectOrder = 'name' | 'newest' | 'largest';

/** How the user wants to see a bucket or a folder. */
export interface FolderView {
  /** A pattern of the names to show, see `namePattern`; absent: all. */
  readonly filter?: string;
  readonly order: ObjectOrder;
}

/** A place that shows but a part of what is in it. */
export interface FilteredFolder {
  readonly node: BucketOrFolderNode;
  readonly filter: string;
}

const ORDERS_KEY = 'ossLinks.orders';
/** Orders by node id; values of another version are kept as they are. */
const ordersSchema = v.record(v.string(), v.unknown());

/**
 * How places are shown. Orders are kept; what leaves something out or brings it in ends with the window, so that nobody
 * takes a part for the whole days later.
 */
export class FolderViews {
  readonly #orders: Stored<Readonly<Record<string, unknown>>>;
  readonly #filters = new Map<string, FilteredFolder>();
  /** Places that show deleted objects too, as does what is below them. */
  readonly #withDeleted = new Set<string>();

  constructor(memento: StateStorage) {
    this.#orders = new Stored(memento, ORDERS_KEY, ordersSchema);
  }

  of({ id }: BucketOrFolderNode): FolderView {
    const kept = this.#orders.read()?.[id];
    const order = kept === 'newest' || kept === 'largest' ? kept : 'name';
    const filter = this.#filters.get(id)?.filter;
    return filter === undefined ? { order } : { order, filter };
  }

  filter(node: BucketOrFolderNode, filter: string | undefined): void {
    if (filter === undefined) this.#filters.delete(node.id);
    else this.#filters.set(node.id, { node, filter });
  }

  async sort({ id }: BucketOrFolderNode, order: ObjectOrder): Promise<void> {
    const { [id]: _, ...others } = this.#orders.read() ?? {};
    await this.#keep(order === 'name' ? others : { ...others, [id]: order });
  }

  /** Forgets the orders of a profile's places, or of all without one. */
  async forgetOrders(profileId?: string): Promise<void> {
    const entries = profileId === undefined ? [] : Object.entries(this.#orders.read() ?? {});
    await this.#keep(Object.fromEntries(entries.filter(([id]) => !isWithin(id, profileNode(profileId ?? '')))));
  }

  filtered(): readonly FilteredFolder[] {
    return [...this.#filters.values()];
  }

  /** The place at or above a node that was told to show deleted objects. */
  showingDeleted(node: BucketOrFolderNode): BucketOrFolderNode | undefined {
    let place: BucketOrFolderNode = node;
    for (;;) {
      if (this.#withDeleted.has(place.id)) return place;
      if (place.parent.kind === 'profile') return undefined;
      place = place.parent;
    }
  }

  showDeleted(node: BucketOrFolderNode, shows: boolean): void {
    if (shows) this.#withDeleted.add(node.id);
    else this.#withDeleted.delete(node.id);
  }

  /** Forgets the filters of profiles that are gone. */
  keepProfiles(profileIds: ReadonlySet<string>): void {
    for (const [id, { node }] of this.#filters) if (!profileIds.has(node.profileId)) this.#filters.delete(id);
  }

  async #keep(orders: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#orders.write(Object.keys(orders).length === 0 ? undefined : orders);
  }
}
