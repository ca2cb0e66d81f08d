import assert from 'node:assert/strict';
import { session } from './session.ts';

describe('the packaged extension', () => {
  it('brings its view container and its commands', async () => {
    const { workbench } = session();
    await workbench.openContainer('OSS Presigned Links');
    await workbench.screenshot('start');
    await workbench.runCommand('OSS: Refresh');
    assert.equal(await workbench.notifications.count(), 0);
  });
});
