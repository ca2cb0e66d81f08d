import assert from 'node:assert/strict';
import type { Credentials } from '../../../../src/oss/credentials.ts';
import { TokenCache } from '../../../../src/profiles/sources/tokenCache.ts';

const MINUTE_MS = 60_000;

describe('tokens', () => {
  let nowMs: number;
  let obtained: number;
  let lifeMs: number | undefined;
  let failure: Error | undefined;
  let cache: TokenCache;

  beforeEach(() => {
    [nowMs, obtained, lifeMs, failure] = [Date.UTC(2030, 0, 1), 0, 120 * MINUTE_MS, undefined];
    cache = new TokenCache(() => new Date(nowMs));
  });

  function get(name = 'role'): Promise<Credentials> {
    return cache.get(name, () => {
      if (failure) return Promise.reject(failure);
      const accessKeyId = `ak${++obtained}`;
      const expiration = lifeMs === undefined ? {} : { expiration: new Date(nowMs + lifeMs) };
      return Promise.resolve({ accessKeyId, accessKeySecret: 'sk', ...expiration });
    });
  }

  for (const [lifeMinutes, renewedAfterMinutes] of [
    [120, 105],
    [60, 48],
    [15, 12],
  ] as const) {
    it(`of ${lifeMinutes} minutes are renewed after ${renewedAfterMinutes}`, async () => {
      lifeMs = lifeMinutes * MINUTE_MS;
      await get();
      nowMs += renewedAfterMinutes * MINUTE_MS - 1;
      assert.equal((await get()).accessKeyId, 'ak1');
      nowMs += 1;
      assert.equal((await get()).accessKeyId, 'ak2');
    });
  }

  it('of unknown expiry are kept for a minute', async () => {
    lifeMs = undefined;
    await get();
    nowMs += MINUTE_MS - 1;
    assert.equal((await get()).accessKeyId, 'ak1');
    nowMs += 1;
    assert.equal((await get()).accessKeyId, 'ak2');
  });

  it('are requested once for simultaneous callers, and separated by name', async () => {
    const [first, second, other] = await Promise.all([get(), get(), get('other')]);
    assert.deepEqual([first.accessKeyId, second.accessKeyId, other.accessKeyId], ['ak1', 'ak1', 'ak2']);
  });

  it('are used until they expire if no new one is available', async () => {
    await get();
    failure = new Error('offline');
    nowMs += 120 * MINUTE_MS - 1;
    assert.equal((await get()).accessKeyId, 'ak1');
    nowMs += 1;
    await assert.rejects(get(), failure);
  });

  it('are requested again after a failure', async () => {
    failure = new Error('offline');
    await assert.rejects(get(), failure);
    failure = undefined;
    assert.equal((await get()).accessKeyId, 'ak1');
  });

  it('are requested anew after they were cleared, even if a request was pending', async () => {
    assert.equal((await get()).accessKeyId, 'ak1');
    cache.forget();
    const pending = get();
    cache.forget();
    await pending;
    assert.equal((await get()).accessKeyId, 'ak3');
  });
});
