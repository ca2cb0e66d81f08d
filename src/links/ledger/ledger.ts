import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { Emitter } from '../../emitter.ts';
import { InvalidInputError } from '../../oss/errors/errors.ts';
import { readValue, Stored, type StateStorage } from '../../stored.ts';
import { truncate } from '../../text/plainText.ts';
import type { Link, ObjectTarget } from '../link.ts';
import { linkMethodSchema, linkOptionsSchema } from '../linkOptions.ts';
import type { MadeRequest } from '../requests/makeRequest.ts';
import { requestOptionsSchema } from '../requests/requestOptions.ts';

const KEY = 'ossLinks.ledger';

/** Upper bound on entries. Expired entries are dropped first, then the oldest. */
export const LEDGER_LIMIT = 500;

const issuedLinkSchema = v.object({
  id: v.string(),
  profileId: v.string(),
  bucket: v.string(),
  /** Key of the object; for a batch or a request for files, the prefix of the folder, empty for the whole bucket. */
  key: v.string(),
  versionId: v.exactOptional(v.string()),
  /** Number of links in a batch; absent for one link. */
  batchCount: v.exactOptional(v.number()),
  /** POST for a request for files. */
  method: v.union([linkMethodSchema, v.literal('POST')]),
  /** Scheme and host, e.g. `https://bucket.oss-cn-hangzhou.aliyuncs.com`. */
  host: v.string(),
  /** Last format, e.g. `url` or `curl`. */
  format: v.string(),
  /** Time of the last copy, and expiry of the link that expires last; milliseconds since 1970. */
  issuedAtMs: v.number(),
  expiresAtMs: v.number(),
  /** Whether the host stands for this bucket only, like a custom domain; absent if the path names the bucket. */
  isBucketHost: v.exactOptional(v.boolean()),
  /** Number of copies. */
  times: v.number(),
  note: v.exactOptional(v.string()),
  /** Options of the last copy, to make a new link. */
  options: v.exactOptional(linkOptionsSchema),
  /** Options of a request for files, to make it again. Present for requests only. */
  request: v.exactOptional(requestOptionsSchema),
  /** Time of the first copy of a request; milliseconds since 1970. */
  firstIssuedAtMs: v.exactOptional(v.number()),
});

/** Entry about an issued link or batch. It contains no URL and no signature, so it gives no access. */
export type IssuedLink = v.InferOutput<typeof issuedLinkSchema>;

/** Links that were issued together and share one entry. */
export interface IssuedBatch extends Pick<IssuedLink, 'profileId' | 'bucket' | 'method' | 'host' | 'format'> {
  readonly prefix: string;
  readonly count: number;
  readonly expiration: Date;
}

/** Issued links, latest first, stored for all windows. */
export class Ledger {
  readonly #stored: Stored<readonly unknown[]>;
  readonly #now: () => Date;
  readonly #changed = new Emitter<undefined>();

  readonly onDidChange = this.#changed.event;

  constructor(memento: StateStorage, now: () => Date) {
    this.#stored = new Stored(memento, KEY, v.array(v.unknown()));
    this.#now = now;
  }

  /** Entries, read anew each time because another window may have written. Unreadable entries are skipped. */
  list(): readonly IssuedLink[] {
    return (this.#stored.read() ?? []).flatMap((entry) => readValue(issuedLinkSchema, entry) ?? []);
  }

  /** Bucket of a host that stands for one bucket, from the links issued with it. */
  bucketForHost(host: string): string | undefined {
    return this.list().find((entry) => entry.isBucketHost === true && entry.host.replace(/^https?:\/\//, '') === host)
      ?.bucket;
  }

  /** Records issued links. A link to the same object with the same method and host counts as another copy. */
  async record(links: readonly Link[], format: string): Promise<void> {
    await this.#enter(links.map((link) => entryOf(link, format, this.#now())));
  }

  /** Records links that were issued together as one entry. */
  async recordBatch({ prefix, count, expiration, ...rest }: IssuedBatch): Promise<void> {
    const identity = ['batch', rest.profileId, rest.bucket, prefix, rest.method, rest.host];
    await this.#enter([
      {
        ...rest,
        id: idOf(identity),
        key: prefix,
        batchCount: count,
        issuedAtMs: this.#now().getTime(),
        expiresAtMs: expiration.getTime(),
        times: 1,
      },
    ]);
  }

  /** Records a request for files. A new one into the same folder at the same host counts as another copy. */
  async recordRequest({ folder, options, request }: MadeRequest, format: string): Promise<void> {
    const { profileId, bucket, prefix } = folder;
    const { origin: host } = new URL(request.url);
    const nowMs = this.#now().getTime();
    await this.#enter([
      {
        ...{ id: idOf(['request', profileId, bucket, prefix, host]), profileId, bucket, key: prefix, host, format },
        ...{ method: 'POST', times: 1, request: options, issuedAtMs: nowMs, firstIssuedAtMs: nowMs },
        expiresAtMs: request.expiration.getTime(),
        ...(options.note !== undefined && { note: shortNote(options.note) }),
      },
    ]);
  }

  /** Sets the note of an entry; an empty text removes it. */
  async note(id: string, text: string): Promise<void> {
    const noted = ({ note: _, ...entry }: IssuedLink): IssuedLink => (text === '' ? entry : { ...entry, note: text });
    await this.#write(this.list().map((entry) => (entry.id === id ? noted(entry) : entry)));
  }

  /** Removes entries. The links themselves keep working. */
  async forget(ids: readonly string[]): Promise<void> {
    await this.#write(this.list().filter(({ id }) => !ids.includes(id)));
  }

  async forgetAll(): Promise<void> {
    await this.#write([]);
  }

  async #enter(fresh: readonly IssuedLink[]): Promise<void> {
    if (fresh.length === 0) return;
    const known = this.list();
    const entered = new Map<string, IssuedLink>();
    for (const entry of fresh) {
      const before = entered.get(entry.id) ?? known.find(({ id }) => id === entry.id);
      entered.set(entry.id, before ? mergedEntry(entry, before) : entry);
    }
    const latestFirst = [...entered.values(), ...known.filter(({ id }) => !entered.has(id))];
    await this.#write(withinLimit(latestFirst, this.#now().getTime()));
  }

  async #write(entries: readonly IssuedLink[]): Promise<void> {
    await this.#stored.write(entries.length === 0 ? undefined : entries);
    this.#changed.fire(undefined);
  }
}

export function isActive({ expiresAtMs }: IssuedLink, now: Date): boolean {
  return expiresAtMs > now.getTime();
}

/** Object of an entry; `undefined` for a batch or a request for files. */
export function issuedTarget({ profileId, bucket, key, batchCount, request }: IssuedLink): ObjectTarget | undefined {
  return batchCount === undefined && request === undefined ? { profileId, bucket, key } : undefined;
}

/** Upper bound on the characters of an entry's note. */
const MAX_NOTE_LENGTH = 200;

/** Throws an `InvalidInputError` for a note that is too long or contains a link, which would be stored in plain text. */
export function validateNote(text: string, maxLength = MAX_NOTE_LENGTH): void {
  if (/[?&](x-oss-)?signature=/i.test(text)) {
    throw new InvalidInputError('note', 'Notes are stored as plain text. Remove the link from the note.');
  }
  if (text.length > maxLength) {
    throw new InvalidInputError('note', 'A note can have at most {0} characters.', [maxLength]);
  }
}

/** First line of the note of a request, as the note of its entry. */
function shortNote(note: string): string {
  return truncate(note.trim().split(/\r?\n/, 1)[0] ?? '', MAX_NOTE_LENGTH);
}

function entryOf({ target, options, url, method, expiration }: Link, format: string, now: Date): IssuedLink {
  const { profileId, bucket, key } = target;
  const { versionId } = options;
  const { origin: host } = new URL(url);
  // A host that begins with the bucket name needs no mark.
  const isBucketHost = !host.includes(`//${bucket}.`) && pathOf(url) === key;
  const version = versionId === undefined ? {} : { versionId };
  return {
    id: idOf([profileId, bucket, key, versionId ?? '', method, host]),
    ...{ profileId, bucket, key, ...version, host, format, options, ...(isBucketHost && { isBucketHost }) },
    method: options.method,
    issuedAtMs: now.getTime(),
    expiresAtMs: expiration.getTime(),
    times: 1,
  };
}

/** Decoded path of a URL without its first slash. `URL` would normalize `.` and `..` in it. */
function pathOf(url: string): string {
  const [beforeQuery = ''] = url.split('?');
  return decodeURIComponent(beforeQuery.slice(beforeQuery.indexOf('/', 'https://'.length) + 1));
}

/** Entry for one more copy. Earlier links still work, so the latest expiry applies. */
function mergedEntry(entry: IssuedLink, before: IssuedLink): IssuedLink {
  return {
    ...entry,
    times: before.times + 1,
    expiresAtMs: Math.max(before.expiresAtMs, entry.expiresAtMs),
    ...(before.note === undefined ? {} : { note: before.note }),
    ...(before.firstIssuedAtMs === undefined ? {} : { firstIssuedAtMs: before.firstIssuedAtMs }),
  };
}

function withinLimit(latestFirst: readonly IssuedLink[], nowMs: number): readonly IssuedLink[] {
  const surplus = latestFirst.length - LEDGER_LIMIT;
  if (surplus <= 0) return latestFirst;
  const dropped = [...latestFirst]
    .reverse()
    .sort((a, b) => Number(a.expiresAtMs > nowMs) - Number(b.expiresAtMs > nowMs))
    .slice(0, surplus);
  return latestFirst.filter((entry) => !dropped.includes(entry));
}

function idOf(identity: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(identity)).digest('base64url').slice(0, 16);
}
