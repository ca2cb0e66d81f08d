import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AdaptiveLimit } from '../../../src/oss/adaptiveLimit.ts';
import type { HttpRequest, HttpResponse, HttpTransport } from '../../../src/oss/client/transport.ts';
import type { OssClient } from '../../../src/oss/client/ossClient.ts';
import { RequestSlots } from '../../../src/oss/requestSlots.ts';
import { downloadObject, type TargetFolder } from '../../../src/transfers/downloadObject.ts';
import { newOutcome, transferAll, type ItemControl } from '../../../src/transfers/transferAll.ts';
import { replaceObject } from '../../../src/transfers/uploadObject.ts';
import { writePartsWithin, writeWithin } from '../../../src/transfers/writeWithin.ts';
import { chunksOf } from '../../support/oss/chunks.ts';
import { loopbackOss } from '../../support/oss/loopbackOss.ts';

/** Time until OSS answers, as over a real network. */
const LATENCY_MS = 40;
/** Most requests that a transfer has in flight: a budget. */
const MOST_REQUESTS = 16;
const BUCKET = 'docs';

/**
 * Transport that hands each response over `LATENCY_MS` after its request, by a clock of its own. The clock stands still
 * while OSS works, so that a busy machine does not count.
 */
class LateResponses implements HttpTransport {
  nowMs = 0;
  /** Number of requests in flight, at each new one. */
  readonly inFlight: number[] = [];
  readonly #transport: HttpTransport;
  readonly #due: { readonly atMs: number; readonly resolve: (value: undefined) => void }[] = [];
  #running = 0;

  constructor(transport: HttpTransport) {
    this.#transport = transport;
  }

  async request(request: HttpRequest): Promise<HttpResponse> {
    const atMs = this.nowMs + LATENCY_MS;
    this.inFlight.push(++this.#running);
    try {
      const response = await this.#transport.request(request);
      const { promise, resolve } = Promise.withResolvers<undefined>();
      this.#due.push({ atMs, resolve });
      this.#due.sort((a, b) => a.atMs - b.atMs);
      this.#handOver();
      await promise;
      return response;
    } finally {
      this.#running--;
      this.#handOver();
    }
  }

  close(): Promise<void> {
    return this.#transport.close();
  }

  /** Once OSS has answered all requests, moves the clock to the first response that is due. */
  #handOver(): void {
    setImmediate(() => {
      const [first] = this.#due;
      if (first === undefined || this.#due.length < this.#running) return;
      this.#due.shift();
      this.nowMs = Math.max(this.nowMs, first.atMs);
      first.resolve(undefined);
    });
  }
}

describe('a transfer over a network', () => {
  const oss = loopbackOss();
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'oss-links-adaptive-'));
    oss.emulator.createBucket(BUCKET);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  type Work = (client: OssClient, key: string, sizeBytes: number, control: ItemControl) => Promise<unknown>;

  /** Transfers objects of these sizes; resolves to the network with its clock. */
  const transfer = async (sizes: readonly number[], work: Work, parallel?: number): Promise<LateResponses> => {
    const network = new LateResponses(oss.transport);
    const client = oss.client({ transport: network });
    const outcome = newOutcome<{ key: string; sizeBytes: number }>();
    const items = sizes.map((sizeBytes, index) => ({ key: `file ${index}`, sizeBytes }));
    const slots = new RequestSlots(new AdaptiveLimit({ now: () => network.nowMs }));
    const options = { onProgress: () => undefined, signal: new AbortController().signal, slots };
    const transferOne = async (item: (typeof items)[number], control: ItemControl): Promise<'done'> => {
      await work(client, item.key, item.sizeBytes, control);
      return 'done';
    };
    await transferAll(items, outcome, transferOne, { ...options, ...(parallel && { parallel }) });
    assert.deepEqual([outcome.done.length, outcome.failed], [items.length, []]);
    assert.ok(mostOf(network) <= MOST_REQUESTS, `${mostOf(network)} requests in flight`);
    return network;
  };
  const mostOf = ({ inFlight }: LateResponses): number => Math.max(...inFlight);

  const upload = (client: OssClient, key: string, sizeBytes: number, control: ItemControl): Promise<void> => {
    const { onBytes: onProgress, ...rest } = control;
    const content = {
      sizeBytes,
      open: (start: number, end: number) => chunksOf(Buffer.alloc(end - start, key)),
      isUnchanged: () => Promise.resolve(true),
    };
    const target = { bucket: BUCKET, key, contentType: 'text/plain', name: key };
    return replaceObject(client, target, content, { ...rest, onProgress });
  };
  const files: TargetFolder = {
    write: (...args) => writeWithin(folder, ...args),
    writeParts: (...args) => writePartsWithin(folder, ...args),
  };
  /** Folder that only counts the bytes: a slow disk would make it look as if fewer requests helped. */
  const nowhere: TargetFolder = {
    async write(_, content) {
      let bytes = 0;
      for await (const chunk of await content()) bytes += chunk.length;
      return bytes > 0;
    },
  };
  const downloadTo =
    (target: TargetFolder): Work =>
    (client, key, sizeBytes, control) =>
      downloadObject(client, { bucket: BUCKET, key, sizeBytes }, { folder: target, segments: [key] }, control, {
        replace: false,
        partSuffix: '.part',
      });
  const small = Array<number>(360).fill(100);

  for (const [name, work] of [
    ['uploads', upload],
    ['downloads', downloadTo(nowhere)],
  ] as const) {
    it(`${name} small files several times faster than three at a time, within the budget of requests`, async () => {
      for (const [index, size] of small.entries())
        await oss.emulator.putObject(BUCKET, `file ${index}`, Buffer.alloc(size));
      const adaptive = await transfer(small, work);
      const three = await transfer(small, work, 3);
      assert.deepEqual([mostOf(adaptive), mostOf(three)], [MOST_REQUESTS, 3]);
      assert.ok(three.nowMs > 3 * adaptive.nowMs, `${three.nowMs} and ${adaptive.nowMs} ms`);
    });
  }

  it('keeps to the budget where large and small files come together, whose parts and ranges share it', async () => {
    const sizes = [...Array<number>(30).fill(17 * 2 ** 20), ...small.slice(0, 50)].slice(26);
    const requests = mostOf(await transfer(sizes, upload));
    assert.ok(requests > 3, `${requests} requests in flight`);
    await transfer(sizes, downloadTo(files));
    assert.equal((await readdir(folder)).length, sizes.length);
  });

  it('sends fewer requests at a time to a busy service, and still transfers everything', async () => {
    oss.emulator.faults.add({ kind: 'status', status: 503, match: { operation: 'PutObject' } });
    const { inFlight } = await transfer(small.slice(0, 60), upload);
    assert.equal(Math.max(...inFlight.slice(0, 4)), 3);
    assert.equal(Math.max(...inFlight.slice(8)), 1);
  });
});
