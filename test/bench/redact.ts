import { redact } from '../../src/oss/errors/redact.ts';
import { readOssUris } from '../../src/oss/names/ossUrisInText.ts';
import { readPresignedUrls } from '../../src/oss/presignedUrls/presignedUrlsInText.ts';
import { interleave, rounded, wallMs } from './measure.ts';

/** How much to measure. */
export interface RedactSizes {
  readonly sizeBytes: number;
  readonly rounds: number;
}

/** Lines that a log or a document repeats, by what they are. */
const lines = {
  prose: 'The quick brown fox jumps over the lazy dog.\n',
  tokens: 'A token here, an access there, and a secret: each of them is a private credential.\n',
  code: 'const token = next(); if (accessToken === secret) return token.value;\n',
  links:
    'GET https://docs.oss-cn-hangzhou.aliyuncs.com/a.txt?x-oss-expires=900&x-oss-signature=0f1e2d3c4b5a69788796a5b4c3d2e1f0 200\n',
};

/** Functions that read texts of any length. */
const readers = {
  redact: (text: string) => redact(text).length,
  readPresignedUrls: (text: string) => readPresignedUrls(text).length,
  readOssUris: (text: string) => readOssUris(text).length,
};

/** Megabytes per second of `redact` and the other readers on one core, for texts of which each line is of one kind. */
export async function benchRedact({ sizeBytes, rounds }: RedactSizes): Promise<{
  readonly bench: string;
  readonly megabytesPerSecond: Readonly<Record<string, Readonly<Record<string, number>>>>;
}> {
  const megabytesPerSecond: Record<string, Record<string, number>> = {};
  for (const [name, read] of Object.entries(readers)) {
    const work = Object.entries(lines).map(([kind, line]) => {
      const text = line.repeat(Math.ceil(sizeBytes / line.length));
      return [kind, () => wallMs(() => void read(text))] as const;
    });
    const costs = await interleave(Object.fromEntries(work), rounds);
    megabytesPerSecond[name] = Object.fromEntries(
      Object.entries(costs).map(([kind, ms]) => [kind, rounded(sizeBytes / 1e6 / (ms / 1000))]),
    );
  }
  return { bench: 'redact', megabytesPerSecond };
}
