import { sampleAccount } from '../workbench/sampleOss.ts';
import { session, waitUntilStored } from './session.ts';
import type { Tree } from './tree.ts';
import type { Workbench } from './workbench.ts';

export const container = 'OSS Presigned Links';
export const profileName = 'Team';

/** Answers the questions of "Add Profile", which is open, in the workbench's own words. */
export async function answerAddProfile(
  { quickInput }: Workbench,
  words: { readonly title: string; readonly endpoint: string },
): Promise<void> {
  const { emulator } = session();
  await quickInput.waitFor(`${words.title} (1/4)`);
  await quickInput.enter(sampleAccount.accessKeyId);
  await quickInput.waitFor(`${words.title} (2/4)`);
  await quickInput.enter(sampleAccount.accessKeySecret);
  await quickInput.waitFor(`${words.title} (3/4)`);
  await quickInput.type(emulator.endpoint('cn-hangzhou'));
  await quickInput.choose(words.endpoint);
  await quickInput.waitFor(`${words.title} (4/5)`);
  await quickInput.choose('cn-hangzhou');
  await quickInput.waitFor(`${words.title} (5/5)`);
  await quickInput.enter(profileName);
}

/** Starts with empty boxes where a former test left "Add Profile" by Escape. */
export async function startOver({ quickInput }: Workbench): Promise<void> {
  await quickInput.waitFor('Add Profile');
  if ((await quickInput.placeholder()) === 'Your last answers were not saved') await quickInput.choose('Start Over');
}

/** Answers the questions of "Add Profile" by hand and waits for the profile in the tree. */
export async function addTeamProfile(): Promise<Tree> {
  const { workbench } = session();
  const tree = await workbench.openContainer(container);
  await workbench.runCommand('OSS: Add Profile…');
  await startOver(workbench);
  await answerAddProfile(workbench, { title: 'Add Profile', endpoint: 'Use as endpoint' });
  await tree.row(profileName).waitFor();
  await waitUntilStored(`"name":"${profileName}"`);
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
