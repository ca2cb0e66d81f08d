import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { askInventoryReport, type OpenedReport } from '../../src/features/bulk/openInventory.ts';
import { inventoryPages } from '../../src/links/bulk/inventoryReport.ts';
import { localFiles } from '../../src/ui/files/openLocalFiles.ts';
import { csvLine, inventoryReport } from '../support/links/inventoryReports.ts';
import { ScriptedPrompts } from '../support/ui/scriptedPrompts.ts';

const lines = [csvLine('docs', 'a%20b.txt', '1', '2026-01-02T03:04:05.000Z')];
const report = inventoryReport('daily', { sourceBucket: 'docs', parts: [lines] });
const manifestName = 'daily/2026-01-02T03-04Z/manifest.json';

describe('an inventory report on this computer', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'inventory-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Writes the files of the report, but those that match `except`, at `place`, and opens it. */
  async function openReport(place: (name: string) => string, except = /^$/): Promise<OpenedReport> {
    for (const [name, bytes] of Object.entries(report)) {
      if (except.test(name)) continue;
      const file = path.join(folder, place(name));
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, bytes);
    }
    const opened = await askInventoryReport('Links', 'docs', {
      prompts: new ScriptedPrompts('On This Computer…'),
      profiles: { list: () => [], showAllBuckets: () => Promise.resolve() },
      clientOf: () => Promise.reject(new Error('nothing is read from OSS')),
      files: { ...localFiles, ask: () => Promise.resolve([vscode.Uri.file(path.join(folder, place(manifestName)))]) },
    });
    return opened ?? assert.fail('no report was opened');
  }

  async function keysOf({ manifest, open }: OpenedReport): Promise<readonly string[]> {
    const keys: string[] = [];
    for await (const page of inventoryPages(manifest, open, new AbortController().signal)) {
      keys.push(...page.map(({ key }) => key));
    }
    return keys;
  }

  it('is read from folders as in the bucket, and from one folder', async () => {
    assert.deepEqual(await keysOf(await openReport((name) => name)), ['a b.txt']);
    assert.deepEqual(await keysOf(await openReport((name) => path.basename(name))), ['a b.txt']);
  });

  it('is read without its checksum file, and names a data file that is missing', async () => {
    const opened = await openReport((name) => name, /checksum$|\.gz$/);
    await assert.rejects(keysOf(opened), /"745a29e3.*\.csv\.gz" of the inventory report is missing/);
  });
});
