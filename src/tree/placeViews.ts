import type { Memento } from 'vscode';
import { isWithin, profileNode, type BucketOrFolderNode } from './nodes.ts';

/** By what the objects of a place stand in order; folders stay before them, by name. */
export type ObjectOrder = 'name' | 'newest' | 'largest';

/** How the user wants to see a bucket or a folder. */
export interface PlaceView {
  /** A pattern of the names to show, see `namePattern`; absent: all. */
  readonly filter?: string;
  readonly order: ObjectOrder;
}

/** A place that shows but a part of what is in it. */
export interface FilteredPlace {
  readonly node: BucketOrFolderNode;
  readonly filter: string;
}

const ORDERS_KEY = 'ossLinks.orders';

/**
 * How places are shown. Orders are kept; what leaves something out or brings it in ends with the window, so that nobody
 * takes a part for the whole days later.
 */
export class PlaceViews {
  readonly #memento: Pick<Memento, 'get' | 'update'>;
  readonly #filters = new Map<string, FilteredPlace>();
  /** Places that show deleted objects too, as does what is below them. */
  readonly #withDeleted = new Set<string>();

  constructor(memento: Pick<Memento, 'get' | 'update'>) {
    this.#memento = memento;
  }

  of({ id }: BucketOrFolderNode): PlaceView {
    const kept = this.#orders()[id];
    const order = kept === 'newest' || kept === 'largest' ? kept : 'name';
    const filter = this.#filters.get(id)?.filter;
    return filter === undefined ? { order } : { order, filter };
  }

  filter(node: BucketOrFolderNode, filter: string | undefined): void {
    if (filter === undefined) this.#filters.delete(node.id);
    else this.#filters.set(node.id, { node, filter });
  }

  async sort({ id }: BucketOrFolderNode, order: ObjectOrder): Promise<void> {
    const { [id]: _, ...others } = this.#orders();
    await this.#keep(order === 'name' ? others : { ...others, [id]: order });
  }

  /** Forgets the orders of a profile's places, or of all without one. */
  async forgetOrders(profileId?: string): Promise<void> {
    const entries = profileId === undefined ? [] : Object.entries(this.#orders());
    await this.#keep(Object.fromEntries(entries.filter(([id]) => !isWithin(id, profileNode(profileId ?? '')))));
  }

  filtered(): readonly FilteredPlace[] {
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

  /** As stored, by the ids of places: what another version wrote is kept as it is. */
  #orders(): Readonly<Record<string, unknown>> {
    return { ...this.#memento.get<object>(ORDERS_KEY) };
  }

  async #keep(orders: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#memento.update(ORDERS_KEY, Object.keys(orders).length === 0 ? undefined : orders);
  }
}
