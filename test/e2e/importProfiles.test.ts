import assert from 'node:assert/strict';
import type { Emulator } from '../emulator/emulator.ts';
import type { FileContents } from '../workbench/folders.ts';
import { sampleAccount } from '../workbench/sampleOss.ts';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { session } from './session.ts';

const { accessKeyId, accessKeySecret } = sampleAccount;

let tokenEnd = new Date();

/** Home folder with an ossutil configuration whose second profile gets its token from a command. */
function home(emulator: Emulator): FileContents {
  tokenEnd = new Date(Date.now() + 42.5 * 60_000);
  const place = `region = cn-hangzhou\nendpoint = ${emulator.endpoint('cn-hangzhou')}\n`;
  const token = { AccessKeyId: accessKeyId, AccessKeySecret: accessKeySecret, Expiration: tokenEnd.toISOString() };
  return {
    'token.json': JSON.stringify(token),
    '.ossutilconfig':
      `[default]\naccess-key-id = ${accessKeyId}\naccess-key-secret = ${accessKeySecret}\n${place}` +
      `[profile Robot]\ncredential-process = cat token.json\n${place}`,
  };
}

describeInWorkbench('profiles of ossutil', { withProfile: false, home }, () => {
  it('are imported from a checklist, and a credential command only after it was shown', async () => {
    const { workbench } = session();
    const { quickInput, dialog } = workbench;
    const tree = await workbench.openBuckets();
    await workbench.run('importProfiles');
    await quickInput.waitFor('Import Profiles');
    assert.deepEqual(await quickInput.labels(), ['ossutil default', 'Robot']);
    await workbench.screenshot('import-profiles');
    await quickInput.accept();
    assert.match((await dialog.read()).detail, /^cat token\.json\n/);
    await workbench.screenshot('import-command');
    await dialog.press('Allow');
    await tree.row('Robot').waitFor();
    await tree.expand('ossutil default');
    await tree.row('demo-media').waitFor();
    await tree.collapse('ossutil default');
  });

  it('show when their token expires before a validity is chosen, and links expire with the token', async () => {
    const { workbench } = session();
    const { quickInput, statusBar } = workbench;
    const tree = await workbench.openBuckets();
    await tree.expand('Robot', 'demo-documents', '报告');
    await tree.chooseInMenu('2026年第三季度.pdf', 'copyGetUrlWithOptions');
    await quickInput.waitFor('Download link for 2026年第三季度.pdf');
    await quickInput.choose('Validity');
    await quickInput.waitFor('Validity ·');
    assert.match(await quickInput.placeholder(), /^Your credentials expire in 4[12] min(?:utes)?, and so do all links/);
    await workbench.screenshot('token-ends');
    const end =
      /expires at (.+) with your credentials/.exec(await quickInput.row('7 days').innerText())?.[1] ?? assert.fail();
    assert.ok(end.includes(tokenEnd.toTimeString().slice(0, 5)), `${end} is not the end of the token`);
    await quickInput.choose('7 days');
    await quickInput.waitFor('Download link for 2026年第三季度.pdf');
    await quickInput.choose('Copy Download Link');
    await statusBar
      .message()
      .filter({ hasText: `expires at ${end}` })
      .waitFor();
    const answer = await fetch(await workbench.readClipboard());
    assert.equal(answer.status, 200);
    await answer.arrayBuffer();
  });
});
