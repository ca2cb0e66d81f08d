import assert from 'node:assert/strict';
import * as v from 'valibot';
import { Stored } from '../../src/stored.ts';
import { MemoryMemento } from '../support/profiles/storage.ts';

describe('Stored', () => {
  let memento: MemoryMemento;
  const counts = (): Stored<Record<string, number>> =>
    new Stored(memento, 'counts', v.record(v.string(), v.pipe(v.number(), v.integer())));

  beforeEach(() => {
    memento = new MemoryMemento();
  });

  it('reads the value that was written with the same key', async () => {
    await counts().write({ a: 1 });
    assert.deepEqual(counts().read(), { a: 1 });
    assert.deepEqual(memento.get('counts'), { a: 1 });
  });

  it('reads a value of another version as undefined, and keeps it', async () => {
    await memento.update('counts', { a: 'one' });
    assert.equal(counts().read(), undefined);
    assert.deepEqual(counts().unreadable, { a: 'one' });
    assert.deepEqual(memento.get('counts'), { a: 'one' });
  });

  it('reports nothing unreadable if nothing or a valid value is stored', async () => {
    assert.equal(counts().unreadable, undefined);
    await counts().write({ a: 1 });
    assert.equal(counts().unreadable, undefined);
  });

  it('removes the value', async () => {
    await counts().write({ a: 1 });
    await counts().write(undefined);
    assert.equal(counts().read(), undefined);
    assert.equal(memento.get('counts'), undefined);
  });
});
