import assert from 'node:assert/strict';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { openTree } from './openTree.ts';
import { session } from './session.ts';
import type { Tree } from './tree.ts';
import { appears } from './until.ts';

const bucket = 'demo-properties';

/** The tree, in which the folder is expanded. Its list of buckets may be older than the bucket. */
async function openFolder(): Promise<Tree> {
  const tree = await openTree();
  if (!(await appears(tree.row(bucket), 2_000))) await tree.clickTitleAction('Refresh');
  await tree.row(bucket).waitFor();
  await tree.expand(bucket, 'assets');
  await tree.row('theme.css').waitFor();
  return tree;
}

describeInWorkbench('properties of a selection', {}, () => {
  before(async () => {
    const { emulator } = session();
    emulator.createBucket(bucket);
    const headers = { 'x-oss-meta-team': 'web', 'x-oss-tagging': 'release=2026-10' };
    const put = (name: string, contentType: string, more: Record<string, string> = {}) =>
      emulator.putObject(bucket, `assets/${name}`, `content of ${name}`, {
        contentType,
        headers: { ...headers, ...more },
      });
    await put('layout.css', 'application/octet-stream');
    await put('print.css', 'text/css', { 'cache-control': 'max-age=3600' });
    await put('theme.css', 'application/octet-stream', { 'cache-control': 'no-store' });
  });

  it('are changed after a preview of what changes for how many', async () => {
    const { workbench, emulator } = session();
    const { page, quickInput, dialog } = workbench;
    const tree = await openFolder();
    await tree.row('layout.css').click();
    await page.keyboard.down('Shift');
    await tree.row('theme.css').click();
    await page.keyboard.up('Shift');
    await tree.chooseInMenu('theme.css', 'editProperties');
    await quickInput.waitFor('Properties of 3 objects');
    await quickInput.choose('Content-Type');
    await quickInput.row('Other Value…').waitFor();
    await quickInput.choose('text/css');
    await quickInput.choose('Cache-Control');
    await quickInput.row('Other Value…').waitFor();
    await quickInput.choose('max-age=3600');
    await quickInput.row('Change Properties…').waitFor();
    await quickInput.type('ACL');
    await quickInput.choose('ACL');
    await quickInput.row('public-read').waitFor();
    await quickInput.choose('public-read');
    await quickInput.row('Change Properties…').waitFor();
    await workbench.picture('edit-properties', { of: [quickInput.widget] });
    await quickInput.choose('Change Properties…');
    assert.equal((await dialog.read()).message, `Allow changes to existing objects in ${bucket}?`);
    // The next dialog takes the place of this one.
    await dialog.box().getByRole('button', { name: 'Always for This Bucket' }).click();
    await dialog.box().getByText('Change the properties').waitFor();
    const { message, detail } = await dialog.read();
    assert.equal(message, 'Change the properties of 3 objects?');
    assert.deepEqual(detail.split('\n').slice(0, 3), [
      'Content-Type: text/css (2 objects)',
      'Cache-Control: max-age=3600 (2 objects)',
      'ACL: public-read (3 objects)',
    ]);
    await workbench.picture('change-properties', { of: [dialog.box()] });
    assert.equal(emulator.object(bucket, 'assets/theme.css')?.acl, 'default');
    await dialog.press('Change');
    await workbench.statusBar.message().filter({ hasText: 'Changed the properties of 3 objects' }).waitFor();
    for (const name of ['layout.css', 'print.css', 'theme.css']) {
      const { headers, acl, tags } = emulator.object(bucket, `assets/${name}`) ?? assert.fail(name);
      assert.deepEqual(headers, {
        'content-type': 'text/css',
        'cache-control': 'max-age=3600',
        'x-oss-meta-team': 'web',
      });
      assert.deepEqual([acl, tags], ['public-read', [['release', '2026-10']]]);
    }
  });
});
