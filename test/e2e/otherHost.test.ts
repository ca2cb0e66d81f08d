import assert from 'node:assert/strict';
import type { Emulator } from '../emulator/emulator.ts';
import type { FileContents } from '../workbench/folders.ts';
import { narrowAccount } from '../workbench/sampleOss.ts';
import { ask } from '../support/emulator/handMade.ts';
import { until } from './until.ts';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { customDomain, session } from './session.ts';
import type { Tree } from './tree.ts';
import { untouchedClipboard } from './workbench.ts';

const bucket = 'demo-documents';
/** Profile whose key may not list buckets, in the configuration of ossutil 1. */
const profileName = 'ossutil default';

function home(emulator: Emulator): FileContents {
  const { accessKeyId, accessKeySecret } = narrowAccount;
  const endpoint = emulator.endpoint('cn-hangzhou');
  return {
    '.ossutilconfig':
      `[Credentials]\nendpoint=${endpoint}\naccessKeyID=${accessKeyId}\naccessKeySecret=${accessKeySecret}\n` +
      `[Bucket-Endpoint]\n${bucket}=${endpoint}\n`,
  };
}

describeInWorkbench('the host of links', { withProfile: false, home }, () => {
  before(async () => {
    const { workbench } = session();
    await workbench.openBuckets();
    await workbench.run('importProfiles');
    await workbench.quickInput.row(profileName).waitFor();
    await workbench.quickInput.accept();
  });

  /** Tree in which the profile shows its bucket. */
  async function openProfile(): Promise<Tree> {
    const tree = await session().workbench.openBuckets();
    await tree.expand(profileName);
    return tree;
  }

  it('can be a bound domain, where links work while browsing keeps its host', async () => {
    const { workbench, emulator } = session();
    const { quickInput, dialog, statusBar } = workbench;
    const before = emulator.requests.length;
    const tree = await openProfile();
    await tree.row('List All Buckets').waitFor();
    await tree.chooseInMenu(bucket, 'chooseLinkHost');
    await quickInput.row(customDomain).waitFor();
    await workbench.picture('link-host', { of: [quickInput.widget] });
    await quickInput.choose(customDomain);
    assert.match((await dialog.read()).message, new RegExp(`no certificate for ${customDomain}`));
    await dialog.press('Use HTTPS');
    await quickInput.row('For links only').waitFor();
    await workbench.screenshot('link-host-use');
    await quickInput.choose('For links only');
    await statusBar
      .message()
      .filter({ hasText: `now use ${customDomain}` })
      .waitFor();
    await tree.expand(bucket);
    await until('the host in the label of the bucket', async () =>
      (await tree.ariaLabel(bucket)).includes(`→ ${customDomain}`) ? true : undefined,
    );
    await tree.clickInlineAction('readme.txt', 'copyGetUrl');
    const { origin, host, pathname, search } = new URL(await workbench.copied('readme.txt'));
    await workbench.screenshot('link-host');
    assert.equal(origin, `https://${customDomain}`);
    const answer = await ask(emulator.endpoint('cn-hangzhou'), { path: pathname + search, headers: { host } });
    assert.equal(answer.text, (await emulator.readObject(bucket, 'readme.txt')).toString());
    const operations = new Set(emulator.requests.slice(before).map(({ operation }) => operation));
    assert.deepEqual([...operations].sort(), ['GetBucketInfo', 'GetObject', 'ListCname', 'ListObjectsV2']);
  });

  it('is the host of the profile again after a reset', async () => {
    const { workbench, emulator } = session();
    const tree = await openProfile();
    await tree.chooseInMenu(bucket, 'chooseLinkHost');
    await workbench.quickInput.choose('From profile');
    await workbench.statusBar.message().filter({ hasText: 'the host of the profile' }).waitFor();
    await tree.expand(bucket);
    // The bucket is listed again: a click at that moment is answered with the request to try again.
    const copied = await until('a copied link', async () => {
      await tree.clickInlineAction('readme.txt', 'copyGetUrl');
      const text = await workbench.readClipboard();
      return text === untouchedClipboard ? undefined : text;
    });
    assert.equal(new URL(copied).origin, emulator.endpoint('cn-hangzhou'));
  });
});
