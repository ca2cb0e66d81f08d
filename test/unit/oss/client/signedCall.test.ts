import assert from 'node:assert/strict';
import { OssError, TransportError } from '../../../../src/oss/errors/errors.ts';
import { answer, bucketInfo, emptyPage, failure, refusal } from '../../../support/oss/fakeTransport.ts';
import type { Step } from '../../../support/oss/fakeTransport.ts';
import { chunksOf } from '../../../support/oss/chunks.ts';
import { NOW, testClient } from '../../../support/oss/testClient.ts';

const known = bucketInfo('cn-hangzhou');

describe('a call of the client', () => {
  it('is signed in its headers, addressed to the bucket, with key and query encoded once', async () => {
    const { client, transport } = testClient([known, emptyPage, answer(200)], { timeoutMs: 1234 });
    await client.listObjects('bucket', { prefix: 'a b/', delimiter: '/' });
    await client.headObject('bucket', 'a/../b//中 +.txt', { versionId: 'v' });
    const [, list, head] = transport.requests;
    assert.equal(list?.origin, 'https://bucket.oss-cn-hangzhou.aliyuncs.com');
    assert.equal(list.path, '/?delimiter=%2F&encoding-type=url&list-type=2&max-keys=1000&prefix=a%20b%2F');
    assert.equal(list.timeoutMs, 1234);
    assert.equal(list.headers['x-oss-date'], '20260102T030405Z');
    assert.match(
      list.headers['authorization'] ?? '',
      /^OSS4-HMAC-SHA256 Credential=ak\/20260102\/cn-hangzhou\/oss\/aliyun_v4_request,Signature=[0-9a-f]{64}$/,
    );
    assert.equal(head?.path, '/a/../b//%E4%B8%AD%20%2B.txt?versionId=v');
  });

  it('keeps the connection after a HEAD request to a host of OSS, but not to others, which may send a body', async () => {
    const kept = async (endpoint: string, ...first: readonly Step[]): Promise<readonly (boolean | undefined)[]> => {
      const { client, transport } = testClient([...first, emptyPage, answer(200)], { endpoint });
      await client.listObjects('bucket');
      await client.headObject('bucket', 'a');
      return transport.requests.slice(-2).map(({ keepsConnection }) => keepsConnection);
    };
    assert.deepEqual(await kept('https://oss-cn-hangzhou.aliyuncs.com', known), [undefined, true]);
    assert.deepEqual(await kept('https://oss.example.com'), [undefined, undefined]);
  });

  it('requests credentials at each attempt', async () => {
    let asked = 0;
    const credentials = (): Promise<{ accessKeyId: string; accessKeySecret: string; securityToken: string }> =>
      Promise.resolve({ accessKeyId: 'ak', accessKeySecret: 'sk', securityToken: `token${++asked}` });
    const { client, transport } = testClient([known, failure('Timeout'), emptyPage], { credentials });
    await client.listObjects('bucket');
    assert.deepEqual(
      transport.requests.map(({ headers }) => headers['x-oss-security-token']),
      ['token1', 'token2', 'token3'],
    );
  });

  it('is logged without query values, headers and secrets', async () => {
    const page = answer(200, '<ListBucketResult></ListBucketResult>', { 'x-oss-request-id': 'R' });
    const { client, exchanges } = testClient([known, failure('ConnectionReset'), page]);
    await client.listObjects('bucket', { prefix: 'private' });
    const host = 'bucket.oss-cn-hangzhou.aliyuncs.com';
    const common = { operation: 'ListObjectsV2', bucket: 'bucket', method: 'GET', host, durationMs: 0 };
    assert.deepEqual(exchanges.slice(1), [
      { ...common, attempt: 1 },
      { ...common, attempt: 2, status: 200, requestId: 'R' },
    ]);
  });

  it('measures the duration of an exchange', async () => {
    let time = NOW.getTime();
    const slow: Step = (request) => {
      time += 250;
      return emptyPage(request);
    };
    const { client, exchanges } = testClient([known, slow], { now: () => new Date(time) });
    await client.listObjects('bucket');
    assert.deepEqual(
      exchanges.map(({ durationMs }) => durationMs),
      [0, 250],
    );
  });

  describe('that fails', () => {
    const passing: Readonly<Record<string, Step>> = {
      'a refused connection': failure('ConnectionRefused'),
      'a reset connection': failure('ConnectionReset'),
      'a timeout': failure('Timeout'),
      'a truncated body': failure('BodyTruncated'),
      'an answer that is not HTTP': failure('ProtocolError'),
      'status 500': refusal(500, 'InternalError'),
      'status 503': answer(503),
      'status 401': refusal(401, 'Unauthorized'),
      'status 408': answer(408),
      'status 429': answer(429),
      'the code BadRequest': refusal(400, 'BadRequest'),
    };
    for (const [name, step] of Object.entries(passing)) {
      it(`is repeated after ${name}, with waits under a limit that doubles`, async () => {
        const { client, transport, waits } = testClient([known, step, step, emptyPage]);
        await client.listObjects('bucket');
        assert.equal(transport.requests.length, 4);
        assert.deepEqual(waits, [200, 400]);
      });
    }

    it('reports each repetition to those who send and get objects', async () => {
      const busy = answer(503);
      let retries = 0;
      const onRetry = (): void => {
        retries++;
      };
      const reading = testClient([known, busy, busy, answer(200, 'x'), busy, busy, busy]);
      await reading.client.getObject('bucket', 'k', { onRetry });
      assert.equal(retries, 2);
      await assert.rejects(reading.client.headObject('bucket', 'k', { onRetry }), { status: 503 });
      assert.equal(retries, 4);
      const writing = testClient([known, busy, answer(200)]);
      await writing.client.putObject('bucket', 'k', Buffer.from('x'), { onRetry });
      assert.equal(retries, 5);
    });

    it('fails after three attempts, or the given number', async () => {
      const step = refusal(503, 'ServiceUnavailable');
      const three = testClient([known, step, step, step]);
      await assert.rejects(three.client.listObjects('bucket'), { code: 'ServiceUnavailable', status: 503 });
      const one = testClient([known, step], { retries: 0 });
      await assert.rejects(one.client.listObjects('bucket'), OssError);
      assert.deepEqual([three.waits, one.waits], [[200, 400], []]);
    });

    const lasting: Readonly<Record<string, Step>> = {
      'a host that is not found': failure('HostNotFound'),
      'an untrusted certificate': failure('TlsError'),
      'a refusing proxy': failure('ProxyError'),
      'a missing key': refusal(404, 'NoSuchKey'),
      'a missing permission': refusal(403, 'AccessDenied'),
      'a clock refusal without a time': refusal(403, 'RequestTimeTooSkewed'),
    };
    for (const [name, step] of Object.entries(lasting)) {
      it(`is not repeated after ${name}`, async () => {
        const { client, waits } = testClient([known, step]);
        await assert.rejects(
          client.listObjects('bucket'),
          (error) => error instanceof OssError || error instanceof TransportError,
        );
        assert.deepEqual(waits, []);
      });
    }

    it('waits 20 seconds at most', async () => {
      const step = answer(500);
      const retries = 9;
      const steps = Array.from({ length: retries }, () => step);
      const { client, waits } = testClient([known, ...steps, emptyPage], { retries, random: () => 0.999 });
      await client.listObjects('bucket');
      assert.deepEqual(waits.slice(-3), [19_980, 19_980, 19_980]);
    });

    it('stops at once with the reason of the signal, also while it waits', async () => {
      const reason = new Error('cancelled');
      const before = testClient([]);
      await assert.rejects(before.client.listObjects('bucket', { signal: AbortSignal.abort(reason) }), reason);
      const abort = new AbortController();
      const { client } = testClient([known, answer(500)], {
        wait: (_waitMs, signal) => {
          abort.abort(reason);
          signal?.throwIfAborted();
          return Promise.reject(new Error('The wait was not given the signal.'));
        },
      });
      await assert.rejects(client.listObjects('bucket', { signal: abort.signal }), reason);
    });
  });

  it('that does not get an OSS response reports so', async () => {
    const page = answer(200, '<html><body>Sign in</body></html>', { 'x-oss-request-id': 'R' });
    await assert.rejects(testClient([known, page]).client.listObjects('bucket'), {
      name: 'OssError',
      code: 'BadResponse',
      status: 200,
      requestId: 'R',
      operation: 'ListObjectsV2',
    });
  });

  it('that gets another document repeats neither its whole name nor a secret in it', async () => {
    const credentials = { accessKeyId: 'FAKEKEYID', accessKeySecret: 'FAKESECRET', securityToken: 'FAKETOKEN' };
    const page = answer(200, `<FAKETOKEN${'x'.repeat(8_000_000)}/>`);
    const { client } = testClient([known, page], { credentials: () => Promise.resolve(credentials) });
    await assert.rejects(client.listObjects('bucket'), (error: OssError) => {
      assert.equal(error.code, 'BadResponse');
      assert.ok(error.message.length < 1200 && !error.message.includes('FAKETOKEN'), error.message.slice(0, 100));
      assert.ok(error.cause instanceof Error && error.cause.message.length <= 1000);
      return true;
    });
  });

  describe('whose clock is refused', () => {
    const skewed = (elements: Record<string, string>, headers = {}): Step =>
      refusal(403, 'RequestTimeTooSkewed', elements, { 'x-oss-request-id': 'R', ...headers });

    it('is signed again at once with the time in the refusal, like later calls', async () => {
      const refused = skewed({ ServerTime: '2026-01-02T04:04:05.000Z' }, { date: 'Fri, 02 Jan 2026 09:00:00 GMT' });
      const { client, transport, waits } = testClient([known, refused, emptyPage, emptyPage]);
      await client.listObjects('bucket');
      await client.listObjects('bucket');
      assert.equal(client.clockOffsetMs, 3_600_000);
      assert.deepEqual(waits, []);
      assert.deepEqual(
        transport.requests.map(({ headers }) => headers['x-oss-date']),
        ['20260102T030405Z', '20260102T030405Z', '20260102T040405Z', '20260102T040405Z'],
      );
    });

    it('uses the time in the Date header if the refusal contains none', async () => {
      const refused = skewed({}, { date: 'Fri, 02 Jan 2026 02:04:05 GMT' });
      const { client, transport } = testClient([known, refused, emptyPage]);
      await client.listObjects('bucket');
      assert.equal(client.clockOffsetMs, -3_600_000);
      assert.equal(transport.requests[2]?.headers['x-oss-date'], '20260102T020405Z');
    });

    it('fails if the clock is refused repeatedly', async () => {
      const refused = skewed({ ServerTime: '2026-01-02T04:04:05.000Z' });
      const { client } = testClient([known, refused, refused, refused]);
      await assert.rejects(client.listObjects('bucket'), { code: 'RequestTimeTooSkewed' });
    });

    it('sets the clock for later calls even if it cannot be repeated itself', async () => {
      const { client } = testClient([known, skewed({ ServerTime: '2026-01-02T04:04:05.000Z' })]);
      await assert.rejects(client.putObject('bucket', 'k', chunksOf('x')), { code: 'RequestTimeTooSkewed' });
      assert.equal(client.clockOffsetMs, 3_600_000);
    });

    it('only records the Date header of other responses', async () => {
      const page = answer(200, '<ListBucketResult></ListBucketResult>', {
        date: 'Fri, 02 Jan 2026 03:14:05 GMT',
        'x-oss-request-id': 'R',
      });
      const { client, transport } = testClient([known, page, emptyPage]);
      assert.equal(client.observedClockOffsetMs, undefined);
      await client.listObjects('bucket');
      await client.listObjects('bucket');
      assert.equal(client.observedClockOffsetMs, 600_000);
      assert.equal(client.clockOffsetMs, 0);
      assert.equal(transport.requests[2]?.headers['x-oss-date'], '20260102T030405Z');
    });
  });

  describe('that uploads', () => {
    it('sends bytes again, with their length and progress from the beginning', async () => {
      const { client, transport } = testClient([known, failure('ConnectionReset'), answer(200, '', { etag: '"E"' })]);
      const progress: number[] = [];
      const result = await client.putObject('bucket', 'k', Buffer.from('hello'), {
        contentType: 'text/plain',
        headers: { 'x-oss-meta-a': 'b' },
        onProgress: (sentBytes) => progress.push(sentBytes),
      });
      assert.deepEqual(result, { etag: 'E' });
      assert.deepEqual(progress, [0, 5, 0, 5]);
      const sent = transport.requests.slice(1).map(({ method, bodyText, headers }) => ({
        method,
        bodyText,
        length: headers['content-length'],
        type: headers['content-type'],
        meta: headers['x-oss-meta-a'],
      }));
      const expected = { method: 'PUT', bodyText: 'hello', length: '5', type: 'text/plain', meta: 'b' };
      assert.deepEqual(sent, [expected, expected]);
    });

    it('sends large bytes in chunks, so that a timeout detects a stalled connection', async () => {
      const { client } = testClient([known, answer(200)]);
      const progress: number[] = [];
      await client.putObject('bucket', 'k', Buffer.alloc(150_000), { onProgress: (sent) => progress.push(sent) });
      assert.deepEqual(progress, [0, 65_536, 131_072, 150_000]);
    });

    it('reopens a stream if possible', async () => {
      const { client, transport } = testClient([known, answer(500), answer(200)]);
      await client.putObject('bucket', 'k', () => chunksOf('a', 'b'), { sizeBytes: 2 });
      assert.deepEqual(
        transport.requests.slice(1).map(({ bodyText, headers }) => [bodyText, headers['content-length']]),
        [
          ['ab', '2'],
          ['ab', '2'],
        ],
      );
    });

    it('sends a stream once, without a length if it is unknown', async () => {
      const { client, transport } = testClient([known, answer(500)]);
      await assert.rejects(client.putObject('bucket', 'k', chunksOf('a', 'b')), { status: 500 });
      assert.equal(transport.requests[1]?.headers['content-length'], undefined);
      assert.equal(transport.requests.length, 2);
    });

    it('refuses a stream that is longer or shorter than announced', async () => {
      for (const sizeBytes of [1, 3]) {
        const { client } = testClient([known]);
        await assert.rejects(client.putObject('bucket', 'k', chunksOf('a', 'b'), { sizeBytes }), {
          code: 'InvalidInput',
          field: 'body',
        });
      }
    });

    it('treats 203 as the failure of a callback', async () => {
      const { client } = testClient([known, refusal(203, 'CallbackFailed')]);
      await assert.rejects(client.putObject('bucket', 'k', Buffer.from('')), { code: 'CallbackFailed', status: 203 });
    });
  });
});
