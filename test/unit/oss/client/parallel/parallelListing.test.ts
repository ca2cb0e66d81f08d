import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { compareKeys } from '../../../../../src/oss/client/parallel/keyOrder.ts';
import { PackedEntries } from '../../../../../src/oss/client/parallel/packedEntries.ts';
import {
  listInParallel,
  readPackedPage,
  type PackedPage,
  type PageStart,
} from '../../../../../src/oss/client/parallel/parallelListing.ts';
import { OssError } from '../../../../../src/oss/errors/errors.ts';
import { chunksOf } from '../../../../support/oss/chunks.ts';
import { indexAfter, keyLayouts, sortedKeys, type LayoutName } from '../../../../support/oss/keyLayouts.ts';
import { randomNumbers } from '../../../../support/randomNumbers.ts';

const PAGE_KEYS = 10;

/** A bucket in memory. Requests are answered in rounds, as if each took the same time. */
class FakeBucket {
  readonly #keys: readonly string[];
  readonly #waiting: (() => void)[] = [];
  requestCount = 0;
  roundCount = 0;
  maxInFlight = 0;
  maxPagesAhead = 0;
  listed: string[] = [];
  /** Refuses requests while more are in flight. */
  busyAbove = Infinity;
  /** Error of requests above that number. */
  refusal = { status: 503, code: 'SlowDown' };
  failsAt: number | undefined;
  /** True for a service that does not know `start-after`. */
  ignoresStartAfter = false;
  /** Whether the thread is busy. */
  isBusy = false;
  /** Number of requests in flight that are all refused when it is first reached. */
  busyOnceAt: number | undefined;
  #busyRound: number | undefined;

  constructor(keys: Iterable<string>) {
    this.#keys = [...new Set(keys)].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  }

  get keys(): readonly string[] {
    return this.#keys;
  }

  readonly read = async ({ startAfter, continuationToken }: PageStart, signal: AbortSignal): Promise<PackedPage> => {
    this.requestCount++;
    const isFailing = this.requestCount === this.failsAt;
    const isTooMany = this.#waiting.length >= this.busyAbove;
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
    signal.throwIfAborted();
    if (isFailing) throw new Error('broken');
    if (isTooMany || this.roundCount === this.#busyRound)
      throw new OssError({ ...this.refusal, operation: 'ListObjectsV2' });
    const after = continuationToken ?? (this.ignoresStartAfter ? undefined : startAfter);
    const start = after === undefined ? 0 : indexAfter(this.#keys.length, (index) => this.#keys[index] ?? '', after);
    const keys = this.#keys.slice(start, start + PAGE_KEYS);
    const isTruncated = start + PAGE_KEYS < this.#keys.length;
    const entries = keys.map((key) => ({
      key,
      sizeBytes: 1,
      lastModified: new Date(0),
      etag: '',
      storageClass: '',
      type: '',
    }));
    return { entries: PackedEntries.of(entries), ...(isTruncated && { nextContinuationToken: keys.at(-1) ?? '' }) };
  };

  /** Lists all, answering all requests in flight once in each round. */
  async list(options: { readonly prefix?: string; readonly signal?: AbortSignal } = {}): Promise<void> {
    const listing = (async () => {
      for await (const page of listInParallel(this.read, { prefix: '', load: { isBusy: this.isBusy }, ...options })) {
        this.listed.push(...page.map(({ key }) => key));
      }
    })();
    const rest = new AbortController();
    const finish = (): void => {
      rest.abort();
    };
    listing.then(finish, finish);
    while (!rest.signal.aborted) {
      await turn();
      const answered = this.#waiting.splice(0);
      if (answered.length === 0) continue;
      this.roundCount++;
      this.maxInFlight = Math.max(this.maxInFlight, answered.length);
      if (answered.length === this.busyOnceAt) {
        this.#busyRound = this.roundCount;
        this.busyOnceAt = undefined;
      }
      for (const answer of answered) answer();
    }
    await listing;
  }
}

const count = 8000;

describe('a parallel listing', () => {
  for (const layout of Object.keys(keyLayouts) as LayoutName[]) {
    it(`lists ${layout} completely and in order, at least 4 times as fast, with at most 10 % more requests`, async () => {
      const bucket = new FakeBucket(sortedKeys(layout, count));
      await bucket.list();
      assert.deepEqual(bucket.listed, bucket.keys);
      const pageCount = Math.ceil(bucket.keys.length / PAGE_KEYS);
      assert.ok(bucket.requestCount <= pageCount * 1.1, `${bucket.requestCount} requests for ${pageCount} pages`);
      assert.ok(bucket.roundCount * 4 <= pageCount, `${bucket.roundCount} rounds for ${pageCount} pages`);
      assert.ok(bucket.maxInFlight <= 12, `${bucket.maxInFlight} requests at once`);
    });
  }

  it('has few requests in flight while the thread is busy, and still lists everything', async () => {
    const bucket = new FakeBucket(sortedKeys('random keys', count));
    bucket.isBusy = true;
    await bucket.list();
    assert.deepEqual(bucket.listed, bucket.keys);
    assert.equal(bucket.maxInFlight, 8);
  });

  it('sends no more requests than pages for a short listing', async () => {
    const bucket = new FakeBucket(sortedKeys('random keys', 25));
    await bucket.list();
    assert.deepEqual(bucket.listed, bucket.keys);
    assert.equal(bucket.requestCount, 3);
  });

  it('lists an empty bucket', async () => {
    const bucket = new FakeBucket([]);
    await bucket.list();
    assert.deepEqual(bucket.listed, []);
    assert.equal(bucket.requestCount, 1);
  });

  it('includes a key that equals the prefix', async () => {
    const bucket = new FakeBucket(['a/', ...sortedKeys('one deep folder', count)]);
    await bucket.list({ prefix: 'a/' });
    assert.deepEqual(bucket.listed, bucket.keys);
  });

  it('lists random keys of few characters completely', async () => {
    const random = randomNumbers(11);
    for (let round = 0; round < 30; round++) {
      const alphabet = ['a', 'b', '/', '~', 'é', '中', '😀', '\u0001', '\uD7FF', '\uE000'];
      const key = (): string =>
        Array.from(
          { length: 1 + Math.floor(random() * 8) },
          () => alphabet[Math.floor(random() * alphabet.length)],
        ).join('');
      const bucket = new FakeBucket(Array.from({ length: 900 }, key));
      await bucket.list();
      assert.deepEqual(bucket.listed, bucket.keys, `round ${round}`);
    }
  });

  for (const refusal of [
    { status: 503, code: 'SlowDown' },
    { status: 429, code: 'TooManyRequests' },
  ]) {
    it(`sends fewer parallel requests to a service that is busy (${refusal.status}), and loses no objects`, async () => {
      const bucket = new FakeBucket(sortedKeys('random keys', count));
      bucket.refusal = refusal;
      bucket.busyAbove = 3;
      await bucket.list();
      assert.deepEqual(bucket.listed, bucket.keys);
    });
  }

  it('ends with any other refusal', async () => {
    const bucket = new FakeBucket(sortedKeys('random keys', count));
    bucket.refusal = { status: 403, code: 'AccessDenied' };
    bucket.busyAbove = 3;
    await assert.rejects(bucket.list(), { code: 'AccessDenied' });
  });

  it('continues after a moment in which the service refuses all requests at once', async () => {
    const bucket = new FakeBucket(sortedKeys('random keys', count));
    bucket.busyOnceAt = 12;
    await bucket.list();
    assert.deepEqual(bucket.listed, bucket.keys);
    assert.equal(bucket.busyOnceAt, undefined);
  });

  it('lists everything once where the service ignores the key to start after', async () => {
    for (const layout of Object.keys(keyLayouts) as LayoutName[]) {
      const bucket = new FakeBucket(sortedKeys(layout, 3000));
      bucket.ignoresStartAfter = true;
      await bucket.list();
      assert.deepEqual(bucket.listed, bucket.keys, layout);
      const pageCount = Math.ceil(bucket.keys.length / PAGE_KEYS);
      assert.ok(bucket.requestCount <= pageCount * 1.1, `${bucket.requestCount} requests for ${pageCount} pages`);
    }
  });

  it('throws the error if a busy service refuses a single request', async () => {
    const bucket = new FakeBucket(sortedKeys('random keys', count));
    bucket.busyAbove = 0;
    await assert.rejects(bucket.list(), { code: 'SlowDown' });
  });

  it('throws the first failure after the pages before it', async () => {
    const bucket = new FakeBucket(sortedKeys('random keys', count));
    bucket.failsAt = 100;
    await assert.rejects(bucket.list(), /broken/);
    assert.deepEqual(bucket.listed, bucket.keys.slice(0, bucket.listed.length));
  });

  it('throws the reason of its signal', async () => {
    const bucket = new FakeBucket(sortedKeys('random keys', count));
    await assert.rejects(bucket.list({ signal: AbortSignal.abort(new Error('cancelled')) }), /cancelled/);
    assert.deepEqual(bucket.listed, []);
  });
});

describe('readPackedPage', () => {
  const object = (key: string, sizeBytes: number): string =>
    `<Contents><Key>${key}</Key><LastModified>2026-01-02T03:04:05.000Z</LastModified><ETag>"E"</ETag>` +
    `<Type>Normal</Type><Size>${sizeBytes}</Size><StorageClass>Standard</StorageClass></Contents>`;
  const list = (...parts: readonly string[]): string => `<ListBucketResult>${parts.join('')}</ListBucketResult>`;

  it('decodes keys and the token by what the end of the document says', async () => {
    const rest = '<IsTruncated>true</IsTruncated><NextContinuationToken>t%2Bn</NextContinuationToken>';
    const url = '<EncodingType>url</EncodingType>';
    const page = await readPackedPage(chunksOf(list(object('a%2Fb+c', 1), rest, url)), '', []);
    assert.equal(page.nextContinuationToken, 't+n');
    const [read] = [...page.entries.unpack()].flat();
    assert.deepEqual([read?.key, read?.etag, read?.sizeBytes], ['a/b c', 'E', 1]);
    const plain = await readPackedPage(chunksOf(list(object('a%2Fb+c', 1), rest)), '', []);
    assert.deepEqual([plain.entries.firstKey, plain.nextContinuationToken], ['a%2Fb+c', 't%2Bn']);
  });

  it('omits the marker of the listed folder and nothing else', async () => {
    const keysOf = async (prefix: string, ...objects: readonly string[]): Promise<readonly string[]> => {
      const { entries } = await readPackedPage(chunksOf(list(...objects)), prefix, []);
      return [...entries.unpack()].flat().map(({ key }) => key);
    };
    assert.deepEqual(await keysOf('a/', object('a/', 0), object('a/b', 0)), ['a/b']);
    assert.deepEqual(await keysOf('a/', object('a/', 1), object('a/b', 0)), ['a/', 'a/b']);
    assert.deepEqual(await keysOf('', object('a/', 0)), ['a/']);
    assert.deepEqual(await keysOf('a', object('a', 0)), ['a']);
    assert.deepEqual(await keysOf('a/'), []);
  });
});

describe('compareKeys', () => {
  it('orders keys by their UTF-8 bytes', () => {
    const keys = ['', 'a', 'ab', 'b', 'é', '中', '\uD7FF', '\uE000', '\uFFFD', '😀', '\u{10FFFF}', 'a😀', 'a\uFFFD'];
    for (const a of keys) {
      for (const b of keys) {
        assert.equal(Math.sign(compareKeys(a, b)), Buffer.compare(Buffer.from(a), Buffer.from(b)), `${a} ${b}`);
      }
    }
  });
});
