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
  it('is empty for a plain link', () => {
    assert.deepEqual(warned({}), []);
  });

  it('contains the date since which V1 is refused', () => {
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
    it(`warns of the key ${key}, which clients normalize`, () => {
      assert.deepEqual(codes({}, key), ['KeyFolded']);
    });
  }

  for (const key of ['...', 'a.b', 'a/.b', 'a..', 'a//b']) {
    it(`does not warn of the key ${key}`, () => {
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

  it('warns that the token expires before the validity does', () => {
    assert.deepEqual(codes({ credentials: temporary }), ['TokenEndsFirst']);
  });

  it("does not warn if the validity expires first, or if it was requested with the token's expiry", () => {
    assert.deepEqual(codes({ credentials: temporary, expires: 60 }), []);
    assert.deepEqual(codes({ credentials: temporary, expiration: tokenEnd }), []);
  });

  it('warns that a token of unknown expiry may expire first', () => {
    assert.deepEqual(codes({ credentials: { ...keys, securityToken: 'token' } }), ['TokenMayEndFirst']);
  });

  it('lists all warnings', () => {
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
  it('contains every possible warning', () => {
    const templates = warned({ signatureVersion: 'v1' }, '..').map(({ template }) => template);
    assert.equal(templates.length, 2);
    assert.ok(templates.every((template) => allLinkWarnings().includes(template)));
  });
});
