import assert from 'node:assert/strict';
import { presign } from '../../../../src/oss/signing/presign.ts';
import { stableSigningTime } from '../../../../src/oss/requests/stableLinks.ts';
import { invalidInput } from '../../../support/oss/invalidInput.ts';

const linkAt = (now: string, roundTo: 'hour' | 'day', signatureVersion: 'v4' | 'v1' = 'v4') =>
  presign(
    { method: 'GET', bucket: 'examplebucket', key: 'a.png' },
    {
      credentials: { accessKeyId: 'ak', accessKeySecret: 'sk' },
      region: 'cn-hangzhou',
      endpoint: 'https://oss-cn-hangzhou.aliyuncs.com',
      signatureVersion,
      ...stableSigningTime({ now: new Date(now), validitySeconds: 900, roundTo, signatureVersion }),
    },
  );

describe('stableSigningTime', () => {
  it('rounds down to the hour, and adds the hour to the validity', () => {
    const time = stableSigningTime({
      now: new Date('2024-11-12T09:59:59.999Z'),
      validitySeconds: 900,
      roundTo: 'hour',
    });
    assert.deepEqual(time, { signedAt: new Date('2024-11-12T09:00:00Z'), expires: 4500 });
  });

  it('rounds down to the day in UTC, and adds the day to the validity', () => {
    const now = new Date('2024-11-12T07:00:00+08:00');
    const time = stableSigningTime({ now, validitySeconds: 900, roundTo: 'day' });
    assert.deepEqual(time, { signedAt: new Date('2024-11-11T00:00:00Z'), expires: 87_300 });
  });

  for (const signatureVersion of ['v4', 'v1'] as const) {
    it(`returns the same ${signatureVersion} URL until the period ends`, () => {
      const first = linkAt('2024-11-12T09:00:00.000Z', 'hour', signatureVersion);
      assert.equal(linkAt('2024-11-12T09:59:59.999Z', 'hour', signatureVersion).url, first.url);
      assert.notEqual(linkAt('2024-11-12T10:00:00.000Z', 'hour', signatureVersion).url, first.url);
    });
  }

  it('never shortens the requested validity', () => {
    for (const now of ['2024-11-12T00:00:00.000Z', '2024-11-12T12:34:56.789Z', '2024-11-12T23:59:59.999Z']) {
      for (const roundTo of ['hour', 'day'] as const) {
        const { expiration } = linkAt(now, roundTo);
        assert.ok(expiration.getTime() >= new Date(now).getTime() + 900_000, `${now} ${roundTo}`);
      }
    }
  });

  it('signs with the day of its scope', () => {
    const { url } = linkAt('2024-11-12T23:59:59Z', 'day');
    assert.match(url, /x-oss-credential=ak%2F20241112%2F/);
    assert.match(url, /x-oss-date=20241112T000000Z/);
  });

  it('uses the longest validity that leaves room for the period, and no longer one', () => {
    const now = new Date('2024-11-12T09:00:00Z');
    assert.equal(stableSigningTime({ now, validitySeconds: 601_200, roundTo: 'hour' }).expires, 604_800);
    assert.equal(stableSigningTime({ now, validitySeconds: 518_400, roundTo: 'day' }).expires, 604_800);
    assert.throws(
      () => stableSigningTime({ now, validitySeconds: 601_201, roundTo: 'hour' }),
      invalidInput('expires', /for an hour can be valid for at most 601200 seconds.*not 601201/),
    );
    assert.throws(
      () => stableSigningTime({ now, validitySeconds: 518_401, roundTo: 'day' }),
      invalidInput('expires', /for a day can be valid for at most 518400 seconds.*not 518401/),
    );
  });

  it('has no maximum validity with V1', () => {
    const now = new Date('2024-11-12T09:00:00Z');
    const time = stableSigningTime({ now, validitySeconds: 31_536_000, roundTo: 'day', signatureVersion: 'v1' });
    assert.equal(time.expires, 31_622_400);
  });

  for (const validitySeconds of [0, -1, 1.5, Number.NaN]) {
    it(`refuses a validity of ${validitySeconds}`, () => {
      const now = new Date('2024-11-12T09:00:00Z');
      assert.throws(() => stableSigningTime({ now, validitySeconds, roundTo: 'hour' }), invalidInput('expires'));
    });
  }

  it('refuses an invalid date', () => {
    const now = new Date(Number.NaN);
    assert.throws(() => stableSigningTime({ now, validitySeconds: 1, roundTo: 'hour' }), invalidInput('signedAt'));
  });
});
