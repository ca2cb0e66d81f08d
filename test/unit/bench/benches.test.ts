import assert from 'node:assert/strict';
import { benchListObjects } from '../../bench/listObjects.ts';
import { benchManifest } from '../../bench/manifest.ts';
import { benchPresign, benchPresignOne } from '../../bench/presign.ts';

/** That the benches run; how fast is theirs to say. */
describe('the bench', () => {
  const sizes = { links: 3, peerLinks: 2, rounds: 1 };

  it('presign measures us, ali-oss and the hashing alone', async () => {
    assert.deepEqual(Object.keys(await benchPresign(sizes)), [
      'bench',
      'perSecond',
      'aliOssPerSecond',
      'ratio',
      'floorPerSecond',
      'ofFloor',
    ]);
  });

  it('presignOne measures us and ali-oss', async () => {
    assert.deepEqual(Object.keys(await benchPresignOne(sizes)), ['bench', 'perSecond', 'aliOssPerSecond', 'ratio']);
  });

  // Each makes sure by itself that all objects were listed, and that a link was written for each.
  it('listObjects lists more than a page with both clients', async () => {
    const line = await benchListObjects({ objects: 1001, rounds: 1 });
    assert.deepEqual(Object.keys(line), ['bench', 'objects', 'perCpuSecond', 'aliOssPerCpuSecond', 'ratio']);
  });

  it('manifest writes links for more than a page', async () => {
    const line = await benchManifest({ links: 1001, rounds: 1 });
    assert.deepEqual(Object.keys(line), [
      'bench',
      'links',
      'seconds',
      'listingSeconds',
      'ofListing',
      'rssGrowthMb',
      'maxRssGrowthMb',
    ]);
  });
});
