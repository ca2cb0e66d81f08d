import assert from 'node:assert/strict';
import type { LinkSources } from '../../../src/links/linkSources.ts';
import { profileHosts } from './profileHosts.ts';
import type { Credentials } from '../../../src/oss/credentials.ts';
import { noon } from '../emulator/handMade.ts';

/** Sources for links of one profile whose buckets are all reached at `endpoint`; no requests are sent. */
export function linkSourcesAt(endpoint: string, credentials: Partial<Credentials> = {}): LinkSources {
  return {
    profiles: {
      get: () => ({ name: 'Work', endpoint: { kind: 'public' } }),
      credentialsOf: () => Promise.resolve({ accessKeyId: 'ak', accessKeySecret: 'sk', ...credentials }),
      assumeRole: () => assert.fail('no role signs here'),
    },
    clientOf: () =>
      Promise.resolve({
        clockOffsetMs: 0,
        locationOf: () => Promise.resolve({ region: 'cn-hangzhou', endpoint, addressing: 'virtual' }),
      }),
    linkHosts: profileHosts,
    maxValiditySeconds: () => Number.POSITIVE_INFINITY,
    now: () => noon,
  };
}
