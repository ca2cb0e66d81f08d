import assert from 'node:assert/strict';
import { linkFacts, linkName } from '../../../../src/links/details/linkFacts.ts';
import { readPresignedUrl } from '../../../../src/oss/presignedUrls/presignedUrl.ts';
import { presign, type PresignRequest } from '../../../../src/oss/signing/presign.ts';
import { noon } from '../../../support/emulator/handMade.ts';

const urlOf = (key: string): string =>
  `https://docs.oss-cn-hangzhou.aliyuncs.com/${key}?OSSAccessKeyId=key&Expires=1893456000&Signature=${encodeURIComponent(
    Buffer.alloc(20, 1).toString('base64'),
  )}`;

describe('linkName', () => {
  it('is one short line for any length of the key or bucket of a forged link', () => {
    const link = readPresignedUrl(urlOf(`folder/${'a'.repeat(5000)}`));
    assert.ok(linkName({ link, method: 'GET' }).length <= 80);
    const { key: _, ...bucketOnly } = link;
    assert.ok(linkName({ link: { ...bucketOnly, bucket: 'b'.repeat(5000) } }).length <= 80);
  });
});

describe('the facts about a link', () => {
  /** Facts about a link for an hour, by name. */
  function factsAt(
    now: Date,
    query: NonNullable<PresignRequest['query']> = {},
    endpoint = 'https://oss-cn-hangzhou.aliyuncs.com',
  ): ReadonlyMap<string, string> {
    const credentials = { accessKeyId: 'ak', accessKeySecret: 'sk' };
    const request: PresignRequest = { method: 'GET', bucket: 'docs', key: 'a.txt', query };
    const options = { credentials, region: 'cn-hangzhou', endpoint, signedAt: noon, expires: 3600 };
    const link = readPresignedUrl(presign(request, options).url);
    const facts = linkFacts({ link, bucket: 'docs', headers: {} }, { now, locale: 'en' });
    return new Map(facts.map(({ name, value }) => [name, value]));
  }

  it('say that a link does not work yet, still works, or has expired', () => {
    const validityAt = (ms: number): string => factsAt(new Date(noon.getTime() + ms)).get('Validity') ?? '';
    assert.match(validityAt(-3_600_000), /^doesn't work yet, expires at /);
    assert.match(validityAt(0), /^expires in 1 h, at /);
    assert.match(validityAt(3_660_000), /^expired 1 min ago, at /);
  });

  it('name a host that only works inside Alibaba Cloud, and a custom domain', () => {
    const host = (endpoint: string): string => factsAt(noon, {}, endpoint).get('Host') ?? '';
    const internal = 'oss-cn-hangzhou-internal.aliyuncs.com';
    assert.equal(host(`https://${internal}`), `docs.${internal} (inside Alibaba Cloud only)`);
    assert.equal(host('https://oss-cn-hangzhou.aliyuncs.com'), 'docs.oss-cn-hangzhou.aliyuncs.com');
  });

  it('name the headers that a link requires, with the values that are known, but not its host', () => {
    const options = { credentials: { accessKeyId: 'ak', accessKeySecret: 'sk' }, region: 'cn-hangzhou' };
    const headers = { 'if-match': 'x' };
    const additionalHeaders = ['host', 'if-match'];
    const request: PresignRequest = { method: 'PUT', bucket: 'docs', key: 'a.txt', headers, additionalHeaders };
    const { url } = presign(request, {
      ...options,
      endpoint: 'https://oss-cn-hangzhou.aliyuncs.com',
      signedAt: noon,
      expires: 3600,
    });
    const headersIn = (known: Readonly<Record<string, string>>): string | undefined =>
      linkFacts({ link: readPresignedUrl(url), headers: known }, { now: noon, locale: 'en' }).find(
        ({ name }) => name === 'Required headers',
      )?.value;
    assert.equal(headersIn({}), 'If-Match');
    assert.equal(headersIn(headers), 'If-Match: x');
  });

  it('name other parameters, and cut long ones', () => {
    const query = { 'response-cache-control': 'no-cache', callback: 'x'.repeat(500), versionId: 'v1' };
    const facts = factsAt(noon, query);
    assert.equal(facts.get('Version'), 'v1');
    assert.equal(facts.get('Other parameters'), `callback=${'x'.repeat(100)}, response-cache-control=no-cache`);
  });
});
