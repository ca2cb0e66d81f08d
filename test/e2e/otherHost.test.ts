import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { narrowAccount } from '../workbench/sampleOss.ts';
import { ask } from '../support/emulator/handMade.ts';
import { customDomain, session } from './session.ts';
import { treeWithProfile } from './teamProfile.ts';
import type { Tree } from './tree.ts';

const bucket = 'demo-documents';
/** A key that may not list buckets, in the configuration of ossutil 1. */
const profileName = 'ossutil default';

async function openTree(): Promise<Tree> {
  const tree = await treeWithProfile();
  await tree.expand(profileName);
  return tree;
}

describe('the host of links', () => {
  const configFile = (): string => path.join(session().folders.home, '.ossutilconfig');

  before(async () => {
    const { workbench, emulator } = session();
    const { accessKeyId, accessKeySecret } = narrowAccount;
    const endpoint = emulator.endpoint('cn-hangzhou');
    await writeFile(
      configFile(),
      `[Credentials]\nendpoint=${endpoint}\naccessKeyID=${accessKeyId}\naccessKeySecret=${accessKeySecret}\n` +
        `[Bucket-Endpoint]\n${bucket}=${endpoint}\n`,
    );
    await treeWithProfile();
    await workbench.runCommand('OSS: Import Profiles…');
    await workbench.quickInput.row(profileName).waitFor();
    await workbench.quickInput.accept();
  });

  it('is a bound domain once it is chosen, and the link works there while browsing stays where it was', async () => {
    const { workbench, emulator } = session();
    const { quickInput, dialog, statusBar } = workbench;
    const before = emulator.requests.length;
    const tree = await openTree();
    await tree.row('List All Buckets').waitFor();
    await tree.chooseInMenu(bucket, 'Options', 'Choose Link Host…');
    await quickInput.row(customDomain).waitFor();
    await workbench.screenshot('link-hosts');
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
    assert.match(await tree.ariaLabel(bucket), new RegExp(`→ ${customDomain}`));
    await tree.clickInlineAction('readme.txt', 'Copy Download Link');
    await statusBar.message().filter({ hasText: 'GET link for readme.txt copied' }).waitFor();
    await workbench.screenshot('link-host');
    const { origin, host, pathname, search } = new URL(await workbench.readClipboard());
    assert.equal(origin, `https://${customDomain}`);
    const answer = await ask(emulator.endpoint('cn-hangzhou'), { path: pathname + search, headers: { host } });
    assert.equal(answer.text, (await emulator.readObject(bucket, 'readme.txt')).toString());
    const operations = new Set(emulator.requests.slice(before).map(({ operation }) => operation));
    assert.deepEqual([...operations].sort(), ['GetBucketInfo', 'GetObject', 'ListCname', 'ListObjectsV2']);
  });

  it('is that of the profile again once it is given back', async () => {
    const { workbench, emulator } = session();
    const tree = await openTree();
    await tree.chooseInMenu(bucket, 'Options', 'Choose Link Host…');
    await workbench.quickInput.choose('From profile');
    await workbench.statusBar.message().filter({ hasText: 'the host of the profile' }).waitFor();
    await tree.expand(bucket);
    await tree.clickInlineAction('readme.txt', 'Copy Download Link');
    await workbench.statusBar.message().filter({ hasText: 'GET link for readme.txt copied' }).waitFor();
    assert.equal(new URL(await workbench.readClipboard()).origin, emulator.endpoint('cn-hangzhou'));
  });

  after(async () => {
    const { dialog } = session().workbench;
    await rm(configFile());
    const tree = await openTree();
    await tree.chooseInMenu(profileName, 'Remove Profile…');
    await dialog.press('Remove');
    await tree.row(profileName).waitFor({ state: 'detached' });
  });
});
