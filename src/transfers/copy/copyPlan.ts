import type { ObjectTarget } from '../../links/link.ts';
import type { BucketRef } from '../../links/linkHosts.ts';
import type { OssClient } from '../../oss/client/ossClient.ts';
import { isUnreadable } from '../../oss/client/restoreState.ts';
import { InvalidInputError, OssError } from '../../oss/errors/errors.ts';
import { inParallel } from '../../oss/inParallel.ts';
import { omitUndefined } from '../../oss/optional.ts';
import { validateKey } from '../../oss/validate.ts';
import { NotCopyableError, TargetExistsError } from './copyErrors.ts';
import { findRoute, type PlannedRoute } from './copyRoutes.ts';
import { findObject } from './copyVerified.ts';
import { isCopyOf } from './objectState.ts';

const PARALLEL_REQUESTS = 16;

/** Object, or folder (a prefix that ends in `/`), with the key or prefix of its copy. */
export interface CopyRequest {
  readonly from: ObjectTarget;
  readonly to: ObjectTarget;
  readonly isFolder: boolean;
  /** Size of the object, if known. */
  readonly sizeBytes?: number;
}

/** Copy of one object. */
export interface PlannedCopy {
  readonly from: ObjectTarget;
  readonly to: ObjectTarget;
  readonly sizeBytes: number;
  readonly route: PlannedRoute;
  /** Object that the copy would replace, or the same copy from an earlier run; absent if there is none. */
  readonly present?: 'other' | 'copy';
}

/** Plan of all copies of a request. */
export interface CopyPlan {
  readonly copies: readonly PlannedCopy[];
  /** Objects that cannot be copied, with the reasons. */
  readonly blocked: readonly { readonly name: string; readonly error: unknown }[];
}

export interface PlanOptions {
  readonly clientOf: (profileId: string) => Promise<OssClient>;
  readonly signal: AbortSignal;
  /** True if the copies continue an earlier run, so that an equal object at a target is its copy; default false. */
  readonly isContinued?: boolean;
  /** Called with the number of objects found so far. */
  readonly onFound: (count: number) => void;
}

interface FoundObject {
  readonly key: string;
  readonly sizeBytes: number;
  readonly storageClass?: string;
  readonly type?: string;
  readonly restoreInfo?: string;
}

/** Lists the objects to copy and the existing objects at their targets. Writes nothing. */
export async function planCopies(requests: readonly CopyRequest[], options: PlanOptions): Promise<CopyPlan> {
  const { clientOf, signal, onFound, isContinued = false } = options;
  const routeOf = routes(options);
  const blocked: { readonly name: string; readonly error: unknown }[] = [];
  const taken = new Set<string>();
  const drafts: PlannedCopy[] = [];
  /** Copies to unused keys, according to a listing. */
  const free = new Set<PlannedCopy>();
  const sources = new Set<string>();
  for (const { from, to, isFolder, sizeBytes = 0 } of requests) {
    const source = await clientOf(from.profileId);
    const onListed = (count: number): void => {
      onFound(drafts.length + count);
    };
    const found = isFolder ? await listFolder(source, from, signal, onListed) : [{ key: from.key, sizeBytes }];
    const [first] = found;
    if (!first) continue;
    const route = await routeOf(from, to, first.key);
    const listed = isFolder ? await listFolder(route.target, to, signal) : undefined;
    const existing = listed && new Set(listed.map(({ key }) => key));
    for (const object of found) {
      sources.add(nameOf({ ...from, key: object.key }));
      const key = to.key + object.key.slice(from.key.length);
      const error = reasonToBlock(object, key, taken.has(key), { ...from, key: object.key });
      taken.add(key);
      if (error !== undefined) {
        blocked.push({ name: object.key, error });
        continue;
      }
      const draft = { from: { ...from, key: object.key }, to: { ...to, key }, sizeBytes: object.sizeBytes, route };
      drafts.push(draft);
      if (existing?.has(key) === false) free.add(draft);
    }
    onFound(drafts.length);
  }
  // A copy over another source would lose that one, whatever the user wants to do with existing objects.
  const isOverSource = ({ to }: PlannedCopy): boolean => sources.has(nameOf(to));
  const overSources = drafts.filter(isOverSource);
  const possible = drafts.filter((draft) => !isOverSource(draft));
  blocked.push(...overSources.map(({ from, to }) => ({ name: from.key, error: new TargetExistsError(to.key) })));
  return { copies: await withPresent(possible, { free, isContinued, signal }), blocked };
}

/** Name of an object that no other one has, whichever profile reaches it. */
function nameOf({ bucket, key }: ObjectTarget): string {
  return `${bucket}/${key}`;
}

/** Routes between buckets, each determined once. */
function routes({
  clientOf,
  signal,
}: PlanOptions): (from: BucketRef, to: BucketRef, key: string) => Promise<PlannedRoute> {
  const found = new Map<string, Promise<PlannedRoute>>();
  return (from, to, key) => {
    const name = JSON.stringify([from.profileId, from.bucket, to.profileId, to.bucket]);
    const route = found.get(name) ?? findRoute(from, to, key, clientOf, signal);
    found.set(name, route);
    return route;
  };
}

/** All objects below a prefix, including its marker object. */
async function listFolder(
  client: Pick<OssClient, 'objectPages'>,
  { bucket, key: prefix }: ObjectTarget,
  signal: AbortSignal,
  onListed: (count: number) => void = () => undefined,
): Promise<readonly FoundObject[]> {
  const objects: FoundObject[] = [];
  for await (const { entries, hasMarker } of client.objectPages(bucket, { prefix, signal })) {
    if (hasMarker === true) objects.push({ key: prefix, sizeBytes: 0 });
    objects.push(...entries);
    onListed(objects.length);
  }
  return objects;
}

/** Reason why an object cannot have the key; `undefined` if it can. Two sources never have the same key: one would be lost. */
function reasonToBlock(object: FoundObject, key: string, isTaken: boolean, from: ObjectTarget): unknown {
  if (isTaken) return new TargetExistsError(key);
  if (object.type?.toLowerCase() === 'symlink') return new NotCopyableError(object.key, 'symlink');
  if (isUnreadable(object)) return new NotCopyableError(object.key, 'archived', from);
  try {
    validateKey(key);
    return undefined;
  } catch (error) {
    if (error instanceof InvalidInputError) return error;
    throw error;
  }
}

/** Adds the existing object at the target to each copy. */
async function withPresent(
  drafts: readonly PlannedCopy[],
  {
    free,
    isContinued,
    signal,
  }: Required<Pick<PlanOptions, 'isContinued' | 'signal'>> & {
    readonly free: ReadonlySet<PlannedCopy>;
  },
): Promise<readonly PlannedCopy[]> {
  const present = new Map<PlannedCopy, PlannedCopy['present']>();
  await inParallel(
    drafts.filter((draft) => !free.has(draft)),
    PARALLEL_REQUESTS,
    async (draft, either) => {
      present.set(draft, await whatIsThere(draft, isContinued, either));
    },
    signal,
  );
  return drafts.map((draft) => omitUndefined({ ...draft, present: present.get(draft) }));
}

async function whatIsThere(
  { from, to, route }: PlannedCopy,
  isContinued: boolean,
  signal: AbortSignal,
): Promise<PlannedCopy['present']> {
  try {
    const there = await findObject(route.target, to, signal);
    if (!there) return undefined;
    if (!isContinued) return 'other';
    const source = await findObject(route.source, from, signal);
    return source && isCopyOf(source, there) ? 'copy' : 'other';
  } catch (error) {
    // Without permission to read the target, the copy fails later with the reason and replaces nothing.
    if (error instanceof OssError && error.status === 403) return undefined;
    throw error;
  }
}
