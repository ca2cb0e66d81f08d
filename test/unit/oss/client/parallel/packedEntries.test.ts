import assert from 'node:assert/strict';
import type { ObjectEntry } from '../../../../../src/oss/client/objects.ts';
import { PackedEntries } from '../../../../../src/oss/client/parallel/packedEntries.ts';

const entry = (key: string): ObjectEntry => ({
  key,
  sizeBytes: 2 ** 45 + key.length,
  lastModified: new Date('2026-01-02T03:04:05.678Z'),
  etag: '99914B932BD37A50B983C5E7C90AE93B',
  storageClass: 'Standard',
  type: 'Normal',
});

describe('packed entries', () => {
  it('unpack to the same entries in the same order, whatever the keys are', () => {
    const keys = ['', '"', '\\', '\u0000\n', '中文/😀', 'a'.repeat(1023)];
    const entries = Array.from({ length: 1000 }, (_, index) => entry(`${keys[index % keys.length] ?? ''}${index}`));
    assert.deepEqual(new PackedEntries(entries).unpack(), entries);
  });

  it('keep the state of restoring where there is one', () => {
    const entries = [entry('a'), { ...entry('b'), restoreInfo: 'ongoing-request="true"' }];
    assert.deepEqual(new PackedEntries(entries).unpack(), entries);
  });

  it('keep an unknown date', () => {
    const unpacked = new PackedEntries([{ ...entry('a'), lastModified: new Date(NaN) }]).unpack();
    assert.ok(Number.isNaN(unpacked[0]?.lastModified.getTime()));
  });

  it('may be none', () => {
    assert.deepEqual(new PackedEntries([]).unpack(), []);
  });
});
