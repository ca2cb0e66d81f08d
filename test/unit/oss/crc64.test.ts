import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { combineCrc64, Crc64, crc64Of } from '../../../src/oss/crc64.ts';
import { createFoldCrc64, MOST_FOLDED_BYTES } from '../../../src/oss/crc64Fold.ts';
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

  it('of many bytes, which are folded, equals that of few at a time, which are not', () => {
    const bytes = randomBytes(3 * MOST_FOLDED_BYTES);
    const size = fc.oneof(fc.nat(6 * 1024), fc.nat(bytes.length - 100));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(99), size), { maxLength: 3 }), (pieces) => {
        const [many, few] = [new Crc64(), new Crc64()];
        for (const [start, length] of pieces) {
          const piece = bytes.subarray(start, start + length);
          many.update(piece);
          for (let at = 0; at < length; at += 1000) few.update(piece.subarray(at, at + 1000));
        }
        assert.equal(many.value, few.value);
      }),
      { ...propertyRuns, numRuns: Math.min(propertyRuns.numRuns, 200) },
    );
  });

  it('of many bytes equals the bitwise result and leaves the bytes as they are', () => {
    const bytes = randomBytes(10_007);
    const copy = Buffer.from(bytes);
    assert.equal(crc64Of(bytes), bitByBit(copy));
    assert.deepEqual(bytes, copy);
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

describe('createFoldCrc64', () => {
  it('folds many bytes to few, and leaves few bytes to the tables', () => {
    const fold = createFoldCrc64();
    const folded = fold?.(randomBytes(MOST_FOLDED_BYTES), 1, 2)?.length ?? 0;
    assert.ok(folded > 1000 && folded < 1050, String(folded));
    assert.equal(fold?.(randomBytes(4000), 1, 2), undefined);
  });

  it('creates nothing on a processor without the instructions', () => {
    const real: unknown = Reflect.get(globalThis, 'WebAssembly');
    try {
      Reflect.set(globalThis, 'WebAssembly', {
        Module: class {
          readonly bytes = assert.fail('CompileError: Wasm SIMD unsupported');
        },
      });
      assert.equal(createFoldCrc64(), undefined);
    } finally {
      Reflect.set(globalThis, 'WebAssembly', real);
    }
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
