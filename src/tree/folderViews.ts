import * as v from 'valibot';
import { Stored, type StateStorage } from '../stored.ts';
import { isWithin, profileNode, type BucketOrFolderNode } from './nodes.ts';

/** Sort order of a folder's objects; folders come first, by name. */
export type ObjectOrder = 'name' | 'newest' | 'largest';

/** Filter and sort order of a bucket or folder. */
export interface FolderView {
  /** Pattern of the names to show, see `namePattern`; absent: all names. */
  readonly filter?: string;
  readonly order: ObjectOrder;
}

/** A bucket or folder with a filter. */
export interface FilteredFolder {
  readonly node: BucketOrFolderNode;
  readonly filter: string;
}

const ORDERS_KEY = 'ossLinks.orders';
/** Orders by node ID; values of another version are kept unchanged. */
const ordersSchema = v.record(v.string(), v.unknown());

/**
 * Filters and sort orders of buckets and folders. Sort orders are stored. Filters end with the window, so that a
 * filtered list is not mistaken for a complete one days later.
 */
export class FolderViews {
  readonly #orders: Stored<Readonly<Record<string, unknown>>>;
  readonly #filters = new Map<string, FilteredFolder>();
  /** IDs of buckets and folders that also show deleted objects, with everything below them. */
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

  /** Removes the sort orders of a profile, or all of them. */
  async forgetOrders(profileId?: string): Promise<void> {
    const entries = profileId === undefined ? [] : Object.entries(this.#orders.read() ?? {});
    await this.#keep(Object.fromEntries(entries.filter(([id]) => !isWithin(id, profileNode(profileId ?? '')))));
  }

  filtered(): readonly FilteredFolder[] {
    return [...this.#filters.values()];
  }

  /** The node itself or the ancestor that shows deleted objects. */
  showingDeleted(node: BucketOrFolderNode): BucketOrFolderNode | undefined {
    if (this.#withDeleted.has(node.id)) return node;
    return node.parent.kind === 'profile' ? undefined : this.showingDeleted(node.parent);
  }

  showDeleted(node: BucketOrFolderNode, shows: boolean): void {
    if (shows) this.#withDeleted.add(node.id);
    else this.#withDeleted.delete(node.id);
  }

  /** Removes the filters of removed profiles. */
  keepProfiles(profileIds: ReadonlySet<string>): void {
    for (const [id, { node }] of this.#filters) if (!profileIds.has(node.profileId)) this.#filters.delete(id);
  }

  async #keep(orders: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#orders.write(Object.keys(orders).length === 0 ? undefined : orders);
  }
}
