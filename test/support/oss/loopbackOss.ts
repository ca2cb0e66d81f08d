import { createUndiciTransport } from '../../../src/http/undiciTransport.ts';
import { OssClient } from '../../../src/oss/client/ossClient.ts';
import type { Exchange, OssClientOptions } from '../../../src/oss/client/ossClient.ts';
import type { Credentials } from '../../../src/oss/credentials.ts';
import type { HttpTransport } from '../../../src/oss/client/transport.ts';
import { startEmulator } from '../../emulator/emulator.ts';
import type { Emulator, EmulatorOptions } from '../../emulator/emulator.ts';

/** Environment of a running test. */
interface Running {
  readonly transport: HttpTransport;
  readonly emulator: Emulator;
  readonly exchanges: Exchange[];
}

/** An OSS on loopback and clients for it over the network. */
export interface LoopbackOss extends Running {
  /** A client for Hangzhou with the key `ak` that does not wait between attempts. */
  readonly client: (options?: Partial<OssClientOptions>) => OssClient;
  /** Operations of all requests, in order. */
  readonly operations: () => (string | undefined)[];
  /** Starts another OSS instead of the current one. */
  readonly restart: (options: EmulatorOptions) => Promise<void>;
}

/** Credentials of the key `ak`, with changes. */
export function credentialsOf(more: Partial<Credentials> = {}): () => Promise<Credentials> {
  return () => Promise.resolve({ accessKeyId: 'ak', accessKeySecret: 'sk', ...more });
}

/** Starts an OSS for each of the surrounding tests, and stops it after them. */
export function loopbackOss(): LoopbackOss {
  let running: Running | undefined;
  const now = (): Running => {
    if (running === undefined) throw new Error('No test is running.');
    return running;
  };
  beforeEach(async () => {
    running = { transport: await createUndiciTransport(), emulator: await startEmulator(), exchanges: [] };
  });
  afterEach(async () => {
    const { transport, emulator } = now();
    await transport.close();
    await emulator.close();
  });
  return {
    get transport() {
      return now().transport;
    },
    get emulator() {
      return now().emulator;
    },
    get exchanges() {
      return now().exchanges;
    },
    client(options = {}) {
      const { transport, emulator, exchanges } = now();
      return new OssClient({
        transport,
        credentials: credentialsOf(),
        region: 'cn-hangzhou',
        endpoint: emulator.endpoint('cn-hangzhou'),
        wait: () => Promise.resolve(),
        onExchange: (exchange) => exchanges.push(exchange),
        ...options,
      });
    },
    operations: () => now().emulator.requests.map(({ operation }) => operation),
    async restart(options) {
      await now().emulator.close();
      running = { ...now(), emulator: await startEmulator(options) };
    },
  };
}

/** All items of an iteration. */
export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
