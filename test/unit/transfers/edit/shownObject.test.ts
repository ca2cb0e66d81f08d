import assert from 'node:assert/strict';
import type { ObjectMetadata } from '../../../../src/oss/client/objects.ts';
import { ShownObject } from '../../../../src/transfers/edit/shownObject.ts';

function state(etag: string, sizeBytes = 3, crc64?: string): ObjectMetadata {
  return { etag, sizeBytes, userMetadata: {}, headers: crc64 === undefined ? {} : { 'x-oss-hash-crc64ecma': crc64 } };
}

describe('an object that an editor shows', () => {
  it('is based on what was read before an editor showed it', () => {
    const object = new ShownObject(0);
    object.read(state('A'), false);
    assert.deepEqual([object.base?.etag, object.metadata?.etag], ['A', 'A']);
  });

  it('is based on a later reading only once the editor shows that', () => {
    const object = new ShownObject(0);
    const etags = [];
    object.read(state('A'), false);
    object.read(state('B'), true);
    etags.push(object.base?.etag);
    object.reloaded();
    etags.push(object.base?.etag);
    assert.deepEqual(etags, ['A', 'B']);
  });

  it('takes a reading of the same bytes, whatever their ETag', () => {
    const object = new ShownObject(0);
    object.read(state('A', 3, '7'), false);
    object.read(state('B-1', 3, '7'), true);
    object.read(state('C', 4, '7'), true);
    assert.equal(object.base?.etag, 'B-1');
  });

  it('is based on what was saved, and no more on what was read before', () => {
    const object = new ShownObject(0);
    object.read(state('A'), false);
    object.read(state('B'), true);
    object.saved({ etag: 'C', sizeBytes: 3 });
    object.reloaded();
    assert.equal(object.base?.etag, 'C');
  });

  it('has no base that could be replaced where the host reports no ETag', () => {
    const object = new ShownObject(0);
    object.read({ sizeBytes: 3, userMetadata: {}, headers: {} }, false);
    assert.equal(object.base, undefined);
  });

  it('never becomes newer for VS Code, in later sessions neither', () => {
    const [object, later] = [new ShownObject(1000), new ShownObject(2000, { base: { etag: 'A', sizeBytes: 1 } })];
    const times = [object.timeMs];
    object.expire();
    times.push(object.timeMs);
    object.saved({ etag: 'C', sizeBytes: 3 });
    times.push(object.timeMs, later.timeMs);
    assert.deepEqual(
      times,
      [...new Set(times)].sort((a, b) => b - a),
    );
    assert.deepEqual([object.isEditable, later.isEditable, later.base?.etag], [false, true, 'A']);
  });
});
