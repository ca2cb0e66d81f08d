import { sampleAccount } from '../workbench/sampleOss.ts';
import { session } from './session.ts';
import type { Tree } from './tree.ts';

export const container = 'OSS Presigned Links';
export const profileName = 'Team';

/** Answers the questions of "Add Profile" by hand and waits for the profile in the tree. */
export async function addTeamProfile(): Promise<Tree> {
  const { workbench, emulator } = session();
  const { quickInput } = workbench;
  const tree = await workbench.openContainer(container);
  await workbench.runCommand('OSS: Add Profile…');
  await quickInput.waitFor('Add Profile (1/7)');
  await quickInput.enter(profileName);
  await quickInput.waitFor('Add Profile (2/7)');
  await quickInput.choose('AccessKey');
  await quickInput.waitFor('Add Profile (3/7)');
  await quickInput.enter(sampleAccount.accessKeyId);
  await quickInput.waitFor('Add Profile (4/7)');
  await quickInput.enter(sampleAccount.accessKeySecret);
  await quickInput.waitFor('Add Profile (5/7)');
  await quickInput.accept();
  await quickInput.waitFor('Add Profile (6/7)');
  await quickInput.choose('cn-hangzhou');
  await quickInput.waitFor('Add Profile (7/7)');
  await quickInput.choose('Custom…');
  await quickInput.waitFor('Add Profile (8/8)');
  await quickInput.enter(emulator.endpoint('cn-hangzhou'));
  await tree.row(profileName).waitFor();
  await workbench.waitUntilKept(`"name":"${profileName}"`);
  return tree;
}

/** The tree, collapsed, with the profile in it, added by hand where no test has done so yet. */
export async function treeWithProfile(): Promise<Tree> {
  const tree = await session().workbench.openContainer(container);
  await tree.row(profileName).or(tree.welcome()).waitFor();
  if (!(await tree.row(profileName).isVisible())) return addTeamProfile();
  await tree.clickTitleAction('Collapse All');
  return tree;
}
