import { crc64, createCRC64 } from 'hash-wasm';

/** A running CRC-64. */
export interface Crc64 {
  update(bytes: Uint8Array): void;
  /** The checksum of all bytes so far, as `x-oss-hash-crc64ecma` writes it; it ends the run. */
  decimal(): string;
}

/** The reflected polynomial of ECMA-182, which OSS uses. */
const POLYNOMIAL = 'c96c5795d7870f42';

/** CRC-64 of bytes that arrive in chunks. */
export async function createCrc64(): Promise<Crc64> {
  const running = await createCRC64(POLYNOMIAL);
  return {
    update: (bytes) => void running.update(bytes),
    decimal: () => inDecimal(running.digest()),
  };
}

/** CRC-64 of bytes in memory, in decimal. */
export async function crc64Of(bytes: Uint8Array): Promise<string> {
  return inDecimal(await crc64(bytes, POLYNOMIAL));
}

function inDecimal(hexadecimal: string): string {
  return String(BigInt(`0x${hexadecimal}`));
}
