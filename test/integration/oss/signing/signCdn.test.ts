import assert from 'node:assert/strict';
import type { CdnAuthentication } from '../../../emulator/cdnAuthentication.ts';
import { hostileKeys } from '../../../emulator/sampleBuckets.ts';
import { signCdnUrl, type CdnTarget } from '../../../../src/oss/signing/signCdn.ts';
import { CdnBench } from '../../../support/emulator/loopbackCdn.ts';

const privateKey = 'aliyuncdnexp1234';
const cdnTtl = 1800;
// Clients remove dot segments, so no CDN link can reach them.
const keys = hostileKeys.filter((key) => !key.includes('/./'));

interface Domain {
  readonly name: string;
  readonly link: Partial<CdnTarget> & Pick<CdnTarget, 'type'>;
  readonly authentication: Pick<CdnAuthentication, 'type' | 'signParam' | 'timeParam' | 'timeFormat'>;
}

const named = { signParam: 'token', timeParam: 'ts', timeFormat: 'dec' } as const;
const domains: readonly Domain[] = [
  { name: 'type A', link: { type: 'A', rand: '477b3bbc253f467b' }, authentication: { type: 'A' } },
  { name: 'type B', link: { type: 'B' }, authentication: { type: 'B' } },
  { name: 'type C in the path', link: { type: 'C1', hexCase: 'upper' }, authentication: { type: 'C' } },
  { name: 'type C in the query', link: { type: 'C2' }, authentication: { type: 'C' } },
  { name: 'type F', link: { type: 'F' }, authentication: { type: 'F' } },
  { name: 'type F of other names', link: { type: 'F', ...named }, authentication: { type: 'F', ...named } },
];

describe('signCdnUrl against a CDN', () => {
  let bench: CdnBench;
  beforeEach(async () => {
    bench = await CdnBench.open();
  });
  afterEach(() => bench.close());

  for (const { name, link, authentication } of domains) {
    it(`with ${name} opens each object, with its parameters, until it expires`, async () => {
      const cdn = await bench.start({
        authentication: { ...authentication, keys: ['secondary2', privateKey], ttlSeconds: cdnTtl },
      });
      const signedAt = bench.clock;
      const sign = (key: string, query: CdnTarget['query'] = []): ReturnType<typeof signCdnUrl> =>
        signCdnUrl({ ...link, privateKey, baseUrl: cdn.origin, key, query, signedAt, expires: 3590, cdnTtl });

      for (const key of keys) {
        await bench.emulator.putObject('demo', key, `the object ${key}`);
        // fetch normalizes URLs like browsers.
        assert.equal(await (await fetch(sign(key).url)).text(), `the object ${key}`);
      }
      if (link.type !== 'F') {
        const { url } = sign('a.txt', [['response-content-disposition', 'attachment; filename=x']]);
        assert.equal((await fetch(url)).headers.get('content-disposition'), 'attachment; filename=x');
      }

      const { url, expiresAt } = sign('a.txt');
      // Type B cuts the seconds off.
      assert.equal(Number(expiresAt) - Number(signedAt), link.type === 'B' ? 3_540_000 : 3_590_000);
      bench.clock = new Date(Number(expiresAt));
      assert.equal((await fetch(url)).status, 200);
      bench.clock = new Date(Number(expiresAt) + 1);
      const refused = await fetch(url);
      assert.equal(refused.status, 403);
      assert.match(refused.headers.get('x-tengine-error') ?? '', /expired timestamp/);
    });
  }
});
