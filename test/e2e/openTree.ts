import { session } from './session.ts';
import { profileName } from './teamProfile.ts';
import type { Tree } from './tree.ts';

/** The tree, collapsed but for the rows that are named, each of which is below the one before; the first is the profile. */
export async function openTree(...below: readonly string[]): Promise<Tree> {
  const tree = await session().workbench.openBuckets();
  await tree.row(profileName).waitFor();
  await tree.clickTitleAction('Collapse All');
  await tree.expand(profileName, ...below);
  return tree;
}
