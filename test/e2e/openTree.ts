import { session } from './session.ts';
import { profileName } from './teamProfile.ts';
import type { Tree } from './tree.ts';
import { appears } from './until.ts';

/**
 * Tree whose named rows are expanded, each below the previous one; the first is the profile. All other rows are
 * collapsed.
 */
export async function openTree(...below: readonly string[]): Promise<Tree> {
  const tree = await session().workbench.openBuckets();
  await tree.row(profileName).waitFor();
  await tree.clickTitleAction('Collapse All');
  await tree.expand(profileName);
  const [bucket] = below;
  // The list of buckets may be older than the bucket.
  if (bucket !== undefined && !(await appears(tree.row(bucket), 2_000))) await tree.clickTitleAction('Refresh');
  await tree.expand(...below);
  return tree;
}
