import { needsCustomDomain } from '../links/hostWarnings.ts';
import type { OssClient } from '../oss/client.ts';
import { OssError } from '../oss/errors.ts';
import { missingPermission } from '../oss/permissions.ts';
import { splitPlace } from '../oss/place.ts';
import { listsBuckets, servesOneBucket, type Profile } from '../profiles/profile.ts';
import type { Profiles } from '../profiles/profiles.ts';
import {
  addedFolderNode,
  bucketNode,
  folderNode,
  objectNode,
  prefixOf,
  profileNode,
  type BucketNode,
  type ContainerNode,
  type FolderNode,
  type LoadMoreNode,
  type ObjectNode,
  type ProfileNode,
  type TreeNode,
} from './nodes.ts';

const DELIMITER = '/';

export interface ObjectTreeOptions {
  readonly profiles: Profiles;
  readonly clientOf: (profileId: string) => Promise<OssClient>;
  /** Told which node's children have changed, or nothing for the whole tree. */
  readonly onChanged: (node?: TreeNode) => void;
}

type PlaceNode = BucketNode | FolderNode;

/** What has been listed of one container so far. */
interface Listing {
  readonly folders: FolderNode[];
  readonly objects: ObjectNode[];
  /** Of a profile: its buckets, and the folders that were added by themselves. */
  places: readonly PlaceNode[];
  /** Of a profile: the account may have buckets that are not among its places. */
  hasMorePlaces?: boolean;
  continuationToken?: string | undefined;
  error?: unknown;
  /** One request in flight a node: whoever asks meanwhile waits for the same. */
  pending?: Promise<void> | undefined;
  readonly abort: AbortController;
}

/** Profiles, buckets, folders and objects, listed page by page on demand and kept until they are refreshed. */
export class ObjectTree {
  readonly #options: ObjectTreeOptions;
  readonly #listings = new Map<string, Listing>();
  /** VS Code knows elements by identity, so a profile keeps its node. */
  readonly #roots = new Map<string, ProfileNode>();

  constructor(options: ObjectTreeOptions) {
    this.#options = options;
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
    return shownChildren(node, listing);
  }

  /** Lists the next page of what the node ends. A second call while it runs is the same call. */
  async loadMore(node: LoadMoreNode): Promise<void> {
    const listing = this.#listings.get(node.parent.id);
    if (listing?.continuationToken === undefined) return;
    listing.pending ??= this.#load(node.parent, listing);
    await listing.pending;
    this.#options.onChanged(node.parent);
  }

  /** Forgets what was listed at and below a node (all of the tree without one), and lists it again when it is shown. */
  refresh(node?: ContainerNode): void {
    for (const id of [...this.#listings.keys()]) if (!node || isWithin(id, node)) this.#forget(id);
    this.#options.onChanged(node);
  }

  /** Lists again what a profile shows, e.g. because it has changed; all profiles without an id. */
  readonly refreshProfile = (profileId: string | undefined): void => {
    if (profileId === undefined) this.refresh();
    else for (const id of [...this.#listings.keys()]) if (isWithin(id, profileNode(profileId))) this.#forget(id);
    // The profile itself may have come, gone or taken another name.
    this.#options.onChanged();
  };

  /** Lists a bucket again after something was put into it, where it is shown at all. */
  refreshBucket(profileId: string, bucket: string): void {
    const places = this.#listings.get(profileNode(profileId).id)?.places ?? [];
    for (const node of places) if (node.bucket === bucket) this.refresh(node);
  }

  /** Lists again what holds a folder after something was put into it or taken out, and no more than that. */
  refreshFolder(profileId: string, bucket: string, prefix: string): void {
    const places = this.#listings.get(profileNode(profileId).id)?.places ?? [];
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
    return listing !== undefined && listing.error === undefined && listing.hasMorePlaces === false;
  }

  /** Says that OSS refused to list the bucket on its own hosts, as it will refuse links that carry them. */
  isRefusedOnOwnHosts(profileId: string, bucket: string): boolean {
    const place = `${profileId}/${bucket}`;
    return [...this.#listings].some(
      ([id, { error }]) => needsCustomDomain(error) && (id === `bucket:${place}` || id.startsWith(`folder:${place}/`)),
    );
  }

  /** The object's node, or the nearest container of it that is listed; for showing an object in the tree. */
  async nearest(profileId: string, bucket: string, key: string): Promise<TreeNode | undefined> {
    const root = this.roots().find((candidate) => candidate.profileId === profileId);
    if (!root) return undefined;
    const places = await this.children(root);
    const isPlace = (child: TreeNode): child is PlaceNode => child.kind === 'bucket' || child.kind === 'folder';
    let container = places.filter(isPlace).find((place) => place.bucket === bucket && key.startsWith(prefixOf(place)));
    while (container) {
      const children: readonly TreeNode[] = await this.children(container);
      const object = children.find((child) => child.kind === 'object' && child.key === key);
      if (object) return object;
      const next: TreeNode | undefined = children.find(
        (child) => child.kind === 'folder' && key.startsWith(child.prefix),
      );
      if (next?.kind !== 'folder') return container;
      container = next;
    }
    return root;
  }

  /** The deepest container that is shown and holds the prefix. */
  #innermost(node: PlaceNode, prefix: string): PlaceNode {
    const next = this.#listings.get(node.id)?.folders.find((folder) => prefix.startsWith(folder.prefix));
    return next ? this.#innermost(next, prefix) : node;
  }

  #forget(id: string): void {
    this.#listings.get(id)?.abort.abort();
    this.#listings.delete(id);
  }

  async #load(node: ContainerNode, listing: Listing): Promise<void> {
    try {
      listing.error = undefined;
      if (node.kind === 'profile') await this.#listPlaces(node, listing);
      else await this.#listPage(node, listing);
    } catch (error) {
      listing.error = error;
    } finally {
      listing.pending = undefined;
    }
  }

  async #listPage(node: BucketNode | FolderNode, listing: Listing): Promise<void> {
    const client = await this.#options.clientOf(node.profileId);
    const { continuationToken } = listing;
    const page = await client.listObjects(node.bucket, {
      prefix: prefixOf(node),
      delimiter: DELIMITER,
      signal: listing.abort.signal,
      ...(continuationToken === undefined ? {} : { continuationToken }),
    });
    listing.folders.push(...page.prefixes.map((prefix) => folderNode(node, prefix)));
    listing.objects.push(...page.entries.map((entry) => objectNode(node, entry)));
    listing.continuationToken = page.nextContinuationToken;
  }

  /** What was added comes first, and alone until more is asked for. */
  async #listPlaces(node: ProfileNode, listing: Listing): Promise<void> {
    const { profiles, clientOf } = this.#options;
    const profile = profiles.get(node.profileId);
    listing.places = addedPlaces(node, profile);
    listing.hasMorePlaces = !listsBuckets(profile) && !servesOneBucket(profile);
    if (!listsBuckets(profile)) return;
    const regions = new Map<string, string>();
    try {
      const client = await clientOf(node.profileId);
      for await (const { name, region } of client.listBuckets({ signal: listing.abort.signal })) {
        regions.set(name, region);
      }
    } catch (error) {
      // It is told now; what was asked for in vain is not asked for again by itself.
      const isDenied = error instanceof OssError && missingPermission(error) !== undefined;
      if (isDenied && profile.showsAll) await profiles.showAllBuckets(profile.id, false);
      throw error;
    }
    const added = addedPlaces(node, profile, regions);
    const names = new Set(added.map((place) => (place.kind === 'bucket' ? place.bucket : undefined)));
    const others = [...regions].filter(([name]) => !names.has(name));
    listing.places = [...added, ...others.map(([name, region]) => bucketNode(node, name, { region, added: false }))];
  }
}

/** What the user added to a profile, with the regions that the service told, else those that were told with the place. */
function addedPlaces(
  node: ProfileNode,
  { buckets, regions = {} }: Profile,
  listed: ReadonlyMap<string, string> = new Map(),
): readonly PlaceNode[] {
  return buckets.map((text) => {
    const place = splitPlace(text);
    const region = listed.get(place.bucket) ?? regions[place.bucket];
    return place.prefix === '' ? bucketNode(node, place.bucket, { region, added: true }) : addedFolderNode(node, place);
  });
}

function newListing(): Listing {
  return { folders: [], objects: [], places: [], abort: new AbortController() };
}

/** Folders before objects over all pages; then what is left to load, or what went wrong. */
function shownChildren(node: ContainerNode, listing: Listing): readonly TreeNode[] {
  const known: TreeNode[] = [...listing.places, ...listing.folders, ...listing.objects];
  const ends: TreeNode[] = [];
  if (listing.error !== undefined) {
    ends.push({ kind: 'problem', id: `problem:${node.id}`, error: listing.error, parent: node });
  }
  if (listing.hasMorePlaces && node.kind === 'profile') {
    ends.push({ kind: 'allBuckets', id: `allBuckets:${node.profileId}`, parent: node });
  }
  if (listing.continuationToken !== undefined && node.kind !== 'profile') {
    ends.push({ kind: 'loadMore', id: `loadMore:${node.id}`, shown: known.length, parent: node });
  }
  if (known.length + ends.length === 0) ends.push({ kind: 'empty', id: `empty:${node.id}`, parent: node });
  return [...known, ...ends];
}

/** Whether a listing's id is that of the node or of something below it. */
function isWithin(id: string, node: ContainerNode): boolean {
  if (id === node.id) return true;
  const within = {
    profile: (): string[] => [`bucket:${node.profileId}/`, `folder:${node.profileId}/`, `added:${node.profileId}/`],
    bucket: (): string[] => [`folder:${node.id.slice('bucket:'.length)}/`],
    folder: (): string[] => [node.id],
  }[node.kind]();
  return within.some((prefix) => id.startsWith(prefix));
}
