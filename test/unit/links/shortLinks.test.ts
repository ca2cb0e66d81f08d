import assert from 'node:assert/strict';
import type { LinkClient, LinkSources } from '../../../src/links/linkSources.ts';
import { signingContext } from '../../../src/links/makeLink.ts';
import { profileHosts } from '../../support/links/profileHosts.ts';

const noon = new Date('2026-01-02T12:00:00Z');
const location = {
  region: 'cn-hangzhou',
  endpoint: 'https://oss-cn-hangzhou.aliyuncs.com',
  addressing: 'virtual',
} as const;
const bucketRef = { profileId: 'p', bucket: 'docs' };

function sourcesFor(client: Partial<LinkClient>, maxSeconds = 604_800): LinkSources {
  const whole: LinkClient = { clockOffsetMs: 0, locationOf: () => Promise.resolve(location), ...client };
  return {
    clientOf: () => Promise.resolve(whole),
    linkHosts: profileHosts,
    maxValiditySeconds: () => maxSeconds,
    now: () => noon,
    profiles: undefined as never,
  };
}

describe('the clock of a link', () => {
  it('is measured for a link of 30 seconds, which 55 seconds of skew would make expired from the start', async () => {
    let observed: number | undefined;
    const client = {
      get observedClockOffsetMs() {
        return observed;
      },
      measureClock: () => {
        observed = 55_000;
        return Promise.resolve();
      },
      clockOffsetMs: 0,
      locationOf: () => Promise.resolve(location),
    };
    const sources = { ...sourcesFor({}), clientOf: () => Promise.resolve(client) };
    const { period } = await signingContext(bucketRef, { validity: '30s' }, sources);
    assert.deepEqual(period.signedAt, new Date(noon.getTime() + 55_000));
  });

  it('is not measured for longer links', async () => {
    const sources = sourcesFor({ measureClock: () => Promise.reject(new Error('It was asked.')) });
    const { period } = await signingContext(bucketRef, { validity: '15m' }, sources);
    assert.deepEqual(period.signedAt, noon);
  });

  it('is not measured again once a response has shown it', async () => {
    const measureClock = (): Promise<void> => Promise.reject(new Error('It was asked.'));
    const { period } = await signingContext(
      bucketRef,
      { validity: '30s' },
      sourcesFor({ observedClockOffsetMs: 2000, measureClock }),
    );
    assert.deepEqual(period.signedAt, new Date(noon.getTime() + 2000));
  });

  it('leaves links a minute where it is off by more than the maximum validity', async () => {
    const { period } = await signingContext(
      bucketRef,
      { validity: '5m' },
      sourcesFor({ clockOffsetMs: 10 * 3_600_000 }, 300),
    );
    assert.equal(period.expires, 60);
  });

  it('never lets a response extend a link beyond the maximum validity by the local clock', async () => {
    const sources = sourcesFor({ clockOffsetMs: 10 * 3_600_000 }, 86_400);
    const { period } = await signingContext(bucketRef, { validity: '1d' }, sources);
    const expiresAt = period.signedAt.getTime() + period.expires * 1000;
    assert.ok(expiresAt <= noon.getTime() + 86_400_000 + 900_000, new Date(expiresAt).toISOString());
  });
});
