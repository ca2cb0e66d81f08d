import assert from 'node:assert/strict';
import { ShownNotices } from '../../../src/links/shownNotices.ts';

describe('ShownNotices', () => {
  it('reports a notice as new once per session, for each combination of its parts', () => {
    const notices = new ShownNotices();
    const marks = [
      ['p1', 'docs', 'PlainHttp'],
      ['p1', 'docs', 'PlainHttp'],
      ['p1', 'logs', 'PlainHttp'],
      ['p1 docs', '', 'PlainHttp'],
    ].map((parts) => notices.markShown(...parts));
    assert.deepEqual(marks, [true, false, true, true]);
    assert.equal(new ShownNotices().markShown('p1', 'docs', 'PlainHttp'), true);
    notices.clear();
    assert.equal(notices.markShown('p1', 'docs', 'PlainHttp'), true);
  });
});
