import assert from 'node:assert/strict';
import { withBench } from '../../../support/features/commandBench.ts';
import { allBuckets, folder, loadMore, permissionDenied, waiting } from '../../../support/tree/sampleNodes.ts';

describe('Enter on a row', () => {
  const bench = withBench();

  it('opens an object', async () => {
    await bench().run('openRow', [await bench().node('docs', 'readme.txt')]);
    assert.deepEqual(
      bench().openedObjects.map(({ key }) => key),
      ['readme.txt'],
    );
    assert.equal(bench().expansionsToggled, 0);
  });

  it('expands or collapses a profile, a bucket and a folder', async () => {
    for (const node of [await bench().node(), await bench().node('docs'), await bench().node('docs', 'reports/')]) {
      await bench().run('openRow', [node]);
    }
    assert.equal(bench().expansionsToggled, 3);
    assert.deepEqual(bench().openedObjects, []);
  });

  it('runs the command of other rows', async () => {
    for (const node of [loadMore, allBuckets, waiting, permissionDenied]) await bench().run('openRow', [node]);
    assert.deepEqual(bench().rowCommands, [
      ['loadMore', loadMore.id],
      ['listAllBuckets', allBuckets.id],
      ['cancelListing', waiting.id],
      ['addBucket', permissionDenied.id],
    ]);
  });

  it('does nothing without a row', async () => {
    await bench().run('openRow');
    assert.equal(bench().expansionsToggled, 0);
    bench().assertSilent();
  });
});

describe('the commands of the rows below a list', () => {
  const bench = withBench();

  it('list the next objects of a folder', async () => {
    const { emulator } = bench().oss;
    const many = emulator.createBucket('many');
    const one = await emulator.putObject('docs', 'one.txt', 'x');
    for (let index = 0; index < 1500; index++) many.put({ ...one, key: String(index) });
    const bucket = await bench().bucket('many');
    await bench().run('loadMore', [(await bench().tree.children(bucket)).at(-1)]);
    assert.equal((await bench().tree.children(bucket)).length, 1500);
  });

  it('do nothing on other rows, and without one', async () => {
    for (const args of [[], [folder]]) {
      await bench().run('loadMore', args);
      await bench().run('cancelListing', args);
    }
    bench().assertSilent();
  });
});
