import assert from 'node:assert/strict';
import type { RangedContent } from '../../../../../src/oss/client/multipart/multipartUpload.ts';
import { presign } from '../../../../../src/oss/signing/presign.ts';
import type { Operation } from '../../../../emulator/operations.ts';
import { chunksOf } from '../../../../support/oss/chunks.ts';
import { all, credentialsOf, loopbackOss } from '../../../../support/oss/loopbackOss.ts';

const PART_BYTES = 100 * 1024;
const content: RangedContent = {
  sizeBytes: 2 * PART_BYTES,
  open: (start, end) => chunksOf(Buffer.alloc(end - start)),
};

describe('an upload whose initiation got no response', () => {
  const oss = loopbackOss();
  beforeEach(() => {
    oss.emulator.createBucket('bucket');
  });

  const upload = async (signal?: AbortSignal): Promise<number> => {
    let leftBehind = 0;
    const onLeftBehind = (): void => {
      leftBehind++;
    };
    const options = { partSizeBytes: PART_BYTES, onLeftBehind, ...(signal && { signal }) };
    await oss
      .client()
      .uploadInParts('bucket', 'k', content, options)
      .catch(() => undefined);
    return leftBehind;
  };
  const left = async (): Promise<readonly string[]> =>
    (await all(oss.client().incompleteUploads('bucket'))).map(({ key }) => key);
  const lose = (times = 1): void => {
    oss.emulator.faults.add({ kind: 'lostAnswer', times, match: { operation: 'InitiateMultipartUpload' } });
  };
  const refuse = (operation: Operation): void => {
    oss.emulator.faults.add({ kind: 'status', status: 403, code: 'AccessDenied', match: { operation } });
  };

  it('is aborted beside the one that goes on', async () => {
    lose();
    assert.equal(await upload(), 0);
    assert.deepEqual(await left(), []);
    assert.equal(oss.emulator.object('bucket', 'k')?.body.sizeBytes, 2 * PART_BYTES);
  });

  it('is aborted if all attempts failed', async () => {
    lose(3);
    assert.equal(await upload(), 0);
    assert.deepEqual(await left(), []);
    assert.equal(oss.emulator.object('bucket', 'k'), undefined);
  });

  for (const aheadMs of [600_000, -600_000])
    it(`is distinguished from uploads of longer keys and from earlier ones, with a clock ahead by ${aheadMs} ms`, async () => {
      let serviceMs = Date.parse('2026-11-22T00:00:00Z');
      await oss.restart({ now: () => new Date(serviceMs) });
      oss.emulator.createBucket('bucket');
      const client = oss.client({ now: () => new Date(serviceMs + aheadMs) });
      await client.initiateMultipartUpload('bucket', 'k');
      serviceMs += 60_000;
      await client.initiateMultipartUpload('bucket', 'k/other');
      lose();
      await client.uploadInParts('bucket', 'k', content, { partSizeBytes: PART_BYTES });
      const uploads = await all(client.incompleteUploads('bucket'));
      assert.deepEqual(
        uploads.map(({ key, initiatedAt }) => [key, initiatedAt.toISOString()]),
        [
          ['k', '2026-11-22T00:00:00.000Z'],
          ['k/other', '2026-11-22T00:01:00.000Z'],
        ],
      );
    });

  it('is not aborted if one of several uploads may belong to another client', async () => {
    await oss.client().initiateMultipartUpload('bucket', 'k');
    lose();
    assert.equal(await upload(), 1);
    assert.deepEqual(await left(), ['k', 'k']);
  });

  it('is not confused with an upload that has parts, which need its ID', async () => {
    const uploadId = await oss.client().initiateMultipartUpload('bucket', 'k');
    const { url } = presign(
      { method: 'PUT', bucket: 'bucket', key: 'k', query: { partNumber: '1', uploadId } },
      { credentials: await credentialsOf()(), region: 'cn-hangzhou', endpoint: oss.emulator.endpoint('cn-hangzhou') },
    );
    assert.equal((await fetch(url, { method: 'PUT', body: Buffer.from('part') })).status, 200);
    oss.emulator.faults.add({ kind: 'reset', match: { operation: 'InitiateMultipartUpload' } });
    assert.equal(await upload(), 1);
    assert.deepEqual(await left(), ['k']);
  });

  for (const operation of ['ListMultipartUploads', 'ListParts', 'AbortMultipartUpload'] as const) {
    it(`is reported if ${operation} is refused`, async () => {
      lose();
      refuse(operation);
      assert.equal(await upload(), 1);
      assert.deepEqual(await left(), ['k']);
    });
  }

  it('is reported if it has parts that cannot be aborted', async () => {
    refuse('UploadPart');
    assert.equal(await upload(), 0);
    assert.deepEqual(await left(), []);
    refuse('UploadPart');
    refuse('AbortMultipartUpload');
    assert.equal(await upload(), 1);
    assert.deepEqual(await left(), ['k']);
  });

  it('is not searched for if no request was sent', async () => {
    const abort = new AbortController();
    abort.abort();
    assert.equal(await upload(abort.signal), 0);
    assert.ok(!oss.operations().includes('ListMultipartUploads'));
  });
});
