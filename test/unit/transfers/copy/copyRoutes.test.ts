import assert from 'node:assert/strict';
import { OssError } from '../../../../src/oss/errors/errors.ts';
import { findRoute } from '../../../../src/transfers/copy/copyRoutes.ts';

type Clients = Parameters<typeof findRoute>[3];

const REGIONS: Readonly<Record<string, string>> = { here: 'cn-hangzhou', near: 'cn-hangzhou', far: 'cn-beijing' };

/** Clients of any profile; `answer` decides whether they may read the object, and `asked` notes who wanted to. */
function clientsThat(answer: (bucket: string) => Promise<unknown>): { clients: Clients; asked: string[] } {
  const asked: string[] = [];
  const clients = (profileId: string): ReturnType<Clients> => {
    const client = {
      locationOf: (bucket: string) => {
        const region = REGIONS[bucket] ?? assert.fail(`nobody may ask where ${bucket} is`);
        return Promise.resolve({ region, endpoint: `https://oss-${region}.aliyuncs.com`, addressing: 'virtual' });
      },
      getBucketVersioning: (bucket: string) => Promise.resolve(bucket === 'here' ? undefined : 'Enabled'),
      headObject: (bucket: string, key: string) => {
        asked.push(`${profileId} ${bucket}/${key}`);
        return answer(bucket);
      },
    };
    return Promise.resolve(client as unknown as Awaited<ReturnType<Clients>>);
  };
  return { clients, asked };
}

const mine = 'p1';
const theirs = 'p2';
const found = (): Promise<unknown> => Promise.resolve({});
const failsWith = (status: number, code: string) => (): Promise<unknown> =>
  Promise.reject(new OssError({ operation: 'HeadObject', code, status }));

describe('the route of copies', () => {
  for (const [what, from, to, isRelayed, question] of [
    ['within a bucket is OSS', [mine, 'here'], [mine, 'here'], false],
    ['between buckets of a region is OSS', [mine, 'here'], [mine, 'near'], false],
    ['between regions is this computer', [mine, 'here'], [mine, 'far'], true],
    ['between regions of two profiles is this computer', [mine, 'here'], [theirs, 'far'], true],
    ['to a profile that may read the source is OSS', [mine, 'here'], [theirs, 'near'], false, 'p2 here/a.txt'],
    ['between profiles within a bucket is asked for too', [mine, 'here'], [theirs, 'here'], false, 'p2 here/a.txt'],
  ] as const) {
    it(what, async () => {
      const { clients, asked } = clientsThat(found);
      const [source, target] = [from, to].map(([profileId, bucket]) => ({ profileId, bucket }));
      assert.ok(source && target);
      const route = await findRoute(source, target, 'a.txt', clients, new AbortController().signal);
      assert.equal(route.isRelayed, isRelayed);
      assert.equal(route.protection, target.bucket === 'here' ? 'respected' : 'versions');
      assert.deepEqual(asked, question === undefined ? [] : [question]);
    });
  }

  const toOthers = (answer: () => Promise<unknown>): ReturnType<typeof findRoute> =>
    findRoute(
      { profileId: mine, bucket: 'here' },
      { profileId: theirs, bucket: 'near' },
      'a.txt',
      clientsThat(answer).clients,
      new AbortController().signal,
    );

  for (const [status, code] of [
    [403, 'AccessDenied'],
    [404, 'NoSuchBucket'],
  ] as const) {
    it(`is this computer if the profile of the target gets ${code} for the source`, async () => {
      assert.equal((await toOthers(failsWith(status, code))).isRelayed, true);
    });
  }

  it('is not known if OSS fails otherwise, so that nothing passes through this computer needlessly', async () => {
    await assert.rejects(toOthers(failsWith(500, 'InternalError')), { code: 'InternalError' });
  });
});
