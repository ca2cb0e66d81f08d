import { needsCustomDomain } from '../links/linkWarnings.ts';
import { loadedPart, newListing, shownChildren, type Listing, type LoadedPart } from './listing.ts';
import {
  isWithin,
  isBucketOrFolder,
  prefixOf,
  profileNode,
  type ContainerNode,
  type DeletedNode,
  type FolderNode,
  type LoadMoreNode,
  type ObjectNode,
  type BucketOrFolderNode,
  type ProfileNode,
  type TreeNode,
  type VersionNode,
} from './nodes.ts';
import { ObjectVersions, type FoundVersions } from './objectVersions.ts';
import type { ProfileListingServices } from './profileChildren.ts';
import { FolderViews, type ObjectOrder, type FolderView } from './folderViews.ts';

export interface ObjectTreeOptions extends ProfileListingServices {
  /** Keeps the orders of places. */
  readonly memento: ConstructorParameters<typeof FolderViews>[0];
  /** Told which node's children have changed, or nothing for the whole tree. */
  readonly onChanged: (node?: TreeNode) => void;
}

/** Profiles, buckets, folders and objects, listed page by page on demand and kept until they are refreshed. */
export class ObjectTree {
  readonly #options: ObjectTreeOptions;
  readonly #listings = new Map<string, Listing>();
  /** VS Code knows elements by identity, so a profile keeps its node. */
  readonly #roots = new Map<string, ProfileNode>();
  readonly #views: FolderViews;
  readonly #versions = new ObjectVersions();

  constructor(options: ObjectTreeOptions) {
    this.#options = options;
    this.#views = new FolderViews(options.memento);
  }

  roots(): readonly ProfileNode[] {
    return this.#options.profiles.list().map(({ id }) => {
      const root = this.#roots.get(id) ?? profileNode(id);
      this.#roots.set(id, root);
      return root;
    });
  }

  /** The children known so far; the first call lists the first page. Never rejects: a failure is a node. */
  async children(node: ContainerNode): Promise<readonly TreeNode[]> {
    let listing = this.#listings.get(node.id);
    if (!listing) {
      listing = newListing();
      this.#listings.set(node.id, listing);
      listing.pending = this.#load(node, listing);
    }
    await listing.pending;
    // Refreshed meanwhile: what was stopped is no answer, the listing that takes its place is.
    if (this.#listings.get(node.id) !== listing) return this.children(node);
    return shownChildren(node, listing, isBucketOrFolder(node) ? this.#views.of(node) : undefined);
  }

  /** Lists the next page of what the node ends. A second call while it runs is the same call. */
  async loadMore(node: LoadMoreNode): Promise<void> {
    const listing = this.#listings.get(node.parent.id);
    if (listing?.next === undefined) return;
    listing.pending ??= this.#load(node.parent, listing);
    await listing.pending;
    this.#options.onChanged(node.parent);
  }

  /**
   * Lists page after page until all is there, or `maxCount` folders and objects more than before. What was listed before
   * a failure or an abort stays.
   */
  async loadAll(
    node: BucketOrFolderNode,
    { maxCount, signal, onLoaded }: { maxCount: number; signal: AbortSignal; onLoaded: (count: number) => void },
  ): Promise<LoadedPart> {
    const limit = (this.loadedPart(node)?.count ?? 0) + maxCount;
    await this.children(node);
    const listing = this.#listings.get(node.id) ?? newListing();
    try {
      while (listing.next !== undefined && loadedPart(listing).count < limit) {
        signal.throwIfAborted();
        listing.pending ??= this.#load(node, listing, signal);
        await listing.pending;
        if (listing.error !== undefined) break;
        onLoaded(loadedPart(listing).count);
      }
    } finally {
      this.#options.onChanged(node);
    }
    return loadedPart(listing);
  }

  /** How much of a place is listed; `undefined` before any of it is. */
  loadedPart({ id }: BucketOrFolderNode): LoadedPart | undefined {
    const listing = this.#listings.get(id);
    return listing && loadedPart(listing);
  }

  viewOf(node: BucketOrFolderNode): FolderView {
    return this.#views.of(node);
  }

  /** The places that show but a part of what is in them. */
  filtered(): ReturnType<FolderViews['filtered']> {
    return this.#views.filtered();
  }

  /** Shows of a place what matches a pattern of names, or all again without one. */
  filter(node: BucketOrFolderNode, filter: string | undefined): void {
    this.#views.filter(node, filter);
    this.refresh(node);
  }

  /** Puts the objects of a place in another order, as far as they are listed. */
  async sort(node: BucketOrFolderNode, order: ObjectOrder): Promise<void> {
    await this.#views.sort(node, order);
    await this.children(node);
    this.#options.onChanged(node);
  }

  /** Forgets the orders of a profile's places, or of all without one. */
  async forgetOrders(profileId?: string): Promise<void> {
    await this.#views.forgetOrders(profileId);
  }

  showsDeleted(node: BucketOrFolderNode): boolean {
    return this.#views.showingDeleted(node) !== undefined;
  }

  /** Shows, at and below a place, the objects that delete markers hide too, or no longer. */
  showDeleted(node: BucketOrFolderNode, shows: boolean): void {
    const place = shows ? node : this.#views.showingDeleted(node);
    if (!place) return;
    this.#views.showDeleted(place, shows);
    this.refresh(place);
  }

  /** The versions that are shown below an object. */
  versionsOf(node: ObjectNode | DeletedNode): readonly VersionNode[] | undefined {
    return this.#versions.of(node);
  }

  /** Lists an object's versions and shows them below it; none where its bucket never kept any. */
  async showVersions(node: ObjectNode | DeletedNode): Promise<FoundVersions> {
    const found = await this.#versions.list(node, await this.#options.clientOf(node.profileId));
    this.#options.onChanged(node);
    return found;
  }

  /** Forgets what was listed at and below a node (all of the tree without one), and lists it again when it is shown. */
  refresh(node?: ContainerNode): void {
    for (const id of [...this.#listings.keys()]) if (!node || isWithin(id, node)) this.#forget(id);
    this.#versions.forget(node);
    this.#options.onChanged(node);
  }

  /** Lists again what a profile shows, e.g. because it has changed; all profiles without an id. */
  readonly refreshProfile = (profileId: string | undefined): void => {
    if (profileId === undefined) this.refresh();
    else {
      const root = profileNode(profileId);
      for (const id of [...this.#listings.keys()]) if (isWithin(id, root)) this.#forget(id);
      this.#versions.forget(root);
    }
    this.#views.keepProfiles(new Set(this.#options.profiles.list().map(({ id }) => id)));
    // The profile itself may have come, gone or taken another name.
    this.#options.onChanged();
  };

  /** Lists a bucket again after something was put into it, where it is shown at all. */
  refreshBucket(profileId: string, bucket: string): void {
    const places = this.#listings.get(profileNode(profileId).id)?.bucketsAndFolders ?? [];
    for (const node of places) if (node.bucket === bucket) this.refresh(node);
  }

  /** Lists again what holds a folder after something was put into it or taken out, and no more than that. */
  refreshFolder(profileId: string, bucket: string, prefix: string): void {
    const places = this.#listings.get(profileNode(profileId).id)?.bucketsAndFolders ?? [];
    for (const place of places) {
      if (place.bucket !== bucket) continue;
      // A folder that was added by itself may lie within the one that has changed.
      if (prefix.startsWith(prefixOf(place))) this.refresh(this.#innermost(place, prefix));
      else if (prefixOf(place).startsWith(prefix)) this.refresh(place);
    }
  }

  /** Says that all buckets of the account are shown, as the service listed them. */
  showsAllBuckets(profileId: string): boolean {
    const listing = this.#listings.get(profileNode(profileId).id);
    return listing !== undefined && listing.error === undefined && listing.hasMoreBuckets === false;
  }

  /** Says that OSS refused to list the bucket on its own hosts, as it will refuse links that carry them. */
  requiresCustomDomain(profileId: string, bucket: string): boolean {
    const place = `${profileId}/${bucket}`;
    return [...this.#listings].some(
      ([id, { error }]) => needsCustomDomain(error) && (id === `bucket:${place}` || id.startsWith(`folder:${place}/`)),
    );
  }

  /** The node of that id below a place; where it is not among what is listed, it is shown beside it. */
  async showUnlisted<N extends FolderNode | ObjectNode>(place: BucketOrFolderNode, node: N): Promise<N> {
    const children = await this.children(place);
    const known = children.find(({ id }) => id === node.id);
    if (known) return known as N;
    this.#listings.get(place.id)?.unlisted.set(node.id, node);
    this.#options.onChanged(place);
    return node;
  }

  /** The deepest container that is shown and holds the prefix. */
  #innermost(node: BucketOrFolderNode, prefix: string): BucketOrFolderNode {
    const next = this.#listings.get(node.id)?.folders.find((folder) => prefix.startsWith(folder.prefix));
    return next ? this.#innermost(next, prefix) : node;
  }

  #forget(id: string): void {
    this.#listings.get(id)?.abort.abort();
    this.#listings.delete(id);
  }

  async #load(node: ContainerNode, listing: Listing, signal?: AbortSignal): Promise<void> {
    const { abort } = listing;
    const either = signal ? AbortSignal.any([abort.signal, signal]) : abort.signal;
    try {
      listing.error = undefined;
      if (isBucketOrFolder(node)) await this.#listPage(node, listing, either);
      else await (await import('./profileChildren.ts')).listProfileChildren(node, listing, this.#options);
    } catch (error) {
      // Whoever gave up a page can ask for it again.
      if (!signal?.aborted) listing.error = error;
    } finally {
      listing.pending = undefined;
    }
  }

  async #listPage(node: BucketOrFolderNode, listing: Listing, signal: AbortSignal): Promise<void> {
    const client = await this.#options.clientOf(node.profileId);
    const { addNextPage } = await import('./folderPages.ts');
    const { filter, order } = this.#views.of(node);
    await addNextPage(node, listing, client, { filter, withDeleted: this.showsDeleted(node), signal });
    // What is said of the place itself tells how much of it is in order.
    if (order !== 'name') this.#options.onChanged(node);
  }
}
