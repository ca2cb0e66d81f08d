import { omitUndefined } from '../../optional.ts';
import { compareKeys } from './keyOrder.ts';
import { splitRange } from './keyRanges.ts';
import { isFolderMarker, readObjectList, type ObjectEntry } from '../objects.ts';
import { PackedEntries, type FreeBuffers } from './packedEntries.ts';
import { isBusy } from '../retry.ts';
import { SeenCharacters } from './seenCharacters.ts';
import { ThreadLoad } from './threadLoad.ts';

/** Start of a page: the key before it, or the token of the previous page. */
export interface PageStart {
  readonly startAfter?: string;
  readonly continuationToken?: string;
}

/** Page without common prefixes. */
export interface PackedPage {
  readonly entries: PackedEntries;
  /** Absent in the last page. */
  readonly nextContinuationToken?: string;
}

/** Reader of one page. */
export type ReadPage = (start: PageStart, signal: AbortSignal) => Promise<PackedPage>;

/** Parses the response of ListObjectsV2 without the marker of the listed folder; see `readObjectPage`. */
export async function readPackedPage(
  body: AsyncIterable<Uint8Array>,
  listedPrefix: string,
  free: FreeBuffers,
): Promise<PackedPage> {
  const entries = new PackedEntries(free);
  const { decode, nextContinuationToken } = await readObjectList(body, {
    onEntry: (entry) => {
      entries.add(entry);
    },
    onPrefix: () => undefined,
  });
  entries.end();
  entries.decodeKeys(decode);
  const own =
    entries.firstKey === listedPrefix ? entries.filter((entry) => !isFolderMarker(entry, listedPrefix)) : entries;
  return omitUndefined({ entries: own, nextContinuationToken });
}

export interface ParallelListingOptions {
  /** Prefix of all listed keys. */
  readonly prefix: string;
  readonly signal?: AbortSignal | undefined;
  readonly load?: Pick<ThreadLoad, 'isBusy'>;
}

/** Requests in flight. */
const MAX_REQUESTS = 12;
/** Requests in flight while the thread is busy: pages that wait to be read only take memory. Fewer would leave it idle. */
const BUSY_REQUESTS = 8;
/** Maximum number of pages that wait for earlier pages or are being read. */
const MAX_WAITING_PAGES = 128;
/** Number of pages from which a listing is read in parallel. Shorter listings need no additional requests. */
const LONG_PAGES = 3;
/** Minimum number of expected pages of a segment that is split. */
const MIN_SPLIT_PAGES = 14;
/** Limit of requests for the search of splits: a constant and a share of all requests. */
const EXTRA_REQUESTS = 6;
const EXTRA_SHARE = 0.08;

/** Part of the listing that is read page by page. */
interface Segment {
  /** Key after which the segment begins; `undefined` for the first one. */
  readonly from: string | undefined;
  /** Key after which the next page begins. */
  after: string;
  end: string | undefined;
  continuationToken: string | undefined;
  /** First key of the last page; `undefined` before the first page. */
  firstKey: string | undefined;
  /** True if a page was read since the segment was created or split. */
  isMeasured: boolean;
  /** Position up to which keys are expected to differ. */
  differsBy: number | undefined;
  isReading: boolean;
  isComplete: boolean;
  readonly waiting: PackedEntries[];
}

/**
 * Lists all objects in order, a part of a page at a time, with several requests in parallel. The keys are split during the listing:
 * when a request may be sent and no segment waits for one, the first segment that is expected to be long is split.
 * Sends at most about 10 % more requests than there are pages, and keeps a bounded number of pages. A busy service halves
 * the number of parallel requests; its error is thrown if a single request is refused.
 */
export async function* listInParallel(
  read: ReadPage,
  { prefix, signal, load = new ThreadLoad() }: ParallelListingOptions,
): AsyncGenerator<readonly ObjectEntry[]> {
  const listing = new ParallelListing(read, prefix, signal, load);
  try {
    yield* listing.pages();
  } finally {
    listing.stop();
  }
}

class ParallelListing {
  readonly #read: ReadPage;
  readonly #prefix: string;
  readonly #load: Pick<ThreadLoad, 'isBusy'>;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  readonly #seen = new SeenCharacters();
  readonly #segments: Segment[];
  #limit = MAX_REQUESTS;
  #readingCount = 0;
  #waitingCount = 0;
  #requestCount = 0;
  #keyCount = 0;
  /** Number of entries of the largest page. */
  #pageSize = 1;
  /** False once the service has ignored a key to start after. */
  #canStartAfter = true;
  #failure: { readonly reason: unknown } | undefined;
  #changed = Promise.withResolvers<undefined>();

  constructor(read: ReadPage, prefix: string, signal: AbortSignal | undefined, load: Pick<ThreadLoad, 'isBusy'>) {
    this.#load = load;
    this.#read = read;
    this.#prefix = prefix;
    this.#signal = signal === undefined ? this.#stop.signal : AbortSignal.any([signal, this.#stop.signal]);
    this.#segments = [{ ...newSegment(prefix, undefined, undefined), from: undefined }];
  }

  async *pages(): AsyncGenerator<readonly ObjectEntry[]> {
    for (;;) {
      const [front] = this.#segments;
      if (front === undefined) return;
      if (this.#failure === undefined) this.#sendRequests();
      const page = front.waiting.shift();
      if (page !== undefined) {
        this.#waitingCount--;
        yield* page.unpack();
      } else if (front.isComplete) {
        this.#segments.shift();
      } else {
        if (this.#failure !== undefined) throw this.#failure.reason;
        await this.#changed.promise;
        this.#changed = Promise.withResolvers();
      }
    }
  }

  stop(): void {
    this.#stop.abort();
  }

  #sendRequests(): void {
    const limit = this.#load.isBusy ? Math.min(this.#limit, BUSY_REQUESTS) : this.#limit;
    while (this.#readingCount < limit) {
      const segment = this.#nextToRead();
      if (segment === undefined) return;
      void this.#readPage(segment);
    }
  }

  /**
   * First segment that waits for a request, or else the second half of the first segment that can be split. Earlier
   * segments are read first, because later pages must be kept until then.
   */
  #nextToRead(): Segment | undefined {
    const hasRoom = this.#waitingCount + this.#readingCount < MAX_WAITING_PAGES;
    const maySplit = this.#maySplit();
    for (const [index, segment] of this.#segments.entries()) {
      if (segment.isComplete) continue;
      if (index > 0 && !hasRoom) return undefined;
      if (!segment.isReading) return segment;
      const second = maySplit ? this.#split(segment) : undefined;
      if (second) {
        this.#segments.splice(index + 1, 0, second);
        return second;
      }
    }
    return undefined;
  }

  /** Splits a segment if it is expected to be long, and returns its second half. */
  #split(segment: Segment): Segment | undefined {
    const { firstKey, after, end, differsBy, isMeasured } = segment;
    if (firstKey === undefined || !isMeasured) return undefined;
    const split = splitRange({ after, end, firstKey, differsBy }, this.#prefix, this.#seen);
    if (!split || split.expectedPages < MIN_SPLIT_PAGES) return undefined;
    segment.end = split.pivot;
    segment.isMeasured = false;
    return newSegment(split.pivot, end, split.length - 1);
  }

  /** True if one more split stays within the limit; each open segment is likely to end with half a page. */
  #maySplit(): boolean {
    if (this.#requestCount < LONG_PAGES || !this.#canStartAfter) return false;
    const openCount = this.#segments.filter(({ isComplete }) => !isComplete).length;
    const extra = this.#requestCount - this.#keyCount / this.#pageSize + openCount / 2;
    return extra < EXTRA_REQUESTS + this.#requestCount * EXTRA_SHARE;
  }

  async #readPage(segment: Segment): Promise<void> {
    const { after, continuationToken } = segment;
    const limit = this.#limit;
    segment.isReading = true;
    this.#readingCount++;
    try {
      const start = continuationToken === undefined ? startAfter(after, this.#prefix) : { continuationToken };
      const page = await this.#read(start, this.#signal);
      this.#requestCount++;
      this.#enter(segment, page);
      if (this.#limit < MAX_REQUESTS && this.#requestCount % MAX_REQUESTS === 0) this.#limit++;
    } catch (reason) {
      if (isBusy(reason) && limit > 1) {
        // Requests that were in flight together halve the limit once.
        this.#limit = Math.min(this.#limit, Math.floor(limit / 2));
      } else {
        this.#failure ??= { reason };
        this.#stop.abort();
      }
    } finally {
      segment.isReading = false;
      this.#readingCount--;
      this.#changed.resolve(undefined);
    }
  }

  /** Lets the segment before read the keys of a segment that the service cannot begin. False if it has ended. */
  #giveBack(segment: Segment): boolean {
    const index = this.#segments.indexOf(segment);
    const before = this.#segments[index - 1];
    if (!before || before.isComplete) return false;
    before.end = segment.end;
    this.#segments.splice(index, 1);
    return true;
  }

  #enter(segment: Segment, { entries, nextContinuationToken }: PackedPage): void {
    const { from, end } = segment;
    this.#pageSize = Math.max(this.#pageSize, entries.count);
    const isBefore = from !== undefined && entries.firstKey !== undefined && compareKeys(entries.firstKey, from) <= 0;
    if (isBefore) {
      this.#canStartAfter = false;
      if (this.#giveBack(segment)) return;
    }
    const { lastKey } = entries;
    const isBeyond = lastKey !== undefined && end !== undefined && compareKeys(lastKey, end) > 0;
    const isOwn = ({ key }: ObjectEntry): boolean =>
      !(isBefore && compareKeys(key, from) <= 0) && !(isBeyond && compareKeys(key, end) > 0);
    const own = isBefore || isBeyond ? entries.filter(isOwn) : entries;
    segment.isComplete = isBeyond || nextContinuationToken === undefined;
    segment.continuationToken = nextContinuationToken;
    const { firstKey, lastKey: lastOwnKey } = own;
    if (firstKey === undefined || lastOwnKey === undefined) {
      if (segment.firstKey === undefined) this.#seen.addEmpty(segment.after);
      return;
    }
    segment.firstKey = firstKey;
    segment.after = lastOwnKey;
    segment.isMeasured = true;
    for (const key of own.sampledKeys) this.#seen.add(key);
    this.#keyCount += own.count;
    this.#waitingCount++;
    segment.waiting.push(own);
  }
}

function newSegment(after: string, end: string | undefined, differsBy: number | undefined): Segment {
  return {
    ...{ from: after, after, end, differsBy, continuationToken: undefined, firstKey: undefined, isMeasured: false },
    ...{ isReading: false, isComplete: false, waiting: [] },
  };
}

/** The first page starts at the prefix itself, so that a key equal to the prefix is listed. */
function startAfter(after: string, prefix: string): PageStart {
  return after === prefix ? {} : { startAfter: after };
}
