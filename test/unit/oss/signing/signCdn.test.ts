import assert from 'node:assert/strict';
import { signCdnUrl, type CdnInput } from '../../../../src/oss/signing/signCdn.ts';
import { invalidInput } from '../../../support/oss/invalidInput.ts';

const common = {
  type: 'A',
  baseUrl: 'https://cdn.example.com',
  key: 'a.txt',
  privateKey: 'aliyuncdnexp1234',
} as const;
const signedAt = new Date('2026-03-05T08:09:10.999Z');
const timed: CdnInput = { ...common, time: signedAt };
const lasting = { ...common, signedAt, expires: 3600, cdnTtl: 1800 };

const urlOf = (input: CdnInput): string => signCdnUrl(input).url;
const pathOf = (input: CdnInput): string => urlOf(input).slice(common.baseUrl.length);

describe('signCdnUrl', () => {
  it('cuts off parts of a second', () => {
    assert.match(urlOf(timed), /\?auth_key=1772698150-/);
    assert.deepEqual(signCdnUrl(lasting).expiresAt, new Date('2026-03-05T09:09:10Z'));
  });

  it('returns when a link with its own time expires, once the validity at the CDN is known', () => {
    assert.equal(signCdnUrl(timed).expiresAt, undefined);
    assert.deepEqual(signCdnUrl({ ...timed, cdnTtl: 60 }).expiresAt, new Date('2026-03-05T08:10:10Z'));
    assert.deepEqual(signCdnUrl({ ...timed, type: 'B', cdnTtl: 90 }).expiresAt, new Date('2026-03-05T08:10:30Z'));
  });

  it('uses 0 for rand and uid, sign and time as parameters, and lower-case hex by default', () => {
    assert.equal(pathOf(timed), pathOf({ ...timed, rand: '0', uid: '0' }));
    assert.match(pathOf({ ...timed, type: 'F' }), /^\/a\.txt\?sign=[0-9a-f]{32}&time=69a93a26$/);
  });

  it('normalizes the domain', () => {
    for (const baseUrl of ['cdn.example.com', ' https://CDN.example.com/ ', 'https://cdn.example.com:443']) {
      assert.ok(urlOf({ ...timed, baseUrl }).startsWith('https://cdn.example.com/a.txt?'), baseUrl);
    }
    assert.ok(urlOf({ ...timed, baseUrl: '图片.example.com' }).startsWith('https://xn--'));
    assert.ok(urlOf({ ...timed, baseUrl: 'http://127.0.0.1:8000' }).startsWith('http://127.0.0.1:8000/a.txt?'));
  });

  for (const [baseUrl, rest] of [
    ['https://cdn.example.com/folder/', 'folder/'],
    ['cdn.example.com/a', 'a'],
    ['https://cdn.example.com?x=1', '?x=1'],
    ['https://cdn.example.com/#top', '#top'],
    ['https://cdn.example.com\\a', '\\a'],
  ] as const) {
    it(`refuses the address ${baseUrl}, which is more than a domain`, () => {
      assert.throws(
        () => urlOf({ ...timed, baseUrl }),
        (error: Error) => invalidInput('baseUrl')(error) && error.message.endsWith(`Remove "${rest}".`),
      );
    });
  }

  it("refuses OSS's own hosts, with and without a bucket", () => {
    for (const baseUrl of ['https://oss-cn-hangzhou.aliyuncs.com', 'https://demo.oss-accelerate.aliyuncs.com']) {
      assert.throws(
        () => urlOf({ ...timed, baseUrl }),
        invalidInput('baseUrl', /is an OSS host .* Enter the CDN domain/),
      );
    }
  });

  it('refuses an unknown type by its name', () => {
    for (const type of ['C', 'D', 'a', '', 'toString']) {
      const input = { ...timed, type } as unknown as CdnInput;
      assert.throws(() => urlOf(input), invalidInput('type', /A, B, C1, C2, or F, not/));
    }
  });

  it('refuses names that a URL cannot contain unescaped', () => {
    for (const key of ['', '.', 'a/..', './a', '\ud800']) {
      assert.throws(() => urlOf({ ...timed, key }), invalidInput('key'), key);
    }
    assert.match(pathOf({ ...timed, key: '...' }), /^\/\.\.\.\?/);
  });

  it('refuses parameters of its own type in any case, and accepts those of other types', () => {
    const query = [['Auth_Key', '1']] as const;
    assert.throws(() => urlOf({ ...timed, query }), invalidInput('query', /Auth_Key/));
    assert.match(pathOf({ ...timed, type: 'C2', query }), /\?Auth_Key=1&KEY1=/);
    assert.throws(() => urlOf({ ...timed, type: 'C2', query: [['key2', null]] }), invalidInput('query', /key2/));
    assert.match(pathOf({ ...timed, type: 'B', query: [['KEY1', null]] }), /\/a\.txt\?KEY1$/);
  });

  it('refuses a parameter without a name, and half a character', () => {
    assert.throws(() => urlOf({ ...timed, query: [['', 'x']] }), invalidInput('query', /needs a name/));
    assert.throws(() => urlOf({ ...timed, query: [['a', '\udfff']] }), invalidInput('query', /surrogate/));
  });

  it('names the invalid parameter name of type F', () => {
    const named = (signParam: string, timeParam: string): CdnInput => ({ ...timed, type: 'F', signParam, timeParam });
    assert.throws(() => urlOf(named('', 't')), invalidInput('signParam', /1 to 64/));
    assert.throws(() => urlOf(named('s', 'a&b')), invalidInput('timeParam', /1 to 64/));
    assert.match(pathOf(named('my.sign', 'T_1-x')), /\?my\.sign=[0-9a-f]{32}&T_1-x=/);
  });

  it('refuses a link of type B that would expire at once, and accepts one that lasts a minute', () => {
    const brief = { ...lasting, type: 'B', expires: 10 } as const;
    assert.throws(() => urlOf(brief), invalidInput('expires', /whole minutes.* at least 60 seconds/));
    assert.deepEqual(signCdnUrl({ ...brief, expires: 60 }).expiresAt, new Date('2026-03-05T08:10:00Z'));
    const earlier = { ...brief, signedAt: new Date('2026-03-05T08:09:55Z') };
    assert.deepEqual(signCdnUrl(earlier).expiresAt, new Date('2026-03-05T08:10:00Z'));
  });

  it('refuses times that no link can contain', () => {
    const message = /between 2001 and 2106/;
    for (const time of [new Date('2001-09-09T01:46:39Z'), new Date('2106-02-07T06:28:16Z'), new Date(NaN)]) {
      assert.throws(() => urlOf({ ...common, time }), invalidInput('time', message), String(time.getTime()));
    }
    assert.throws(() => urlOf({ ...lasting, expires: 2 ** 40 }), invalidInput('expires', message));
    assert.match(urlOf({ ...common, time: new Date('2001-09-09T01:46:40Z') }), /auth_key=1000000000-/);
    assert.match(pathOf({ ...common, type: 'C1', time: new Date('2106-02-07T06:28:15Z') }), /\/ffffffff\/a\.txt$/);
  });

  it('refuses validities that are not whole seconds', () => {
    assert.throws(() => urlOf({ ...lasting, expires: 1.5 }), invalidInput('expires'));
    assert.throws(() => urlOf({ ...lasting, cdnTtl: 0.5 }), invalidInput('cdnTtl'));
    assert.throws(() => urlOf({ ...timed, cdnTtl: 0 }), invalidInput('cdnTtl'));
  });
});
