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

describe('reports of connections', () => {
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
