import assert from 'node:assert/strict';
import { readCdnUrl } from '../../../../src/oss/presignedUrls/cdnUrl.ts';
import { cdnInputOf, cdnVectors } from '../../../support/oss/cdnVectors.ts';
import { invalidInput } from '../../../support/oss/invalidInput.ts';

const hash = '0805516acb2f5f1a74310b4ec1296cc0';
const host = 'https://cdn.example.com';
const typesOf = (url: string): readonly string[] => readCdnUrl(url).readings.map(({ type }) => type);

describe('readCdnUrl', () => {
  for (const vector of cdnVectors.cases) {
    it(`reads the vector "${vector.name}"`, () => {
      const { url, path, timestampText, hash, timestamp, expiresAt } = vector.expect;
      const input = cdnInputOf(vector);
      const { readings } = readCdnUrl(url, input);
      assert.deepEqual(
        readings.map(({ type }) => type),
        [input.type],
      );
      const [reading] = readings;
      assert.deepEqual(
        [reading.path, reading.key, reading.query, reading.timestampText, reading.hash],
        [path, input.key, input.query ?? [], timestampText, hash],
      );
      // Type B has no seconds.
      const seconds = input.type === 'B' ? timestamp - (timestamp % 60) : timestamp;
      assert.deepEqual(reading.time, new Date(seconds * 1000));
      assert.deepEqual(reading.expiresAt, expiresAt === undefined ? undefined : new Date(expiresAt));
    });
  }

  it('returns when a link was signed, and its expiry only with the validity set at the CDN', () => {
    const url = `${host}/a.txt?auth_key=1772699950-0-0-${hash}`;
    const [reading] = readCdnUrl(url).readings;
    assert.deepEqual(reading, {
      type: 'A',
      path: '/a.txt',
      key: 'a.txt',
      query: [],
      timestampText: '1772699950',
      time: new Date('2026-03-05T08:39:10Z'),
      hash,
      rand: '0',
      uid: '0',
    });
    const [withExpiry] = readCdnUrl(url, { cdnTtl: 1800 }).readings;
    assert.deepEqual(withExpiry.expiresAt, new Date('2026-03-05T09:09:10Z'));
    assert.throws(() => readCdnUrl(url, { cdnTtl: 0 }), invalidInput('cdnTtl'));
  });

  it('reads scheme and host of a link between any texts', () => {
    const { url, scheme, host: hostRead } = readCdnUrl(` HTTP://CDN.example.com:8080/${hash}/69A9412e/a#top\n`);
    assert.deepEqual(
      [url, scheme, hostRead],
      [`HTTP://CDN.example.com:8080/${hash}/69A9412e/a#top`, 'http', 'cdn.example.com:8080'],
    );
  });

  it('returns no key for a link to the root of the domain', () => {
    const { readings } = readCdnUrl(`${host}?auth_key=1772699950-0-0-${hash}`);
    assert.deepEqual([readings[0].path, 'key' in readings[0]], ['/', false]);
  });

  it('returns each type that a link can have', () => {
    assert.deepEqual(typesOf(`${host}/${hash}/69a9412e/a?auth_key=1772699950-0-0-${hash}`), ['A', 'C1']);
    assert.deepEqual(typesOf(`${host}/202603051639/${hash}/a?KEY1=${hash}&KEY2=69a9412e`), ['B', 'C2']);
    assert.deepEqual(typesOf(`${host}/a?key2=69a9412e&v&key1=${hash}`), ['C2']);
  });

  it('distinguishes decimal and hexadecimal times of type F', () => {
    for (const time of ['1772699950', '69a9412e', '69A9412E']) {
      const { readings } = readCdnUrl(`${host}/a?sign=${hash}&time=${time}`);
      assert.deepEqual([readings[0].type, readings[0].time], ['F', new Date('2026-03-05T08:39:10Z')], time);
    }
  });

  it('accepts further parameters beside type F only if the domain is known to use it', () => {
    const url = `${host}/a?v=1&sign=${hash}&time=69a9412e`;
    assert.throws(() => readCdnUrl(url), invalidInput('url', /no signature of type A, B, C, or F/));
    assert.deepEqual(readCdnUrl(url, { signParam: 'sign' }).readings[0].query, [['v', '1']]);
    assert.deepEqual(
      readCdnUrl(`${host}/a?s=${hash}&t=69a9412e`, { signParam: 's', timeParam: 't' }).readings[0].type,
      'F',
    );
    assert.throws(() => readCdnUrl(`${host}/a?sign=${hash}&time=69a9412e`, { signParam: 's' }), invalidInput('url'));
  });

  for (const [name, url] of [
    ['an ordinary URL', `${host}/a.txt`],
    ['the root', host],
    ['other parameters', `${host}/a.txt?v=1&key1=a&key2=b`],
    ['an auth_key of something else', `${host}/a?auth_key=abc`],
    ['a bare auth_key', `${host}/a?auth_key`],
    ['two auth_keys', `${host}/a?auth_key=1772699950-0-0-${hash}&auth_key=1772699950-0-0-${hash}`],
    ['a hash in capitals', `${host}/a?auth_key=1-0-0-${hash.toUpperCase()}`],
    ['KEY1 without KEY2', `${host}/a?KEY1=${hash}`],
    ['KEY2 without KEY1', `${host}/a?KEY2=69a9412e`],
    ['a time of 1999', `${host}/a?KEY1=${hash}&KEY2=37000000`],
    ['a time of 7 digits', `${host}/${hash}/9a9412e/a`],
    ['a month 13', `${host}/202613051639/${hash}/a`],
    ['the 31st of June', `${host}/202606311639/${hash}/a`],
    ['an hour 24', `${host}/202606302400/${hash}/a`],
    ['a path that ends with the signature', `${host}/202603051639/${hash}`],
    ['a hash as a folder', `${host}/files/${hash}/69a9412e/a.txt`],
    ['a shorter hash', `${host}/${hash.slice(1)}/69a9412e/a.txt`],
    ['the signature behind #', `${host}/a#?auth_key=1772699950-0-0-${hash}`],
    ['a relative URL', `/a?auth_key=1772699950-0-0-${hash}`],
    ['another scheme', `ftp://cdn.example.com/a?auth_key=1772699950-0-0-${hash}`],
    ['words before it', `see ${host}/a?auth_key=1772699950-0-0-${hash}`],
    ['endless text', `${host}/a?auth_key=1772699950-0-0-${hash}&a=${'x'.repeat(70_000)}`],
    ['nothing', ''],
  ] as const) {
    it(`recognises ${name} as no CDN link`, () => {
      assert.throws(() => readCdnUrl(url), invalidInput('url', /^This is not a CDN link: it has no signature/));
    });
  }

  it('reports that a link was cut or damaged, without showing it', () => {
    for (const value of [`1772699950-0-0-${hash.slice(0, 31)}`, '1772699950-0-0', `1772699950-0-0-1-${hash}`]) {
      assert.throws(
        () => readCdnUrl(`${host}/a?auth_key=${value}`),
        invalidInput('url', /^The auth_key of the link is damaged/),
      );
    }
    const cut = invalidInput('url', /is not percent-encoded UTF-8/);
    assert.throws(() => readCdnUrl(`${host}/%E5%9?auth_key=1772699950-0-0-${hash}`), cut);
    assert.throws(() => readCdnUrl(`${host}/a?auth_key=1772699950-0-0-${hash}&v=%E5%9`), cut);
  });

  it("recognises no link on OSS's own hosts as a CDN link", () => {
    const url = `https://demo.oss-cn-hangzhou.aliyuncs.com/a?auth_key=1772699950-0-0-${hash}`;
    assert.throws(() => readCdnUrl(url), invalidInput('url', /is an OSS host/));
  });
});
