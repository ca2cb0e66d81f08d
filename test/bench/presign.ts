import { hash, randomBytes } from 'node:crypto';
import OSS from 'ali-oss';
import { createPresigner, presign } from '../../src/oss/signing/presign.ts';
import type { PresignOptions, PresignRequest } from '../../src/oss/signing/presign.ts';
import { interleave, rounded, wallMs } from './measure.ts';

/** Numbers of links. The peer is so much slower that it gets fewer. */
export interface PresignSizes {
  readonly links: number;
  readonly peerLinks: number;
  readonly rounds: number;
}

const bucket = 'bench-bucket';
const validitySeconds = 3600;
const options: PresignOptions = {
  credentials: { accessKeyId: 'ak', accessKeySecret: 'sk' },
  region: 'cn-hangzhou',
  endpoint: 'https://oss-cn-hangzhou.aliyuncs.com',
  expires: validitySeconds,
};

/** Links per second: a presigner for a batch, ali-oss, and the hashing alone. */
export async function benchPresign({ links, peerLinks, rounds }: PresignSizes): Promise<object> {
  const keys = distinctKeys(links);
  const floor = hashingAlone(keys);
  const costs = await interleave(
    {
      ours: () =>
        wallMs(() => {
          const sign = createPresigner(options);
          let length = 0;
          for (const key of keys) length += sign(requestFor(key)).url.length;
          requirePositive(length);
        }),
      floor: () =>
        wallMs(() => {
          requirePositive(floor());
        }),
      peer: () => aliOssMs(keys.slice(0, peerLinks)),
    },
    rounds,
  );
  const [perSecond, floorPerSecond, aliOssPerSecond] = [
    (links / costs.ours) * 1000,
    (links / costs.floor) * 1000,
    (peerLinks / costs.peer) * 1000,
  ];
  return {
    bench: 'presign',
    perSecond: Math.round(perSecond),
    aliOssPerSecond: Math.round(aliOssPerSecond),
    ratio: rounded(perSecond / aliOssPerSecond, 1),
    floorPerSecond: Math.round(floorPerSecond),
    ofFloor: rounded(perSecond / floorPerSecond),
  };
}

/** Links per second where each derives its key anew, as ali-oss always does. */
export async function benchPresignOne({ links, peerLinks, rounds }: PresignSizes): Promise<object> {
  const keys = distinctKeys(links);
  const costs = await interleave(
    {
      ours: () =>
        wallMs(() => {
          let length = 0;
          for (const key of keys) length += presign(requestFor(key), options).url.length;
          requirePositive(length);
        }),
      peer: () => aliOssMs(keys.slice(0, peerLinks)),
    },
    rounds,
  );
  const [perSecond, aliOssPerSecond] = [(links / costs.ours) * 1000, (peerLinks / costs.peer) * 1000];
  return {
    bench: 'presignOne',
    perSecond: Math.round(perSecond),
    aliOssPerSecond: Math.round(aliOssPerSecond),
    ratio: rounded(perSecond / aliOssPerSecond, 1),
  };
}

function distinctKeys(count: number): string[] {
  return Array.from({ length: count }, (_key, index) => `logs/2026/part-${String(index).padStart(7, '0')}.json`);
}

function requestFor(key: string): PresignRequest {
  return { method: 'GET', bucket, key };
}

async function aliOssMs(keys: readonly string[]): Promise<number> {
  const client = new OSS({
    accessKeyId: options.credentials.accessKeyId,
    accessKeySecret: options.credentials.accessKeySecret,
    region: `oss-${options.region}`,
    bucket,
    secure: true,
  });
  return wallMs(async () => {
    let length = 0;
    for (const key of keys) length += (await client.signatureUrlV4('GET', validitySeconds, {}, key)).length;
    requirePositive(length);
  });
}

/**
 * The hashes that V4 cannot do without, over the bytes of the very same links: SHA-256 of each canonical request, and
 * HMAC-SHA256 of each string to sign, which is two SHA-256. Node's fastest SHA-256 is its one-shot `hash`: `createHash`
 * and `createHmac` take twice as long. All texts are at hand, the key's pads and the head that all strings to sign
 * share are in place, and nothing is checked, encoded, joined or returned but the sum of the lengths.
 */
function hashingAlone(keys: readonly string[]): () => number {
  const results = keys.map((key) => createPresigner(options)(requestFor(key)));
  // As buffers give them: one piece of memory each, not ropes that hashing would have to join first.
  const canonicalRequests = results.map(({ canonicalRequest = '' }) => Buffer.from(canonicalRequest).toString());
  const [{ stringToSign } = { stringToSign: '' }] = results;
  const [blockBytes, digestBytes, hexLength] = [64, 32, 64];
  // The key does not matter for the time.
  const inner = Buffer.concat([randomBytes(blockBytes), Buffer.from(stringToSign)]);
  const outer = Buffer.concat([randomBytes(blockBytes), Buffer.alloc(digestBytes)]);
  return () => {
    let length = 0;
    for (const canonicalRequest of canonicalRequests) {
      inner.write(hash('sha256', canonicalRequest, 'hex'), inner.length - hexLength, 'binary');
      outer.write(hash('sha256', inner, 'binary'), blockBytes, 'binary');
      length += hash('sha256', outer, 'hex').length;
    }
    return length;
  };
}

/** Uses a result, so that the work is not optimized away. */
function requirePositive(length: number): void {
  if (!(length > 0)) throw new Error('nothing was made');
}
