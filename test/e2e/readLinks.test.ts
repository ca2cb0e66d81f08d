import assert from 'node:assert/strict';
import path from 'node:path';
import { readFile, writeFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { presign } from '../../src/oss/signing/presign.ts';
import { sampleAccount } from '../workbench/sampleOss.ts';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { linkOfOthers, linkOfOthers as link } from './linkOfOthers.ts';
import { session } from './session.ts';
import { titleOf } from './titles.ts';
import { appears, until } from './until.ts';
import { untouchedClipboard } from './workbench.ts';

const bucket = 'demo-documents';
/** Files of others with links that work for an hour and for two days. */
const workspace = Object.fromEntries(
  [3600, 2 * 86_400].map((expires, index) => {
    const location = { region: 'cn-hangzhou', endpoint: 'https://oss-cn-hangzhou.aliyuncs.com', expires };
    const { url } = presign({ method: 'GET', bucket, key: 'readme.txt' }, { credentials: sampleAccount, ...location });
    return [`docs/page ${index}.md`, `# Page\n\nThe report: [readme.txt](${url})\n`];
  }),
);

describeInWorkbench('presigned URLs in files', { workspace }, () => {
  describe('links in editors', () => {
    const dayMs = 86_400_000;

    /** Checks a link on the clipboard and waits for the message. */
    async function expectOfCopied(url: string, said: RegExp): Promise<void> {
      const { workbench } = session();
      const { quickInput, notifications } = workbench;
      // VS Code keeps messages back where many show already.
      await workbench.clearNotifications();
      await workbench.writeClipboard(url);
      await workbench.run('checkLink');
      await quickInput.waitFor(titleOf('checkLink').replace('…', ''));
      await quickInput.rows().filter({ hasText: 'on the clipboard' }).first().click();
      await notifications.all(said).first().waitFor();
    }

    /** Points at a line until the hover shows: an editor that is still opening ignores the pointer. */
    async function pointAt(line: Locator, shown: Locator): Promise<void> {
      const { page } = session().workbench;
      for (let attempt = 0; attempt < 8; attempt++) {
        await line.hover({ position: { x: 60, y: 8 } });
        if (await appears(shown, 5_000)) return;
        await page.mouse.move(0, 0);
      }
      throw new Error('nothing shows under the pointer');
    }

    it('are checked, with a cause of its own for each of six failures', async function () {
      // Six times through the command palette, which is slow on a busy machine.
      this.timeout(180_000);
      const { workbench, emulator } = session();
      await expectOfCopied(link({}, { signedAt: new Date(Date.now() - dayMs) }), /has expired/);
      await expectOfCopied(link({ key: 'gone.txt' }), /object doesn't exist/);
      await expectOfCopied(link({ bucket: 'demo-gone' }), /bucket doesn't exist/);
      await expectOfCopied(link({}, { secret: 'another-secret' }), /signature/);
      await expectOfCopied(link({ bucket: 'demo-media' }), /bucket is at|different region/);
      const match = { key: 'readme.txt', operation: 'GetObject' } as const;
      emulator.faults.add({ kind: 'status', status: 403, code: 'InvalidObjectState', match });
      await expectOfCopied(link(), /archived and not restored/);
      await expectOfCopied(link(), /works: text\/plain/);
      await workbench.picture('check-link', { of: [workbench.notifications.all(/works: text\/plain/).first()] });
      await workbench.clearNotifications();
      await workbench.writeClipboard(untouchedClipboard);
    });

    it('show what they contain in a hover, and are signed again from there', async () => {
      const { workbench } = session();
      const { page } = workbench;
      const expired = link(
        { query: { 'response-content-type': 'text/x' } },
        { signedAt: new Date(Date.now() - 2 * dayMs) },
      );
      // The hover covers the lines below it.
      const apart = '\n'.repeat(16);
      const pasted = `${link()}${apart}${expired}\noss://${bucket}/readme.txt\n`;
      await workbench.writeClipboard(pasted);
      await workbench.runCommand('File: New Untitled Text File');
      const lines = page.locator('.editor-instance .view-line');
      await lines.first().click();
      await page.keyboard.press('Control+v');
      await lines.filter({ hasText: 'oss:' }).waitFor();
      const hover = page.locator('.monaco-hover:visible', { hasText: 'Presigned URL of OSS' });
      await pointAt(lines.first(), hover.filter({ hasText: /expires in 5\d min/ }));
      assert.match(await hover.innerText(), /demo-documents\/readme\.txt/);
      assert.match(await hover.innerText(), /profile Team/);
      // VS Code has a row of its own for any URL.
      assert.doesNotMatch(await hover.locator('.hover-row').first().innerHTML(), /x-oss-signature/);
      await workbench.picture('inspector', { of: [page.locator('.part.editor .tabs'), lines.first(), hover] });
      await pointAt(lines.filter({ hasText: 'response-content-type' }), hover.filter({ hasText: /expired 47 h/ }));
      await workbench.screenshot('hover-expired');
      await hover.getByRole('link', { name: 'Sign Again' }).click();
      const url = new URL(await workbench.copied('readme.txt', pasted));
      // The shorter of the link's validity and the default.
      assert.equal(url.searchParams.get('x-oss-expires'), '900');
      const answer = await fetch(url);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get('content-type'), 'text/x');
    });

    it('are found in the workspace while they work, and listed with the time left', async () => {
      const { workbench } = session();
      const { page, notifications } = workbench;
      await workbench.run('findPresignedUrls');
      await notifications.all(/2 presigned URLs in this workspace still work/).waitFor();
      const panel = page.locator('.part.panel');
      await panel.locator('.monaco-list-row', { hasText: 'anyone who reads this file can use it' }).nth(1).waitFor();
      await workbench.clearNotifications();
      await workbench.picture('find-urls', {
        of: [panel.locator('.composite.title'), panel.locator('.monaco-list-row')],
      });
      await workbench.runCommand('View: Hide Panel');
    });

    it('with oss:// open the object from a document', async () => {
      const { workbench } = session();
      const { page, quickInput } = workbench;
      const uri = page.locator('.editor-instance .view-line .detected-link', { hasText: 'oss:' });
      // By command: a hover that the mouse brings up would lie over the link.
      await page.mouse.move(0, 0);
      await page.keyboard.press('Escape');
      await uri.first().click({ position: { x: 20, y: 8 } });
      await workbench.runCommand('Open Link');
      await quickInput.waitFor(`oss://${bucket}/readme.txt`);
      await workbench.screenshot('oss-uri');
      await quickInput.choose('Reveal in Buckets');
      await page.locator('.part.sidebar .monaco-list-row.selected', { hasText: 'readme.txt' }).waitFor();
      await workbench.runCommand('View: Revert and Close Editor');
    });
  });

  describe('links in a workspace of many files', () => {
    const FILES = 90;
    const yesterday = (): Date => new Date(Date.now() - 86_400_000);

    /** Link in a file: one that still works, one that has expired, or one to a bucket that no profile has. */
    function linkIn(index: number): string {
      switch (index % 3) {
        case 0:
          return linkOfOthers();
        case 1:
          return linkOfOthers({}, { signedAt: yesterday() });
        default:
          return linkOfOthers(
            { bucket: 'bucket-of-others' },
            {
              credentials: { accessKeyId: 'key-of-others', accessKeySecret: 'secret-of-others' },
              signedAt: yesterday(),
            },
          );
      }
    }

    const names = Array.from({ length: FILES }, (_, index) => `page-${String(index).padStart(3, '0')}.md`);
    const fileOf = (name: string): string => path.join(session().folders.workspace, name);
    const contentOf = (name: string): Promise<string> => readFile(fileOf(name), 'utf8');

    before(async () => {
      for (const [index, name] of names.entries()) await writeFile(fileOf(name), `# Page\n\n${linkIn(index)}\n`);
    });

    it('are renewed where they have expired, and stay as they are elsewhere', async () => {
      const { workbench } = session();
      const { quickInput, notifications } = workbench;
      const before = await Promise.all(names.map(contentOf));
      await workbench.run('renewLinks');
      await quickInput.row('Workspace').waitFor();
      await quickInput.choose('Workspace');
      await quickInput.waitFor('Renew Links');
      await quickInput.row('Download link for readme.txt').waitFor();
      await workbench.screenshot('renew-links');
      await quickInput.accept();
      await notifications.read('30 links renewed in 30 files. The files are not saved; you can undo this.');
      await notifications.read("30 links can't be renewed.");
      await workbench.screenshot('links-renewed');
      // VS Code opens the changed files after a moment, and saves those that are open.
      await workbench.page.locator('.tab.dirty').nth(29).waitFor();
      await workbench.runCommand('File: Save All Files');
      const expired = names.filter((_, index) => index % 3 === 1);
      await until('the saved files', async () => {
        const contents = await Promise.all(expired.map(contentOf));
        // A file that is being written is empty.
        return contents.every((content) => content !== '' && !before.includes(content)) || undefined;
      });
      const [, , url = ''] = (await contentOf(expired.at(-1) ?? '')).split('\n');
      assert.equal((await fetch(url)).status, 200);
      const others = names.filter((_, index) => index % 3 !== 1);
      assert.deepEqual(
        await Promise.all(others.map(contentOf)),
        before.filter((_, index) => index % 3 !== 1),
      );
    });
  });
});
