import assert from 'node:assert/strict';
import { createBulkSigner } from '../../../../src/links/bulk/bulkSigner.ts';
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
