import assert from 'node:assert/strict';
import { clockWarning } from '../../../../src/ui/messages/clockWarning.ts';

describe('clockWarning', () => {
  it('shows the amount and the direction of the skew, to the minute even if it is hours', () => {
    assert.match(clockWarning(90_000, 'en'), /^The clock of this computer is 1 minute 30 seconds behind OSS\./);
    assert.match(clockWarning(-7_234_000, 'en'), /^The clock of this computer is 2 hours 1 minute ahead of OSS\./);
  });
});
