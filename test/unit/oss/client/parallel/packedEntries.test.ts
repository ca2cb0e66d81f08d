import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { randomNumbers } from '../../../../support/randomNumbers.ts';
import type { ObjectEntry } from '../../../../../src/oss/client/objects.ts';
import { PackedEntries, type FreeBuffers } from '../../../../../src/oss/client/parallel/packedEntries.ts';

const entry = (key: string): ObjectEntry => ({
  key,
  sizeBytes: 2 ** 45 + key.length,
  lastModified: new Date('2026-01-02T03:04:05.678Z'),
  etag: '99914B932BD37A50B983C5E7C90AE93B',
  storageClass: 'Standard',
  type: 'Normal',
});

const entriesOf = (packed: PackedEntries): readonly ObjectEntry[] => [...packed.unpack()].flat();

describe('packed entries', () => {
  it('unpack to the same entries in the same order, whatever the keys are', () => {
    const keys = ['', '"', '\\', '\u0000\n', '中文/😀', 'a'.repeat(1023)];
    const entries = Array.from({ length: 1000 }, (_, index) => entry(`${keys[index % keys.length] ?? ''}${index}`));
    assert.deepEqual(entriesOf(PackedEntries.of(entries)), entries);
  });

  it('keep the state of restoring where there is one', () => {
    const entries = [entry('a'), { ...entry('b'), restoreInfo: 'ongoing-request="true"' }];
    assert.deepEqual(entriesOf(PackedEntries.of(entries)), entries);
  });

  it('keep an unknown date', () => {
    const unpacked = entriesOf(PackedEntries.of([{ ...entry('a'), lastModified: new Date(NaN) }]));
    assert.ok(Number.isNaN(unpacked[0]?.lastModified.getTime()));
  });

  it('name their first, last and every 50th key, decoded once it is known how', () => {
    const packed = PackedEntries.of(Array.from({ length: 101 }, (_, index) => entry(`a%20${index}`)));
    assert.deepEqual([packed.count, packed.firstKey, packed.lastKey], [101, 'a%200', 'a%20100']);
    packed.decodeKeys(decodeURIComponent);
    assert.deepEqual([packed.firstKey, packed.lastKey], ['a 0', 'a 100']);
    assert.deepEqual(packed.sampledKeys, ['a 0', 'a 50', 'a 100']);
    assert.equal(entriesOf(packed)[7]?.key, 'a 7');
  });

  it('keep those that pass a filter', () => {
    const packed = PackedEntries.of(Array.from({ length: 300 }, (_, index) => entry(String(index))));
    const even = packed.filter(({ key }) => Number(key) % 2 === 0);
    assert.deepEqual([even.count, even.firstKey, even.lastKey], [150, '0', '298']);
    assert.equal(entriesOf(even)[149]?.key, '298');
  });

  it('keep values of fields that differ, and of those that are equal', () => {
    const entries = Array.from({ length: 250 }, (_, index) => ({
      ...entry(String(index)),
      sizeBytes: index,
      lastModified: new Date(index * 1000),
      etag: `etag ${index}`,
      storageClass: index % 2 === 0 ? 'IA' : 'Standard',
      type: index % 3 === 0 ? 'Normal' : 'Multipart',
      ...(index % 5 === 0 && { restoreInfo: 'ongoing-request="true"' }),
    }));
    assert.deepEqual(entriesOf(PackedEntries.of(entries)), entries);
  });

  it('use their buffers again, once they are unpacked', () => {
    const free: FreeBuffers = [];
    const entries = Array.from({ length: 1000 }, (_, index) => entry(`${index}/${'k'.repeat(100)}`));
    for (let round = 0; round < 3; round++) {
      const [one, other] = [PackedEntries.of(entries, free), PackedEntries.of(entries.toReversed(), free)];
      assert.deepEqual(entriesOf(one), entries);
      assert.deepEqual(entriesOf(other), entries.toReversed());
    }
    assert.ok(free.length <= 16, `${free.length} buffers`);
    assert.equal(new Set(free).size, free.length);
  });

  it('need less than 100 bytes for an entry with a long key beside its ETag', () => {
    const free: FreeBuffers = [];
    const random = randomNumbers(1);
    const entries = Array.from({ length: 10_000 }, (_, index) => ({
      ...entry(`logs/2026/01/02/service/part ${String(index).padStart(7, '0')}.json`),
      etag: Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join(''),
    }));
    entriesOf(PackedEntries.of(entries, free));
    const sizeBytes = free.reduce((sum, { length }) => sum + length, 0);
    assert.ok(sizeBytes / entries.length < 100, `${sizeBytes / entries.length} bytes`);
  });

  it('keep nothing of the text that their keys are parts of', () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const kept: PackedEntries[] = [];
    const keep = (page: number): void => {
      const text = Buffer.alloc(300_000, `page ${page} `).toString('latin1');
      kept.push(
        PackedEntries.of(Array.from({ length: 60 }, (_, index) => entry(text.slice(index * 50, index * 50 + 40)))),
      );
    };
    keep(0);
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    for (let page = 1; page <= 100; page++) keep(page);
    collectGarbage();
    const growthBytes = process.memoryUsage().heapUsed - before;
    assert.ok(growthBytes < 5_000_000, `${growthBytes} bytes of 30 MB are kept`);
    assert.equal(kept.length, 101);
  });

  it('may be none', () => {
    assert.deepEqual(entriesOf(PackedEntries.of([])), []);
  });
});
