import type { TreeNode } from '../../tree/nodes.ts';
import type { Services } from '../services.ts';

/** Shows the account's buckets below a profile, beside those that were added, from now on. */
export async function listAllBuckets(node: TreeNode | undefined, { profiles, tree }: Services): Promise<void> {
  if (node?.kind !== 'allBuckets') return;
  await profiles.showAllBuckets(node.parent.profileId, true);
  tree.refresh(node.parent);
}
