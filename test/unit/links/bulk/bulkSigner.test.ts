import assert from 'node:assert/strict';
import { openBulkSigner } from '../../../../src/links/bulk/bulkSigner.ts';
import type { LinkOptions } from '../../../../src/links/linkOptions.ts';
import type { Credentials } from '../../../../src/oss/credentials.ts';

const get: LinkOptions = { method: 'GET', validity: '1h' };

describe('a signer of many links', () => {
  async function warningsOf(endpoint: string, credentials: Partial<Credentials> = {}): Promise<readonly string[]> {
    const { warnings } = await openBulkSigner({ profileId: 'p1', bucket: 'docs' }, get, {
      profiles: {
        get: () => ({ name: 'Work' }),
        credentialsOf: () => Promise.resolve({ accessKeyId: 'ak', accessKeySecret: 'sk', ...credentials }),
        assumeRole: () => assert.fail('no role signs here'),
      },
      clientOf: () =>
        Promise.resolve({
          clockOffsetMs: 0,
          locationOf: () => Promise.resolve({ region: 'cn-hangzhou', endpoint, addressing: 'virtual' }),
        }),
      linkHosts: { of: () => undefined },
      maxValiditySeconds: () => Number.POSITIVE_INFINITY,
      now: () => new Date('2026-01-01T12:00:00Z'),
    });
    return warnings;
  }

  it('warns of what is true of all of them: their host and the end of the token', async () => {
    assert.deepEqual(await warningsOf('https://oss-cn-hangzhou.aliyuncs.com'), []);
    const [plain, ...others] = await warningsOf('http://oss-cn-hangzhou.aliyuncs.com');
    assert.match(plain ?? '', /plain http/);
    assert.deepEqual(others, []);
    const token = { securityToken: 'token' };
    const [internal, end] = (await warningsOf('https://oss-cn-hangzhou-internal.aliyuncs.com', token)).toSorted();
    assert.match(internal ?? '', /internal host/);
    assert.match(end ?? '', /temporary credentials/);
  });
});
