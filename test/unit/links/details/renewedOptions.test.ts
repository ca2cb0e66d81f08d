import assert from 'node:assert/strict';
import type { LinkDetails } from '../../../../src/links/details/linkDetails.ts';
import { renewedOptions } from '../../../../src/links/details/renewedOptions.ts';
import type { LinkOptions } from '../../../../src/links/linkOptions.ts';
import { presign } from '../../../../src/oss/signing/presign.ts';
import { readPresignedUrl } from '../../../../src/oss/presignedUrls/presignedUrl.ts';
import { noon } from '../../../support/emulator/handMade.ts';

describe('options of a new link for one in a document', () => {
  function optionsAt(endpoint: string, ownHost: string | undefined, expires = 600): LinkOptions {
    const { url } = presign(
      { method: 'GET', bucket: 'docs', key: 'a.txt' },
      {
        ...{ credentials: { accessKeyId: 'ak', accessKeySecret: 'sk' }, region: 'cn-hangzhou', endpoint, expires },
        ...{ addressing: endpoint.includes('example') ? 'cname' : 'virtual', signedAt: noon },
      },
    );
    const link = { ...readPresignedUrl(url), bucket: 'docs' };
    const details: LinkDetails = { link, bucket: 'docs', headers: {} };
    return renewedOptions(details, 'GET', {
      validity: { kind: 'duration', seconds: 900 },
      bucketAt: (host) => (host === ownHost ? 'docs' : undefined),
      now: noon,
    });
  }

  it('keep the custom domain only if it is one of the user', () => {
    assert.equal(optionsAt('https://files.example.com', 'files.example.com').host, 'https://files.example.com');
    assert.equal(optionsAt('https://files.example.com', 'other.example.com').host, undefined);
    assert.equal(optionsAt('http://files.example.com', 'files.example.com').host, undefined, 'plain HTTP');
    assert.equal(optionsAt('https://oss-cn-hangzhou.aliyuncs.com', undefined).host, undefined);
  });

  it('keep the Expires of the response as a date', () => {
    const { url } = presign(
      { method: 'GET', bucket: 'docs', key: 'a.txt', query: { 'response-expires': 'Fri, 01 May 2026 00:00:00 GMT' } },
      {
        ...{ credentials: { accessKeyId: 'ak', accessKeySecret: 'sk' }, region: 'cn-hangzhou', expires: 600 },
        ...{ endpoint: 'https://oss-cn-hangzhou.aliyuncs.com', addressing: 'virtual', signedAt: noon },
      },
    );
    const link = { ...readPresignedUrl(url), bucket: 'docs' };
    const choices = { validity: { kind: 'duration', seconds: 900 }, bucketAt: () => undefined, now: noon } as const;
    const { response } = renewedOptions({ link, bucket: 'docs', headers: {} }, 'GET', choices);
    assert.deepEqual(response, { expires: '2026-05-01T00:00:00.000Z' });
  });

  it('keep a shorter validity, and never a longer one than that of the user', () => {
    assert.equal(optionsAt('https://oss-cn-hangzhou.aliyuncs.com', undefined, 600).validity, '10m');
    assert.equal(optionsAt('https://oss-cn-hangzhou.aliyuncs.com', undefined, 86_400).validity, '15m');
  });
});
