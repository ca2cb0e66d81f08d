import assert from 'node:assert/strict';
import { asHostWarning, needsCustomDomain, ownHostWarnings } from '../../../src/links/linkWarnings.ts';
import { OssError } from '../../../src/oss/errors/errors.ts';
import { linkWarning } from '../../../src/oss/requests/linkWarnings.ts';

const publicHost = 'https://oss-cn-hangzhou.aliyuncs.com';
const get = { method: 'GET', key: 'site/index.html', isDownload: false, location: { endpoint: publicHost } } as const;
const codes = (changed: Partial<Parameters<typeof ownHostWarnings>[0]>): readonly string[] =>
  ownHostWarnings({ ...get, ...changed }).map(({ code }) => code);

describe('ownHostWarnings', () => {
  for (const key of ['site/index.html', 'a.HTM', '渐变.png', 'photo.JPEG', 'x.svg']) {
    it(`tells that browsers save ${key}`, () => {
      assert.deepEqual(codes({ key }), ['DownloadForced']);
    });
  }

  for (const key of ['report.pdf', 'html', 'a.html.gz', 'clip.mp4']) {
    it(`has nothing to tell of ${key}`, () => {
      assert.deepEqual(codes({ key }), []);
    });
  }

  it('tells nothing where browsers are to save the object, and nothing of uploads', () => {
    assert.deepEqual(codes({ isDownload: true }), []);
    assert.deepEqual(codes({ method: 'PUT' }), []);
  });

  for (const [key, extension] of [
    ['app/Release.APK', '.apk'],
    ['app.ipa', '.ipa'],
  ] as const) {
    it(`tells that OSS refuses ${key}, whatever browsers are to do with it`, () => {
      const [warning, ...others] = ownHostWarnings({ ...get, key, isDownload: true });
      assert.equal(warning?.code, 'PackageRefused');
      assert.match(warning.text, new RegExp(`\\${extension} .*oss-cn-hangzhou\\.aliyuncs\\.com.*custom domain`));
      assert.match(warning.note, new RegExp(`\\${extension}`));
      assert.deepEqual(others, []);
    });
  }

  it('counts acceleration and dual-stack as hosts of OSS', () => {
    for (const endpoint of ['https://oss-accelerate.aliyuncs.com', 'https://cn-hangzhou.oss.aliyuncs.com']) {
      assert.deepEqual(codes({ location: { endpoint } }), ['DownloadForced']);
    }
  });

  it('has nothing to tell of custom domains, of other hosts and of internal ones, which browsers seldom reach', () => {
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

describe('asHostWarning', () => {
  it('knows that a token may end every link of the bucket', () => {
    const { note, text } = asHostWarning(linkWarning('TokenMayEndFirst')) ?? assert.fail();
    assert.equal(note, 'or when its token ends');
    assert.match(text, /temporary credentials/);
  });

  it('knows those of the core that are about the host', () => {
    assert.deepEqual(asHostWarning(linkWarning('PlainHttp'))?.note, 'plain http');
    assert.match(asHostWarning(linkWarning('InternalHost'))?.text ?? '', /inside Alibaba Cloud only/);
    assert.equal(asHostWarning(linkWarning('KeyFolded')), undefined);
  });
});

describe('needsCustomDomain', () => {
  const error = (code: string, ec?: string): OssError =>
    new OssError({ operation: 'GetObject', status: 400, code, ec });

  it('knows the refusal by code and by EC', () => {
    assert.equal(needsCustomDomain(error('PublicEndpointForbidden')), true);
    assert.equal(needsCustomDomain(error('AccessDenied', '0048-00000401')), true);
    assert.equal(needsCustomDomain(error('AccessDenied')), false);
    assert.equal(needsCustomDomain(new Error('PublicEndpointForbidden')), false);
  });
});
