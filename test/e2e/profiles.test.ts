import assert from 'node:assert/strict';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { escapeAtEachStep } from './escapeAtEachStep.ts';
import { session } from './session.ts';
import { addTeamProfile, profileName, startOver } from './teamProfile.ts';

describeInWorkbench('profiles', { withProfile: false }, () => {
  it('are absent at first, and the view shows how to add one', async () => {
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

  it('are all removed by Forget Everything', async () => {
    const { workbench } = session();
    await workbench.run('forgetEverything');
    await workbench.screenshot('forget');
    await workbench.dialog.press('Forget Everything');
    const tree = await workbench.openBuckets();
    await tree.welcome().waitFor();
  });
});
