import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import {
  inventoryPages,
  parseManifest,
  validateChecksum,
  validateColumn,
  type InventoryEntry,
} from '../../../../src/links/bulk/inventoryReport.ts';
import { InvalidInputError } from '../../../../src/oss/errors/errors.ts';
import { allColumns, csvLine, inventoryReport, type ReportContent } from '../../../support/links/inventoryReports.ts';

const folder = 'logs/daily';
const manifestKey = `${folder}/2026-01-02T03-04Z/manifest.json`;
const date = '2026-01-02T03:04:05.000Z';

/** Reads a report; `change` may damage its files, `chunkBytes` cuts what arrives. */
async function entriesOf(
  content: Omit<ReportContent, 'sourceBucket'>,
  { change = (bytes) => bytes, chunkBytes = 7 }: { change?: (bytes: Buffer) => Buffer; chunkBytes?: number } = {},
): Promise<readonly InventoryEntry[]> {
  const files = inventoryReport(folder, { sourceBucket: 'logs', ...content });
  const manifest = parseManifest(String(files[manifestKey]));
  const entries: InventoryEntry[] = [];
  const open = (key: string): Promise<AsyncIterable<Uint8Array>> =>
    Promise.resolve(chunks(change(files[key] ?? assert.fail(key)), chunkBytes));
  for await (const page of inventoryPages(manifest, open, new AbortController().signal)) entries.push(...page);
  return entries;
}

async function* chunks(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) {
    yield await Promise.resolve(bytes.subarray(start, start + size));
  }
}

const isInvalid = (pattern: RegExp) => (error: unknown) =>
  error instanceof InvalidInputError && pattern.test(error.message);

describe('an inventory report', () => {
  it('lists keys with quotation marks that are not encoded', async () => {
    const [entry] = await entriesOf({ parts: [[csvLine('logs', 'a"b","c.txt', '5', date)]] });
    assert.equal(entry?.key, 'a"b","c.txt');
  });

  it('lists the objects of all its files in order, with decoded keys, sizes and dates', async () => {
    const entries = await entriesOf({
      parts: [
        [csvLine('logs', 'a%2Fb%20c%2B%22%2C.txt', '5', date)],
        [csvLine('logs', '%E6%8A%A5', '0', '2026-01-02T03-04-05Z')],
      ],
    });
    const lastModified = new Date(date);
    assert.deepEqual(entries, [
      { key: 'a/b c+",.txt', sizeBytes: 5, lastModified },
      { key: '报', sizeBytes: 0, lastModified },
    ]);
  });

  it('is read whatever the quotes, line ends and chunks are', async () => {
    const columns = ['Bucket', 'Key', 'ETag'];
    const lines = [
      'logs,plain,',
      '"logs","all",""',
      'logs,"a ""b"", c",x\r',
      '',
      '"logs","crlf","x"\r',
      '\r',
      '"a "" b","one","x,y"',
    ];
    for (const chunkBytes of [1, 3, 1000]) {
      const entries = await entriesOf({ columns, parts: [lines] }, { chunkBytes });
      assert.deepEqual(
        entries.map(({ key }) => key),
        ['plain', 'all', 'a "b", c', 'crlf', 'one'],
      );
    }
  });

  it('lists neither old versions nor delete markers', async () => {
    const line = (key: string, isLatest: string, isMarker: string): string =>
      csvLine('logs', key, 'v1', isLatest, isMarker, '1', date);
    const parts = [[line('now', 'true', 'false'), line('old', 'false', 'false'), line('deleted', 'true', 'true')]];
    assert.deepEqual(
      (await entriesOf({ columns: allColumns, parts })).map(({ key }) => key),
      ['now'],
    );
  });

  it('needs no column but the key', async () => {
    assert.deepEqual(await entriesOf({ columns: ['Key'], parts: [['a'], ['"b"']] }), [{ key: 'a' }, { key: 'b' }]);
    const manifest = parseManifest(
      String(inventoryReport(folder, { sourceBucket: 'logs', columns: ['Key'], parts: [] })[manifestKey]),
    );
    assert.throws(
      () => {
        validateColumn(manifest, 'Size');
      },
      isInvalid(/has no column Size/),
    );
  });

  const damages: readonly (readonly [what: string, lines: readonly string[], RegExp])[] = [
    [
      'a line with a column less',
      [csvLine('logs', 'a', '1', date), csvLine('logs', 'b', '1')],
      /^Line 2 of "745a.*\.gz" is not as/,
    ],
    ['a line with a column more', [csvLine('logs', 'a', '1', date, 'x')], /^Line 1 of/],
    ['a quote that is not closed', ['"logs,a,1,x'], /^Line 1 of/],
    ['a key that is not URL-encoded correctly', [csvLine('logs', '%E6%8', '1', date)], /^Line 1 of/],
    ['no key', [csvLine('logs', '', '1', date)], /^Line 1 of/],
    ['a size that is no number', [csvLine('logs', 'a', 'large', date)], /^Line 1 of/],
    ['a date that is none', [csvLine('logs', 'a', '1', 'yesterday')], /^Line 1 of/],
    ['an endless line', ['x'.repeat(200_000)], /^Line 1 of/],
  ];
  for (const [what, lines, message] of damages) {
    it(`is refused with ${what}`, async () => {
      await assert.rejects(entriesOf({ parts: [lines] }), isInvalid(message));
    });
  }

  it('is refused if a file is cut off, is no gzip file, or is another one than the manifest names', async () => {
    const parts = [[csvLine('logs', 'a', '1', date)]];
    await assert.rejects(
      entriesOf({ parts }, { change: (bytes) => bytes.subarray(0, -4) }),
      isInvalid(/not a complete gzip file/),
    );
    await assert.rejects(
      entriesOf({ parts }, { change: () => Buffer.from('<Error/>') }),
      isInvalid(/not a complete gzip file/),
    );
    const other = gzipSync(`${csvLine('logs', 'b', '1', date)}\n`);
    await assert.rejects(entriesOf({ parts }, { change: () => other }), isInvalid(/its MD5 is another one/));
  });

  it('passes on failures of the network and cancellation', async () => {
    const files = inventoryReport(folder, { sourceBucket: 'logs', parts: [[csvLine('logs', 'a', '1', date)]] });
    const manifest = parseManifest(String(files[manifestKey]));
    const failure = new Error('reset');
    const read = async (open: () => Promise<AsyncIterable<Uint8Array>>, signal: AbortSignal): Promise<void> => {
      for await (const page of inventoryPages(manifest, open, signal)) assert.equal(page.length, 0);
    };
    await assert.rejects(
      read(() => Promise.reject(failure), new AbortController().signal),
      failure,
    );
    const stop = new AbortController();
    const endless = async function* (): AsyncGenerator<Uint8Array> {
      stop.abort(failure);
      yield await Promise.resolve(Buffer.from([0x1f]));
    };
    await assert.rejects(
      read(() => Promise.resolve(endless()), stop.signal),
      failure,
    );
  });
});

describe('the manifest of an inventory report', () => {
  const manifestOf = (manifest: object): string =>
    String(inventoryReport(folder, { sourceBucket: 'logs', parts: [], manifest })[manifestKey]);

  it('names its bucket, its time and its columns', () => {
    const { sourceBucket, createdAt, columns } = parseManifest(manifestOf({}));
    assert.equal(sourceBucket, 'logs');
    assert.deepEqual(createdAt, new Date('2026-01-02T03:04:00.000Z'));
    assert.deepEqual(columns, ['Bucket', 'Key', 'Size', 'LastModifiedDate']);
    assert.equal(parseManifest(manifestOf({ creationTimestamp: undefined })).createdAt, undefined);
  });

  it('is refused if it is broken, of another format, or without keys', () => {
    for (const text of ['', '{', '[]', manifestOf({ files: 'x' }), manifestOf({ sourceBucket: undefined })]) {
      assert.throws(() => parseManifest(text), isInvalid(/not the manifest of an OSS inventory report/));
    }
    assert.throws(() => parseManifest(manifestOf({ fileFormat: 'ORC' })), isInvalid(/is ORC\. Only CSV/));
    assert.throws(() => parseManifest(manifestOf({ fileSchema: 'Bucket, Size' })), isInvalid(/has no column Key/));
  });

  it('must have the MD5 of its checksum file', () => {
    const files = inventoryReport(folder, { sourceBucket: 'logs', parts: [] });
    const bytes = files[manifestKey] ?? assert.fail();
    const checksum = String(files[`${folder}/2026-01-02T03-04Z/manifest.checksum`]);
    validateChecksum(bytes, `${checksum}\n`);
    assert.throws(
      () => {
        validateChecksum(Buffer.concat([bytes, Buffer.from(' ')]), checksum);
      },
      isInvalid(/"manifest\.json".*its MD5 is another one/),
    );
  });
});
