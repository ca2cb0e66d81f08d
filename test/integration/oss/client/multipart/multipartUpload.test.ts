import assert from 'node:assert/strict';
import type { RangedContent } from '../../../../../src/oss/client/multipart/multipartUpload.ts';
import type { ResumableUpload } from '../../../../../src/oss/client/multipart/multipartWrite.ts';
import type { HttpTransport } from '../../../../../src/oss/client/transport.ts';
import { chunksOf } from '../../../../support/oss/chunks.ts';
import { answer, bucketInfo, refusal } from '../../../../support/oss/fakeTransport.ts';
import { loopbackOss } from '../../../../support/oss/loopbackOss.ts';
import { NOW, testClient } from '../../../../support/oss/testClient.ts';

const PART_BYTES = 100 * 1024;
const bytes = Buffer.alloc(3.5 * PART_BYTES, 'content of some length; ');

/** Content in memory, and which ranges of it were opened. */
function content(of = bytes): RangedContent & { readonly opened: string[] } {
  const opened: string[] = [];
  return {
    sizeBytes: of.length,
    opened,
    open(start, end) {
      opened.push(`${start}-${end}`);
      return chunksOf(of.subarray(start, start + 10), of.subarray(start + 10, end));
    },
  };
}

describe('uploadInParts', () => {
  const oss = loopbackOss();
  beforeEach(() => {
    oss.emulator.createBucket('bucket', { versioning: 'Enabled' });
  });

  const asked = (operation: string): number =>
    oss.emulator.requests.filter((request) => request.operation === operation).length;
  const requestedParts = (): string[] =>
    oss.emulator.requests.flatMap(({ operation, query }) =>
      operation === 'UploadPart' ? [query.get('partNumber') ?? ''] : [],
    );
  const options = { partSizeBytes: PART_BYTES };

  it('reassembles the content, with its type, metadata and version', async () => {
    const client = oss.client();
    const written = await client.uploadInParts('bucket', 'a b/中+.bin', content(), {
      ...options,
      contentType: 'text/plain',
      headers: { 'x-oss-meta-who': 'me', 'X-OSS-Object-ACL': 'private' },
    });
    assert.ok((await oss.emulator.readObject('bucket', 'a b/中+.bin')).equals(bytes));
    const head = await client.headObject('bucket', 'a b/中+.bin');
    assert.deepEqual(
      [head.contentType, head.userMetadata, head.versionId, head.etag],
      ['text/plain', { who: 'me' }, written.versionId, written.etag],
    );
    assert.match(written.etag ?? '', /^[0-9A-F]{32}-4$/);
  });

  it('puts ten and more parts together in their order', async () => {
    const many = Buffer.concat(Array.from({ length: 11 }, (_, index) => Buffer.alloc(PART_BYTES, String(index))));
    await oss.client().uploadInParts('bucket', 'k', content(many), options);
    assert.ok((await oss.emulator.readObject('bucket', 'k')).equals(many));
  });

  it('sends each header with the calls that accept it', async () => {
    const headers = {
      'x-oss-object-acl': 'private',
      'x-oss-forbid-overwrite': 'true',
      'x-oss-traffic-limit': '819200',
      'x-oss-request-payer': 'requester',
      'x-oss-meta-who': 'me',
    };
    await oss.client().uploadInParts('bucket', 'k', content(), { ...options, contentType: 'text/plain', headers });
    const sent = (operation: string): readonly string[] => {
      const request = oss.emulator.requests.find((one) => one.operation === operation);
      return Object.keys(headers).filter((name) => request?.headers[name] !== undefined);
    };
    const payer = 'x-oss-request-payer';
    assert.deepEqual(sent('InitiateMultipartUpload'), ['x-oss-forbid-overwrite', payer, 'x-oss-meta-who']);
    assert.deepEqual(sent('UploadPart'), ['x-oss-traffic-limit', payer]);
    assert.deepEqual(sent('CompleteMultipartUpload'), ['x-oss-object-acl', 'x-oss-forbid-overwrite', payer]);
  });

  it('sends the given number of parts in parallel and no more', async () => {
    let [running, most] = [0, 0];
    const counting: HttpTransport = {
      async request(request) {
        const isPart = request.path.includes('partNumber');
        running += isPart ? 1 : 0;
        most = Math.max(most, running);
        try {
          return await oss.transport.request(request);
        } finally {
          running -= isPart ? 1 : 0;
        }
      },
      close: () => oss.transport.close(),
    };
    await oss.client({ transport: counting }).uploadInParts('bucket', 'k', content(), { ...options, parallelParts: 2 });
    assert.equal(most, 2);
  });

  it('reports progress up to the whole, and starts a repeated part again from its beginning', async () => {
    oss.emulator.faults.add({
      kind: 'status',
      status: 500,
      match: { operation: 'UploadPart', query: { partNumber: '2' } },
    });
    const progress: number[] = [];
    const onProgress = (sentBytes: number): void => void progress.push(sentBytes);
    await oss.client().uploadInParts('bucket', 'k', content(), { ...options, parallelParts: 1, onProgress });
    assert.equal(progress[0], 0);
    assert.equal(progress.at(-1), bytes.length);
    assert.ok(progress.every((sentBytes) => sentBytes <= bytes.length));
    assert.ok(progress.some((sentBytes, index) => index > 0 && sentBytes < (progress[index - 1] ?? 0)));
  });

  it('puts content that fits into one part in a single request', async () => {
    for (const small of [Buffer.alloc(0), Buffer.from('small'), bytes.subarray(0, PART_BYTES)]) {
      await oss.client().uploadInParts('bucket', 'k', content(small), options);
      assert.ok((await oss.emulator.readObject('bucket', 'k')).equals(small));
    }
    assert.deepEqual([asked('PutObject'), asked('InitiateMultipartUpload')], [3, 0]);
  });

  it('uses larger parts if there would be too many', async () => {
    const { client, transport: fake } = testClient([bucketInfo('cn-hangzhou'), refusal(403, 'AccessDenied')]);
    const huge: RangedContent = { sizeBytes: 2 * 10_000 * 2 ** 20 - 1, open: () => chunksOf() };
    const resume: ResumableUpload = {};
    await assert.rejects(client.uploadInParts('bucket', 'k', huge, { ...options, resume }), { code: 'AccessDenied' });
    assert.equal(fake.requests.length, 2);
    const initiated = answer(
      200,
      '<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>',
    );
    const second = testClient([bucketInfo('cn-hangzhou'), initiated]);
    await assert.rejects(second.client.uploadInParts('bucket', 'k', huge, { ...options, parallelParts: 1, resume }), {
      code: 'InvalidInput',
      args: [2 * 2 ** 20],
    });
  });

  it('refuses parts that are too small, before anything is sent', async () => {
    for (const partSizeBytes of [PART_BYTES - 1, 0.5, Number.NaN]) {
      await assert.rejects(oss.client().uploadInParts('bucket', 'k', content(), { partSizeBytes }), {
        code: 'InvalidInput',
        field: 'partSizeBytes',
      });
    }
    assert.equal(oss.emulator.requests.length, 0);
  });

  describe('that fails', () => {
    const third = { operation: 'UploadPart', query: { partNumber: '3' } } as const;

    it('is aborted if nobody can resume it', async () => {
      oss.emulator.faults.add({ kind: 'status', status: 403, code: 'AccessDenied', match: third });
      await assert.rejects(oss.client().uploadInParts('bucket', 'k', content(), options), { code: 'AccessDenied' });
      assert.equal(asked('AbortMultipartUpload'), 1);
      assert.equal(oss.emulator.object('bucket', 'k'), undefined);
    });

    it('resumes with the missing parts for a caller that kept its state', async () => {
      oss.emulator.faults.add({ kind: 'reset', times: 3, match: third });
      const resume: ResumableUpload = {};
      const first = { ...options, parallelParts: 1, resume };
      await assert.rejects(oss.client().uploadInParts('bucket', 'k', content(), first), { code: 'ConnectionReset' });
      assert.deepEqual([requestedParts(), asked('AbortMultipartUpload')], [['1', '2', '3', '3', '3'], 0]);
      const progress: number[] = [];
      const again = content();
      // Parts of another size would not fit the existing ones.
      await oss.client().uploadInParts('bucket', 'k', again, {
        partSizeBytes: 2 * PART_BYTES,
        parallelParts: 1,
        resume,
        onProgress: (sentBytes) => progress.push(sentBytes),
      });
      assert.deepEqual(again.opened, [`${2 * PART_BYTES}-${3 * PART_BYTES}`, `${3 * PART_BYTES}-${bytes.length}`]);
      assert.equal(progress[0], 2 * PART_BYTES);
      assert.equal(asked('InitiateMultipartUpload'), 1);
      assert.ok((await oss.emulator.readObject('bucket', 'k')).equals(bytes));
      assert.deepEqual(resume, {});
    });

    it('starts over if OSS has forgotten it', async () => {
      oss.emulator.faults.add({ kind: 'reset', times: 3, match: third });
      const resume: ResumableUpload = {};
      const first = { ...options, parallelParts: 1, resume };
      await assert.rejects(oss.client().uploadInParts('bucket', 'k', content(), first), { code: 'ConnectionReset' });
      oss.emulator.faults.add({ kind: 'status', status: 404, code: 'NoSuchUpload', match: third });
      await oss.client().uploadInParts('bucket', 'k', content(), first);
      assert.equal(asked('InitiateMultipartUpload'), 2);
      assert.ok((await oss.emulator.readObject('bucket', 'k')).equals(bytes));
    });

    it('is not resumed with other content', async () => {
      oss.emulator.faults.add({ kind: 'reset', times: 3, match: third });
      const resume: ResumableUpload = {};
      await assert.rejects(oss.client().uploadInParts('bucket', 'k', content(), { ...options, resume }));
      const wrong = { code: 'InvalidInput', field: 'resume' };
      const shorter = content(bytes.subarray(1));
      await assert.rejects(oss.client().uploadInParts('bucket', 'k', shorter, { ...options, resume }), wrong);
      await assert.rejects(oss.client().uploadInParts('bucket', 'other', content(), { ...options, resume }), wrong);
    });

    it('fails with the error of its content, once', async () => {
      const reason = new Error('unreadable');
      const broken: RangedContent = {
        sizeBytes: bytes.length,
        open: () => {
          throw reason;
        },
      };
      await assert.rejects(oss.client().uploadInParts('bucket', 'k', broken, { ...options, parallelParts: 1 }), reason);
      assert.equal(asked('AbortMultipartUpload'), 1);
    });
  });

  it('that is cancelled is aborted at OSS, even if its state is kept', async () => {
    const abort = new AbortController();
    const reason = new Error('cancelled');
    const resume: ResumableUpload = {};
    const onProgress = (sentBytes: number): void => {
      if (sentBytes > PART_BYTES) abort.abort(reason);
    };
    await assert.rejects(
      oss.client().uploadInParts('bucket', 'k', content(), { ...options, resume, onProgress, signal: abort.signal }),
      reason,
    );
    assert.deepEqual([asked('AbortMultipartUpload'), asked('CompleteMultipartUpload')], [1, 0]);
    assert.deepEqual(resume, {});
  });

  it('that is cancelled reports so even if OSS cannot be reached', async () => {
    const abort = new AbortController();
    const reason = new Error('cancelled');
    oss.emulator.faults.add({
      kind: 'status',
      status: 403,
      code: 'AccessDenied',
      match: { operation: 'AbortMultipartUpload' },
    });
    const onProgress = (sentBytes: number): void => {
      if (sentBytes > 0) abort.abort(reason);
    };
    const cancelled = { ...options, onProgress, signal: abort.signal };
    await assert.rejects(oss.client().uploadInParts('bucket', 'k', content(), cancelled), reason);
  });

  it('finds its object if the response to the completion was lost', async () => {
    oss.emulator.faults.add({ kind: 'truncate', keepBytes: 0, match: { operation: 'CompleteMultipartUpload' } });
    const written = await oss.client().uploadInParts('bucket', 'k', content(), options);
    assert.equal(asked('CompleteMultipartUpload'), 2);
    const { etag, versionId, headers } = await oss.client().headObject('bucket', 'k');
    assert.deepEqual(written, { etag, versionId, crc64: headers['x-oss-hash-crc64ecma'] });
  });

  describe('whose completion OSS does not recognise', () => {
    const initiated = answer(
      200,
      '<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>',
      { date: NOW.toUTCString() },
    );
    const part = answer(200, '', { etag: '"E"' });
    const found = { 'content-length': String(2 * PART_BYTES), etag: '"ABC-2"', 'last-modified': NOW.toUTCString() };
    const lost: Readonly<Record<string, Readonly<Record<string, string>>>> = {
      'of another size': { ...found, 'content-length': '7' },
      'of other parts': { ...found, etag: '"ABC-3"' },
      'from before the upload': { ...found, 'last-modified': 'Thu, 01 Jan 2026 00:00:00 GMT' },
    };
    const upload = (head: Readonly<Record<string, string>>, status = 200): Promise<unknown> =>
      testClient([
        bucketInfo('cn-hangzhou'),
        initiated,
        part,
        part,
        refusal(404, 'NoSuchUpload'),
        answer(status, '', head),
        answer(204),
      ]).client.uploadInParts('bucket', 'k', content(bytes.subarray(0, 2 * PART_BYTES)), options);

    it('accepts an object that can only be its own', async () => {
      assert.deepEqual(await upload(found), { etag: 'ABC-2' });
    });

    it('fails as before if there is no object', async () => {
      await assert.rejects(upload({}, 404), { code: 'NoSuchUpload' });
    });

    for (const [name, head] of Object.entries(lost)) {
      it(`fails if there is an object ${name}`, async () => {
        await assert.rejects(upload(head), { code: 'NoSuchUpload' });
      });
    }
  });

  it('sends each header with the requests that accept it', async () => {
    const { client, transport: fake } = testClient([
      bucketInfo('cn-hangzhou'),
      answer(200, '<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>'),
      answer(200, '', { etag: '"A"' }),
      answer(200, '', { etag: '"<&B>"' }),
      answer(200, '{"Status":"OK"}', { etag: '"C-2"' }),
    ]);
    await client.uploadInParts('bucket', 'k', content(bytes.subarray(0, 2 * PART_BYTES)), {
      ...options,
      parallelParts: 1,
      contentType: 'text/plain',
      headers: {
        'x-oss-meta-who': 'me',
        'x-oss-forbid-overwrite': 'true',
        'x-oss-callback': 'e30=',
        'x-oss-traffic-limit': '819200',
        'x-oss-request-payer': 'requester',
      },
    });
    const sent = fake.requests.slice(1).map(({ method, path, headers }) => [
      `${method} ${path}`,
      Object.keys(headers)
        .filter((name) => !/^(authorization|x-oss-date|x-oss-content-sha256|content-length)$/.test(name))
        .sort(),
    ]);
    const partNames = ['x-oss-request-payer', 'x-oss-traffic-limit'];
    assert.deepEqual(sent, [
      [
        'POST /k?encoding-type=url&uploads',
        ['content-type', 'x-oss-forbid-overwrite', 'x-oss-meta-who', 'x-oss-request-payer'],
      ],
      ['PUT /k?partNumber=1&uploadId=u', partNames],
      ['PUT /k?partNumber=2&uploadId=u', partNames],
      [
        'POST /k?encoding-type=url&uploadId=u',
        ['content-type', 'x-oss-callback', 'x-oss-forbid-overwrite', 'x-oss-request-payer'],
      ],
    ]);
    assert.equal(
      fake.requests.at(-1)?.bodyText,
      '<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>"A"</ETag></Part>' +
        '<Part><PartNumber>2</PartNumber><ETag>"&lt;&amp;B&gt;"</ETag></Part></CompleteMultipartUpload>',
    );
  });

  it('is complete if the object is stored but its callback fails', async () => {
    const resume: ResumableUpload = {};
    const { client } = testClient([
      bucketInfo('cn-hangzhou'),
      answer(200, '<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>'),
      answer(200, '', { etag: '"A"' }),
      answer(200, '', { etag: '"B"' }),
      refusal(203, 'CallbackFailed'),
    ]);
    const two = content(bytes.subarray(0, 2 * PART_BYTES));
    await assert.rejects(client.uploadInParts('bucket', 'k', two, { ...options, resume }), { code: 'CallbackFailed' });
    assert.deepEqual(resume, {});
  });
});
