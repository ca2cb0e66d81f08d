import { endianness } from 'node:os';
import { createFoldCrc64, MOST_FOLDED_BYTES } from './crc64Fold.ts';

/** Checksum and size of one part of an object. */
export interface Crc64Part {
  readonly crc64: bigint;
  readonly sizeBytes: number;
}

/**
 * Polynomial of ECMA-182, reflected, started with all ones and inverted at the end (CRC-64/XZ, the `ECMA` table of Go).
 * OSS sends the checksum in `x-oss-hash-crc64ecma` as a decimal number. A remainder has its term x⁰ in the highest bit.
 */
const POLYNOMIAL = 0xc96c5795d7870f42n;
const ONE = 1n << 63n;

/** Bytes per step of the inner loop; each has a table of its own. */
const SLICES = 8;
const { low: LOW, high: HIGH } = createTables();
/** Whether the inner loop can read words of 32 bits: their bytes must be in storage order. */
const READS_WORDS = endianness() === 'LE';
const foldCrc64 = createFoldCrc64();

/**
 * CRC-64 of bytes that arrive in chunks. Slicing-by-8 on pairs of 32-bit integers: V8 keeps those in registers, while
 * each BigInt is an allocation.
 */
export class Crc64 {
  #low = -1;
  #high = -1;

  update(bytes: Uint8Array): void {
    for (let start = 0; start < bytes.length; start += MOST_FOLDED_BYTES) {
      const piece = bytes.subarray(start, start + MOST_FOLDED_BYTES);
      const folded = foldCrc64?.(piece, this.#low, this.#high);
      if (folded !== undefined) [this.#low, this.#high] = [0, 0];
      this.#updateByTables(folded ?? piece);
    }
  }

  #updateByTables(bytes: Uint8Array): void {
    const untilAligned = Math.min(-bytes.byteOffset & 3, bytes.length);
    const pairs = READS_WORDS ? Math.floor((bytes.length - untilAligned) / SLICES) : 0;
    const afterPairs = untilAligned + pairs * SLICES;
    this.#updateBytes(bytes, 0, untilAligned);
    if (pairs > 0) this.#updatePairs(new Int32Array(bytes.buffer, bytes.byteOffset + untilAligned, pairs * 2));
    this.#updateBytes(bytes, afterPairs, bytes.length);
  }

  /** Checksum of all bytes so far. */
  get value(): bigint {
    return (BigInt(~this.#high >>> 0) << 32n) | BigInt(~this.#low >>> 0);
  }

  #updateBytes(bytes: Uint8Array, start: number, end: number): void {
    for (let index = start; index < end; index++) {
      const entry = (this.#low ^ at(bytes, index)) & 0xff;
      this.#low = ((this.#low >>> 8) | (this.#high << 24)) ^ at(LOW, entry);
      this.#high = (this.#high >>> 8) ^ at(HIGH, entry);
    }
  }

  #updatePairs(words: Int32Array): void {
    let [low, high] = [this.#low, this.#high];
    for (let index = 0; index < words.length; index += 2) {
      const first = low ^ at(words, index);
      const second = high ^ at(words, index + 1);
      const a = 0x700 | (first & 0xff);
      const b = 0x600 | ((first >>> 8) & 0xff);
      const c = 0x500 | ((first >>> 16) & 0xff);
      const d = 0x400 | (first >>> 24);
      const e = 0x300 | (second & 0xff);
      const f = 0x200 | ((second >>> 8) & 0xff);
      const g = 0x100 | ((second >>> 16) & 0xff);
      const h = second >>> 24;
      low = at(LOW, a) ^ at(LOW, b) ^ at(LOW, c) ^ at(LOW, d) ^ at(LOW, e) ^ at(LOW, f) ^ at(LOW, g) ^ at(LOW, h);
      high =
        at(HIGH, a) ^ at(HIGH, b) ^ at(HIGH, c) ^ at(HIGH, d) ^ at(HIGH, e) ^ at(HIGH, f) ^ at(HIGH, g) ^ at(HIGH, h);
    }
    [this.#low, this.#high] = [low, high];
  }
}

/** CRC-64 of bytes in memory. */
export function crc64Of(bytes: Uint8Array): bigint {
  const crc64 = new Crc64();
  crc64.update(bytes);
  return crc64.value;
}

/** CRC-64 of parts in a row, from their checksums alone. */
export function combineCrc64(parts: Iterable<Crc64Part>): bigint {
  let combined = 0n;
  let [shift, shiftBytes] = [ONE, 0];
  for (const { crc64, sizeBytes } of parts) {
    // All parts but the last have the same size.
    if (sizeBytes !== shiftBytes) [shift, shiftBytes] = [shiftBy(sizeBytes), sizeBytes];
    combined = multiply(combined, shift) ^ crc64;
  }
  return combined;
}

/** x^(8 · sizeBytes), the factor of a remainder when that many bytes follow. */
function shiftBy(sizeBytes: number): bigint {
  let result = ONE;
  let power = ONE >> 8n;
  for (let rest = sizeBytes; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = multiply(result, power);
    power = multiply(power, power);
  }
  return result;
}

/** Product of two polynomials modulo the one of ECMA-182. */
function multiply(left: bigint, right: bigint): bigint {
  let product = 0n;
  let shifted = right;
  for (let bit = ONE; bit > 0n; bit >>= 1n) {
    if ((left & bit) !== 0n) product ^= shifted;
    shifted = (shifted & 1n) === 0n ? shifted >> 1n : (shifted >> 1n) ^ POLYNOMIAL;
  }
  return product;
}

/** Remainders of each byte followed by 0 to 7 others, as halves of 32 bits. */
function createTables(): { readonly low: Int32Array; readonly high: Int32Array } {
  const low = new Int32Array(SLICES * 256);
  const high = new Int32Array(SLICES * 256);
  for (let byte = 0; byte < 256; byte++) {
    let remainder = BigInt(byte);
    for (let bit = 0; bit < 8; bit++) {
      remainder = (remainder & 1n) === 0n ? remainder >> 1n : (remainder >> 1n) ^ POLYNOMIAL;
    }
    low[byte] = Number(remainder & 0xffff_ffffn);
    high[byte] = Number(remainder >> 32n);
  }
  for (let entry = 256; entry < low.length; entry++) {
    const [lowBefore, highBefore] = [at(low, entry - 256), at(high, entry - 256)];
    low[entry] = ((lowBefore >>> 8) | (highBefore << 24)) ^ at(low, lowBefore & 0xff);
    high[entry] = (highBefore >>> 8) ^ at(high, lowBefore & 0xff);
  }
  return { low, high };
}

/** Element of a typed array. All indexes above are in range; the fallback is for the type only and costs nothing. */
function at(values: Int32Array | Uint8Array, index: number): number {
  return values[index] ?? 0;
}
