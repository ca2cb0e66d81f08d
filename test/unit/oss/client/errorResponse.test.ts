import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { readErrorResponse } from '../../../../src/oss/client/errorResponse.ts';
import { TransportError } from '../../../../src/oss/errors/errors.ts';
import type { OssError } from '../../../../src/oss/errors/errors.ts';
import { chunksOf } from '../../../support/oss/chunks.ts';

const call = { operation: 'GetObject', bucket: 'b', key: 'k' };

function readError(
  body: string,
  {
    status = 403,
    headers = {},
    secrets = [],
  }: { status?: number; headers?: Record<string, string>; secrets?: string[] } = {},
): Promise<OssError> {
  return readErrorResponse({ status, headers, body: chunksOf(body) }, call, secrets);
}

describe('readErrorResponse', () => {
  const xml =
    '<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code><Message>No.</Message><RequestId>5C3D</RequestId>' +
    '<HostId>b.oss-cn-hangzhou.aliyuncs.com</HostId><EC>0003-00000201</EC>' +
    '<AccessDeniedDetail><AuthAction>oss:GetObject</AuthAction><NoPermissionType>ImplicitDeny</NoPermissionType></AccessDeniedDetail></Error>';

  it('reads the body', async () => {
    const error = await readError(xml);
    assert.deepEqual(
      [error.code, error.status, error.serverMessage, error.requestId, error.hostId, error.ec],
      ['AccessDenied', 403, 'No.', '5C3D', 'b.oss-cn-hangzhou.aliyuncs.com', '0003-00000201'],
    );
    assert.deepEqual([error.operation, error.bucket, error.key], ['GetObject', 'b', 'k']);
    assert.deepEqual(Object.fromEntries(error.details), {
      'AccessDeniedDetail/AuthAction': 'oss:GetObject',
      'AccessDeniedDetail/NoPermissionType': 'ImplicitDeny',
    });
  });

  it('reads the header x-oss-err if there is no body', async () => {
    const error = await readError('', { headers: { 'x-oss-err': Buffer.from(xml).toString('base64') } });
    assert.deepEqual([error.code, error.requestId, error.ec], ['AccessDenied', '5C3D', '0003-00000201']);
  });

  it('reads request ID and EC from the headers if the document has none', async () => {
    const headers = { 'x-oss-request-id': 'R', 'x-oss-ec': '0026-00000001' };
    const error = await readError('<Error><Code>NoSuchKey</Code></Error>', { status: 404, headers });
    assert.deepEqual([error.requestId, error.ec, error.serverMessage], ['R', '0026-00000001', undefined]);
  });

  it('derives an error from the status if nothing else is known', async () => {
    const headers = { 'x-oss-request-id': 'R' };
    for (const body of ['', 'upstream failed', '<Error><Code>NoSuch', '<Error/>', '{"Code":"x"}']) {
      const error = await readError(body, { status: 502, headers });
      assert.deepEqual([error.code, error.status, error.requestId], ['BadErrorResponse', 502, 'R'], body);
    }
  });

  it('recognises the HTML page of a proxy by its content type or its beginning', async () => {
    const byType = await readError('<b>Denied</b>', { headers: { 'content-type': 'text/html; charset=utf-8' } });
    const byPrefix = await readError('\n<!doctype HTML><html><body>Denied</body></html>');
    for (const error of [byType, byPrefix]) {
      assert.equal(error.code, 'BadErrorResponse');
      assert.match(error.message, /web page/);
      assert.doesNotMatch(error.message, /Denied/);
      assert.match(error.remedy ?? '', /proxy/);
    }
  });

  it('stops reading a body that is too long for an error', async () => {
    let parts = 0;
    const endless = (async function* (): AsyncGenerator<Uint8Array> {
      for (;;) {
        parts++;
        yield await Promise.resolve(Buffer.alloc(64 * 1024, ' '));
      }
    })();
    const error = await readErrorResponse({ status: 500, headers: {}, body: endless }, call, []);
    assert.equal(error.code, 'BadErrorResponse');
    assert.ok(parts < 10, `read ${parts} parts`);
  });

  it('falls back to the status if the body breaks off, and passes a cancellation on', async () => {
    const failing = (reason: Error): AsyncGenerator<Uint8Array> =>
      (async function* (): AsyncGenerator<Uint8Array> {
        yield await Promise.resolve(Buffer.from('<Error>'));
        throw reason;
      })();
    const broken = { status: 500, headers: {}, body: failing(new TransportError('BodyTruncated', 'cut')) };
    assert.equal((await readErrorResponse(broken, call, [])).code, 'BadErrorResponse');
    const cancelled = new Error('cancelled');
    await assert.rejects(readErrorResponse({ ...broken, body: failing(cancelled) }, call, []), cancelled);
  });

  it('keeps credentials and signatures that OSS repeats out of everything that can be shown', async () => {
    const error = await readError(
      '<Error><Code>SignatureDoesNotMatch</Code>' +
        '<Message>The key FAKEKEYID and https://b.test/k?x-oss-signature=FAKESIGNATURE&amp;x-oss-credential=FAKEKEYID%2Fs do not match; token FAKETOKEN.</Message>' +
        '<OSSAccessKeyId>FAKEKEYID</OSSAccessKeyId><SignatureProvided>FAKESIGNATURE</SignatureProvided>' +
        '<StringToSign>OSS4-HMAC-SHA256\nFAKESTRING</StringToSign><StringToSignBytes>46 41</StringToSignBytes>' +
        '<CanonicalRequest>GET\n/b/k\nx-oss-security-token:FAKETOKEN</CanonicalRequest>' +
        '<ArgumentValue>FAKEKEYID/20260101/cn-hangzhou/oss/aliyun_v4_request</ArgumentValue></Error>',
      { secrets: ['FAKEKEYID', 'FAKESECRET', 'FAKETOKEN'] },
    );
    const shown = [
      error.message,
      error.serverMessage ?? '',
      inspect(error, { depth: 9 }),
      JSON.stringify([error, [...error.details]]),
    ].join('\n');
    assert.doesNotMatch(shown, /FAKE|46 41/);
    assert.match(error.message, /do not match/);
    assert.equal(error.serverStringToSign, 'OSS4-HMAC-SHA256\nFAKESTRING');
    assert.match(error.serverCanonicalRequest ?? '', /^GET\n\/b\/k\n/);
  });

  it('lets no field from a server repeat a token, forge a log line or reorder text', async () => {
    const token = 'FAKETOKENFAKETOKEN';
    const hostile = `a${token}b\n2026-01-01 [info] forged\u202Etxt.exe`;
    const names = ['Code', 'Message', 'RequestId', 'HostId', 'EC', 'BucketName'];
    const error = await readError(
      `<Error>${names.map((name) => `<${name}>${hostile}</${name}>`).join('')}<Head${token}>x</Head${token}></Error>`,
      { secrets: [token], headers: { 'x-oss-request-id': token } },
    );
    const shown = [inspect(error, { depth: 9 }), error.message].join();
    assert.doesNotMatch(shown, /FAKETOKEN|\u202E/);
    assert.match(error.message, /a\[redacted\]b\\n2026-01-01 \[info\] forged\\u202etxt\.exe/);
    assert.ok(!error.message.includes('\n'));
  });

  it('truncates every field, so that no message fills the screen or the log', async () => {
    const long = 'x'.repeat(30_000);
    const children = Array.from({ length: 200 }, (_, index) => `<D${index}>${index}</D${index}>`);
    const error = await readError(
      `<Error><Code>${long}</Code><Message>${long}</Message><EC>${long}</EC>${children.join('')}</Error>`,
    );
    assert.ok(error.code.length <= 128 && (error.ec?.length ?? 0) <= 128);
    assert.equal(error.serverMessage?.length, 1000);
    assert.equal(error.details.size, 50);
  });

  it('reads the code of an error that contains control characters, or is cut off', async () => {
    const control = await readError('<Error><Code>NoSuchKey</Code><EC>0026-00000001</EC><Key>a\u0001b</Key></Error>');
    assert.deepEqual([control.code, control.ec], ['NoSuchKey', '0026-00000001']);
    const cut = await readError('<Error>\n  <Code>AccessDenied</Code>\n  <Message>You have no right to acc');
    assert.deepEqual([cut.code, cut.serverMessage], ['AccessDenied', undefined]);
    assert.equal((await readError('Not XML: <Code>NoSuchKey</Code>')).code, 'BadErrorResponse');
  });
});
