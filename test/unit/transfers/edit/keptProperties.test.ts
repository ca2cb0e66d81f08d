import assert from 'node:assert/strict';
import type { ObjectMetadata } from '../../../../src/oss/client/objects.ts';
import { keptHeaders } from '../../../../src/transfers/edit/keptProperties.ts';

const described = { 'content-type': 'text/plain', 'cache-control': 'no-store', 'x-oss-meta-who': 'me' };
const encryption = { 'x-oss-server-side-encryption': 'KMS', 'x-oss-server-side-encryption-key-id': 'key' };
const target = { bucket: 'b', key: 'k' };
const { signal } = new AbortController();

describe('the headers of a new content', () => {
  const keep = (acl: string, headers: Readonly<Record<string, string>> = {}): Promise<Record<string, string>> => {
    const metadata: ObjectMetadata = { userMetadata: {}, storageClass: 'IA', headers: { etag: 'E', ...headers } };
    const client = {
      getObjectAcl: () => Promise.resolve(acl),
      getObjectTagging: () => Promise.resolve({ a: '1', 'b c': '&' }),
    };
    return keptHeaders(client, target, metadata, signal);
  };

  it('keep type, headers, metadata, tags, ACL, storage class and encryption of the object', async () => {
    assert.deepEqual(await keep('public-read', { ...described, ...encryption, 'x-oss-tagging-count': '2' }), {
      ...described,
      ...encryption,
      'x-oss-storage-class': 'IA',
      'x-oss-tagging': 'a=1&b%20c=%26',
      'x-oss-object-acl': 'public-read',
    });
  });

  it('name no tags and no ACL of an object that has none', async () => {
    assert.deepEqual(await keep('default', described), { ...described, 'x-oss-storage-class': 'IA' });
  });
});
