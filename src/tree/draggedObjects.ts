import * as v from 'valibot';
import type { ObjectTarget } from '../links/link.ts';
import type { TreeNode } from './nodes.ts';

/** What a drag from the tree carries: the objects in it. */
export const DRAGGED_OBJECTS_MIME = 'application/vnd.oss-links.objects+json';

const targetsSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.array(v.object({ profileId: v.string(), bucket: v.string(), key: v.string() })),
);

/** The objects among the nodes. */
export function objectTargets(nodes: readonly TreeNode[]): readonly ObjectTarget[] {
  return nodes.flatMap((node) =>
    node.kind === 'object' ? [{ profileId: node.profileId, bucket: node.bucket, key: node.key }] : [],
  );
}

/** Writes objects as a drag carries them. */
export function writeDraggedObjects(targets: readonly ObjectTarget[]): string {
  return JSON.stringify(targets);
}

/** Reads what a drag carries; nothing where it is not ours. */
export function readDraggedObjects(text: string): readonly ObjectTarget[] {
  const parsed = v.safeParse(targetsSchema, text);
  return parsed.success ? parsed.output : [];
}
