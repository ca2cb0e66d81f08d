import { OssClient } from '../../../src/oss/client/ossClient.ts';
import type { Exchange, OssClientOptions } from '../../../src/oss/client/ossClient.ts';
import type { FakeTransport, Step } from './fakeTransport.ts';
import { fakeTransport } from './fakeTransport.ts';

/** Client with scripted responses, and a record of its effects. */
export interface TestClient {
  readonly client: OssClient;
  readonly transport: FakeTransport;
  /** Waits in milliseconds, in order. */
  readonly waits: readonly number[];
  readonly exchanges: readonly Exchange[];
}

/** Time of the tests' clock. */
export const NOW = new Date('2026-01-02T03:04:05Z');

/** Client for Hangzhou with the key `ak`, a fixed clock, no waits, and one half as random number. */
export function testClient(steps: readonly Step[], options: Partial<OssClientOptions> = {}): TestClient {
  const transport = fakeTransport(...steps);
  const waits: number[] = [];
  const exchanges: Exchange[] = [];
  const client = new OssClient({
    transport,
    credentials: () => Promise.resolve({ accessKeyId: 'ak', accessKeySecret: 'sk' }),
    region: 'cn-hangzhou',
    endpoint: 'https://oss-cn-hangzhou.aliyuncs.com',
    now: () => NOW,
    random: () => 0.5,
    wait: (waitMs) => {
      waits.push(waitMs);
      return Promise.resolve();
    },
    onExchange: (exchange) => exchanges.push(exchange),
    ...options,
  });
  return { client, transport, waits, exchanges };
}

/** The region that a request was signed for. */
export function signingRegion({ headers }: { readonly headers: Readonly<Record<string, string>> }): string | undefined {
  return /Credential=[^/]+\/\d{8}\/([^/]+)\//.exec(headers['authorization'] ?? '')?.[1];
}
