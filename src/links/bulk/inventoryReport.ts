import { createHash, type Hash } from 'node:crypto';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import * as v from 'valibot';
import { InvalidInputError } from '../../oss/errors/errors.ts';
import type { ObjectEntry } from '../../oss/client/objects.ts';
import { malformedLine, missingColumn, wrongChecksum } from './inventoryErrors.ts';
import { inventoryLines } from './inventoryLines.ts';

/** Inventory reports of OSS: a manifest that names gzip files with a line of CSV per object. */

/** Object of a report. Columns that a report does not have are absent. */
export type InventoryEntry = Pick<ObjectEntry, 'key'> & Partial<Pick<ObjectEntry, 'sizeBytes' | 'lastModified'>>;

/** Content of `manifest.json`. */
export interface InventoryManifest {
  readonly sourceBucket: string;
  /** Start of the scan. */
  readonly createdAt: Date | undefined;
  /** Names of the columns, in order. */
  readonly columns: readonly string[];
  readonly files: readonly InventoryFile[];
}

/** File of a report with a part of the objects. */
export interface InventoryFile {
  readonly key: string;
  /** MD5 of the compressed file, in lower-case hex. */
  readonly md5: string | undefined;
}

/** Opens a file of a report. */
export type OpenFile = (key: string, signal: AbortSignal) => Promise<AsyncIterable<Uint8Array>>;

/** Maximum size of a manifest: about 80,000 files. */
export const MAX_MANIFEST_BYTES = 16 * 2 ** 20;
const KEY_COLUMN = 'Key';

const manifestSchema = v.object({
  creationTimestamp: v.optional(v.union([v.string(), v.number()])),
  fileFormat: v.string(),
  fileSchema: v.pipe(v.string(), v.nonEmpty()),
  files: v.array(v.object({ key: v.pipe(v.string(), v.nonEmpty()), MD5checksum: v.optional(v.string()) })),
  sourceBucket: v.pipe(v.string(), v.nonEmpty()),
});

/** Parses a manifest. Throws an `InvalidInputError` for one that is broken or of another format. */
export function parseManifest(text: string): InventoryManifest {
  const parsed = v.safeParse(manifestSchema, parseJson(text));
  if (!parsed.success) {
    throw new InvalidInputError(
      'manifest',
      'This is not the manifest of an OSS inventory report. Select the file manifest.json of a report.',
    );
  }
  const { creationTimestamp, fileFormat, fileSchema, files, sourceBucket } = parsed.output;
  if (fileFormat.toUpperCase() !== 'CSV') {
    throw new InvalidInputError('manifest', 'The format of the inventory report is {0}. Only CSV can be read.', [
      fileFormat,
    ]);
  }
  const columns = fileSchema.split(',').map((column) => column.trim());
  if (!columns.includes(KEY_COLUMN)) throw missingColumn(KEY_COLUMN);
  const createdAt = new Date(Number(creationTimestamp) * 1000);
  return {
    sourceBucket,
    createdAt: Number.isNaN(createdAt.getTime()) ? undefined : createdAt,
    columns,
    files: files.map(({ key, MD5checksum }) => ({ key, md5: MD5checksum?.toLowerCase() })),
  };
}

/** Throws an `InvalidInputError` if a manifest does not have the MD5 that `manifest.checksum` states. */
export function validateChecksum(manifest: Uint8Array, checksum: string): void {
  const stated = checksum.trim().toLowerCase();
  if (createHash('md5').update(manifest).digest('hex') !== stated) throw wrongChecksum('manifest.json');
}

/** Throws an `InvalidInputError` if a report does not have a column that is needed. */
export function validateColumn({ columns }: InventoryManifest, column: string): void {
  if (!columns.includes(column)) throw missingColumn(column);
}

/**
 * Current objects of a report in its order, page by page, without old versions and delete markers. Throws an
 * `InvalidInputError` for a file that is damaged or whose lines do not have the columns of the manifest.
 */
export async function* inventoryPages(
  { columns, files }: InventoryManifest,
  open: OpenFile,
  signal: AbortSignal,
): AsyncGenerator<readonly InventoryEntry[]> {
  const read = entryReader(columns);
  for (const file of files) {
    const name = file.key.slice(file.key.lastIndexOf('/') + 1);
    const content = decompressed(file, name, open, signal);
    for await (const lines of inventoryLines(content, columns.length, name)) {
      yield lines.flatMap(({ fields, line }) => read(fields, line, name) ?? []);
    }
  }
}

type ReadEntry = (fields: readonly string[], line: number, file: string) => InventoryEntry | undefined;

function entryReader(columns: readonly string[]): ReadEntry {
  const keyIndex = columns.indexOf(KEY_COLUMN);
  const sizeIndex = columns.indexOf('Size');
  const dateIndex = columns.indexOf('LastModifiedDate');
  const latestIndex = columns.indexOf('IsLatest');
  const markerIndex = columns.indexOf('IsDeleteMarker');
  return (fields, line, file) => {
    if (isStated(fields[latestIndex], 'false') || isStated(fields[markerIndex], 'true')) return undefined;
    const key = decodeKey(fields[keyIndex] ?? '');
    const sizeBytes = sizeIndex < 0 ? undefined : Number(fields[sizeIndex]);
    const lastModified = dateIndex < 0 ? undefined : parseDate(fields[dateIndex] ?? '');
    const isRead = key !== undefined && !Number.isNaN(sizeBytes ?? 0) && !Number.isNaN(lastModified?.getTime() ?? 0);
    if (!isRead) throw malformedLine(file, line);
    return {
      key,
      ...(sizeBytes !== undefined && { sizeBytes }),
      ...(lastModified !== undefined && { lastModified }),
    };
  };
}

function isStated(field: string | undefined, value: string): boolean {
  return field !== undefined && field.toLowerCase() === value;
}

/** Key without its URL encoding; `undefined` if it is not encoded correctly. */
function decodeKey(encoded: string): string | undefined {
  if (encoded === '') return undefined;
  if (!encoded.includes('%')) return encoded;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}

/** Date in ISO 8601, also with `-` in its time, as in the names of the report's folders. */
function parseDate(text: string): Date {
  return new Date(text.charAt(13) === '-' ? text.replace(/T(\d{2})-(\d{2})-(\d{2})/, 'T$1:$2:$3') : text);
}

/** Content of a compressed file, whose MD5 is checked at its end. */
async function* decompressed(
  { key, md5 }: InventoryFile,
  name: string,
  open: OpenFile,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const hash = createHash('md5');
  const content = new PassThrough({ highWaterMark: 2 ** 18 });
  const reading = pipeline(
    Readable.from(hashed(await open(key, signal), hash), { objectMode: false }),
    createGunzip({ chunkSize: 2 ** 17 }),
    content,
    { signal },
  );
  // A failure ends the content, too, which throws it.
  reading.catch(() => undefined);
  try {
    yield* content as AsyncIterable<Buffer>;
  } catch (error) {
    signal.throwIfAborted();
    if (!isZlibError(error)) throw error;
    throw new InvalidInputError(
      'inventory',
      '"{0}" of the inventory report is not a complete gzip file. Copy the report again.',
      [name],
      { cause: error },
    );
  }
  if (md5 !== undefined && hash.digest('hex') !== md5) throw wrongChecksum(name);
}

async function* hashed(content: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of content) {
    hash.update(chunk);
    yield chunk;
  }
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^Z_[A-Z]+_ERROR$/.test(String(error.code));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
