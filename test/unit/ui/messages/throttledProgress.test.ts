import assert from 'node:assert/strict';
import { throttledProgress } from '../../../../src/ui/messages/throttledProgress.ts';

describe('throttled progress', () => {
  it('passes on the first report, then ten per second, and the last one', () => {
    let nowMs = 0;
    const reports: string[] = [];
    const progress = throttledProgress({ report: (_, message) => reports.push(message) }, () => new Date(nowMs));
    for (const [atMs, done, message] of [
      [0, 0, 'first'],
      [99, 0.1, 'too soon'],
      [100, 0.2, 'second'],
      [150, 0.3, 'too soon again'],
      [151, 1, 'end'],
    ] as const) {
      nowMs = atMs;
      progress.report(done, message);
    }
    assert.deepEqual(reports, ['first', 'second', 'end']);
  });

  it('makes messages only for reports that it passes on', () => {
    let made = 0;
    const reports: string[] = [];
    const progress = throttledProgress({ report: (_, message) => reports.push(message) }, () => new Date(0));
    const message = (): string => `message ${++made}`;
    for (const done of [0, 0.5, 0.9, 1]) progress.report(done, message);
    assert.deepEqual([reports, made], [['message 1', 'message 2'], 2]);
  });
});
