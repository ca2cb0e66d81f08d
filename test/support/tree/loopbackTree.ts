import { ObjectTree } from '../../../src/tree/objectTree.ts';
import { openLoopbackOss, type LoopbackOss } from '../profiles/loopbackOss.ts';

/** Tree with one profile of an OSS on loopback, and the IDs of changed nodes. */
export interface LoopbackTree {
  readonly oss: LoopbackOss;
  readonly tree: ObjectTree;
  readonly changed: (string | undefined)[];
}

/** Opens a tree of an OSS that has one empty bucket, `docs`. */
export async function openLoopbackTree(): Promise<LoopbackTree> {
  const oss = await openLoopbackOss();
  const changed: (string | undefined)[] = [];
  const tree = new ObjectTree({
    profiles: oss.profiles,
    memento: oss.memento,
    clientOf: oss.clients.of,
    onChanged: (node) => changed.push(node?.id),
  });
  await oss.saveProfile();
  oss.emulator.createBucket('docs');
  return { oss, tree, changed };
}
