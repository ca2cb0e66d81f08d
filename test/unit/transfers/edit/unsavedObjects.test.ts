import assert from 'node:assert/strict';
import { UnsavedObjects } from '../../../../src/transfers/edit/unsavedObjects.ts';
import { MemoryMemento } from '../../../support/profiles/storage.ts';

const one = { etag: 'A', sizeBytes: 1, crc64: '1' };
const two = { etag: 'B', sizeBytes: 2, crc64: '2' };
const URI = 'oss://p1/docs/a.txt';

describe('objects with unsaved changes', () => {
  it('are found after a restart with what they are based on, until they are saved', async () => {
    const memento = new MemoryMemento();
    await new UnsavedObjects(memento).add(URI, one);
    const later = new UnsavedObjects(memento);
    assert.deepEqual(later.find(URI), { base: one });
    assert.equal(later.find(`${URI}.other`), undefined);
    await later.add(URI, two, one);
    assert.deepEqual(later.find(URI), { base: two });
    assert.equal(later.isEmpty, false);
    await later.remove(URI);
    assert.equal(later.find(URI), undefined);
    assert.equal(later.isEmpty, true);
  });

  it('are found as an earlier version has stored them', async () => {
    const memento = new MemoryMemento();
    await memento.update('ossLinks.unsavedObjects', [{ uri: URI, base: one }]);
    assert.deepEqual(new UnsavedObjects(memento).find(URI), { base: one });
  });

  it('have no base if two windows change the same object with different ones', async () => {
    const memento = new MemoryMemento();
    await new UnsavedObjects(memento).add(URI, one);
    await new UnsavedObjects(memento).add(URI, two);
    assert.deepEqual(new UnsavedObjects(memento).find(URI), {});
    await new UnsavedObjects(memento).add(URI, one);
    assert.deepEqual(new UnsavedObjects(memento).find(URI), {});
  });

  it('are forgotten, and the oldest of very many too', async () => {
    const unsaved = new UnsavedObjects(new MemoryMemento());
    for (let index = 0; index < 101; index++) await unsaved.add(`${URI}${index}`, one);
    assert.equal(unsaved.find(`${URI}0`), undefined);
    assert.deepEqual([unsaved.find(`${URI}1`), unsaved.find(`${URI}100`)], [{ base: one }, { base: one }]);
    await unsaved.forget();
    assert.equal(unsaved.isEmpty, true);
  });
});
