import assert from 'node:assert/strict';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { openTree } from './openTree.ts';
import { session } from './session.ts';
import { repeatUntil, until } from './until.ts';

const bucket = 'demo-interrupted';
const COUNT = 300;
/** Time that OSS takes for each copy until the window was reloaded, so that the move is caught in the middle. */
const COPY_MS = 500;

/** Keys below a prefix that the bucket has now. */
function keys(prefix: string): readonly string[] {
  const { emulator } = session();
  return emulator
    .bucket(bucket)
    .keys.filter((key) => key.startsWith(prefix) && emulator.object(bucket, key) !== undefined);
}

/** Waits until more objects were moved. */
async function untilMoved(more: number): Promise<void> {
  const wanted = COUNT - keys('many/').length + more;
  await until(`${wanted} moved objects`, () => Promise.resolve(COUNT - keys('many/').length >= wanted || undefined));
}

describeInWorkbench('a folder of 300 objects', {}, () => {
  before(async () => {
    const { emulator } = session();
    emulator.createBucket(bucket);
    const names = Array.from({ length: COUNT }, (_, index) => `many/${String(index).padStart(4, '0')}`);
    await Promise.all(names.map((key) => emulator.putObject(bucket, key, key)));
  });
  after(() => {
    session().emulator.removeBucket(bucket);
  });

  it('is renamed as a whole, although the user cancels and VS Code is closed in the middle', async () => {
    const { workbench, emulator } = session();
    const { page, quickInput, dialog, notifications } = workbench;
    let tree = await openTree();
    await tree.clickTitleAction('Refresh');
    await tree.expand(bucket);
    await tree.row('many').waitFor();
    // A row that VS Code is listing anew reaches its command without the object, which then does nothing.
    await repeatUntil('the box of Rename', () => tree.chooseInMenu('many', 'rename'), quickInput.box);
    await quickInput.waitFor('Rename "many"');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('more');
    await page.keyboard.press('Enter');
    await dialog.press('Allow');
    assert.match((await dialog.read()).message, /^Rename "many" to "more" \(300 objects, /);
    emulator.faults.add({ kind: 'delay', delayMs: COPY_MS, match: { bucket, operation: 'CopyObject' }, times: COUNT });
    await dialog.press('Rename');
    await untilMoved(20);
    await notifications.press('Moving 300 objects', 'Cancel');
    assert.match(await notifications.read('Canceled'), /^Canceled: [\d,]+ of 300 objects moved$/);
    await workbench.picture('rename-canceled', { of: [notifications.all('Canceled').first()] });
    await notifications.press('Canceled', 'Resume');
    await untilMoved(20);
    assert.ok(keys('many/').length > 0);
    await workbench.reload();
    emulator.faults.clear();
    tree = await openTree();
    await notifications.read('Renaming "many" to "more" was interrupted.');
    await workbench.screenshot('rename-interrupted');
    await notifications.press('was interrupted', 'Resume');
    await dialog.press('Allow');
    assert.match((await dialog.read()).message, /^Rename "many" to "more" \([\d,]+ objects, /);
    await dialog.press('Rename');
    await until('the end of the move', () => Promise.resolve(keys('many/').length === 0 || undefined));
    await workbench.statusBar.message().filter({ hasText: 'Renamed "many" to "more"' }).waitFor();
    await tree.row('many').waitFor({ state: 'detached' });
    const moved = keys('more/');
    assert.equal(moved.length, COUNT);
    const contents = await Promise.all(moved.slice(0, 50).map((key) => session().emulator.readObject(bucket, key)));
    assert.deepEqual(
      contents.map(String),
      moved.slice(0, 50).map((key) => key.replace('more', 'many')),
    );
  });
});
