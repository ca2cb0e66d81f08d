import assert from 'node:assert/strict';
import { sampleAccount } from '../workbench/sampleOss.ts';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { escapeAtEachStep } from './escapeAtEachStep.ts';
import { session } from './session.ts';
import { addTeamProfile, profileName, startOver } from './teamProfile.ts';
import { labelOf } from './titles.ts';
import type { Tree } from './tree.ts';

const { accessKeyId, accessKeySecret } = sampleAccount;
const bucket = 'demo-documents';

/** Opens the view in a fresh window by its icon, as a new user does. */
async function openView(): Promise<Tree> {
  const { workbench } = session();
  await workbench.page
    .locator('.part.activitybar')
    .getByRole('tab', { name: labelOf('container') })
    .click();
  return workbench.openBuckets();
}

/** Expands a bucket by a click on its row, and copies a link by the icon of an object. */
async function copyFirstLink(tree: Tree, gesture: (act: () => Promise<void>) => Promise<void>): Promise<void> {
  const { workbench } = session();
  await gesture(() => tree.row(bucket).click());
  await tree.row('readme.txt').waitFor();
  await gesture(() => tree.clickInlineAction('readme.txt', 'copyGetUrl'));
  assert.equal((await fetch(await workbench.copied('readme.txt'))).status, 200);
}

const home = {
  '.ossutilconfig': (endpoint: string) =>
    `[default]\naccess-key-id = ${accessKeyId}\naccess-key-secret = ${accessKeySecret}\n` +
    `region = cn-hangzhou\nendpoint = ${endpoint}\n`,
};

describeInWorkbench(
  'the first link with a profile of ossutil',
  {
    withProfile: false,
    home: (emulator) => ({ '.ossutilconfig': home['.ossutilconfig'](emulator.endpoint('cn-hangzhou')) }),
  },
  () => {
    it('takes five gestures from a fresh window, because the view offers the profile', async () => {
      const { workbench } = session();
      const { quickInput } = workbench;
      let gestures = 0;
      const gesture = async (act: () => Promise<unknown>): Promise<void> => {
        gestures++;
        await act();
      };
      let tree: Tree | undefined;
      await gesture(async () => {
        tree = await openView();
      });
      assert.ok(tree);
      const importing = tree.welcome().getByRole('button', { name: 'Import Profiles', exact: true });
      await importing.waitFor();
      await workbench.screenshot('welcome-found');
      await gesture(() => importing.click());
      await quickInput.row('ossutil default').waitFor();
      await gesture(() => quickInput.accept());
      await copyFirstLink(tree, gesture);
      assert.equal(gestures, 5);
    });
  },
);

describeInWorkbench('profiles', { withProfile: false }, () => {
  it('lead to the first link with less than a minute of typing', async () => {
    const { workbench, emulator } = session();
    const { quickInput } = workbench;
    // A slow typist, who copies an AccessKey from another page.
    const keysPerMinute = 120;
    let keys = 0;
    const enter = async (text: string, row?: string): Promise<void> => {
      keys += text.length + 1;
      await quickInput.type(text);
      if (row !== undefined) await quickInput.row(row).waitFor();
      await quickInput.accept();
    };
    const tree = await openView();
    await tree.welcome().getByRole('button', { name: 'Add Profile', exact: true }).click();
    await quickInput.waitFor('(1/4)');
    await enter(accessKeyId);
    await quickInput.waitFor('(2/4)');
    await enter(accessKeySecret);
    await quickInput.waitFor('(3/4)');
    await enter(emulator.endpoint('cn-hangzhou'), 'Use as endpoint');
    await quickInput.waitFor('(4/5)');
    await enter('hangzhou', 'cn-hangzhou');
    await quickInput.waitFor('(5/5)');
    await enter(profileName);
    await tree.row(bucket).waitFor();
    await copyFirstLink(tree, (act) => act());
    assert.ok(keys < keysPerMinute, `${keys} keys`);
  });

  it('are all removed by Forget Everything', async () => {
    const { workbench } = session();
    await workbench.run('forgetEverything');
    await workbench.screenshot('forget');
    await workbench.dialog.press('Forget Everything');
    const tree = await workbench.openBuckets();
    await tree.welcome().waitFor();
  });

  it('are absent then, and the view shows how to add one', async () => {
    const { workbench } = session();
    const tree = await workbench.openBuckets();
    await tree.welcome().getByRole('button', { name: 'Add Profile' }).waitFor();
    await workbench.screenshot('welcome');
  });

  it('are not added after Escape in a box, in a hidden box or in the last list', async () => {
    const { workbench } = session();
    const { quickInput } = workbench;
    const type = (text: string) => () => quickInput.enter(text);
    await escapeAtEachStep(async () => {
      await workbench.run('addProfile');
      await startOver(workbench);
    }, [
      { title: '(1/4)', answer: type('never-ak') },
      { title: '(2/4)', answer: type('never-sk') },
      { title: '(3/4)', answer: () => quickInput.choose('cn-shanghai') },
      { title: '(4/4)', answer: type('Never') },
    ]);
    await (await workbench.openBuckets()).welcome().waitFor();
  });

  it('hide secrets while they are typed, and keep the answers when going Back', async () => {
    const { workbench } = session();
    const { quickInput } = workbench;
    await workbench.run('addProfile');
    await startOver(workbench);
    await quickInput.waitFor('(1/4)');
    assert.equal(await quickInput.isPassword(), true);
    await quickInput.enter('kept-ak');
    await quickInput.waitFor('(2/4)');
    assert.equal(await quickInput.isPassword(), true);
    await quickInput.back();
    await quickInput.waitFor('(1/4)');
    assert.equal(await quickInput.value(), 'kept-ak');
    await quickInput.accept();
    await quickInput.waitFor('(2/4)');
    await quickInput.enter('kept-sk');
    await quickInput.waitFor('(3/4)');
    await quickInput.escape();
  });

  it('are added by hand and list their buckets with their regions', async () => {
    const { workbench, emulator } = session();
    const tree = await addTeamProfile(workbench, emulator.endpoint('cn-hangzhou'));
    await tree.expand(profileName);
    await tree.row('demo-media').waitFor();
    assert.match(await tree.ariaLabel('demo-media'), /cn-shanghai/);
    await workbench.screenshot('buckets');
  });
});
