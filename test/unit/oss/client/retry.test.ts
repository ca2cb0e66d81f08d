import assert from 'node:assert/strict';
import { waitFor } from '../../../../src/oss/client/retry.ts';

describe('waitFor', () => {
  it('resolves after the time', async () => {
    await waitFor(1);
  });

  it('rejects at once with the reason of the signal', async () => {
    const reason = new Error('cancelled');
    const abort = new AbortController();
    const waiting = waitFor(600_000, abort.signal);
    abort.abort(reason);
    await assert.rejects(waiting, reason);
    await assert.rejects(waitFor(600_000, abort.signal), reason);
  });
});
