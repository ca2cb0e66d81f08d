import { crc32, deflateSync } from 'node:zlib';
import type { QrCode } from './qrCode.ts';

/** Pixels per module: a whole number, so that edges stay sharp, and enough for printing. */
const PIXELS_PER_MODULE = 8;

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

/** PNG of a code, black on white with one bit per pixel. */
export function qrPng({ rows }: QrCode): Uint8Array {
  const sidePixels = rows.length * PIXELS_PER_MODULE;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(sidePixels, 0);
  header.writeUInt32BE(sidePixels, 4);
  header.writeUInt8(1, 8); // bits per pixel; the zeros that follow mean greyscale, deflate, no filter, not interlaced
  const lines = rows.flatMap((row) => Array<Buffer>(PIXELS_PER_MODULE).fill(lineOf(row)));
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(lines))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Line of pixels: the filter type "none", then one byte (eight pixels) per module. */
function lineOf(row: readonly boolean[]): Buffer {
  return Buffer.from([0, ...row.map((isDark) => (isDark ? 0x00 : 0xff))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, checksum]);
}
