import assert from 'node:assert/strict';
import { benchCrc64 } from '../../bench/crc64.ts';
import { growthChart } from '../../bench/growthChart.ts';
import { benchPresign, benchPresignOne } from '../../bench/presign.ts';
import { benchRedact } from '../../bench/redact.ts';
import { benchRenew } from '../../bench/renew.ts';
import { benchTree } from '../../bench/tree.ts';

/**
 * // Only tests that the benches run, not their speed. Those that start processes check themselves, in `npm run bench`.
 */
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

  it('redact measures each reader with each kind of text', async () => {
    const { megabytesPerSecond } = await benchRedact({ sizeBytes: 1000, rounds: 1 });
    assert.deepEqual(Object.keys(megabytesPerSecond), ['redact', 'readPresignedUrls', 'readOssUris']);
    for (const speeds of Object.values(megabytesPerSecond)) {
      assert.deepEqual(Object.keys(speeds), ['prose', 'tokens', 'code', 'links']);
    }
  });

  it('crc64 measures us, CRC-32 and copying', async () => {
    assert.deepEqual(Object.keys(await benchCrc64({ sizeBytes: 1000, chunkBytes: 64, rounds: 1 })), [
      'bench',
      'megabytesPerSecond',
      'crc32MegabytesPerSecond',
      'copyMegabytesPerSecond',
      'ofCrc32',
    ]);
  });

  it('renew measures links of a document and the longest block', async () => {
    const { links, linksPerSecond } = (await benchRenew({ links: 3, sizeBytes: 3000, rounds: 1 })) as Record<
      string,
      number
    >;
    assert.equal(links, 3);
    assert.ok(Number(linksPerSecond) > 0);
  });

  it('growth draws each subject in both panels, with a point for each number', () => {
    const points = [1000, 1_000_000].map((count) => ({ count, seconds: count / 1e5, megabytes: 40 }));
    const chart = growthChart([
      { name: 'Listing', points },
      { name: 'Renewing', points: points.slice(0, 1) },
    ]);
    assert.equal(chart.match(/r="3"/g)?.length, 6);
    assert.ok(chart.includes('>Listing<') && chart.includes('>1,000,000<'));
    assert.ok(!chart.includes('NaN'));
  });

  it('tree measures expanding, sorting, filtering and refreshing', async () => {
    assert.deepEqual(Object.keys(await benchTree({ objects: 3, rounds: 1 })), [
      'bench',
      'objects',
      'expandMs',
      'sortMs',
      'filterMs',
      'refreshMs',
    ]);
  });

  it('presignOne measures us and ali-oss', async () => {
    assert.deepEqual(Object.keys(await benchPresignOne(sizes)), ['bench', 'perSecond', 'aliOssPerSecond', 'ratio']);
  });
});
