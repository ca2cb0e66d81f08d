import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import type { Emulator } from '../emulator/emulator.ts';
import { startEmulator } from '../emulator/emulator.ts';
import type { FileContents } from '../workbench/folders.ts';
import { sampleAccount } from '../workbench/sampleOss.ts';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { openTree } from './openTree.ts';
import { session } from './session.ts';
import { profileName } from './teamProfile.ts';
import { titleOf } from './titles.ts';
import { repeatUntil } from './until.ts';

const bucket = 'demo-documents';

/** A profile that works, and six that do not: the failing step, and what the report says of it. */
const reports: readonly (readonly [name: string, step: string, says: RegExp])[] = [
  ['healthy', 'Link', /✓.*works/s],
  ['wrong secret', 'Signature', /✗.*SignatureDoesNotMatch/s],
  ['unknown host', 'Name resolution', /✗/],
  ['nothing listens', 'Connection', /✗/],
  ['no TLS', 'TLS', /✗/],
  ['another region', 'Region', /✗.*expects cn-hangzhou/s],
  ['private cloud', 'Signature', /✗.*takes V1 only.*Use Signature V1/s],
];

/** Pictures of the reports that the documentation shows. */
const pictures: Readonly<Record<string, string>> = {
  healthy: 'connection-test',
  'private cloud': 'connection-test-failed',
};

describe('connections', () => {
  let privateCloud: Emulator;

  before(async () => {
    privateCloud = await startEmulator({ accounts: [sampleAccount], knowsOnlyV1: true });
    privateCloud.createBucket(bucket);
  });
  after(() => privateCloud.close());

  function home(emulator: Emulator): FileContents {
    const { accessKeyId, accessKeySecret } = sampleAccount;
    const url = emulator.endpoint('cn-hangzhou');
    const profile = (name: string, endpoint: string, region = 'cn-hangzhou', secret = accessKeySecret): string =>
      `[profile ${name}]\naccess-key-id = ${accessKeyId}\naccess-key-secret = ${secret}\nregion = ${region}\nendpoint = ${endpoint}\n`;
    return {
      '.ossutilconfig': [
        profile('healthy', url),
        profile('wrong secret', url, 'cn-hangzhou', 'not-the-secret'),
        profile('unknown host', 'https://oss.nowhere.invalid'),
        profile('nothing listens', 'http://127.0.0.1:9'),
        profile('no TLS', url.replace('http://', 'https://')),
        profile('another region', url, 'cn-shenzhen'),
        profile('private cloud', privateCloud.endpoint('cn-hangzhou')),
      ].join('\n'),
    };
  }

  describeInWorkbench('in a workbench', { home }, () => {
    describe('with a key with few permissions', () => {
      const place = 'demo-documents/报告';
      it('shows a folder after its address is pasted, and removes it from the view again', async () => {
        const { workbench } = session();
        const { quickInput } = workbench;
        const tree = await openTree();
        await tree.chooseInMenu(profileName, 'addBucket');
        await quickInput.waitFor('Add Bucket or Folder');
        await quickInput.type(
          'https://demo-documents.oss-cn-hangzhou.aliyuncs.com/%E6%8A%A5%E5%91%8A/a.pdf?x-oss-signature=0',
        );
        await quickInput
          .message()
          .filter({ hasText: `Adds ${place}/` })
          .waitFor();
        await workbench.screenshot('add-folder');
        await quickInput.accept();
        await tree.expand(profileName, place);
        await tree.row('2026年第三季度.pdf').first().waitFor();
        await workbench.screenshot('added-folder');
        await tree.chooseInMenu(place, 'removeBucket');
        await tree.row(place).waitFor({ state: 'detached' });
      });

      it('names the missing permission, and copies the policy for it', async () => {
        const { workbench, emulator } = session();
        const tree = await openTree();
        await tree.row('demo-media').waitFor();
        await tree.collapse('demo-media');
        emulator.faults.add({
          kind: 'status',
          status: 403,
          code: 'AccessDenied',
          match: { operation: 'ListObjectsV2' },
        });
        await tree.row('demo-media').hover();
        await tree.chooseInMenu('demo-media', 'refresh');
        await tree.expand('demo-media');
        const lacks = 'Missing oss:ListObjects';
        await tree.row(lacks).waitFor();
        await workbench.screenshot('missing-permission');
        const copied = workbench.statusBar.message().filter({ hasText: 'oss:ListObjects' });
        await repeatUntil('the copied policy', () => tree.clickInlineAction(lacks, 'copyPolicy'), copied);
        assert.match(await workbench.copied('oss:ListObjects'), /"acs:oss:\*:\*:demo-media"/);
        await tree.clickInlineAction(lacks, 'refresh');
        await tree.row(lacks).waitFor({ state: 'detached' });
        await tree.collapse('demo-media');
      });

      it('gets a report of its permissions on a folder', async () => {
        const { workbench } = session();
        const { quickInput } = workbench;
        const tree = await openTree();
        await tree.chooseInMenu(profileName, 'testProfile');
        await quickInput.waitFor(`${titleOf('testProfile').replace('…', '')} · Team`);
        await quickInput.enter('demo-documents/报告/');
        const page = workbench.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
        await page.locator('td', { hasText: 'V4 accepted' }).waitFor();
        await workbench.screenshot('test-profile');
        const rows = await page.locator('tr', { hasText: '✗' }).allInnerTexts();
        assert.deepEqual(rows, []);
        assert.match(await page.locator('tr', { hasText: 'oss:GetObject' }).innerText(), /✓ granted/);
        await workbench.runCommand('View: Close Editor');
        // The page had the focus, and the clipboard needs it back.
        await workbench.openBuckets();
        await workbench.clearNotifications();
      });

      it('does not appear in the diagnostics for a bug report', async () => {
        const { workbench } = session();
        await workbench.run('showDiagnostics');
        const page = workbench.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
        await page.getByRole('heading', { name: 'Profile 1' }).waitFor();
        await workbench.screenshot('diagnostics');
        await workbench.runCommand('View: Close Editor');
      });
    });

    describe('have reports that', () => {
      before(async () => {
        const { workbench } = session();
        await openTree();
        await workbench.run('importProfiles');
        await workbench.quickInput.row('healthy').waitFor();
        await workbench.quickInput.accept();
        await (await workbench.openBuckets()).row('private cloud').waitFor();
        await (await workbench.openBuckets()).collapse(profileName);
      });

      function reportPage(): FrameLocator {
        return session().workbench.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
      }

      for (const [name, step, says] of reports) {
        it(`show the profile "${name}"`, async () => {
          const { workbench } = session();
          const tree = await workbench.openBuckets();
          await tree.chooseInMenu(name, 'testProfile');
          await workbench.quickInput.waitFor(titleOf('testProfile').replace('…', ''));
          await workbench.quickInput.enter(bucket);
          const page = reportPage();
          await page.getByRole('heading', { name: `Connection test of ${name}` }).waitFor();
          const row = page.locator('tr').filter({ has: page.locator('td', { hasText: new RegExp(`^${step}$`) }) });
          assert.match(await row.first().innerText(), says);
          const picture = pictures[name];
          if (picture !== undefined) {
            const { page: workbenchPage } = workbench;
            await workbench.picture(picture, {
              size: { width: 1200, height: 720 },
              of: [workbenchPage.locator('.part.editor')],
            });
          }
          await workbench.runCommand('View: Close Editor');
          await workbench.openBuckets();
          await workbench.clearNotifications();
        });
      }
    });
  });
});
