import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { withBench } from '../../../support/features/commandBench.ts';
import { csvLine, inventoryReport, type ReportContent } from '../../../support/links/inventoryReports.ts';
import { ESCAPE, ScriptedPrompts, type Reply } from '../../../support/ui/scriptedPrompts.ts';

const date = '2026-01-02T03:04:05.000Z';
const line = (key: string, size = '1', modified = date): string =>
  csvLine('docs', encodeURIComponent(key), size, modified);
const content: ReportContent = {
  sourceBucket: 'docs',
  parts: [[line('readme.txt', '5'), line('reports/'), line('reports/2026.pdf', '2000000')], [line('报告/三.pdf', '7')]],
};
const inBucket: readonly Reply[] = [
  'From an Inventory Report…',
  'In a Bucket…',
  'logs',
  'daily/',
  '2026-01-02T03-04Z/',
  'manifest.json',
];
const onComputer: readonly Reply[] = ['From an Inventory Report…', 'On This Computer…'];
const make: readonly Reply[] = ['15 minutes', 'Text', 'Create Links'];
const fileName = 'docs links.txt';

describe('links from an inventory report', () => {
  const bench = withBench();
  let saveFolder = '';
  beforeEach(async () => {
    saveFolder = await mkdtemp(path.join(tmpdir(), 'oss-links-inventory-'));
    bench().downloadFolder = saveFolder;
  });
  afterEach(() => rm(saveFolder, { recursive: true }));

  const upload = async (changes: Partial<ReportContent> = {}, except = /^$/): Promise<void> => {
    for (const [key, bytes] of Object.entries(inventoryReport('daily', { ...content, ...changes }))) {
      if (!except.test(key)) await bench().oss.emulator.putObject('logs', key, bytes);
    }
  };
  /** Files of a report on this computer, without some of them. */
  const copy = (
    folder: string,
    {
      except = /^$/,
      changes = {},
      placed = (name) => name,
    }: { except?: RegExp; changes?: Partial<ReportContent>; placed?: (name: string) => string } = {},
  ): void => {
    for (const [name, bytes] of Object.entries(inventoryReport('daily', { ...content, ...changes }))) {
      if (except.test(name)) continue;
      const uri = bench().file(
        `${folder}/${placed(name)}`,
        async function* (start, end) {
          yield await Promise.resolve(bytes.subarray(start, end));
        },
        bytes.length,
      );
      if (name.endsWith('manifest.json')) bench().pickedFiles = [uri];
    }
  };
  // Prompts are no result: their method `then` makes them look like a promise.
  let prompts: ScriptedPrompts;
  const run = async (...replies: readonly Reply[]): Promise<void> => {
    prompts = new ScriptedPrompts(...replies);
    await bench().run('bulkLinks', [await bench().node('docs')], prompts);
  };
  const linkedKeys = async (name = fileName): Promise<readonly string[]> => {
    const text = await readFile(path.join(saveFolder, name), 'utf8');
    return text
      .trimEnd()
      .split('\n')
      .map((url) => decodeURIComponent(new URL(url).pathname.replace('/docs/', '')));
  };

  it('are saved for its objects, without listing the bucket', async () => {
    await upload();
    await run(...inBucket, 'All objects', ...make);
    assert.deepEqual(await linkedKeys(), ['readme.txt', 'reports/2026.pdf', '报告/三.pdf']);
    assert.match(bench().messages.at(-1) ?? '', /^info: Saved 3 links to docs links\.txt \(expire at /);
    assert.match(
      prompts.last.readable.join(' '),
      /The report is of [^{}]*\b2026\b[^{}]*\. Links to objects that were deleted after it don't work\./,
    );
    assert.deepEqual(bench().askedFiles, [{ name: fileName, isSecret: true }]);
    const batch = bench().ledger.list()[0] ?? assert.fail('nothing was recorded');
    assert.deepEqual([batch.bucket, batch.batchCount], ['docs', 3]);
    // The tree lists with a delimiter.
    const listed = bench().oss.emulator.requests.filter(
      ({ operation, bucket, query }) => operation === 'ListObjectsV2' && bucket === 'docs' && !query.has('delimiter'),
    );
    assert.deepEqual(listed, []);
  });

  it('are still those of the report after Escape where another one can be chosen', async () => {
    await upload();
    await run(...inBucket, 'From an Inventory Report…', ESCAPE, 'All objects', ...make);
    assert.match(prompts.last.readable.join(' '), /The report is of /);
  });

  it('work', async () => {
    await upload();
    await run(...inBucket, 'All objects', ...make);
    const [url = ''] = (await readFile(path.join(saveFolder, fileName), 'utf8')).split('\n');
    assert.equal((await bench().use(url, 'GET')).text, 'content of readme.txt');
  });

  it('are filtered by name, size and folder', async () => {
    await upload();
    await run(...inBucket, 'Name', '*.pdf', 'Size', '> 1 MB', 'Objects that match', ...make);
    assert.deepEqual(await linkedKeys(), ['reports/2026.pdf']);
    prompts = new ScriptedPrompts(...inBucket, 'All objects', ...make);
    await bench().run('bulkLinks', [await bench().node('docs', 'reports/')], prompts);
    assert.deepEqual(await linkedKeys('docs reports links.txt'), ['reports/2026.pdf']);
  });

  it('save files inside the folder only, in the formats that save files', async () => {
    await upload({ parts: [[line('a/../../b.txt')]] });
    await run(...inBucket, 'All objects', '15 minutes', 'aria2', 'Create Links');
    const text = await readFile(path.join(saveFolder, 'docs links.aria2.txt'), 'utf8');
    const [, file = ''] = /^ {2}out=(.*)$/m.exec(text) ?? [];
    assert.match(file, /b\.txt$/);
    assert.ok(!file.split('/').includes('..'), file);
  });

  it('are created from a copy on this computer, whichever of its folders has the data', async () => {
    copy('/tree');
    await run(...onComputer, 'All objects', ...make);
    assert.deepEqual(await linkedKeys(), ['readme.txt', 'reports/2026.pdf', '报告/三.pdf']);
    assert.ok(prompts.asked.some(({ readable }) => readable.includes('/tree/daily/2026-01-02T03-04Z/manifest.json')));
  });

  for (const [where, place] of [
    ['in the folder of the manifest', ''],
    ['in a folder beside the manifest', 'data/'],
  ] as const) {
    it(`are created from a copy whose data is ${where}`, async () => {
      copy('/flat', { placed: (name) => name.replace('daily/data/', `daily/2026-01-02T03-04Z/${place}`) });
      await run(...onComputer, 'All objects', ...make);
      assert.equal((await linkedKeys()).length, 3);
    });
  }

  it('are created from a report without sizes', async () => {
    const columns = ['Bucket', 'Key', 'LastModifiedDate'];
    copy('/plain', { changes: { columns, parts: [[csvLine('docs', 'readme.txt', date)]] } });
    await run(...onComputer, 'All objects', ...make);
    assert.deepEqual(await linkedKeys(), ['readme.txt']);
    assert.match(bench().messages.at(-1) ?? '', /^info: Saved 1 link to docs links\.txt \(expire/);
  });

  it('are created from a report without dates if the filter of the age is blank', async () => {
    copy('/plain', { changes: { columns: ['Bucket', 'Key'], parts: [[csvLine('docs', 'readme.txt')]] } });
    await run(...onComputer, 'Modified', '  ', 'All objects', ...make);
    assert.deepEqual(await linkedKeys(), ['readme.txt']);
  });

  it('are created without manifest.checksum, too', async () => {
    copy('/copy', { except: /checksum$/ });
    await run(...onComputer, 'All objects', ...make);
    assert.equal((await linkedKeys()).length, 3);
  });

  const refusals: readonly (readonly [what: string, arrange: () => void, message: RegExp])[] = [
    [
      'of another bucket',
      () => {
        copy('/a', { changes: { sourceBucket: 'logs' } });
      },
      /lists the objects of "logs", not of "docs"/,
    ],
    [
      'of another format',
      () => {
        copy('/a', { changes: { manifest: { fileFormat: 'ORC' } } });
      },
      /is ORC\. Only CSV/,
    ],
    [
      'whose manifest was changed',
      () => {
        copy('/a');
        bench().file('/a/daily/2026-01-02T03-04Z/manifest.checksum', 'D41D8CD98F00B204E9800998ECF8427E');
      },
      /"manifest\.json" .* MD5 is another one/,
    ],
    [
      'whose manifest never ends',
      () => {
        const folder = '/a/daily/2026-01-02T03-04Z';
        const endless = async function* (): AsyncGenerator<Buffer> {
          for (;;) yield await Promise.resolve(Buffer.alloc(2 ** 20, ' '));
        };
        bench().pickedFiles = [bench().file(`${folder}/manifest.json`, endless, 1)];
      },
      /The manifest of the inventory report is too long\./,
    ],
    [
      'that is no report',
      () => {
        bench().pickedFiles = [bench().file('/a/data.csv.gz', 'x')];
      },
      /Select the file manifest\.json/,
    ],
  ];
  for (const [what, arrange, message] of refusals) {
    it(`refuse a report ${what}, and ask again`, async () => {
      arrange();
      await run(...onComputer, ESCAPE);
      assert.match(bench().messages.at(-1) ?? '', message);
      assert.equal(bench().shownMessages.at(-1)?.kind, 'error');
      assert.deepEqual(await readdir(saveFolder), []);
    });
  }

  const failures: readonly (readonly [
    what: string,
    replies: readonly Reply[],
    changes: Partial<ReportContent>,
    message: RegExp,
  ])[] = [
    [
      'no object matches',
      ['Name', '*.exe', 'Objects that match'],
      {},
      /No objects of the inventory report are in this folder/,
    ],
    [
      'the sizes that are filtered are missing',
      ['Size', '> 1', 'Objects that match'],
      { columns: ['Key'], parts: [['a']] },
      /has no column Size/,
    ],
    [
      'the dates that are filtered are missing',
      ['Modified', '> 1d', 'Objects that match'],
      { columns: ['Key'], parts: [['a']] },
      /has no column LastModifiedDate/,
    ],
    [
      'a line is broken',
      ['All objects'],
      { parts: [[line('readme.txt')], ['x']] },
      /Line 1 of "745a29e3.*-1\.csv\.gz"/,
    ],
  ];
  for (const [what, replies, changes, message] of failures) {
    it(`leave no file if ${what}`, async () => {
      copy('/a', { changes });
      const confirmed = /column/.test(String(message)) ? make.slice(0, -1) : make;
      await run(...onComputer, ...replies, ...confirmed);
      assert.match(bench().messages.at(-1) ?? '', message);
      assert.deepEqual(await readdir(saveFolder), []);
      assert.deepEqual(bench().ledger.list(), []);
    });
  }

  it('name a data file that is missing', async () => {
    copy('/a', { except: /-1\.csv\.gz$/ });
    await run(...onComputer, 'All objects', ...make);
    assert.match(bench().messages.at(-1) ?? '', /-1\.csv\.gz" of the inventory report is missing/);
    assert.deepEqual(await readdir(saveFolder), []);
  });

  it('are created from a report in a bucket without manifest.checksum', async () => {
    await upload({}, /checksum$/);
    await run(...inBucket, 'All objects', ...make);
    assert.equal((await linkedKeys()).length, 3);
  });

  it('are not created if manifest.checksum cannot be read', async () => {
    await upload();
    const match = { operation: 'GetObject', key: 'daily/2026-01-02T03-04Z/manifest.checksum' } as const;
    bench().oss.emulator.faults.add({ kind: 'status', status: 403, code: 'AccessDenied', match });
    await run(...inBucket, ESCAPE);
    assert.equal(bench().shownMessages.at(-1)?.kind, 'error');
    assert.deepEqual(await readdir(saveFolder), []);
  });

  it('are listed after Escape in the choice of a report, which changes nothing', async () => {
    await run('From an Inventory Report…', ESCAPE, 'All objects', '15 minutes', 'JSON Lines');
    assert.equal(bench().opened.length, 1);
  });

  it('are not offered for selected objects', async () => {
    const nodes = [await bench().node('docs', 'readme.txt'), await bench().node('docs', 'reports/')];
    prompts = new ScriptedPrompts(ESCAPE);
    await bench().run('bulkLinks', [nodes[0], nodes], prompts);
    assert.ok(!prompts.last.labels.includes('From an Inventory Report…'));
  });
});
