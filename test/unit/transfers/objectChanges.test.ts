import assert from 'node:assert/strict';
import { ObjectChanges, type ChangedObject } from '../../../src/transfers/objectChanges.ts';

describe('a changed object', () => {
  const exchange = { host: 'oss.example', attempt: 1, durationMs: 1, status: 200, bucket: 'docs', key: 'a.txt' };
  const changedBy = (operation: string, more: object = {}): readonly ChangedObject[] => {
    const changes = new ObjectChanges();
    const changed: ChangedObject[] = [];
    changes.onDidChange((object) => changed.push(object));
    changes.note({ ...exchange, operation, method: 'PUT', ...more });
    return changed;
  };

  it('is one that was written, copied or deleted', () => {
    const changes = { PutObject: 'PUT', CompleteMultipartUpload: 'POST', DeleteObject: 'DELETE' };
    for (const [operation, method] of Object.entries(changes))
      assert.deepEqual(changedBy(operation, { method }), [{ bucket: 'docs', key: 'a.txt' }], operation);
  });

  it('is none that was only read, or whose change failed or was not answered', () => {
    for (const more of [{ method: 'GET' }, { method: 'HEAD' }, { status: 403 }, { status: 304 }, { status: undefined }])
      assert.deepEqual(changedBy('PutObject', more), [], JSON.stringify(more));
  });

  it('is none of an upload in parts that is not complete', () => {
    for (const operation of ['InitiateMultipartUpload', 'UploadPart', 'UploadPartCopy', 'AbortMultipartUpload'])
      assert.deepEqual(changedBy(operation), [], operation);
  });
});
