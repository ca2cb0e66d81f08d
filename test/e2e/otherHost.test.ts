import assert from 'node:assert/strict';
import { ask } from '../unit/emulator/handMade.ts';
import { customDomain, session } from './session.ts';
import { profileName, treeWithProfile } from './teamProfile.ts';

const bucket = 'demo-documents';

describe('the host of links', () => {
  it('is a bound domain once it is chosen, and the link works there while browsing stays where it was', async () => {
    const { workbench, emulator } = session();
    const { quickInput, dialog, statusBar } = workbench;
    const tree = await treeWithProfile();
    await tree.expand(profileName);
    await tree.chooseInMenu(bucket, 'Choose Link Host…');
    await quickInput.row(customDomain).waitFor();
    await workbench.screenshot('link-hosts');
    await quickInput.choose(customDomain);
    assert.match((await dialog.read()).message, new RegExp(`no certificate for ${customDomain}`));
    await dialog.press('Use https');
    await quickInput.row('For links only').waitFor();
    await workbench.screenshot('link-host-use');
    await quickInput.choose('For links only');
    await statusBar
      .message()
      .filter({ hasText: `now carry ${customDomain}` })
      .waitFor();
    await tree.expand(bucket);
    assert.match(await tree.ariaLabel(bucket), new RegExp(`cn-hangzhou → ${customDomain}`));
    await tree.clickInlineAction('readme.txt', 'Copy Presigned GET URL');
    await statusBar.message().filter({ hasText: 'GET link for readme.txt copied' }).waitFor();
    await workbench.screenshot('link-host');
    const { origin, host, pathname, search } = new URL(await workbench.readClipboard());
    assert.equal(origin, `https://${customDomain}`);
    const answer = await ask(emulator.endpoint('cn-hangzhou'), { path: pathname + search, headers: { host } });
    assert.equal(answer.text, (await emulator.readObject(bucket, 'readme.txt')).toString());
  });

  it('is that of the profile again once it is given back', async () => {
    const { workbench, emulator } = session();
    const tree = await treeWithProfile();
    await tree.chooseInMenu(bucket, 'Choose Link Host…');
    await workbench.quickInput.choose('As the profile');
    await workbench.statusBar.message().filter({ hasText: 'the host of their profile' }).waitFor();
    await tree.clickInlineAction('readme.txt', 'Copy Presigned GET URL');
    await workbench.statusBar.message().filter({ hasText: 'GET link for readme.txt copied' }).waitFor();
    assert.equal(new URL(await workbench.readClipboard()).origin, emulator.endpoint('cn-hangzhou'));
  });
});
