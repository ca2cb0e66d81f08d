import assert from 'node:assert/strict';
import { presign, type PresignOptions, type PresignRequest } from '../../../../src/oss/signing/presign.ts';
import { readPresignedUrl } from '../../../../src/oss/presignedUrls/presignedUrl.ts';
import { verifyPresignedUrl, type VerifyInput } from '../../../../src/oss/presignedUrls/verifyPresignedUrl.ts';
import { invalidInput } from '../../../support/oss/invalidInput.ts';

const credentials = { accessKeyId: 'ak', accessKeySecret: 'sk' };

function linkUrl(request: Partial<PresignRequest> = {}, options: Partial<PresignOptions> = {}): string {
  const wanted = { method: 'GET', bucket: 'examplebucket', key: 'a b.txt', ...request } as const;
  const where = { region: 'cn-hangzhou', endpoint: 'https://oss-cn-hangzhou.aliyuncs.com' };
  const signedAt = new Date('2024-11-12T09:27:56Z');
  return presign(wanted, { credentials, ...where, signedAt, ...options }).url;
}
const verify = (url: string, input: Partial<VerifyInput> = {}) =>
  verifyPresignedUrl(readPresignedUrl(url), { credentials, ...input });
/** Reasons why a link does not verify: the part and the arguments. */
const differences = (url: string, input: Partial<VerifyInput> = {}): unknown[] => {
  const { verifies, differences } = verify(url, input);
  assert.equal(verifies, differences.length === 0);
  return differences.map(({ part, args }) => [part, ...args]);
};

describe('verifyPresignedUrl', () => {
  for (const signatureVersion of ['v4', 'v1'] as const) {
    describe(signatureVersion, () => {
      const options = { signatureVersion };

      for (const method of ['GET', 'PUT', 'HEAD', 'POST', 'DELETE'] as const) {
        it(`finds that a link was signed for ${method}`, () => {
          const url = linkUrl({ method }, options);
          assert.deepEqual(verify(url), { verifies: true, method, differences: [] });
          assert.deepEqual(verify(url, { method }), { verifies: true, method, differences: [] });
        });
      }

      it('reports a link that is used with another method', () => {
        const url = linkUrl({ method: 'PUT' }, options);
        assert.deepEqual(verify(url, { method: 'GET' }), {
          verifies: false,
          method: 'PUT',
          differences: [
            { part: 'method', template: 'The link was created for {0}, not for {1}.', args: ['PUT', 'GET'] },
          ],
        });
      });

      it('requires the signed headers', () => {
        const headers = { 'Content-Type': 'text/x-odd', 'x-oss-object-acl': 'private' };
        const url = linkUrl({ method: 'PUT', headers }, options);
        assert.deepEqual(differences(url, { headers }), []);
        assert.deepEqual(differences(url), [['secret']]);
      });

      it('names the extra header', () => {
        const url = linkUrl({ method: 'PUT' }, options);
        assert.deepEqual(differences(url, { headers: { 'content-type': 'text/x-odd' } }), [['header', 'content-type']]);
      });

      it('finds a common content type that was signed and not sent, or sent differently', () => {
        const url = linkUrl({ method: 'PUT', headers: { 'content-type': 'image/png' } }, options);
        assert.deepEqual(differences(url, { method: 'PUT' }), [['header', 'content-type', 'image/png']]);
        assert.deepEqual(differences(url, { method: 'PUT', headers: { 'content-type': 'text/x-odd' } }), [
          ['header', 'content-type', 'image/png'],
        ]);
      });

      it('reports that both method and header differ', () => {
        const url = linkUrl({ method: 'PUT', headers: { 'content-type': 'image/png' } }, options);
        assert.deepEqual(differences(url, { method: 'GET' }), [
          ['method', 'PUT', 'GET'],
          ['header', 'content-type', 'image/png'],
        ]);
      });

      it('finds a parameter that was added later', () => {
        const url = linkUrl({ query: { versionId: 'a' } }, options);
        assert.deepEqual(differences(`${url}&x-oss-process=image/info`), [['query', 'x-oss-process']]);
      });

      it('finds several parameters that were added later', () => {
        const url = `${linkUrl({}, options)}&x-oss-process=image/info&response-content-type=text/plain`;
        assert.deepEqual(differences(url), [['query', 'x-oss-process, response-content-type']]);
      });

      for (const [what, signed, sent] of [
        ['was encoded twice', 'a%20b', 'a%2520b'],
        ['has spaces for pluses', 'a+b', 'a%20b'],
        ['has pluses for spaces', 'a b', 'a%2Bb'],
        ['was composed', 'e\u0301', '%C3%A9'],
        ['was decomposed', '\u00e9', 'e%CC%81'],
        ['was normalized', 'b', 'a/../b'],
        ['has an extra slash', 'a', '/a'],
      ] as const) {
        it(`finds a key that ${what}`, () => {
          const signedKey = what === 'was encoded twice' ? 'a b' : signed;
          const url = linkUrl({ key: signedKey }, options).replace(/com\/[^?]*/, `com/${sent}`);
          assert.deepEqual(differences(url), [['key', what === 'was encoded twice' ? 'a b' : signed]]);
        });
      }

      it('finds a wrong bucket', () => {
        assert.deepEqual(differences(linkUrl({}, options), { bucket: 'otherbucket' }), [
          ['bucket', 'examplebucket', 'otherbucket'],
        ]);
      });

      it('requires the bucket of a custom domain', () => {
        const url = linkUrl({}, { ...options, endpoint: 'https://cdn.example.com', addressing: 'cname' });
        assert.deepEqual(differences(url), [['bucket']]);
        assert.deepEqual(differences(url, { bucket: 'examplebucket' }), []);
      });

      it('finds a bucket in the path of a host that looks like a custom domain', () => {
        const url = linkUrl({}, { ...options, endpoint: 'https://gateway.example.com', addressing: 'path' });
        assert.deepEqual(differences(url, { bucket: 'examplebucket' }), [['key', 'a b.txt']]);
      });

      it('covers the token of temporary credentials', () => {
        const url = linkUrl({}, { ...options, credentials: { ...credentials, securityToken: 'token' } });
        assert.deepEqual(differences(url), []);
        assert.deepEqual(differences(url.replace('token=token', 'token=other')), [['secret']]);
      });

      it('distinguishes another AccessKey from another secret', () => {
        const url = linkUrl({}, options);
        assert.deepEqual(differences(url, { credentials: { ...credentials, accessKeyId: 'other' } }), [
          ['accessKeyId', 'ak'],
        ]);
        assert.deepEqual(differences(url, { credentials: { ...credentials, accessKeySecret: 'other' } }), [['secret']]);
      });
    });
  }

  it('finds a validity that was edited', () => {
    const url = linkUrl({}, { expires: 3600 }).replace('x-oss-expires=3600', 'x-oss-expires=604800');
    assert.deepEqual(differences(url), [['query', 'x-oss-expires', 3600]]);
  });

  it('finds a region that was edited to match the host, or not to match it', () => {
    const url = linkUrl().replace('cn-hangzhou%2F', 'cn-shanghai%2F');
    assert.deepEqual(differences(url), [['region', 'cn-hangzhou', 'cn-shanghai']]);
    assert.deepEqual(differences(linkUrl().replace('2Fcn-hangzhou', '2Foss-cn-hangzhou')), [
      ['region', 'cn-hangzhou', 'oss-cn-hangzhou'],
    ]);
  });

  it('accepts a region that differs from the host: the link warns of it, the signature is valid', () => {
    const link = readPresignedUrl(linkUrl({}, { region: 'cn-shanghai' }));
    assert.equal(verifyPresignedUrl(link, { credentials }).verifies, true);
    assert.deepEqual(
      link.warnings.map(({ code }) => code),
      ['RegionDiffers'],
    );
  });

  it('recognises the host that a link is bound to', () => {
    assert.deepEqual(differences(linkUrl({ additionalHeaders: ['host'] })), []);
  });

  it('finds the OSS host that a link was bound to', () => {
    const url = linkUrl({ additionalHeaders: ['host'] });
    const moved = url.replace('oss-cn-hangzhou.aliyuncs.com', 'oss-cn-hangzhou-internal.aliyuncs.com');
    assert.deepEqual(differences(moved), [['host', 'examplebucket.oss-cn-hangzhou.aliyuncs.com']]);
  });

  it('finds the acceleration host that a link was bound to, in a region without a dual-stack host', () => {
    const region = 'ap-southeast-1';
    const endpoint = 'https://oss-accelerate.aliyuncs.com';
    const url = linkUrl({ additionalHeaders: ['host'] }, { region, endpoint });
    assert.deepEqual(differences(url.replace('oss-accelerate', 'oss-ap-southeast-1')), [
      ['host', 'examplebucket.oss-accelerate.aliyuncs.com'],
    ]);
  });

  it('requests the values of additional headers', () => {
    const url = linkUrl({ headers: { range: 'bytes=0-1' }, additionalHeaders: ['range'] });
    assert.deepEqual(differences(url), [['header', 'range']]);
    assert.deepEqual(differences(url, { headers: { Range: 'bytes=0-1' } }), []);
    assert.deepEqual(differences(url, { headers: { Range: 'bytes=0-9' } }), [['secret']]);
  });

  it('verifies a link to a bucket', () => {
    const request = { method: 'GET', bucket: 'examplebucket', query: { 'list-type': '2' } } as const;
    const where = { region: 'cn-hangzhou', endpoint: 'https://oss-cn-hangzhou.aliyuncs.com' };
    assert.deepEqual(differences(presign(request, { credentials, ...where }).url), []);
    const edited = presign(request, { credentials, ...where }).url.replace('list-type=2', 'list-type=1');
    assert.deepEqual(differences(edited), [['secret']]);
  });

  it('refuses invalid headers and credentials', () => {
    const url = linkUrl();
    assert.throws(() => verify(url, { headers: { 'a b': 'c' } }), invalidInput('headers'));
    assert.throws(
      () => verify(url, { credentials: { accessKeyId: 'ak', accessKeySecret: '' } }),
      invalidInput('accessKeySecret'),
    );
  });
});
