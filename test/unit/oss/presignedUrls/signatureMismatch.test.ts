import assert from 'node:assert/strict';
import { formatMessage, OssError } from '../../../../src/oss/errors/errors.ts';
import { presign, type PresignOptions, type PresignRequest } from '../../../../src/oss/signing/presign.ts';
import {
  explainSignatureMismatch,
  readErrorXml,
  type SignedTexts,
} from '../../../../src/oss/presignedUrls/signatureMismatch.ts';

function signed(request: Partial<PresignRequest> = {}, options: Partial<PresignOptions> = {}): SignedTexts {
  return presign(
    { method: 'GET', bucket: 'examplebucket', key: 'a.txt', ...request },
    {
      credentials: { accessKeyId: 'ak', accessKeySecret: 'sk' },
      region: 'cn-hangzhou',
      endpoint: 'https://oss-cn-hangzhou.aliyuncs.com',
      signedAt: new Date('2024-11-12T09:27:56Z'),
      ...options,
    },
  );
}

function refusal({ canonicalRequest, stringToSign }: Partial<SignedTexts>): OssError {
  const texts = { StringToSign: stringToSign, CanonicalRequest: canonicalRequest };
  const sensitiveDetails = new Map(
    Object.entries(texts).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  return new OssError({ operation: 'GetObject', code: 'SignatureDoesNotMatch', status: 403, sensitiveDetails });
}

/** The line, and the difference in words. */
function explained(servers: Partial<SignedTexts>, ours: SignedTexts): readonly [number, string] | undefined {
  const mismatch = explainSignatureMismatch(refusal(servers), ours);
  return mismatch && [mismatch.line, formatMessage(mismatch.template, mismatch.args)];
}

describe('explainSignatureMismatch', () => {
  it('returns both lines with the explanation', () => {
    assert.deepEqual(explainSignatureMismatch(refusal(signed({ method: 'PUT' })), signed()), {
      text: 'canonicalRequest',
      line: 1,
      ours: 'GET',
      servers: 'PUT',
      template: 'The request used {0}, but the link was created for {1}.',
      args: ['PUT', 'GET'],
    });
  });

  const headers = { 'content-type': 'text/plain', 'x-oss-meta-a': '1' };
  for (const [what, servers, ours, line, words] of [
    ['key', signed({ key: 'b.txt' }), signed(), 2, /request was for \/examplebucket\/b.txt, .* \/examplebucket\/a.txt/],
    [
      'added parameter',
      signed({ query: { 'x-oss-process': 'image/info' } }),
      signed(),
      3,
      /parameter x-oss-process was added .*: image%2Finfo/,
    ],
    ['removed parameter', signed(), signed({ query: { versionId: 'v1' } }), 3, /versionId was removed .*: v1/],
    ['changed parameter', signed({}, { expires: 60 }), signed(), 3, /x-oss-expires was changed .*, from 900 to 60/],
    ['added header', signed({ headers }), signed(), 4, /sent the header Content-Type: text\/plain, .* without it/],
    ['missing header', signed(), signed({ headers }), 4, /didn't send the signed header Content-Type: text\/plain/],
    [
      'changed header',
      signed({ headers: { ...headers, 'x-oss-meta-a': '2' } }),
      signed({ headers }),
      5,
      /sent the header x-oss-meta-a: 2, but the link was signed with 1/,
    ],
    [
      'missing second header',
      signed({ headers: { 'content-type': 'text/plain' } }),
      signed({ headers }),
      5,
      /didn't send the signed header x-oss-meta-a/,
    ],
  ] as const) {
    it(`explains a ${what} of V4`, () => {
      const [foundLine, explanation] = explained(servers, ours) ?? [];
      assert.equal(foundLine, line);
      assert.match(explanation ?? '', words);
    });
  }

  it('explains additional headers that were interpreted differently', () => {
    const ours = signed({ additionalHeaders: ['host'] });
    const servers = ours.canonicalRequest?.replace('\nhost\n', '\n\n') ?? '';
    const [, words] = explained({ canonicalRequest: servers, stringToSign: 'x' }, ours) ?? [];
    assert.match(words ?? '', /additional headers as "", but the link has "host"/);
  });

  it('explains a hash of the body', () => {
    const ours = signed();
    const servers = ours.canonicalRequest?.replace('UNSIGNED-PAYLOAD', 'abc') ?? '';
    const [, words] = explained({ canonicalRequest: servers, stringToSign: 'x' }, ours) ?? [];
    assert.match(words ?? '', /hash abc, but the link was created for UNSIGNED-PAYLOAD/);
  });

  it('explains entries in another order', () => {
    const ours = signed({ query: { a: '1', b: '2' } });
    const servers = ours.canonicalRequest?.replace('a=1&b=2', 'b=2&a=1') ?? '';
    const [line, words] = explained({ canonicalRequest: servers, stringToSign: 'x' }, ours) ?? [];
    assert.deepEqual([line, words], [3, 'The order of the parts differs.']);
  });

  it('finds identical texts, which leaves the secret as the cause', () => {
    for (const options of [{}, { signatureVersion: 'v1' as const }]) {
      const [, words] = explained(signed({}, options), signed({}, options)) ?? [];
      assert.match(words ?? '', /the AccessKey secrets differ/);
    }
  });

  it('ignores line endings', () => {
    const ours = signed();
    const servers = {
      canonicalRequest: ours.canonicalRequest?.replaceAll('\n', '\r\n') ?? '',
      stringToSign: ours.stringToSign.replaceAll('\n', '\r\n'),
    };
    assert.match(explained(servers, ours)?.[1] ?? '', /the AccessKey secrets differ/);
  });

  for (const [what, servers, line, words] of [
    ['algorithm', ['OSS4-HMAC-SHA512'], 1, /OSS signed "OSS4-HMAC-SHA512" where the link has "OSS4-HMAC-SHA256"/],
    ['time', [undefined, '20241112T092757Z'], 2, /signing time as 20241112T092757Z/],
    [
      'scope',
      [undefined, undefined, '20241112/cn-shanghai/oss/aliyun_v4_request'],
      3,
      /day and region 20241112\/cn-shanghai/,
    ],
    ['request', [undefined, undefined, undefined, 'abc'], 4, /different request than the one signed here/],
  ] as const) {
    it(`explains another ${what} with the string to sign only`, () => {
      const ours = signed();
      const stringToSign = ours.stringToSign
        .split('\n')
        .map((text, index) => servers[index] ?? text)
        .join('\n');
      const [foundLine, foundWords] = explained({ stringToSign }, ours) ?? [];
      assert.equal(foundLine, line);
      assert.match(foundWords ?? '', words);
    });
  }

  const v1 = { signatureVersion: 'v1' } as const;
  const md5 = { 'content-md5': 'XrY7u+Ae7tCTyyK7j1rNww==' };
  const meta = { 'x-oss-meta-a': '1' };
  for (const [what, servers, ours, line, words] of [
    ['method', signed({ method: 'PUT' }, v1), signed({}, v1), 1, /used PUT, but the link was created for GET/],
    ['MD5', signed({}, v1), signed({ headers: md5 }, v1), 2, /didn't send the signed header Content-MD5/],
    [
      'type',
      signed({ headers }, v1),
      signed({ headers: meta }, v1),
      3,
      /sent the header Content-Type: text\/plain, .* without it/,
    ],
    ['expiry', signed({}, { ...v1, expires: 60 }), signed({}, v1), 4, /expiry as 1731403736, .* 1731404576/],
    [
      'added header',
      signed({ headers: meta }, v1),
      signed({}, v1),
      5,
      /sent the header x-oss-meta-a: 1, .* without it/,
    ],
    ['missing header', signed({}, v1), signed({ headers: meta }, v1), 5, /didn't send the signed header x-oss-meta-a/],
    [
      'key',
      signed({ key: 'b' }, v1),
      signed({}, v1),
      5,
      /request was for \/examplebucket\/b, .* \/examplebucket\/a.txt/,
    ],
  ] as const) {
    it(`explains another ${what} of V1`, () => {
      const [foundLine, foundWords] = explained(servers, ours) ?? [];
      assert.equal(foundLine, line);
      assert.match(foundWords ?? '', words);
    });
  }

  it('shows no token and no credential', () => {
    const credentials = { accessKeyId: 'ak', accessKeySecret: 'sk', securityToken: 'aVerySecretToken' };
    for (const version of [{}, v1]) {
      const mismatch = explainSignatureMismatch(refusal(signed({}, version)), signed({}, { ...version, credentials }));
      assert.ok(mismatch);
      assert.ok(!JSON.stringify(mismatch).includes('aVerySecretToken'));
    }
  });

  it('explains a truncated text', () => {
    const ours = signed({}, v1);
    const mismatch = explainSignatureMismatch(refusal({ stringToSign: ours.stringToSign.replace(/\n\/.*/, '') }), ours);
    assert.deepEqual([mismatch?.line, mismatch?.ours, mismatch?.servers], [5, '/examplebucket/a.txt', undefined]);
    const turned = explainSignatureMismatch(refusal(ours), { stringToSign: 'GET' });
    assert.deepEqual([turned?.line, turned?.ours, turned?.servers], [2, undefined, '']);
  });

  it('explains nothing if OSS returned nothing', () => {
    assert.equal(explained({}, signed()), undefined);
    assert.equal(explained({ canonicalRequest: signed().canonicalRequest ?? '' }, signed()), undefined);
  });

  it('explains a pasted error document', async () => {
    const servers = signed({ method: 'PUT' });
    const error = await readErrorXml(`
      <?xml version="1.0" encoding="UTF-8"?>
      <Error><Code>SignatureDoesNotMatch</Code><Message>m</Message>
        <StringToSign>${servers.stringToSign}</StringToSign>
        <CanonicalRequest>${(servers.canonicalRequest ?? '').replaceAll('&', '&amp;')}</CanonicalRequest>
      </Error>`);
    assert.equal(error.code, 'SignatureDoesNotMatch');
    assert.equal(
      explainSignatureMismatch(error, signed())?.template,
      'The request used {0}, but the link was created for {1}.',
    );
  });
});

describe('readErrorXml', () => {
  for (const text of ['', 'not XML', '<html></html>', '<Error></Error>', '<Error><Code>a']) {
    it(`rejects ${JSON.stringify(text)}, which is not an OSS error`, async () => {
      assert.equal((await readErrorXml(text)).code, 'BadErrorResponse');
    });
  }
});
