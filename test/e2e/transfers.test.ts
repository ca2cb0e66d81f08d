import assert from 'node:assert/strict';
import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { session } from './session.ts';
import { openTree } from './openTree.ts';
import { labelOf } from './titles.ts';

const bucket = 'demo-uploads';
const files = {
  'site/index.html': '<!doctype html><title>Site</title>\n',
  'site/assets/app.css': 'body { margin: 0 }\n',
  'site/图片/说明.txt': '说明\n',
} as const;

/** Drags with the mouse and pauses at each target on the way, where the workbench may expand the row. */
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

describeInWorkbench('a folder dragged from the explorer onto a bucket', { workspace: files }, () => {
  before(async () => {
    const { folders, emulator } = session();
    emulator.createBucket(bucket);
    await mkdir(path.join(folders.workspace, 'site/nothing'));
    await symlink('/etc', path.join(folders.workspace, 'site/out'));
  });

  it('is uploaded with its paths and types after a confirmation, and appears in the tree', async () => {
    const { workbench, emulator } = session();
    const { page, dialog, statusBar } = workbench;
    const tree = await openTree();
    // The first file of a process lists the buckets before this one is created.
    await tree.clickTitleAction('Refresh');
    await tree.expand(bucket);
    const explorer = await workbench.openContainer('Explorer');
    await explorer.clickTitleAction('Refresh Explorer');
    const activity = page.locator('.part.activitybar').getByRole('tab', { name: labelOf('container') });
    await drag(explorer.row('site'), activity, tree.row(bucket));
    const { message, detail } = await dialog.read();
    assert.match(message, new RegExp(`^Upload 3 files \\(\\d+ B\\) to ${bucket}/\\?$`));
    assert.match(detail, /Empty folders are not uploaded: site\/nothing\//);
    assert.match(detail, /Symbolic links are not followed: site\/out/);
    await workbench.picture('drop-upload', { size: { width: 860, height: 400 } });
    await dialog.press('Upload');
    await statusBar
      .message()
      .filter({ hasText: `3 files uploaded to ${bucket}/` })
      .waitFor();
    for (const [key, content] of Object.entries(files)) {
      assert.equal((await emulator.readObject(bucket, key)).toString(), content);
    }
    assert.equal(emulator.object(bucket, 'site/assets/app.css')?.headers['content-type'], 'text/css;charset=utf-8');
    await tree.expand('site');
    await tree.row('index.html').waitFor();
    await workbench.screenshot('drop-done');
  });
});
