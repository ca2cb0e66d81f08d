// Lazy border: loaded with the first write, by `stateFile.ts`.
import { isDeepStrictEqual } from 'node:util';

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Three-way merge of JSON values: the changes from `base` to `mine`, applied to `theirs`. Objects are merged by key,
 * arrays by element. An object with a `kind`, and an element of an array, is one value. If both sides changed one
 * value, mine wins; if one side changed what the other removed, the change wins.
 */
export function mergeJson(base: unknown, mine: unknown, theirs: unknown): unknown {
  // A whole collection that one side removed counts as empty, so that additions of the other side stay.
  const merged = merge(base, mine ?? emptyLike(theirs), theirs ?? emptyLike(mine));
  return mine === undefined && isDeepStrictEqual(merged, emptyLike(theirs)) ? undefined : merged;
}

function merge(base: unknown, mine: unknown, theirs: unknown): unknown {
  if (isDeepStrictEqual(base, mine)) return theirs;
  if (isDeepStrictEqual(base, theirs)) return mine;
  if (Array.isArray(mine) && Array.isArray(theirs)) return mergeArrays(Array.isArray(base) ? base : [], mine, theirs);
  if (isMergeable(mine) && isMergeable(theirs)) return mergeObjects(isMergeable(base) ? base : {}, mine, theirs);
  return mine ?? theirs;
}

function mergeObjects(base: JsonObject, mine: JsonObject, theirs: JsonObject): JsonObject {
  const keys = new Set([...Object.keys(theirs), ...Object.keys(mine)]);
  const entries = [...keys].map(
    (key) => [key, merge(ownValue(base, key), ownValue(mine, key), ownValue(theirs, key))] as const,
  );
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** Elements of mine in their order. Elements added by the other side come before or after these, as on that side. */
function mergeArrays(
  base: readonly unknown[],
  mine: readonly unknown[],
  theirs: readonly unknown[],
): readonly unknown[] {
  const [baseById, mineById, theirsById] = [byIdentity(base), byIdentity(mine), byIdentity(theirs)];
  const kept = [...mineById].flatMap(([id, element]) => {
    const merged = mergeElement(baseById.get(id), element, theirsById.get(id));
    return merged === undefined ? [] : [merged];
  });
  const firstCommon = [...theirsById.keys()].findIndex((id) => mineById.has(id));
  const added = [...theirsById].flatMap(([id, element], index) => {
    const merged = mineById.has(id) ? undefined : mergeElement(baseById.get(id), undefined, element);
    return merged === undefined ? [] : [{ element: merged, isInFront: index < firstCommon }];
  });
  const inFront = added.filter(({ isInFront }) => isInFront).map(({ element }) => element);
  const behind = added.filter(({ isInFront }) => !isInFront).map(({ element }) => element);
  return [...inFront, ...kept, ...behind];
}

/** Merged element: one side's element, because an element is one value. */
function mergeElement(base: unknown, mine: unknown, theirs: unknown): unknown {
  if (isDeepStrictEqual(base, mine)) return theirs;
  if (isDeepStrictEqual(base, theirs)) return mine;
  return mine ?? theirs;
}

/** Elements by their identity: their `id` or `place`, or else their whole value. */
function byIdentity(elements: readonly unknown[]): ReadonlyMap<string, unknown> {
  return new Map(
    elements.map((element) => {
      const identity = isObject(element) ? (element['id'] ?? element['place']) : undefined;
      return [typeof identity === 'string' ? `id ${identity}` : JSON.stringify(element), element];
    }),
  );
}

function emptyLike(value: unknown): unknown {
  return Array.isArray(value) ? [] : isMergeable(value) ? {} : undefined;
}

function ownValue(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isMergeable(value: unknown): value is JsonObject {
  return isObject(value) && !('kind' in value);
}
