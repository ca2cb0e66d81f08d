import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { session } from './session.ts';

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
});
