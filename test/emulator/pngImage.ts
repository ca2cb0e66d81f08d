import { crc32, deflateSync } from 'node:zlib';

const signature = Buffer.from('89504e470d0a1a0a', 'hex');
const bitDepth = 8;
const trueColour = 2;

/** Draws a PNG image of a colour gradient. */
export function pngImage(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.writeUInt8(bitDepth, 8);
  header.writeUInt8(trueColour, 9);
  const rows = Array.from({ length: height }, (_row, y) => Buffer.from(row(width, y / height)));
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A row begins with its filter type: 0, none. */
function row(width: number, down: number): number[] {
  const pixels = Array.from({ length: width }, (_pixel, x) => [
    Math.round(255 * (x / width)),
    Math.round(255 * down),
    160,
  ]);
  return [0, ...pixels.flat()];
}

function chunk(type: string, data: Buffer): Buffer {
  const framed = Buffer.concat([Buffer.alloc(4), Buffer.from(type), data, Buffer.alloc(4)]);
  framed.writeUInt32BE(data.length, 0);
  framed.writeUInt32BE(crc32(framed.subarray(4, framed.length - 4)), framed.length - 4);
  return framed;
}
