import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { openTree } from './openTree.ts';
import { session } from './session.ts';
import { titleOf } from './titles.ts';

const steps = [
  'Add a profile',
  'Pick a bucket',
  'Copy a download link',
  'Copy an upload link as curl',
  'Check a link',
] as const;

describeInWorkbench('the packaged extension', { withProfile: false }, () => {
  it('contributes its view container and its commands', async () => {
    const { workbench } = session();
    await workbench.openBuckets();
    await workbench.screenshot('start');
    await workbench.run('refresh');
    await workbench.notifications.waitUntilNone();
  });

  it('has a README whose pictures and links all open in VS Code', async () => {
    const readmes: string[] = [];
    for await (const file of glob(`${session().folders.extensions}/oss-presigned-links.*/readme*`)) readmes.push(file);
    assert.notEqual(readmes.length, 0);
    for (const file of readmes) {
      assert.doesNotMatch(await readFile(file, 'utf8'), /!\[|<img|media\/screenshots|\]\((?!https?:)/);
    }
  });

  it('opens its walkthrough by a command and shows its steps, each with its button; the first one adds a profile', async () => {
    const { workbench } = session();
    const { quickInput, page } = workbench;
    await workbench.openBuckets();
    await workbench.run('openWalkthrough');
    const walkthrough = page.locator('.gettingStartedContainer .gettingStartedDetailsContent');
    const shown = walkthrough.locator('.getting-started-step');
    await shown.nth(steps.length - 1).waitFor();
    assert.deepEqual(
      (await shown.locator('.step-title').allInnerTexts()).map((title) => title.trim()),
      steps,
    );
    for (const step of steps.toReversed()) {
      await shown.filter({ hasText: step }).locator('.step-title').click();
      await walkthrough.getByRole('button', { name: buttonOf[step], exact: true }).waitFor();
    }
    await walkthrough.getByRole('button', { name: 'Add Profile', exact: true }).click();
    await quickInput.waitFor('(1/4)');
    await quickInput.escape();
    await quickInput.waitUntilClosed();
    await workbench.notifications.waitUntilNone();
  });
});

describeInWorkbench('the walkthrough of a user with a profile', {}, () => {
  it('has the steps checked off that were done before it was opened, and no others', async () => {
    const { workbench } = session();
    const tree = await openTree('demo-documents');
    await tree.clickInlineAction('readme.txt', 'copyGetUrl');
    await workbench.copied('readme.txt');
    await workbench.run('openWalkthrough');
    const shown = workbench.page.locator('.gettingStartedDetailsContent .getting-started-step');
    const done = shown.filter({ has: workbench.page.locator('.codicon-getting-started-step-checked') });
    await done.nth(2).waitFor();
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    await workbench.picture('walkthrough', {
      size: { width: 1280, height: 720 },
      of: [workbench.page.locator('.part.editor')],
    });
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    const titles = await done.locator('.step-title').allInnerTexts();
    assert.deepEqual(
      titles.map((title) => title.trim()),
      steps.slice(0, 3),
    );
  });
});

const buttonOf: Readonly<Record<(typeof steps)[number], string>> = {
  'Add a profile': 'Add Profile',
  'Pick a bucket': 'Show Buckets',
  'Copy a download link': titleOf('copyGetUrl'),
  'Copy an upload link as curl': titleOf('copyPutUrl').replace('…', ''),
  'Check a link': 'Check Link',
};
