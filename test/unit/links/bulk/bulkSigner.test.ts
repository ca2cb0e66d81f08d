import assert from 'node:assert/strict';
import { createBulkSigner } from '../../../../src/links/bulk/bulkSigner.ts';
import { requestForOptions } from '../../../../src/links/requestOfOptions.ts';
import { InvalidInputError } from '../../../../src/oss/errors/errors.ts';
import type { LinkOptions } from '../../../../src/links/linkOptions.ts';
import type { Credentials } from '../../../../src/oss/credentials.ts';
import { linkSourcesAt } from '../../../support/links/linkSources.ts';

const get: LinkOptions = { method: 'GET', validity: '1h' };

describe('the bulk signer', () => {
  async function warningsOf(endpoint: string, credentials: Partial<Credentials> = {}): Promise<readonly string[]> {
    const bucketRef = { profileId: 'p1', bucket: 'docs' };
    const { warnings } = await createBulkSigner(bucketRef, get, linkSourcesAt(endpoint, credentials));
    return warnings.map(({ text }) => text);
  }

  it('signs what a single link with the same options would, for every key', async () => {
    const sources = linkSourcesAt('https://oss-cn-hangzhou.aliyuncs.com');
    const bucketRef = { profileId: 'p1', bucket: 'docs' };
    const all: readonly LinkOptions[] = [
      get,
      { ...get, download: { type: 'attachment' } },
      { ...get, response: { contentType: 'text/plain' }, process: 'image/resize,w_200', requestPayer: 'requester' },
      { ...get, headers: { 'if-match': 'a' }, bindHost: true },
      { method: 'PUT', validity: '1h', contentType: 'auto' },
    ];
    for (const options of all) {
      const { sign, presign } = await createBulkSigner(bucketRef, options, sources);
      for (const key of ['a.txt', '报告/b c.html', '..', 'a.txt']) {
        const expected = presign(await requestForOptions({ ...bucketRef, key }, options));
        const { url, signedHeaders, expiration, method } = await sign(key);
        assert.deepEqual([url, signedHeaders, method], [expected.url, expected.signedHeaders, options.method]);
        assert.deepEqual(expiration, expected.expiration);
      }
    }
  });

  it('refuses a key that OSS would refuse, also after others', async () => {
    const sources = linkSourcesAt('https://oss-cn-hangzhou.aliyuncs.com');
    const { sign } = await createBulkSigner({ profileId: 'p1', bucket: 'docs' }, get, sources);
    await sign('a');
    await assert.rejects(sign(''), InvalidInputError);
    await sign('b');
  });

  it('warns once of what concerns all links: their host and the expiry of the token', async () => {
    assert.deepEqual(await warningsOf('https://oss-cn-hangzhou.aliyuncs.com'), []);
    const [plain, ...others] = await warningsOf('http://oss-cn-hangzhou.aliyuncs.com');
    assert.match(plain ?? '', /plain HTTP/);
    assert.deepEqual(others, []);
    const token = { securityToken: 'token' };
    const [end, internal] = (await warningsOf('https://oss-cn-hangzhou-internal.aliyuncs.com', token)).toSorted();
    assert.match(internal ?? '', /internal host/);
    assert.match(end ?? '', /temporary credentials/);
  });
});
