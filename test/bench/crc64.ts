import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { Crc64 } from '../../src/oss/crc64.ts';
import { interleave, rounded, wallMs } from './measure.ts';

/** Amount of data, and the size of its chunks. */
export interface Crc64Sizes {
  readonly sizeBytes: number;
  readonly chunkBytes: number;
  readonly rounds: number;
}

/** Megabytes per second on one core: CRC-64, zlib's CRC-32 in machine code, and copying the same chunks. */
export async function benchCrc64({ sizeBytes, chunkBytes, rounds }: Crc64Sizes): Promise<object> {
  // At odd offsets, as chunks of a body are within what a socket read.
  const bytes = randomBytes(sizeBytes + 1);
  const copy = Buffer.alloc(chunkBytes);
  const perChunk = (work: (chunk: Buffer) => void): (() => Promise<number>) => {
    const measured = (): void => {
      for (let start = 1; start <= sizeBytes; start += chunkBytes) work(bytes.subarray(start, start + chunkBytes));
    };
    return () => wallMs(measured);
  };
  const ours = new Crc64();
  let peer = 0;
  const costs = await interleave(
    {
      ours: perChunk((chunk) => {
        ours.update(chunk);
      }),
      crc32: perChunk((chunk) => {
        peer = crc32(chunk, peer);
      }),
      copy: perChunk((chunk) => {
        copy.set(chunk);
      }),
    },
    rounds,
  );
  const megabytesPerSecond = (ms: number): number => sizeBytes / 1e6 / (ms / 1000);
  return {
    bench: 'crc64',
    megabytesPerSecond: Math.round(megabytesPerSecond(costs.ours)),
    crc32MegabytesPerSecond: Math.round(megabytesPerSecond(costs.crc32)),
    copyMegabytesPerSecond: Math.round(megabytesPerSecond(costs.copy)),
    ofCrc32: rounded(costs.crc32 / costs.ours),
  };
}
