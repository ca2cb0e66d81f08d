import assert from 'node:assert/strict';
import { isUnreadable, restoreState } from '../../../../src/oss/client/restoreState.ts';

describe('the restore state of an object', () => {
  const until = new Date('2031-05-09T12:00:00Z');
  const cases = [
    ['Standard', undefined, undefined, false],
    ['Archive', undefined, { kind: 'archived' }, true],
    ['coldarchive', 'ongoing-request="true"', { kind: 'restoring' }, true],
    [
      'DeepColdArchive',
      `ongoing-request="false", expiry-date="${until.toUTCString()}"`,
      { kind: 'restored', until },
      false,
    ],
    ['Archive', 'ongoing-request="false"', { kind: 'restored' }, false],
    ['Archive', 'ongoing-request="false", expiry-date="soon"', { kind: 'restored' }, false],
    ['Archive', 'something new', { kind: 'archived' }, true],
  ] as const;
  for (const [storageClass, restoreInfo, state, isArchived] of cases) {
    it(`of class ${storageClass} with ${restoreInfo ?? 'nothing'}`, () => {
      assert.deepEqual(restoreState({ storageClass, restoreInfo }), state);
      assert.equal(isUnreadable({ storageClass, restoreInfo }), isArchived);
    });
  }
});
