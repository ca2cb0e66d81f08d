import type { PlaceNode } from './nodes.ts';

/** By what the objects of a place stand in order; folders stay before them, by name. */
export type ObjectOrder = 'name' | 'newest' | 'largest';

/** How the user wants to see a bucket or a folder. */
export interface PlaceView {
  /** A pattern of the names to show, see `namePattern`; absent: all. */
  readonly filter?: string;
  readonly order: ObjectOrder;
}

const PLAIN: PlaceView = { order: 'name' };

/** How places are shown, for as long as the window is open. */
export class PlaceViews {
  readonly #views = new Map<string, { readonly node: PlaceNode; readonly view: PlaceView }>();
  /** Places that show deleted objects too, as does what is below them. */
  readonly #withDeleted = new Set<string>();

  of(node: PlaceNode): PlaceView {
    return this.#views.get(node.id)?.view ?? PLAIN;
  }

  filter(node: PlaceNode, filter: string | undefined): void {
    const { order } = this.of(node);
    this.#set(node, filter === undefined ? { order } : { order, filter });
  }

  sort(node: PlaceNode, order: ObjectOrder): void {
    this.#set(node, { ...this.of(node), order });
  }

  /** The places that show but a part of what is in them. */
  filtered(): readonly (PlaceView & { readonly node: PlaceNode; readonly filter: string })[] {
    return [...this.#views.values()].flatMap(({ node, view }) =>
      view.filter === undefined ? [] : [{ ...view, filter: view.filter, node }],
    );
  }

  /** The place at or above a node that was told to show deleted objects. */
  showingDeleted(node: PlaceNode): PlaceNode | undefined {
    let place: PlaceNode = node;
    for (;;) {
      if (this.#withDeleted.has(place.id)) return place;
      if (place.parent.kind === 'profile') return undefined;
      place = place.parent;
    }
  }

  showDeleted(node: PlaceNode, shows: boolean): void {
    if (shows) this.#withDeleted.add(node.id);
    else this.#withDeleted.delete(node.id);
  }

  /** Forgets how the places of profiles that are gone were shown. */
  keepProfiles(profileIds: ReadonlySet<string>): void {
    for (const [id, { node }] of this.#views) if (!profileIds.has(node.profileId)) this.#views.delete(id);
  }

  #set(node: PlaceNode, view: PlaceView): void {
    if (view.filter === undefined && view.order === 'name') this.#views.delete(node.id);
    else this.#views.set(node.id, { node, view });
  }
}
