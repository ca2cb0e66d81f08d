import assert from 'node:assert/strict';
import type { CdnAuthentication } from '../../emulator/cdnAuthentication.ts';
import { noon } from '../../support/emulator/handMade.ts';
import { CdnBench, getFrom, hexTime, md5 } from '../../support/emulator/loopbackCdn.ts';
import { cdnVectors } from '../../support/oss/cdnVectors.ts';

const key = 'aliyuncdnexp1234';
const ttlSeconds = 1800;

describe('URL authentication of the CDN in front of the emulator', () => {
  let bench: CdnBench;
  beforeEach(async () => {
    bench = await CdnBench.open();
  });
  afterEach(() => bench.close());

  for (const { name, input, expect } of cdnVectors.cases) {
    it(`opens the vector "${name}" until it expires`, async () => {
      const { type, key: object, query = [], privateKey, cdnTtl = 60, ...settings } = input;
      const url = new URL(expect.url);
      const path = expect.url.slice(expect.url.indexOf('/', 'https://'.length));
      const domain = type === 'C1' || type === 'C2' ? 'C' : type;
      const cdn = await bench.start({
        authentication: { type: domain, keys: [privateKey], ttlSeconds: cdnTtl, ...settings },
      });
      await bench.emulator.putObject('demo', object, 'the object');
      // Type B contains whole minutes.
      const held = type === 'B' ? expect.timestamp - (expect.timestamp % 60) : expect.timestamp;
      bench.clock = new Date((held + cdnTtl) * 1000);
      const answer = await getFrom(cdn, path, { host: url.host });
      assert.deepEqual([answer.status, answer.text], [200, 'the object']);
      assert.equal(answer.headers['x-oss-cdn-auth'], 'success');
      const [asked] = bench.emulator.requests;
      assert.ok(asked !== undefined);
      assert.equal(asked.key, object);
      assert.deepEqual(
        [...asked.query],
        query.map(([name, value]) => [name, value ?? '']),
      );
      bench.clock = new Date(+bench.clock + 1);
      const late = await getFrom(cdn, path, { host: url.host });
      assert.equal(late.headers['x-tengine-error'], `denied by req auth: expired timestamp=${expect.timestampText}`);
      assert.equal(bench.emulator.requests.length, 1);
    });
  }

  describe('refuses', () => {
    const wrong = md5('something else');
    const past = new Date(+noon - (ttlSeconds + 1) * 1000);
    const pastSeconds = Math.floor(+past / 1000);
    const noonSeconds = Math.floor(+noon / 1000);
    const rows: readonly (readonly [CdnAuthentication['type'], name: string, path: string, reason: string])[] = [
      ['A', 'a URL without a signature', '/a.txt?v=1', 'no url arg auth_key'],
      ['A', 'a wrong hash', `/a.txt?auth_key=${noonSeconds}-0-0-${wrong}`, `invalid md5hash=${wrong}`],
      [
        'A',
        'a link that was right',
        `/a.txt?auth_key=${pastSeconds}-0-0-${md5(`/a.txt-${pastSeconds}-0-0-${key}`)}`,
        `expired timestamp=${pastSeconds}`,
      ],
      [
        'A',
        'the hash of another object',
        `/a.txt?auth_key=${noonSeconds}-0-0-${md5(`/b.txt-${noonSeconds}-0-0-${key}`)}`,
        `invalid md5hash=${md5(`/b.txt-${noonSeconds}-0-0-${key}`)}`,
      ],
      ['A', 'a signature of few fields', `/a.txt?auth_key=${noonSeconds}-0-${wrong}`, ''],
      ['A', 'an invalid time', `/a.txt?auth_key=now-0-0-${wrong}`, ''],
      ['B', 'a URL without a signature', '/a.txt', ''],
      ['B', 'a URL in a folder', '/folder/deeper/a.txt', ''],
      ['B', 'a wrong hash', `/203105062000/${wrong}/a.txt`, `invalid md5hash=${wrong}`],
      [
        'B',
        'a link that was right',
        `/203105061929/${md5(`${key}203105061929/a.txt`)}/a.txt`,
        'expired timestamp=203105061929',
      ],
      ['C', 'a URL without a signature', '/a.txt', 'no <encoded> or <plain>'],
      ['C', 'half of a signature', `/a.txt?KEY1=${wrong}`, 'no <encoded> or <plain>'],
      ['C', 'a wrong hash in the path', `/${wrong}/${hexTime(noon)}/a.txt`, `invalid md5hash=${wrong}`],
      ['C', 'a wrong hash in the query', `/a.txt?KEY1=${wrong}&KEY2=${hexTime(noon)}`, `invalid md5hash=${wrong}`],
      [
        'C',
        'a link that was right',
        `/${md5(`${key}/a.txt${hexTime(past)}`)}/${hexTime(past)}/a.txt`,
        `expired timestamp=${hexTime(past)}`,
      ],
      ['F', 'a URL without a signature', '/a.txt', ''],
      ['F', 'a wrong hash', `/a.txt?sign=${wrong}&time=${hexTime(noon)}`, `invalid md5hash=${wrong}`],
      [
        'F',
        'a further parameter',
        `/a.txt?v=1&sign=${md5(`${key}/a.txt${hexTime(noon)}`)}&time=${hexTime(noon)}`,
        `invalid md5hash=${md5(`${key}/a.txt${hexTime(noon)}`)}`,
      ],
      ['F', 'an invalid time', `/a.txt?sign=${wrong}&time=now`, ''],
    ];
    for (const [type, name, path, reason] of rows) {
      it(`${name} under type ${type}`, async () => {
        const cdn = await bench.start({ authentication: { type, keys: [key], ttlSeconds } });
        const answer = await getFrom(cdn, path);
        const refusal = reason === '' ? 'denied by req auth' : `denied by req auth: ${reason}`;
        assert.deepEqual([answer.status, answer.headers['x-tengine-error']], [403, refusal]);
        assert.equal(answer.element('Code'), undefined);
        assert.match(answer.text, /403 Forbidden/);
        assert.equal(answer.headers['x-oss-request-id'], undefined);
        assert.deepEqual(cdn.requests, [{ method: 'GET', target: path, status: 403, isCached: false, refusal }]);
        assert.deepEqual(bench.emulator.requests, []);
      });
    }

    it('by other access rules before the signature is checked', async () => {
      const cdn = await bench.start({ denies: 'denied by Referer ACL' });
      const answer = await getFrom(cdn, '/a.txt');
      assert.deepEqual([answer.status, answer.headers['x-tengine-error']], [403, 'denied by Referer ACL']);
    });

    it('the signature of a replaced key, and accepts both current keys', async () => {
      const cdn = await bench.start({ authentication: { type: 'C', keys: ['primary1', 'secondary2'], ttlSeconds } });
      const path = (key: string): string => `/${md5(`${key}/a.txt${hexTime(noon)}`)}/${hexTime(noon)}/a.txt`;
      const statuses = [];
      for (const key of ['primary1', 'secondary2', 'replaced3']) {
        statuses.push((await getFrom(cdn, path(key))).status);
      }
      assert.deepEqual(statuses, [200, 200, 403]);
    });
  });
});
