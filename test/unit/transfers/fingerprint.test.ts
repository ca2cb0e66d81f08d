import assert from 'node:assert/strict';
import { OssError, TransportError } from '../../../src/oss/errors/errors.ts';
import { compareObject, fingerprintOf } from '../../../src/transfers/fingerprint.ts';
import { chunksOf } from '../../support/oss/chunks.ts';

const { signal } = new AbortController();
const content = { sizeBytes: 9, open: () => chunksOf('1234', '56789'), isUnchanged: () => Promise.resolve(true) };

describe('the fingerprint of content', () => {
  it('is its size, SHA-256 and CRC-64', async () => {
    assert.deepEqual(await fingerprintOf(content, signal), {
      sizeBytes: 9,
      sha256: '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225',
      // The check value of CRC-64/XZ, which OSS uses.
      crc64: BigInt('0x995dc9bbdf1939fa').toString(),
    });
  });

  it('ends when it is cancelled', async () => {
    const reason = new Error('cancelled');
    await assert.rejects(fingerprintOf(content, AbortSignal.abort(reason)), reason);
  });

  const compare = (head: () => Promise<unknown>) =>
    compareObject({ headObject: head } as Parameters<typeof compareObject>[0], 'b', 'k', { sizeBytes: 9, crc64: '7' });
  const stored = (sizeBytes: number | undefined, crc64?: string) => () =>
    Promise.resolve({ sizeBytes, headers: crc64 === undefined ? {} : { 'x-oss-hash-crc64ecma': crc64 } });
  const refused = (status: number) => () =>
    Promise.reject(new OssError({ operation: 'HeadObject', code: 'Refused', status }));

  for (const [comparison, what, head] of [
    ['same', 'the same size and checksum', stored(9, '7')],
    ['same', 'the same checksum and no size', stored(undefined, '7')],
    ['different', 'another checksum', stored(9, '8')],
    ['different', 'another size', stored(8, '7')],
    ['different', 'another size and no checksum', stored(8)],
    ['unknown', 'no checksum', stored(9)],
    ['unknown', 'no permission to read it', refused(403)],
    ['absent', 'no object', refused(404)],
  ] as const) {
    it(`finds an object ${comparison} with ${what}`, async () => {
      assert.equal(await compare(head), comparison);
    });
  }

  it('compares nothing if OSS fails', async () => {
    await assert.rejects(compare(refused(500)), { status: 500 });
    const failure = new TransportError('Timeout', 'x');
    await assert.rejects(
      compare(() => Promise.reject(failure)),
      failure,
    );
  });
});
