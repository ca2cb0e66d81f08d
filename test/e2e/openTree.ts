import { session } from './session.ts';
import { profileName } from './teamProfile.ts';
import type { Tree } from './tree.ts';

/**
 * Tree whose named rows are expanded, each below the previous one; the first is the profile. All other rows are
 * collapsed.
 */
export async function openTree(...below: readonly string[]): Promise<Tree> {
  const tree = await session().workbench.openBuckets();
  await tree.row(profileName).waitFor();
  await tree.clickTitleAction('Collapse All');
  await tree.expand(profileName, ...below);
  return tree;
}
