import assert from 'node:assert/strict';
import { deletionBatches } from '../../../src/transfers/deletionBatches.ts';

describe('batches of a deletion', () => {
  const objects = (bucket: string, keys: readonly string[]) => keys.map((key) => ({ profileId: 'p1', bucket, key }));

  it('contain at most a thousand keys of one bucket', () => {
    const many = Array.from({ length: 2001 }, (_, index) => `a/${index}`);
    const batches = [...deletionBatches([...objects('docs', many), ...objects('logs', ['x'])])];
    assert.deepEqual(
      batches.map(({ bucket, objects: { length } }) => [bucket, length]),
      [
        ['docs', 1000],
        ['docs', 1000],
        ['docs', 1],
        ['logs', 1],
      ],
    );
    assert.deepEqual(
      batches.slice(0, 3).flatMap((batch) => batch.objects.map(({ key }) => key)),
      many,
    );
  });

  it('exclude keys that a batch request cannot contain', () => {
    const batches = [...deletionBatches(objects('docs', ['a', 'bell\u0007', 'b']))];
    assert.deepEqual(
      batches.map(({ needsOwnCall, objects: batch }) => [needsOwnCall, batch.map(({ key }) => key)]),
      [
        [false, ['a', 'b']],
        [true, ['bell\u0007']],
      ],
    );
  });

  it('are empty for no keys', () => {
    assert.deepEqual([...deletionBatches([])], []);
  });
});
