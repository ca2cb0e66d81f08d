import assert from 'node:assert/strict';
import type { Cdn } from '../emulator/cdn.ts';
import type { CdnAuthentication } from '../emulator/cdnAuthentication.ts';
import { ask } from '../support/emulator/handMade.ts';
import { sampleCdnKey, startSampleCdn } from '../workbench/sampleOss.ts';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { session } from './session.ts';
import { until } from './until.ts';
import { profileName } from './teamProfile.ts';

const bucket = 'demo-documents';
const types = [
  ['Type A', 'A'],
  ['Type B', 'B'],
  ['Type C in the Path', 'C'],
  ['Type C in the Query', 'C'],
  ['Type F', 'F'],
] as const;

describeInWorkbench('links of a CDN with URL signing', {}, () => {
  let cdn: Cdn | undefined;
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
