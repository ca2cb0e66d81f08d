import assert from 'node:assert/strict';
import { validateNames, readNames } from '../../../../src/features/bulk/nameList.ts';
import { TimeSlices } from '../../../../src/links/bulk/timeSlices.ts';

const folder = { profileId: 'p1', bucket: 'docs', prefix: 'in/' };

describe('a list of names', () => {
  /** Looking at the clock takes 1 ms. */
  const ticking = (): TimeSlices => {
    let nowMs = 0;
    return new TimeSlices(() => nowMs++);
  };
  const names = Array.from({ length: 20 }, (_, index) => [`${index}.txt`, index + 1] as const);
  const countTurns = async (work: (turns: TimeSlices) => Promise<unknown>): Promise<number> => {
    let taken = 0;
    const turns = ticking();
    const next = turns.next.bind(turns);
    await work(Object.assign(turns, { next: () => (taken++, next()) }));
    return taken;
  };

  it('contains each name once, with its first line', async () => {
    const read = await readNames('a.txt\r\n\n b c.txt \na.txt\nd', ticking());
    assert.deepEqual(
      [...read],
      [
        ['a.txt', 1],
        ['b c.txt', 3],
        ['d', 5],
      ],
    );
    assert.equal((await readNames(' \n\r\n', ticking())).size, 0);
  });

  it('is read and validated in time slices, so that a long list does not block', async () => {
    const text = names.map(([name]) => name).join('\n');
    assert.equal(await countTurns((turns) => readNames(text, turns)), 2);
    assert.equal(await countTurns((turns) => validateNames(new Map(names), folder, turns)), 2);
  });

  it('is refused with the first line that is not a valid name', async () => {
    await assert.rejects(validateNames(new Map([...names, ['x'.repeat(1100), 70]]), folder, ticking()), {
      field: 'names',
      template: 'Line {0} is not a valid object name: {1}',
      args: [70, 'An object name can have at most 1023 bytes in UTF-8. This one has 1103.'],
    });
    await assert.rejects(validateNames(new Map(), folder, ticking()), { field: 'names' });
  });
});
