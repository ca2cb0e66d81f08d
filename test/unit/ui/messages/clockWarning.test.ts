import assert from 'node:assert/strict';
import { clockWarning } from '../../../../src/ui/messages/clockWarning.ts';

describe('clockWarning', () => {
  it('says by how much the clock is off and which way, to the minute where it is hours', () => {
    assert.match(clockWarning(90_000, 'en'), /^The clock of this computer is 1 minute 30 seconds behind OSS\./);
    assert.match(clockWarning(-7_234_000, 'en'), /^The clock of this computer is 2 hours 1 minute ahead of OSS\./);
  });
});
