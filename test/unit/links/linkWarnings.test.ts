import assert from 'node:assert/strict';
import { localizedWarning, ownHostWarnings, refusedHostWarning } from '../../../src/links/linkWarnings.ts';
import { needsCustomDomain, OssError } from '../../../src/oss/errors/errors.ts';
import { urlWarning } from '../../../src/oss/requests/urlWarnings.ts';

const publicHost = 'https://oss-cn-hangzhou.aliyuncs.com';
const get = { method: 'GET', key: 'site/index.html', isDownload: false, location: { endpoint: publicHost } } as const;
const codes = (changed: Partial<Parameters<typeof ownHostWarnings>[0]>): readonly string[] =>
  ownHostWarnings({ ...get, ...changed }).map(({ code }) => code);

describe('ownHostWarnings', () => {
  for (const key of ['site/index.html', 'a.HTM', '渐变.png', 'photo.JPEG', 'x.svg']) {
    it(`warns that browsers save ${key}`, () => {
      assert.deepEqual(codes({ key }), ['DownloadForced']);
    });
  }

  for (const key of ['report.pdf', 'html', 'a.html.gz', 'clip.mp4']) {
    it(`returns no warning for ${key}`, () => {
      assert.deepEqual(codes({ key }), []);
    });
  }

  it('returns no warning for forced downloads and uploads', () => {
    assert.deepEqual(codes({ isDownload: true }), []);
    assert.deepEqual(codes({ method: 'PUT' }), []);
  });

  for (const [key, extension] of [
    ['app/Release.APK', '.apk'],
    ['app.ipa', '.ipa'],
  ] as const) {
    it(`warns that OSS refuses ${key}, also for forced downloads`, () => {
      const [warning, ...others] = ownHostWarnings({ ...get, key, isDownload: true });
      assert.equal(warning?.code, 'PackageRefused');
      assert.match(warning.text, new RegExp(`\\${extension} .*oss-cn-hangzhou\\.aliyuncs\\.com.*custom domain`));
      assert.match(warning.shortText ?? '', new RegExp(`\\${extension}`));
      assert.deepEqual(others, []);
    });
  }

  it('treats acceleration and dual-stack endpoints as hosts of OSS', () => {
    for (const endpoint of ['https://oss-accelerate.aliyuncs.com', 'https://cn-hangzhou.oss.aliyuncs.com']) {
      assert.deepEqual(codes({ location: { endpoint } }), ['DownloadForced']);
    }
  });

  it('returns no warning for custom domains, other hosts and internal endpoints', () => {
    for (const endpoint of [
      'https://files.example.com',
      'http://127.0.0.1:8000',
      'https://oss-cn-hangzhou-internal.aliyuncs.com',
    ]) {
      assert.deepEqual(codes({ location: { endpoint }, key: 'a.apk' }), []);
      assert.deepEqual(codes({ location: { endpoint } }), []);
    }
  });
});

describe('refusedHostWarning', () => {
  it('names a host at which OSS refuses the data: public or dual-stack, but no other', () => {
    const warned = [publicHost, 'https://cn-hangzhou.oss.aliyuncs.com', 'https://oss-accelerate.aliyuncs.com'].map(
      (url) => refusedHostWarning(url)?.code,
    );
    assert.deepEqual(warned, ['OwnHostRefused', 'OwnHostRefused', undefined]);
  });
});

describe('localizedWarning', () => {
  it('concerns the whole bucket for a token that may expire first', () => {
    const { scope, shortText, text } = localizedWarning(urlWarning('TokenMayEndFirst'));
    assert.deepEqual([scope, shortText], ['bucket', 'may expire earlier, with your credentials']);
    assert.match(text, /temporary credentials/);
  });

  it('concerns the whole bucket for its host, and one link for its key', () => {
    const [plainHttp, internal, key] = (['PlainHttp', 'InternalHost', 'KeyFolded'] as const).map((code) =>
      localizedWarning(urlWarning(code)),
    );
    assert.deepEqual([plainHttp?.scope, plainHttp?.shortText], ['bucket', 'plain HTTP']);
    assert.match(internal?.text ?? '', /only inside Alibaba Cloud/);
    assert.deepEqual([key?.scope, key?.shortText], ['link', undefined]);
  });
});

describe('needsCustomDomain', () => {
  const error = (code: string, ec?: string): OssError =>
    new OssError({ operation: 'GetObject', status: 400, code, ec });

  it('recognises the refusal by code and by EC', () => {
    assert.equal(needsCustomDomain(error('PublicEndpointForbidden')), true);
    assert.equal(needsCustomDomain(error('AccessDenied', '0048-00000401')), true);
    assert.equal(needsCustomDomain(error('AccessDenied')), false);
    assert.equal(needsCustomDomain(new Error('PublicEndpointForbidden')), false);
  });
});
