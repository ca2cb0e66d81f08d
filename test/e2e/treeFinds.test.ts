import assert from 'node:assert/strict';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { session } from './session.ts';
import { openTree } from './openTree.ts';
import { titleOf } from './titles.ts';

const many = 'demo-many';

describeInWorkbench('finding objects', {}, () => {
  before(async () => {
    const { emulator } = session();
    const bucket = emulator.createBucket(many);
    const one = await emulator.putObject(many, 'parts/part-000000.log', 'x');
    for (let index = 1; index < 100_000; index++) {
      bucket.put({ ...one, key: `parts/part-${String(index).padStart(6, '0')}.log` });
    }
  });

  after(() => {
    session().emulator.removeBucket(many);
  });

  it('searches for the last key of 100,000 without paging', async () => {
    const { workbench, emulator } = session();
    const { quickInput } = workbench;
    const tree = await openTree();
    await tree.row(many).waitFor();
    const last = 'part-099999.log';
    const count = emulator.requests.length;
    await tree.chooseInMenu(many, 'searchPrefix');
    await quickInput.waitFor(`${titleOf('searchPrefix').replace('…', '')} · ${many}/`);
    await quickInput.row('parts/part-000000.log').waitFor();
    // Not yet Enter: the shown choices still belong to the empty text, and cannot be accepted.
    await quickInput.enter('parts/part-09999');
    await quickInput.row(`parts/${last}`).waitFor();
    await workbench.picture('search', { of: [quickInput.widget] });
    await quickInput.choose(`parts/${last}`);
    await quickInput.row('Copy Key').waitFor();
    await quickInput.choose('Reveal in Buckets');
    await tree.row(last).waitFor();
    await workbench.screenshot('revealed');
    const listings = emulator.requests.slice(count).filter(({ operation }) => operation === 'ListObjectsV2');
    assert.ok(listings.length <= 5, `${listings.length} listings`);
    for (const { query } of listings) assert.equal(query.get('continuation-token'), undefined);
    await tree.clickInlineAction(last, 'copyGetUrl');
    assert.equal((await fetch(await workbench.copied(last))).status, 200);
  });

  it('finds an object by its address and shows its versions, each with a working link', async () => {
    const { workbench, emulator } = session();
    const { quickInput } = workbench;
    const tree = await openTree();
    await workbench.run('goToKey');
    await quickInput.waitFor(titleOf('goToKey').replace('…', ''));
    await quickInput.type('https://demo-versions.oss-cn-hangzhou.aliyuncs.com/notes/plan.md?x-oss-signature=0');
    await quickInput.message().filter({ hasText: 'Goes to oss://demo-versions/notes/plan.md' }).waitFor();
    await workbench.screenshot('go-to-key');
    await quickInput.accept();
    await tree.row('plan.md').waitFor();
    await tree.chooseInMenu('plan.md', 'showVersions');
    const versions = tree.rowsAt(5);
    await versions.nth(2).waitFor();
    await workbench.picture('versions', { of: workbench.sideBarRows });
    assert.match((await versions.nth(0).getAttribute('aria-label')) ?? '', /current/);
    assert.equal(await versions.count(), 3);
    await versions.nth(2).hover();
    await versions
      .nth(2)
      .getByRole('button', { name: titleOf('copyGetUrl') })
      .click();
    const url = await workbench.copied('plan.md');
    assert.equal(await (await fetch(url)).text(), '# Plan\n\nFirst thoughts.\n');
    assert.ok(emulator.object('demo-versions', 'notes/plan.md'));
  });

  it('shows a key with markup as plain text: no icon, link or command in any message', async () => {
    const { workbench } = session();
    const { quickInput, notifications } = workbench;
    const uri = 'oss://demo-documents/$(flame) [gone](command:workbench.action.closeWindow)';
    await workbench.run('goToKey');
    await quickInput.waitFor(titleOf('goToKey').replace('…', ''));
    await quickInput.enter(uri);
    const message = notifications.all("doesn't exist").locator('.notification-list-item-message');
    await message.waitFor();
    assert.equal((await message.innerText()).replaceAll('\u2060', ''), `${uri} doesn't exist.`);
    assert.equal(await message.locator('a, .codicon').count(), 0);
    await workbench.clearNotifications();
  });
});
