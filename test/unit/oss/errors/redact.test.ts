import assert from 'node:assert/strict';
import { presign, type PresignOptions } from '../../../../src/oss/signing/presign.ts';
import { redact } from '../../../../src/oss/errors/redact.ts';
import { signCdnUrl, type CdnTarget } from '../../../../src/oss/signing/signCdn.ts';
import { signHeadersV4 } from '../../../../src/oss/signing/signV4.ts';

const credentials = { accessKeyId: 'STS.fakeid', accessKeySecret: 'fake-secret', securityToken: 'CAIS/fake+token==' };
const options: PresignOptions = {
  credentials,
  region: 'cn-hangzhou',
  endpoint: 'https://oss-cn-hangzhou.aliyuncs.com',
  signedAt: new Date('2024-11-12T09:27:56Z'),
};
const request = { method: 'GET', bucket: 'bucket', key: 'report.pdf', query: { versionId: 'v1' } } as const;

const urlV4 = presign(request, options).url;
const urlV1 = presign(request, { ...options, signatureVersion: 'v1' }).url;
const parameter = (url: string, name: string): string => new RegExp(`[?&]${name}=([^&]*)`).exec(url)?.[1] ?? '';

/** Each secret part of the links as it stands in a URL and decoded. */
const secretParts = [
  parameter(urlV4, 'x-oss-signature'),
  parameter(urlV4, 'x-oss-credential'),
  parameter(urlV4, 'x-oss-security-token'),
  parameter(urlV1, 'Signature'),
  parameter(urlV1, 'OSSAccessKeyId'),
].flatMap((part) => [part, decodeURIComponent(part), encodeURIComponent(part)]);

function assertNoSecrets(text: string): void {
  for (const part of secretParts) {
    assert.ok(part.length > 4, 'the link has every secret part');
    assert.ok(!text.includes(part), `${part} is left in ${text}`);
  }
}

describe('redact', () => {
  const wrappers: readonly [string, (url: string) => string][] = [
    ['as it is', (url) => url],
    ['in a sentence', (url) => `GET ${url} failed`],
    ['in quotes', (url) => `fetch("${url}")`],
    ['in single quotes', (url) => `curl '${url}'`],
    ['in JSON', (url) => JSON.stringify({ url, status: 403 })],
    ['in JSON in JSON', (url) => JSON.stringify({ body: JSON.stringify({ url }) })],
    ['percent-encoded', (url) => `https://example.com/?next=${encodeURIComponent(url)}&a=1`],
    ['percent-encoded twice', (url) => encodeURIComponent(encodeURIComponent(url))],
    ['in XML', (url) => `<a>${url.replaceAll('&', '&amp;')}</a>`],
    ['in Markdown', (url) => `[link](${url})`],
    ['in upper-case names', (url) => url.replace(/[?&][\w-]+=/g, (name) => name.toUpperCase())],
  ];
  for (const [name, url] of [
    ['V4', urlV4],
    ['V1', urlV1],
  ] as const) {
    for (const [how, wrap] of wrappers) {
      it(`blanks the secrets of a ${name} link ${how}`, () => {
        const text = redact(wrap(url));
        assertNoSecrets(text);
        assert.match(text, /bucket\.oss-cn-hangzhou\.aliyuncs\.com/, 'the rest is readable');
      });
    }
  }

  const cdnTypes: readonly (readonly [string, Partial<CdnTarget> & Pick<CdnTarget, 'type'>])[] = [
    ['type A', { type: 'A' }],
    ['type B', { type: 'B', query: [['v', '1']] }],
    ['type C, hash in the path', { type: 'C1' }],
    ['type C, hash in the query', { type: 'C2', query: [['v', '1']] }],
    ['type F', { type: 'F' }],
    ['type F with names of its own', { type: 'F', signParam: 'token', timeParam: 'ts', timeFormat: 'dec' }],
  ];
  for (const [type, settings] of cdnTypes) {
    const cdn = { baseUrl: 'https://cdn.example.com', key: 'photos/a b.png', privateKey: 'aliyuncdnexp1234' };
    const { url } = signCdnUrl({ ...cdn, ...settings, time: new Date('2026-03-05T08:39:10Z') });
    const hash = /[0-9a-f]{32}/.exec(url)?.[0] ?? '';
    for (const [how, wrap] of wrappers) {
      it(`blanks the hash of a CDN link of ${type} ${how}`, () => {
        const text = redact(wrap(url));
        assert.equal(hash.length, 32);
        assert.ok(!text.toLowerCase().includes(hash), text);
        assert.match(text, /cdn\.example\.com.*photos.*a(?:%25)*.*b\.png/, 'the rest is readable');
      });
    }
  }

  it('keeps the rest of CDN links', () => {
    const hash = '0805516acb2f5f1a74310b4ec1296cc0';
    for (const [before, after] of [
      ['/', '/69a9412e/a.txt?v=1'],
      ['/202603051639/', '/a.txt'],
      ['/a.txt?v=1&KEY1=', '&KEY2=69a9412e'],
      ['/a.txt?sign=', ''],
      ['%3Fsign%3D', ''],
      ['/a.txt?ts=1772699950&token=', '&v=1'],
      ['X-Tengine-Error: denied by req auth: invalid md5hash=', ''],
    ] as const) {
      assert.equal(redact(`${before}${hash}${after}`), `${before}[redacted]${after}`);
    }
    assert.equal(redact(`/a?auth_key=1772699950-0-0-${hash}&v=1`), '/a?auth_key=[redacted]&v=1');
  });

  it('keeps hashes that are not signatures', () => {
    const hash = '0805516acb2f5f1a74310b4ec1296cc0';
    for (const text of [
      `etag=${hash}`,
      `"${hash}"`,
      `/files/${hash}/a.txt`,
      `/v?md5=${hash}&size=12`,
      `design=${hash}`,
    ]) {
      assert.equal(redact(text), text);
    }
  });

  for (const [before, after] of [
    ['aws_secret_access_key=', ''],
    ['SecretAccessKey=', '&b=1'],
    ["secretAccessKey: '", "',"],
    ['"bearer_token": "', '"'],
    ['"oauth_access_token":"', '"'],
    ['"oauth_refresh_token" : "', '"'],
    ['access_token=', '&scope=x'],
    ['ossutil ls --access-key-secret ', ' oss://b'],
    ['aliyun oss ls --sts-token "', '" oss://b'],
    ['["--access-key-secret", "', '"]'],
    ['sts_token\t', ''],
  ] as const) {
    it(`blanks a secret of other tools: ${JSON.stringify(before)}`, () => {
      assert.equal(redact(`${before}abcdefgh${after}`), `${before}[redacted]${after}`);
    });
  }

  it('leaves commands and prose about tokens readable', () => {
    for (const text of [
      'The access token is renewed; a refresh token is not.',
      'ossutil config --access-key-secret --region cn-hangzhou',
      'const token = access.token();',
    ]) {
      assert.equal(redact(text), text);
    }
  });

  it('blanks the key of a CDN domain', () => {
    assert.equal(redact('{"privateKey":"aliyuncdnexp1234","type":"A"}'), '{"privateKey":"[redacted]","type":"A"}');
  });

  it('keeps the rest of a V4 link', () => {
    assert.equal(
      redact(`GET ${urlV4} failed`),
      'GET https://bucket.oss-cn-hangzhou.aliyuncs.com/report.pdf?versionId=v1&x-oss-credential=[redacted]&x-oss-date=20241112T092756Z&x-oss-expires=900&x-oss-security-token=[redacted]&x-oss-signature-version=OSS4-HMAC-SHA256&x-oss-signature=[redacted] failed',
    );
  });

  it('keeps the rest of a V1 link', () => {
    assert.equal(
      redact(urlV1),
      'https://bucket.oss-cn-hangzhou.aliyuncs.com/report.pdf?versionId=v1&OSSAccessKeyId=[redacted]&Expires=1731404576&security-token=[redacted]&Signature=[redacted]',
    );
  });

  it('keeps the rest of a percent-encoded link', () => {
    const text = redact(`/?next=${encodeURIComponent('https://b/k?x-oss-signature=abcdef&versionId=v1')}&a=1`);
    assert.equal(text, '/?next=https%3A%2F%2Fb%2Fk%3Fx-oss-signature%3D[redacted]%26versionId%3Dv1&a=1');
  });

  const headers = signHeadersV4({ ...request, credentials, region: 'cn-hangzhou', signedAt: new Date(0) });
  const lines = (line: (name: string, value: string) => string, separator = '\n'): string =>
    Object.entries(headers)
      .map(([name, value]) => line(name, value))
      .join(separator);
  const headerTexts: readonly [string, string][] = [
    ['in JSON', JSON.stringify(headers)],
    ['in indented JSON', JSON.stringify(headers, undefined, 2)],
    ['in lists', `{ ${lines((name, value) => `'${name}': [ '${value}' ]`, ', ')} }`],
    ['as curl writes them', lines((name, value) => `> ${name}: ${value}`)],
    ['as code', lines((name, value) => `  ${name}: '${value}',`)],
    ['in canonical form', lines((name, value) => `${name}:${value}`)],
    ['in capitals', lines((name, value) => `${name.toUpperCase()}: ${value}`, '\r\n')],
  ];
  for (const [how, text] of headerTexts) {
    it(`blanks signed headers ${how}`, () => {
      const signature = /Signature=([0-9a-f]+)/.exec(headers['authorization'] ?? '')?.[1] ?? '';
      const redacted = redact(text);
      assert.equal(signature.length, 64);
      for (const secret of [signature, credentials.accessKeyId, credentials.securityToken]) {
        assert.ok(!redacted.includes(secret), redacted);
      }
      assert.match(redacted, /19700101T000000Z/, 'the date is readable');
    });
  }

  it('blanks an Authorization value of V1 without its name', () => {
    assert.equal(redact('sent OSS fakeid:GU1Slh0Qi+OjgLEKcjxAz0b6ojE= to it'), 'sent OSS [redacted] to it');
  });

  it('redacts the secret fields of upload forms in HTML and in bodies, and keeps the others', () => {
    for (const [field, secret] of [
      ['x-oss-signature', '0f'.repeat(32)],
      ['x-oss-security-token', 'CAIS/fake+token=='],
      ['x-oss-credential', 'STS.fakeid/20241112/cn-hangzhou/oss/aliyun_v4_request'],
    ] as const) {
      for (const text of [
        `<input type="hidden" name="${field}" value="${secret}"> after`,
        `<input type='hidden' name='${field}' id='a' value='${secret}'> after`,
        `<input value="${secret}" type="hidden" name="${field}"> after`,
        `Content-Disposition: form-data; name="${field}"\r\n\r\n${secret}\r\n--after`,
      ]) {
        const redacted = redact(text);
        assert.ok(!redacted.includes(secret), redacted);
        assert.ok(redacted.includes('[redacted]') && redacted.endsWith('after'), redacted);
      }
    }
    const other = '<input name="x-oss-signature-version" value="OSS4-HMAC-SHA256"> <input name="key" value="in/">';
    assert.equal(redact(other), other);
  });

  it('blanks what OSS errors repeat', () => {
    assert.equal(
      redact(
        '<Error><Code>SignatureDoesNotMatch</Code><OSSAccessKeyId>fakeid</OSSAccessKeyId><SignatureProvided>abc=</SignatureProvided><StringToSignBytes>47 45</StringToSignBytes></Error>',
      ),
      '<Error><Code>SignatureDoesNotMatch</Code><OSSAccessKeyId>[redacted]</OSSAccessKeyId><SignatureProvided>[redacted]</SignatureProvided><StringToSignBytes>[redacted]</StringToSignBytes></Error>',
    );
  });

  it('blanks the secret fields of credential files and STS replies', () => {
    assert.equal(
      redact(
        '{"AccessKeySecret":"fakesecret","SecurityToken": "faketoken","sts_token":"faketoken","Expiration":"2024"}',
      ),
      '{"AccessKeySecret":"[redacted]","SecurityToken": "[redacted]","sts_token":"[redacted]","Expiration":"2024"}',
    );
  });

  it('blanks given secrets at any position, plain, percent-encoded and in JSON', () => {
    const secret = 'fa/ke"secret+';
    assert.equal(
      redact(`a ${secret} b ${encodeURIComponent(secret)} c ${JSON.stringify(secret)}`, [secret]),
      'a [redacted] b [redacted] c "[redacted]"',
    );
  });

  it('blanks the longer of two secrets whole if it contains the other', () => {
    assert.equal(redact('fakefake', ['fake', 'fakefake']), '[redacted]');
  });

  it('does not blank text for secrets that are empty or too short', () => {
    assert.equal(redact('a sketch', ['', 'sk']), 'a sketch');
  });

  it('keeps text that only mentions signatures', () => {
    const text =
      'The signature does not match. Signature: see x-oss-signature-version=OSS4-HMAC-SHA256; Authorization is missing, OSS is up.';
    assert.equal(redact(text), text);
  });

  it('returns the same when applied again', () => {
    assert.equal(redact(redact(urlV4)), redact(urlV4));
  });

  it('takes linear time', () => {
    const text = `x-oss-signature${'%25'.repeat(20_000)} authorization${' '.repeat(20_000)}${'\\\\'.repeat(20_000)}`;
    assert.equal(redact(text), text);
  });
});
