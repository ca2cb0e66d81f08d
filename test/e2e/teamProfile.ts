import { sampleAccount } from '../workbench/sampleOss.ts';
import { titleOf } from './titles.ts';
import type { Tree } from './tree.ts';
import type { Workbench } from './workbench.ts';

export const profileName = 'Team';

/** Answers the questions of "Add Profile", which is open; `useEndpoint` selects the choice for a typed endpoint. */
export async function answerAddProfile(
  { quickInput }: Workbench,
  { endpoint, useEndpoint }: { readonly endpoint: string; readonly useEndpoint: string },
): Promise<void> {
  await quickInput.waitFor('(1/4)');
  await quickInput.enter(sampleAccount.accessKeyId);
  await quickInput.waitFor('(2/4)');
  await quickInput.enter(sampleAccount.accessKeySecret);
  await quickInput.waitFor('(3/4)');
  await quickInput.type(endpoint);
  await quickInput.choose(useEndpoint);
  await quickInput.waitFor('(4/5)');
  await quickInput.choose('cn-hangzhou');
  await quickInput.waitFor('(5/5)');
  await quickInput.enter(profileName);
}

/** Starts with empty boxes if an earlier test left "Add Profile" by Escape. */
export async function startOver({ quickInput }: Workbench): Promise<void> {
  await quickInput.waitFor(titleOf('addProfile').replace('…', ''));
  if ((await quickInput.placeholder()) === 'Your last answers were not saved') await quickInput.choose('Start Over');
}

/** Answers the questions of "Add Profile" by hand and waits for the profile in the tree. */
export async function addTeamProfile(workbench: Workbench, endpoint: string): Promise<Tree> {
  const tree = await workbench.openBuckets();
  await workbench.run('addProfile');
  await startOver(workbench);
  await answerAddProfile(workbench, { endpoint, useEndpoint: 'Use as endpoint' });
  await tree.row(profileName).waitFor();
  return tree;
}
