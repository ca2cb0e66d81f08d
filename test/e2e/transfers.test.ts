import assert from 'node:assert/strict';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { session } from './session.ts';
import { container, profileName, treeWithProfile } from './teamProfile.ts';

const bucket = 'demo-uploads';
const files = {
  'site/index.html': '<!doctype html><title>Site</title>\n',
  'site/assets/app.css': 'body { margin: 0 }\n',
  'site/图片/说明.txt': '说明\n',
} as const;

/** Drags with the mouse and rests on each place on the way, where the workbench may open what is below. */
async function drag(from: Locator, ...over: readonly Locator[]): Promise<void> {
  const { mouse } = session().workbench.page;
  await from.hover();
  await mouse.down();
  for (const place of over) {
    await place.waitFor();
    const box = (await place.boundingBox()) ?? assert.fail('there is nothing to drag over');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    // A drag begins with the second move, and goes on with each.
    for (const step of [4, 2, 0]) await mouse.move(x + step, y);
  }
  await mouse.up();
}

describe('a folder that is dragged from the explorer onto a bucket', () => {
  const folder = (): string => path.join(session().folders.workspace, 'site');

  before(async () => {
    for (const [name, content] of Object.entries(files)) {
      const file = path.join(session().folders.workspace, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, content);
    }
    await mkdir(path.join(folder(), 'nothing'));
    await symlink('/etc', path.join(folder(), 'out'));
  });
  after(() => rm(folder(), { recursive: true }));

  it('is uploaded with its paths and types once the user has agreed, and shows in the tree', async () => {
    const { workbench, emulator } = session();
    const { page, dialog, statusBar } = workbench;
    emulator.createBucket(bucket);
    const tree = await treeWithProfile();
    await tree.expand(profileName);
    await tree.clickInlineAction(profileName, 'Refresh');
    await tree.expand(bucket);
    const explorer = await workbench.openContainer('Explorer');
    await explorer.clickTitleAction('Refresh Explorer');
    const activity = page.locator('.part.activitybar').getByRole('tab', { name: container });
    await drag(explorer.row('site'), activity, tree.row(bucket));
    const { message, detail } = await dialog.read();
    assert.match(message, new RegExp(`^Upload 3 files \\(\\d+ B\\) to ${bucket}/\\?$`));
    assert.match(detail, /Empty folders stay behind: site\/nothing\//);
    assert.match(detail, /Symbolic links are not followed: site\/out/);
    await workbench.screenshot('drop-agree');
    await dialog.press('Upload');
    await statusBar
      .message()
      .filter({ hasText: `3 files uploaded to ${bucket}/` })
      .waitFor();
    for (const [key, content] of Object.entries(files)) {
      assert.equal((await emulator.readObject(bucket, key)).toString(), content);
    }
    assert.equal(emulator.object(bucket, 'site/assets/app.css')?.headers['content-type'], 'text/css');
    await tree.expand('site');
    await tree.row('index.html').waitFor();
    await workbench.screenshot('drop-done');
    await tree.collapse(bucket);
  });
});
