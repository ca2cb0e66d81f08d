import assert from 'node:assert/strict';
import type { Cdn } from '../emulator/cdn.ts';
import type { CdnAuthentication } from '../emulator/cdnAuthentication.ts';
import type { Emulator } from '../emulator/emulator.ts';
import { ask } from '../support/emulator/handMade.ts';
import type { FileContents } from '../workbench/folders.ts';
import { narrowAccount, sampleCdnKey, startSampleCdn } from '../workbench/sampleOss.ts';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { customDomain, session } from './session.ts';
import { profileName } from './teamProfile.ts';
import type { Tree } from './tree.ts';
import { until } from './until.ts';
import { untouchedClipboard } from './workbench.ts';

const bucket = 'demo-documents';
/** Profile whose key may not list buckets, in the configuration of ossutil 1. */
const narrowProfile = 'ossutil default';

function home(emulator: Emulator): FileContents {
  const { accessKeyId, accessKeySecret } = narrowAccount;
  const endpoint = emulator.endpoint('cn-hangzhou');
  return {
    '.ossutilconfig':
      `[Credentials]\nendpoint=${endpoint}\naccessKeyID=${accessKeyId}\naccessKeySecret=${accessKeySecret}\n` +
      `[Bucket-Endpoint]\n${bucket}=${endpoint}\n`,
  };
}

describeInWorkbench('hosts of links', { home }, () => {
  describe('the host of links', () => {
    before(async () => {
      const { workbench } = session();
      // Both profiles have the bucket.
      await (await workbench.openBuckets()).collapse(profileName);
      await workbench.run('importProfiles');
      await workbench.quickInput.row(narrowProfile).waitFor();
      await workbench.quickInput.accept();
    });

    /** Tree in which the profile shows its bucket. */
    async function openProfile(): Promise<Tree> {
      const tree = await session().workbench.openBuckets();
      await tree.expand(narrowProfile);
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

  describe('links of a CDN with URL signing', () => {
    const types = [
      ['Type A', 'A'],
      ['Type B', 'B'],
      ['Type C in the Path', 'C'],
      ['Type C in the Query', 'C'],
      ['Type F', 'F'],
    ] as const;

    let cdn: Cdn | undefined;
    before(async () => {
      await (await session().workbench.openBuckets()).collapse(narrowProfile);
    });
    afterEach(async () => {
      await cdn?.close();
    });

    async function openCdn(type: CdnAuthentication['type']): Promise<Cdn> {
      const authentication = { type, keys: [sampleCdnKey], ttlSeconds: 600 };
      cdn = await startSampleCdn(session().emulator, bucket, { authentication });
      return cdn;
    }

    for (const [label, type] of types) {
      it(`are copied and open the object at a CDN of ${label} with its own signature check`, async () => {
        const { workbench, emulator } = session();
        const { quickInput, statusBar } = workbench;
        const { origin } = await openCdn(type);
        const tree = await workbench.openBuckets();
        await tree.expand(profileName);
        await tree.chooseInMenu(bucket, 'chooseLinkHost');
        await quickInput.choose('CDN with URL Signing…');
        await quickInput.waitFor('(2/5)');
        await quickInput.enter(origin);
        await quickInput.waitFor('(3/5)');
        if (label === 'Type A') await workbench.picture('cdn-signing', { of: [quickInput.widget] });
        await quickInput.choose(label);
        const count = type === 'F' ? 6 : 5;
        if (type === 'F') {
          await quickInput.waitFor('(4/6)');
          await quickInput.enter('sign, time, hex');
        }
        await quickInput.waitFor(`(${count - 1}/${count})`);
        assert.ok(await quickInput.isPassword());
        if (label === 'Type A') await workbench.screenshot('cdn-key');
        await quickInput.enter(sampleCdnKey);
        await quickInput.waitFor(`(${count}/${count})`);
        await quickInput.type('10m');
        if (label === 'Type A') await workbench.screenshot('cdn-validity');
        await quickInput.accept();
        await statusBar
          .message()
          .filter({ hasText: new URL(origin).host })
          .waitFor();
        // A row that is being listed anew loses a click.
        await until('the host in the label of the bucket', async () =>
          (await tree.ariaLabel(bucket)).includes(`→ ${origin}`) ? true : undefined,
        );
        await tree.expand(bucket);
        const before = await workbench.readClipboard();
        await tree.clickInlineAction('readme.txt', 'copyGetUrl');
        const url = await workbench.copied('readme.txt', before);
        if (label === 'Type A') await workbench.screenshot('cdn-link');
        assert.ok(url.startsWith(origin));
        const answer = await ask(origin, { path: url.slice(origin.length) });
        assert.deepEqual(
          [answer.status, answer.text],
          [200, (await emulator.readObject(bucket, 'readme.txt')).toString()],
        );
        const forged = await ask(origin, { path: url.slice(origin.length).replace('readme.txt', 'other.txt') });
        assert.equal(forged.status, 403);
        await tree.collapse(bucket);
      });
    }
  });
});
