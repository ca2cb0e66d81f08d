import assert from 'node:assert/strict';
import fc from 'fast-check';
import { combineCrc64, Crc64, crc64Of } from '../../../src/oss/crc64.ts';
import { propertyRuns } from '../../support/propertyRuns.ts';

/** CRC-64/XZ by its definition, a bit at a time. */
function bitByBit(bytes: Uint8Array): bigint {
  let remainder = 0xffff_ffff_ffff_ffffn;
  for (const byte of bytes) {
    remainder ^= BigInt(byte);
    for (let bit = 0; bit < 8; bit++) {
      remainder = (remainder >> 1n) ^ ((remainder & 1n) * 0xc96c5795d7870f42n);
    }
  }
  return remainder ^ 0xffff_ffff_ffff_ffffn;
}

/** Bytes at an offset in a larger buffer, as a socket returns them. */
function movedBy(offset: number, bytes: Uint8Array): Uint8Array {
  const room = new Uint8Array(offset + bytes.length + 8).fill(0xa5);
  room.set(bytes, offset);
  return room.subarray(offset, offset + bytes.length);
}

describe('Crc64', () => {
  // The check value of CRC-64/XZ, and those of Go's `hash/crc64`, with which Alibaba Cloud's own SDK checks uploads.
  const known: readonly (readonly [string, bigint])[] = [
    ['', 0n],
    ['123456789', 0x995dc9bbdf1939fan],
    ['a', 0x330284772e652b05n],
    ['abcdefgh', 0x67b4f30a647a0c59n],
    ['abcdefghi', 0x9966f6c89d56ef8en],
    ['size:  a.out:  bad magic', 0xe3b5e46cd8d63a4dn],
    ['The days of the digital watch are numbered.  -Tom Stoppard', 0x02fd681d7b2421fdn],
    ['This is a test of the emergency broadcast system.', 0x27db187fc15bbc72n],
  ];
  for (const [text, expected] of known) {
    it(`of ${JSON.stringify(text)} is ${expected.toString(16)}`, () => {
      assert.equal(crc64Of(Buffer.from(text)), expected);
    });
  }

  it('is formatted as OSS formats it', () => {
    assert.equal(String(crc64Of(Buffer.from('123456789'))), '11051210869376104954');
  });

  it('equals the bitwise result for any chunks and offsets', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(9), fc.uint8Array({ maxLength: 40 })), { maxLength: 6 }), (pieces) => {
        const crc64 = new Crc64();
        for (const [offset, bytes] of pieces) crc64.update(movedBy(offset, bytes));
        assert.equal(crc64.value, bitByBit(Buffer.concat(pieces.map(([, bytes]) => bytes))));
      }),
      propertyRuns,
    );
  });

  it('can be read before the end', () => {
    const crc64 = new Crc64();
    assert.equal(crc64.value, 0n);
    crc64.update(Buffer.from('12345'));
    assert.equal(crc64.value, crc64Of(Buffer.from('12345')));
    crc64.update(Buffer.from('6789'));
    assert.equal(crc64.value, 0x995dc9bbdf1939fan);
  });
});

describe('combineCrc64', () => {
  it('returns the checksum of the whole from those of its parts, empty ones too', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 6 }), (parts) => {
        const combined = combineCrc64(parts.map((bytes) => ({ crc64: crc64Of(bytes), sizeBytes: bytes.length })));
        assert.equal(combined, crc64Of(Buffer.concat(parts)));
      }),
      propertyRuns,
    );
  });

  it('shifts by sizes beyond 32 bits as by their sum', () => {
    const size = fc.integer({ min: 0, max: 5 * 1024 ** 4 });
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), size, size, (crc64, first, second) => {
        const followedBy = (...sizes: readonly number[]): bigint =>
          combineCrc64([{ crc64, sizeBytes: 1 }, ...sizes.map((sizeBytes) => ({ crc64: 0n, sizeBytes }))]);
        assert.equal(followedBy(first, second), followedBy(first + second));
      }),
      { ...propertyRuns, numRuns: Math.min(propertyRuns.numRuns, 200) },
    );
  });
});
