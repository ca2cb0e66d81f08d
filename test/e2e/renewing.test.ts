import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { linkOfOthers } from './linkOfOthers.ts';
import { session } from './session.ts';
import { until } from './until.ts';

const FILES = 300;
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
        { credentials: { accessKeyId: 'key-of-others', accessKeySecret: 'secret-of-others' }, signedAt: yesterday() },
      );
  }
}

describeInWorkbench('links in a workspace of 300 files', {}, () => {
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
    await notifications.read('100 links renewed in 100 files. The files are not saved; you can undo this.');
    await notifications.read("100 links can't be renewed.");
    await workbench.screenshot('links-renewed');
    // VS Code opens the changed files after a moment, and saves those that are open.
    await workbench.page.locator('.tab.dirty').nth(99).waitFor();
    await workbench.runCommand('File: Save All Files');
    const expired = names.filter((_, index) => index % 3 === 1);
    await until('the saved files', async () => {
      const contents = await Promise.all(expired.map(contentOf));
      return contents.every((content) => !before.includes(content)) || undefined;
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
