import assert from 'node:assert/strict';
import { formatMessage } from '../../../../src/oss/errors/errors.ts';
import { allLinkWarnings, urlWarnings } from '../../../../src/oss/requests/urlWarnings.ts';
import { presign, type PresignOptions } from '../../../../src/oss/signing/presign.ts';

const signedAt = new Date('2024-11-12T09:00:00Z');
const keys = { accessKeyId: 'ak', accessKeySecret: 'sk' };
const options: PresignOptions = {
  credentials: keys,
  region: 'cn-hangzhou',
  endpoint: 'https://oss-cn-hangzhou.aliyuncs.com',
  signedAt,
};

function warned(changed: Partial<PresignOptions>, key = 'a.txt') {
  const request = { method: 'GET', bucket: 'examplebucket', key } as const;
  const all = { ...options, ...changed };
  return urlWarnings(request, all, presign(request, all));
}
const codes = (...input: Parameters<typeof warned>): string[] => warned(...input).map(({ code }) => code);

describe('linkWarnings', () => {
  it('has none for a plain link', () => {
    assert.deepEqual(warned({}), []);
  });

  it('says since when V1 is refused', () => {
    const [warning] = warned({ signatureVersion: 'v1' });
    assert.ok(warning);
    assert.equal(warning.code, 'SignatureV1');
    assert.deepEqual(warning.args, ['2025-03-01', '2025-09-01']);
    assert.match(
      formatMessage(warning.template, warning.args),
      /accounts created after 2025-03-01 .* buckets created after 2025-09-01/,
    );
  });

  for (const key of ['.', '..', 'a/./b', 'a/..', '../a']) {
    it(`warns of the key ${key}, which clients fold`, () => {
      assert.deepEqual(codes({}, key), ['KeyFolded']);
    });
  }

  for (const key of ['...', 'a.b', 'a/.b', 'a..', 'a//b']) {
    it(`is silent about the key ${key}`, () => {
      assert.deepEqual(codes({}, key), []);
    });
  }

  it('warns of plain http, but not on loopback', () => {
    assert.deepEqual(codes({ endpoint: 'http://oss-cn-hangzhou.aliyuncs.com' }), ['PlainHttp']);
    assert.deepEqual(codes({ endpoint: 'http://127.0.0.1:9000' }), []);
  });

  it('warns of internal hosts', () => {
    assert.deepEqual(codes({ endpoint: 'https://oss-cn-hangzhou-internal.aliyuncs.com' }), ['InternalHost']);
  });

  const tokenEnd = new Date('2024-11-12T09:10:00Z');
  const temporary = { ...keys, securityToken: 'token', expiration: tokenEnd };

  it('says that the token ends the link before its validity does', () => {
    assert.deepEqual(codes({ credentials: temporary }), ['TokenEndsFirst']);
  });

  it('is silent where the validity ends first, or when the token does because it was asked to', () => {
    assert.deepEqual(codes({ credentials: temporary, expires: 60 }), []);
    assert.deepEqual(codes({ credentials: temporary, expiration: tokenEnd }), []);
  });

  it('says that a token which does not tell its end may end the link first', () => {
    assert.deepEqual(codes({ credentials: { ...keys, securityToken: 'token' } }), ['TokenMayEndFirst']);
  });

  it('lists all that there are', () => {
    assert.deepEqual(
      codes(
        { credentials: temporary, signatureVersion: 'v1', endpoint: 'http://oss-cn-hangzhou-internal.aliyuncs.com' },
        'a/../b',
      ),
      ['KeyFolded', 'PlainHttp', 'SignatureV1', 'TokenEndsFirst', 'InternalHost'],
    );
  });
});

describe('allLinkWarnings', () => {
  it('has every sentence that is given', () => {
    const templates = warned({ signatureVersion: 'v1' }, '..').map(({ template }) => template);
    assert.equal(templates.length, 2);
    assert.ok(templates.every((template) => allLinkWarnings().includes(template)));
  });
});
