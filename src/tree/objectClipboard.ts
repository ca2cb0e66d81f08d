import * as v from 'valibot';
import type { ObjectTarget } from '../links/link.ts';
import { prefixOf, type TreeNode } from './nodes.ts';

/** Object, or folder (its key is the prefix), to be moved or copied. */
export interface ArrangedItem extends ObjectTarget {
  readonly isFolder: boolean;
  readonly sizeBytes?: number;
}

/** Objects and folders that were cut or copied in the tree. */
export interface CopiedItems {
  readonly items: readonly ArrangedItem[];
  /** Cut: pasting moves them. */
  readonly moves: boolean;
  /** Text that was put on the system clipboard. Other text there means that something else was copied since. */
  readonly text: string;
}

const itemsSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.array(
    v.object({
      profileId: v.string(),
      bucket: v.string(),
      key: v.string(),
      isFolder: v.boolean(),
      sizeBytes: v.exactOptional(v.number()),
    }),
  ),
);

/** Objects and folders that wait to be pasted. */
export class ObjectClipboard {
  readonly #onChanged: (canPaste: boolean) => void;
  #copied: CopiedItems | undefined;

  constructor(onChanged: (canPaste: boolean) => void) {
    this.#onChanged = onChanged;
  }

  get copied(): CopiedItems | undefined {
    return this.#copied;
  }

  set(copied: CopiedItems): void {
    this.#copied = copied.items.length === 0 ? undefined : copied;
    this.#onChanged(this.#copied !== undefined);
  }

  clear(): void {
    this.#copied = undefined;
    this.#onChanged(false);
  }
}

/** The objects and folders among the nodes, without those inside others of them. Buckets cannot be moved. */
export function arrangedItems(nodes: readonly TreeNode[]): readonly ArrangedItem[] {
  const items = nodes.flatMap((node): ArrangedItem[] => {
    const { kind } = node;
    if (kind === 'object') {
      const { profileId, bucket, key, sizeBytes } = node;
      return [{ profileId, bucket, key, isFolder: false, sizeBytes }];
    }
    if (kind !== 'folder') return [];
    return [{ profileId: node.profileId, bucket: node.bucket, key: prefixOf(node), isFolder: true }];
  });
  return items.filter(
    (item, index) => !items.some((other, at) => covers(other, item) && (!covers(item, other) || at < index)),
  );
}

function covers(one: ArrangedItem, other: ArrangedItem): boolean {
  if (one === other || one.profileId !== other.profileId || one.bucket !== other.bucket) return false;
  return one.isFolder ? other.key.startsWith(one.key) : !other.isFolder && one.key === other.key;
}

/** Serialises dragged objects and folders. */
export function writeDraggedItems(items: readonly ArrangedItem[]): string {
  return JSON.stringify(items);
}

/** Parses dragged objects and folders; anything else is an empty list. */
export function readDraggedItems(text: unknown): readonly ArrangedItem[] {
  const parsed = v.safeParse(itemsSchema, text);
  return parsed.success ? parsed.output : [];
}
