import { createHash } from 'node:crypto';
import { startCdn } from '../../emulator/cdn.ts';
import type { Cdn, CdnOptions } from '../../emulator/cdn.ts';
import { startEmulator } from '../../emulator/emulator.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { ask, noon } from './handMade.ts';
import type { HttpAnswer } from './handMade.ts';

/** Role of the CDN: it reads, and never writes. */
const role = {
  accessKeyId: 'cdn',
  accessKeySecret: 'cdn-secret',
  policy: { deny: ['oss:PutObject', 'oss:DeleteObject'] },
};
const region = 'cn-hangzhou';

export const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
export const hexTime = (time: Date): string => Math.floor(+time / 1000).toString(16);
export const getFrom = (cdn: Cdn, path: string, headers: Record<string, string> = {}): Promise<HttpAnswer> =>
  ask(cdn.origin, { path, headers });

/** Emulator with `a.txt` in the bucket `demo`, and any number of CDNs in front of it, all with the same clock. */
export class CdnBench {
  readonly emulator: Emulator;
  clock: Date;
  readonly #started: Cdn[] = [];

  private constructor(emulator: Emulator, clock: Date) {
    this.emulator = emulator;
    this.clock = clock;
  }

  static async open(): Promise<CdnBench> {
    const emulator = await startEmulator({
      now: () => bench.clock,
      accounts: [{ accessKeyId: 'ak', accessKeySecret: 'sk' }, role],
    });
    const bench = new CdnBench(emulator, noon);
    emulator.createBucket('demo');
    await emulator.putObject('demo', 'a.txt', 'hello', { contentType: 'text/plain' });
    return bench;
  }

  /** Bucket as the CDN reaches it without a role. */
  get publicOrigin(): CdnOptions['origin'] {
    return { endpoint: this.emulator.endpoint(region), region, bucket: 'demo' };
  }

  async start(options: Partial<CdnOptions> = {}): Promise<Cdn> {
    const cdn = await startCdn({
      origin: { ...this.publicOrigin, account: role },
      now: () => this.clock,
      ...options,
    });
    this.#started.push(cdn);
    return cdn;
  }

  async close(): Promise<void> {
    await Promise.all(this.#started.map((cdn) => cdn.close()));
    await this.emulator.close();
  }
}
