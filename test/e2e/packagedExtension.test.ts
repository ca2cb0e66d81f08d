import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import { session } from './session.ts';

describe('the packaged extension', () => {
  it('brings its view container and its commands', async () => {
    const { workbench } = session();
    await workbench.openContainer('OSS Presigned Links');
    await workbench.screenshot('start');
    await workbench.runCommand('OSS: Refresh');
    assert.equal(await workbench.notifications.count(), 0);
  });

  it('has a README without pictures and links that VS Code cannot open', async () => {
    const readmes: string[] = [];
    for await (const file of glob(`${session().folders.extensions}/oss-presigned-links.*/readme*`)) readmes.push(file);
    assert.notEqual(readmes.length, 0);
    for (const file of readmes) {
      assert.doesNotMatch(await readFile(file, 'utf8'), /!\[|<img|media\/screenshots|\]\((?!https?:)/);
    }
  });
});
