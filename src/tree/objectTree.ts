import { needsCustomDomain, TransportError } from '../oss/errors/errors.ts';
import {
  ListingCancelledError,
  loadedPart,
  newListing,
  shownChildren,
  type Listing,
  type LoadedPart,
} from './listing.ts';
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
  type WaitingNode,
} from './nodes.ts';
import { waitFor } from '../oss/client/retry.ts';
import { ObjectVersions, type FoundVersions } from './objectVersions.ts';
import type { ProfileListingServices } from './profileChildren.ts';
import { FolderViews, type ObjectOrder, type FolderView } from './folderViews.ts';

/** Time after which a listing shows that it waits. */
const WAITING_SHOWN_MS = 2000;
/** Longest wait for a page, retries included. */
const LISTING_TIMEOUT_MS = 15_000;

export interface ObjectTreeOptions extends ProfileListingServices {
  /** Storage of the sort orders. */
  readonly memento: ConstructorParameters<typeof FolderViews>[0];
  /** Waits; by default a timer. */
  readonly wait?: (waitMs: number, signal: AbortSignal) => Promise<void>;
  /** Called with the node whose children changed, or with nothing for the whole tree. */
  readonly onChanged: (node?: TreeNode) => void;
}

/** Profiles, buckets, folders and objects, listed page by page on demand and kept until a refresh. */
export class ObjectTree {
  readonly #options: ObjectTreeOptions;
  readonly #listings = new Map<string, Listing>();
  /** Nodes of the profiles. VS Code compares tree elements by identity, so each profile keeps its node. */
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

  /** Loaded children; the first call lists the first page. Never rejects: a failure becomes a child node. */
  async children(node: ContainerNode): Promise<readonly TreeNode[]> {
    let listing = this.#listings.get(node.id);
    if (!listing) {
      listing = newListing();
      this.#listings.set(node.id, listing);
      listing.pending = this.#load(node, listing);
    }
    await listing.pending;
    // A refresh replaced this listing meanwhile.
    if (this.#listings.get(node.id) !== listing) return this.children(node);
    return shownChildren(node, listing, isBucketOrFolder(node) ? this.#views.of(node) : undefined);
  }

  /**
   * Children for the view. If they take long, it gets the loaded ones with a row that can cancel the listing;
   * `onChanged` reports the others.
   */
  async childrenOrWaiting(node: ContainerNode): Promise<readonly TreeNode[]> {
    const children = this.children(node);
    const waiting = new AbortController();
    const { wait = waitFor } = this.#options;
    const waited = wait(WAITING_SHOWN_MS, waiting.signal).catch(() => undefined);
    const isLate = await Promise.race([children.then(() => false), waited.then(() => true)]);
    waiting.abort();
    if (!isLate) return children;
    void children.then(() => {
      this.#options.onChanged(node);
    });
    const listing = this.#listings.get(node.id) ?? newListing();
    const loaded = [...listing.bucketsAndFolders, ...listing.folders, ...listing.objects];
    return [...loaded, { kind: 'waiting', id: `waiting:${node.id}`, parent: node }];
  }

  /** Cancels the listing of a waiting row; its error can be retried. */
  cancelListing({ parent }: WaitingNode): void {
    this.#listings.get(parent.id)?.abort.abort(new ListingCancelledError());
  }

  /** Lists the next page. A second call while one runs waits for the same page. */
  async loadMore(node: LoadMoreNode): Promise<void> {
    const listing = this.#listings.get(node.parent.id);
    if (listing?.next === undefined) return;
    listing.pending ??= this.#load(node.parent, listing);
    await listing.pending;
    this.#options.onChanged(node.parent);
  }

  /**
   * Lists all pages, up to `maxCount` more folders and objects than before. Pages listed before
   * a failure or an abort stay.
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

  /** The loaded part of a bucket or folder; `undefined` before the first page. */
  loadedPart({ id }: BucketOrFolderNode): LoadedPart | undefined {
    const listing = this.#listings.get(id);
    return listing && loadedPart(listing);
  }

  viewOf(node: BucketOrFolderNode): FolderView {
    return this.#views.of(node);
  }

  /** Buckets and folders with a filter. */
  filtered(): ReturnType<FolderViews['filtered']> {
    return this.#views.filtered();
  }

  /** Sets the filter of a bucket or folder, or clears it. */
  filter(node: BucketOrFolderNode, filter: string | undefined): void {
    this.#views.filter(node, filter);
    this.refresh(node);
  }

  /** Sorts the loaded objects of a bucket or folder. */
  async sort(node: BucketOrFolderNode, order: ObjectOrder): Promise<void> {
    await this.#views.sort(node, order);
    await this.children(node);
    this.#options.onChanged(node);
  }

  /** Removes the sort orders of a profile, or all of them. */
  async forgetOrders(profileId?: string): Promise<void> {
    await this.#views.forgetOrders(profileId);
  }

  /** The node itself or the ancestor that shows deleted objects. */
  showingDeleted(node: BucketOrFolderNode): BucketOrFolderNode | undefined {
    return this.#views.showingDeleted(node);
  }

  /** Shows or hides deleted objects at and below a node. */
  showDeleted(node: BucketOrFolderNode, shows: boolean): void {
    const changed = shows ? node : this.#views.showingDeleted(node);
    if (!changed) return;
    this.#views.showDeleted(changed, shows);
    this.refresh(changed);
  }

  /** The version nodes shown below an object. */
  versionsOf(node: ObjectNode | DeletedNode): readonly VersionNode[] | undefined {
    return this.#versions.of(node);
  }

  /** Lists an object's versions and shows them below it; none if its bucket was never versioned. */
  async showVersions(node: ObjectNode | DeletedNode): Promise<FoundVersions> {
    const found = await this.#versions.list(node, await this.#options.clientOf(node.profileId));
    this.#options.onChanged(node);
    return found;
  }

  /** Drops the listings at and below a node, or all of them; they are loaded again when they are shown. */
  refresh(node?: ContainerNode): void {
    for (const id of [...this.#listings.keys()]) if (!node || isWithin(id, node)) this.#forget(id);
    this.#versions.forget(node);
    this.#options.onChanged(node);
  }

  /** Drops the listings of a profile, e.g. after it changed; without an ID, those of all profiles. */
  readonly refreshProfile = (profileId: string | undefined): void => {
    if (profileId === undefined) this.refresh();
    else {
      const root = profileNode(profileId);
      for (const id of [...this.#listings.keys()]) if (isWithin(id, root)) this.#forget(id);
      this.#versions.forget(root);
    }
    this.#views.keepProfiles(new Set(this.#options.profiles.list().map(({ id }) => id)));
    // The profile itself may have been added, removed or renamed.
    this.#options.onChanged();
  };

  /** Refreshes a bucket after an upload, if it is shown. */
  refreshBucket(profileId: string, bucket: string): void {
    const nodes = this.#listings.get(profileNode(profileId).id)?.bucketsAndFolders ?? [];
    for (const node of nodes) if (node.bucket === bucket) this.refresh(node);
  }

  /** Refreshes the deepest shown container of a folder after objects were added or removed. */
  refreshFolder(profileId: string, bucket: string, prefix: string): void {
    const nodes = this.#listings.get(profileNode(profileId).id)?.bucketsAndFolders ?? [];
    for (const node of nodes) {
      if (node.bucket !== bucket) continue;
      // An added folder may be in the changed one.
      if (prefix.startsWith(prefixOf(node))) this.refresh(this.#innermost(node, prefix));
      else if (prefixOf(node).startsWith(prefix)) this.refresh(node);
    }
  }

  /** Whether the tree lists all buckets of the account: it did, or the last attempt failed but was not denied. */
  listsAllBuckets(profileId: string): boolean {
    const listing = this.#listings.get(profileNode(profileId).id);
    return listing?.hasMoreBuckets === false && listing.isDenied !== true;
  }

  /** Whether OSS refuses the bucket on OSS hosts, so that links need a custom domain. */
  requiresCustomDomain(profileId: string, bucket: string): boolean {
    const path = `${profileId}/${bucket}`;
    return [...this.#listings].some(
      ([id, { error }]) =>
        needsCustomDomain(error) &&
        (id === `bucket:${path}` || id.startsWith(`folder:${path}/`) || id.startsWith(`added:${path}/`)),
    );
  }

  /** Child with the node's ID; a node that is not among the loaded pages is shown after them. */
  async showUnlisted<N extends FolderNode | ObjectNode>(container: BucketOrFolderNode, node: N): Promise<N> {
    const children = await this.children(container);
    const known = children.find(({ id }) => id === node.id);
    if (known) return known as N;
    this.#listings.get(container.id)?.unlisted.set(node.id, node);
    this.#options.onChanged(container);
    return node;
  }

  /** The deepest shown container of the prefix. */
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
    const timeout = new AbortController();
    const timer = setTimeout(() => {
      timeout.abort(new TransportError('Timeout', 'OSS'));
    }, LISTING_TIMEOUT_MS);
    const either = AbortSignal.any([abort.signal, timeout.signal, ...(signal ? [signal] : [])]);
    try {
      listing.error = undefined;
      if (isBucketOrFolder(node)) await this.#listPage(node, listing, either);
      else await (await import('./profileChildren.ts')).listProfileChildren(node, listing, this.#options, either);
    } catch (error) {
      // A cancelled page can be requested again.
      if (!signal?.aborted) listing.error = error;
    } finally {
      clearTimeout(timer);
      listing.pending = undefined;
    }
  }

  async #listPage(node: BucketOrFolderNode, listing: Listing, signal: AbortSignal): Promise<void> {
    const client = await this.#options.clientOf(node.profileId);
    const { addNextPage } = await import('./folderPages.ts');
    const { filter, order } = this.#views.of(node);
    await addNextPage(node, listing, client, { filter, withDeleted: this.showingDeleted(node) !== undefined, signal });
    // The node's own description says how many objects are sorted.
    if (order !== 'name') this.#options.onChanged(node);
  }
}
