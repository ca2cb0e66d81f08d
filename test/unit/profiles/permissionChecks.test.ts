import assert from 'node:assert/strict';
import { OssError, TransportError } from '../../../src/oss/errors/errors.ts';
import { checkCount, checkPermissions, type CheckedFolder } from '../../../src/profiles/permissionChecks.ts';

type Client = Parameters<typeof checkPermissions>[0];
type Call = keyof Client;

const refusal = (code: string, status: number): OssError => new OssError({ operation: 'Test', code, status });
const { signal } = new AbortController();
const inFolder: CheckedFolder = { path: { bucket: 'docs', prefix: 'a/' }, hasService: true };

/** Client whose calls fail as given, and the calls that it got. */
function clientWith(failures: Partial<Record<Call, Error>>, keys: readonly string[] = ['a/', 'a/b/', 'a/c.txt']) {
  const calls: unknown[][] = [];
  const call = <T>(name: Call, result: T, ...args: unknown[]): Promise<T> => {
    calls.push([name, ...args]);
    const failure = failures[name];
    return failure === undefined ? Promise.resolve(result) : Promise.reject(failure);
  };
  const client = {
    listBuckets: () => ({ next: () => call('listBuckets', {}) }),
    getBucketInfo: (bucket: string) => call('getBucketInfo', {}, bucket),
    listCustomDomains: (bucket: string) => call('listCustomDomains', {}, bucket),
    listObjects: (bucket: string, { prefix, maxKeys }: { prefix: string; maxKeys: number }) =>
      call('listObjects', { entries: keys.slice(0, maxKeys).map((key) => ({ key })) }, bucket, prefix),
    listObjectVersions: (bucket: string, { prefix }: { prefix: string }) =>
      call('listObjectVersions', {}, bucket, prefix),
    headObject: (bucket: string, key: string) => call('headObject', {}, bucket, key),
  };
  return { client: client as unknown as Client, calls };
}

async function outcomes(client: Client, folder = inFolder): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for await (const { permission, outcome } of checkPermissions(client, folder, signal)) {
    const text = 'code' in outcome ? outcome.code : 'because' in outcome ? outcome.because : outcome.kind;
    found[permission.action.replace('oss:', '')] = text;
  }
  return found;
}

describe('the test of permissions', () => {
  it('tests each permission once on the folder, and neither writes nor deletes', async () => {
    const { client, calls } = clientWith({});
    assert.deepEqual(await outcomes(client), {
      ListBuckets: 'allowed',
      GetBucketInfo: 'allowed',
      ListCname: 'allowed',
      ListObjects: 'allowed',
      ListObjectVersions: 'allowed',
      GetObject: 'allowed',
      PutObject: 'writes',
      DeleteObject: 'deletes',
    });
    assert.deepEqual(calls, [
      ['listBuckets'],
      ['getBucketInfo', 'docs'],
      ['listCustomDomains', 'docs'],
      ['listObjects', 'docs', 'a/'],
      ['listObjectVersions', 'docs', 'a/'],
      ['headObject', 'docs', 'a/c.txt'],
    ]);
  });

  for (const [what, folder] of [
    ['a folder', inFolder],
    ['a custom domain, which lists no buckets', { ...inFolder, hasService: false }],
    ['a profile without buckets', { path: undefined, hasService: true }],
    ['nothing', { path: undefined, hasService: false }],
  ] as const) {
    it(`knows how many permissions it tests of ${what}`, async () => {
      const results = await outcomes(clientWith({}).client, folder);
      assert.equal(Object.keys(results).length, checkCount(folder));
      assert.equal('ListBuckets' in results, folder.hasService);
    });
  }

  it('names what is denied, and the code of other refusals', async () => {
    const { client } = clientWith({
      listBuckets: refusal('AccessDenied', 403),
      getBucketInfo: refusal('NoSuchBucket', 404),
      headObject: refusal('AccessDenied', 403),
    });
    const { ListBuckets, GetBucketInfo, ListObjects, GetObject } = await outcomes(client);
    assert.deepEqual(
      [ListBuckets, GetBucketInfo, ListObjects, GetObject],
      ['denied', 'NoSuchBucket', 'allowed', 'denied'],
    );
  });

  it('may read objects if OSS says that one does not exist', async () => {
    const { client, calls } = clientWith({ headObject: refusal('NoSuchKey', 404) }, ['a/', 'a/b/']);
    assert.equal((await outcomes(client))['GetObject'], 'allowed');
    assert.deepEqual(calls.at(-1), ['headObject', 'docs', 'a/oss-presigned-links-test-of-permissions']);
  });

  it('ends with an error that is no response of OSS', async () => {
    const failure = new TransportError('Timeout', 'no answer');
    await assert.rejects(outcomes(clientWith({ getBucketInfo: failure }).client), failure);
  });
});
