import assert from 'node:assert/strict';
import { probeHost, probeLink } from '../../../../src/oss/presignedUrls/probeUrl.ts';
import { answer, failure, fakeTransport, refusal, type Step } from '../../../support/oss/fakeTransport.ts';

const url = 'https://docs.oss-cn-hangzhou.aliyuncs.com/a/../b%20c.txt?x-oss-signature=abc&x=1#top';
const oss = { 'x-oss-request-id': '1' };
const ask = async (...steps: readonly Step[]) =>
  probeLink({ url, method: 'GET', headers: {} }, { transport: fakeTransport(...steps) });

describe('probeLink', () => {
  it('requests exactly the link for one byte, with the signed headers and nothing else', async () => {
    const transport = fakeTransport(answer(206, 'x', oss));
    const { signal } = new AbortController();
    await probeLink({ url, method: 'GET', headers: { 'x-oss-meta-a': 'b' } }, { transport, signal, timeoutMs: 5 });
    assert.deepEqual(transport.requests, [
      {
        method: 'GET',
        origin: 'https://docs.oss-cn-hangzhou.aliyuncs.com',
        path: '/a/../b%20c.txt?x-oss-signature=abc&x=1',
        headers: { range: 'bytes=0-0', 'x-oss-meta-a': 'b' },
        bodyText: '',
        timeoutMs: 5,
        signal,
      },
    ]);
  });

  it('sends a signed range unchanged, and none for a HEAD', async () => {
    const transport = fakeTransport(answer(206, '', oss), answer(200, '', oss));
    await probeLink({ url, method: 'GET', headers: { range: 'bytes=5-9' } }, { transport });
    await probeLink({ url, method: 'HEAD', headers: {} }, { transport });
    assert.deepEqual(
      transport.requests.map(({ method, headers }) => [method, headers]),
      [
        ['GET', { range: 'bytes=5-9' }],
        ['HEAD', {}],
      ],
    );
  });

  it('returns status, type, storage class, and the size of the whole object', async () => {
    const headers = { ...oss, 'content-type': 'text/plain', 'content-range': 'bytes 0-0/1234', 'content-length': '1' };
    assert.deepEqual(await ask(answer(206, 'x', { ...headers, 'x-oss-storage-class': 'IA' })), {
      kind: 'content',
      content: { status: 206, contentType: 'text/plain', sizeBytes: 1234, presentation: 'shown', storageClass: 'IA' },
    });
  });

  it('reads the size from the length if the range was ignored, and none if no header contains it', async () => {
    const whole = await ask(answer(200, 'abc', { ...oss, 'content-length': '3' }));
    const withoutSize = await ask(answer(200, 'abc', oss));
    assert.deepEqual(
      [whole, withoutSize].map((found) => found.kind === 'content' && found.content.sizeBytes),
      [3, undefined],
    );
  });

  it('interprets a refused range as an empty object', async () => {
    const found = await ask(refusal(416, 'InvalidRange'));
    assert.ok(found.kind === 'content');
    assert.equal(found.content.sizeBytes, 0);
  });

  const presentations: readonly (readonly [string, Record<string, string>])[] = [
    ['shown', { 'content-type': 'image/png' }],
    ['shown', { 'content-type': 'application/pdf', 'content-disposition': 'inline; filename="a.pdf"' }],
    ['savedByType', { 'content-type': 'application/zip', 'content-disposition': 'inline' }],
    ['savedByType', { 'content-type': 'image/heic' }],
    ['savedByType', {}],
    ['savedAsAsked', { 'content-type': 'text/plain', 'content-disposition': 'Attachment; filename="a.txt"' }],
    [
      'savedOnOwnHost',
      { 'content-type': 'text/html', 'x-oss-force-download': 'true', 'content-disposition': 'attachment' },
    ],
  ];
  for (const [presentation, headers] of presentations) {
    it(`returns "${presentation}" for ${JSON.stringify(headers)}`, async () => {
      const found = await ask(answer(206, 'x', { ...oss, ...headers }));
      assert.equal(found.kind === 'content' && found.content.presentation, presentation);
    });
  }

  it('names the host of a redirect and does not follow it', async () => {
    const transport = fakeTransport(answer(302, '', { location: 'https://elsewhere.example/x?x-oss-signature=abc' }));
    assert.deepEqual(await probeLink({ url, method: 'GET', headers: {} }, { transport }), {
      kind: 'redirect',
      status: 302,
      host: 'elsewhere.example',
    });
    assert.equal(transport.requests.length, 1);
    assert.deepEqual(await ask(answer(307, '', { location: '/there' })), {
      kind: 'redirect',
      status: 307,
      host: 'docs.oss-cn-hangzhou.aliyuncs.com',
    });
  });

  it('distinguishes the sign-in page of a network from an object', async () => {
    const page = answer(200, '<html>', { 'content-type': 'text/html; charset=utf-8' });
    assert.deepEqual(await ask(page), { kind: 'foreign', status: 200 });
    assert.equal((await ask(answer(200, '<html>', { ...oss, 'content-type': 'text/html' }))).kind, 'content');
  });

  it('reads OSS errors, also for a failed condition or a redirect without a location', async () => {
    const codes = await Promise.all(
      [refusal(403, 'AccessDenied'), answer(304), refusal(307, 'TemporaryRedirect')].map((step) => ask(step)),
    );
    assert.deepEqual(
      codes.map((found) => found.kind === 'refused' && [found.error.code, found.error.status]),
      [
        ['AccessDenied', 403],
        ['BadErrorResponse', 304],
        ['TemporaryRedirect', 307],
      ],
    );
  });

  it('returns a failure of the network, and throws other errors', async () => {
    const found = await ask(failure('TlsError'));
    assert.equal(found.kind === 'unreachable' && found.error.code, 'TlsError');
    const aborted = new DOMException('enough', 'AbortError');
    await assert.rejects(
      ask(() => Promise.reject(aborted)),
      aborted,
    );
  });
});

describe('probeHost', () => {
  const host = async (...steps: readonly Step[]) => probeHost(url, { transport: fakeTransport(...steps) });

  it('sends no signature', async () => {
    const transport = fakeTransport(answer(200, '', oss));
    await probeHost(url, { transport });
    const [{ method, path, headers } = assert.fail()] = transport.requests;
    assert.deepEqual([method, path, headers], ['HEAD', '/a/../b%20c.txt', {}]);
  });

  it('reports a publicly readable object, or else that the bucket exists', async () => {
    assert.deepEqual(await host(answer(200, '', oss)), { kind: 'reached', exists: true });
    assert.deepEqual(await host(refusal(404, 'NoSuchKey')), { kind: 'reached', exists: false });
    assert.deepEqual(await host(refusal(403, 'AccessDenied')), { kind: 'reached' });
    assert.deepEqual(await host(answer(403)), { kind: 'reached' });
  });

  it('reports a bucket that is missing or elsewhere, and a host that fails', async () => {
    const found = await Promise.all([
      host(refusal(404, 'NoSuchBucket')),
      host(refusal(403, 'AccessDenied', { Endpoint: 'oss-cn-shanghai.aliyuncs.com' })),
      host(answer(503)),
      host(failure('HostNotFound')),
    ]);
    assert.deepEqual(
      found.map((one) => ('error' in one ? one.error.code : one.kind)),
      ['NoSuchBucket', 'AccessDenied', 'BadErrorResponse', 'HostNotFound'],
    );
  });
});
