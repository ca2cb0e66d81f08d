import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { HttpRequest, HttpResponse, HttpTransport } from '../../../src/oss/client/transport.ts';
import { RequestSlots } from '../../../src/oss/requestSlots.ts';
import { downloadObject, type TargetFolder } from '../../../src/transfers/downloadObject.ts';
import { ContentMismatchError, ObjectChangedError } from '../../../src/transfers/transferErrors.ts';
import { writePartsWithin, writeWithin } from '../../../src/transfers/writeWithin.ts';
import type { ObjectVersion } from '../../emulator/buckets.ts';
import { loopbackOss } from '../../support/oss/loopbackOss.ts';

const RANGE_BYTES = 8 * 2 ** 20;
const large = randomBytes(2 * RANGE_BYTES + 12_345);

describe('downloadObject', () => {
  const oss = loopbackOss();
  let root = '';
  let stored: ObjectVersion | undefined;
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'oss-links-download-'));
    const bucket = oss.emulator.createBucket('bucket');
    // Its checksums are computed once.
    stored ??= await oss.emulator.putObject('bucket', 'k', large);
    bucket.put(stored);
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const folder: TargetFolder = {
    write: (...args) => writeWithin(root, ...args),
    writeParts: (...args) => writePartsWithin(root, ...args),
  };

  interface Run {
    readonly sizeBytes?: number;
    readonly folder?: TargetFolder;
    readonly replace?: boolean;
    /** Changes a response; the index counts the requests for the object. */
    readonly answer?: (response: HttpResponse, request: HttpRequest, index: number) => HttpResponse;
    readonly before?: (index: number) => Promise<void>;
    readonly onBytes?: (bytes: number) => void;
    readonly signal?: AbortSignal;
  }
  let ranges: (string | undefined)[] = [];
  const run = async (more: Run = {}): Promise<boolean> => {
    const { sizeBytes = large.length, onBytes = () => undefined, signal = new AbortController().signal } = more;
    ranges = [];
    const transport: HttpTransport = {
      async request(request) {
        const index = request.path.includes('bucketInfo') ? -1 : ranges.push(request.headers['range']) - 1;
        await more.before?.(index);
        const response = await oss.transport.request(request);
        return index < 0 ? response : (more.answer?.(response, request, index) ?? response);
      },
      close: () => oss.transport.close(),
    };
    return downloadObject(
      oss.client({ transport }),
      { bucket: 'bucket', key: 'k', sizeBytes },
      { folder: more.folder ?? folder, segments: ['a', 'file'] },
      { signal, onBytes, slots: new RequestSlots() },
      { replace: more.replace ?? false, partSuffix: '.part' },
    );
  };
  const saved = (): Promise<Buffer> => readFile(path.join(root, 'a/file'));
  const nothingIsLeft = async (): Promise<void> => {
    assert.deepEqual(await readdir(path.join(root, 'a')), []);
  };
  const withoutHeader =
    (...names: readonly string[]) =>
    (response: HttpResponse): HttpResponse => ({
      ...response,
      headers: Object.fromEntries(Object.entries(response.headers).filter(([name]) => !names.includes(name))),
    });

  it('gets a large object in ranges of one state of it, and reports all bytes', async () => {
    const reported: number[] = [];
    const conditions: (string | undefined)[] = [];
    const answer = (response: HttpResponse, { headers }: HttpRequest): HttpResponse => {
      conditions.push(headers['if-match']);
      return response;
    };
    assert.equal(await run({ answer, onBytes: (bytes) => reported.push(bytes) }), true);
    assert.ok((await saved()).equals(large));
    assert.deepEqual(ranges, ['bytes=0-8388607', 'bytes=8388608-16777215', 'bytes=16777216-16789560']);
    const etag = oss.emulator.object('bucket', 'k')?.etag;
    assert.deepEqual(conditions, [undefined, etag, etag]);
    assert.equal(reported.at(-1), large.length);
    assert.ok(reported.every((bytes, index) => bytes > (reported[index - 1] ?? 0)));
  });

  it('gets a small object, and one for a folder that takes whole files only, in one request', async () => {
    await oss.emulator.putObject('bucket', 'k', large.subarray(0, RANGE_BYTES));
    await run({ sizeBytes: RANGE_BYTES });
    assert.deepEqual([ranges, (await saved()).length], [[undefined], RANGE_BYTES]);
    await oss.emulator.putObject('bucket', 'k', large);
    await run({ folder: { write: (...args) => folder.write(...args) }, replace: true });
    assert.deepEqual([ranges, (await saved()).equals(large)], [[undefined], true]);
  });

  it('asks for nothing where the file exists', async () => {
    await run();
    assert.equal(await run(), false);
    assert.deepEqual(ranges, []);
  });

  it('goes by the size that the object has now', async () => {
    const grown = randomBytes(3 * RANGE_BYTES);
    for (const content of [large.subarray(0, 100), Buffer.alloc(0), grown]) {
      await oss.emulator.putObject('bucket', 'k', content);
      assert.equal(await run({ replace: true }), true);
      assert.ok((await saved()).equals(content), `${content.length} bytes`);
    }
  });

  it('reports an object that changes meanwhile, and leaves nothing', async () => {
    const before = async (index: number): Promise<void> => {
      if (index === 1) await oss.emulator.putObject('bucket', 'k', randomBytes(large.length));
    };
    await assert.rejects(run({ before }), ObjectChangedError);
    await nothingIsLeft();
  });

  it('reports a change where the host ignores the condition', async () => {
    const others: readonly Record<string, string>[] = [
      { etag: '"other"' },
      { 'content-range': `bytes 0-100/${large.length}` },
    ];
    for (const other of others) {
      const answer = (response: HttpResponse, _: HttpRequest, index: number): HttpResponse =>
        index === 2 ? { ...response, headers: { ...response.headers, ...other } } : response;
      await assert.rejects(run({ answer }), ObjectChangedError);
      await nothingIsLeft();
    }
  });

  it('gets the whole object where the host sends no ranges or no ETag', async () => {
    const wholeOnly: HttpTransport['request'] = (request) => {
      const { range: _, ...headers } = request.headers;
      return oss.transport.request({ ...request, headers });
    };
    const client = oss.client({ transport: { request: wholeOnly, close: () => oss.transport.close() } });
    const control = { signal: new AbortController().signal, onBytes: () => undefined, slots: new RequestSlots() };
    const to = { folder, segments: ['a', 'file'] };
    const object = { bucket: 'bucket', key: 'k', sizeBytes: large.length };
    await downloadObject(client, object, to, control, { replace: true, partSuffix: '.part' });
    assert.ok((await saved()).equals(large));
    await run({ answer: withoutHeader('etag'), replace: true });
    assert.deepEqual([ranges, (await saved()).equals(large)], [['bytes=0-8388607', undefined], true]);
  });

  it('accepts ranges of a host that sends no checksum', async () => {
    await run({ answer: withoutHeader('x-oss-hash-crc64ecma') });
    assert.ok((await saved()).equals(large));
  });

  it('continues a range where its response broke off, and counts no byte twice', async () => {
    const reported: number[] = [];
    const match = { operation: 'GetObject' } as const;
    oss.emulator.faults.add({ kind: 'truncate', keepBytes: 1_000_000, match });
    await run({ onBytes: (bytes) => reported.push(bytes) });
    assert.ok((await saved()).equals(large));
    assert.ok(ranges.includes('bytes=1000000-8388607'), ranges.join(' '));
    assert.equal(reported.at(-1), large.length);
  });

  it('gives up a range that breaks off each time', async () => {
    const match = { operation: 'GetObject' } as const;
    oss.emulator.faults.add({ kind: 'truncate', keepBytes: 10, match, times: 100 });
    await assert.rejects(run(), { code: 'BodyTruncated' });
    await nothingIsLeft();
  });

  it('refuses bytes that differ from those of OSS, and leaves nothing', async () => {
    const match = { operation: 'GetObject' } as const;
    oss.emulator.faults.add({ kind: 'changedAnswer', match });
    await assert.rejects(run(), ContentMismatchError);
    await nothingIsLeft();
  });

  it('refuses a range that is shorter than requested, where the host sends no checksum', async () => {
    const answer = (response: HttpResponse, _: HttpRequest, index: number): HttpResponse => {
      const { 'x-oss-hash-crc64ecma': _crc, ...headers } = response.headers;
      return { ...response, headers, body: index === 1 ? withoutFirst(response.body) : response.body };
    };
    await assert.rejects(run({ answer }), ContentMismatchError);
    await nothingIsLeft();
  });

  it('stops all ranges when cancelled', async () => {
    const abort = new AbortController();
    const onBytes = (bytes: number): void => {
      if (bytes > 1_000_000) abort.abort(new Error('cancelled'));
    };
    await assert.rejects(run({ onBytes, signal: abort.signal }), /cancelled/);
    await nothingIsLeft();
  });
});

/** The chunks of a body but the first one. */
async function* withoutFirst(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let isFirst = true;
  for await (const chunk of body) {
    if (!isFirst) yield chunk;
    isFirst = false;
  }
}
