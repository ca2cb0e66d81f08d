import assert from 'node:assert/strict';
import { createUndiciTransport } from '../../../src/http/undiciTransport.ts';
import { OssClient } from '../../../src/oss/client/ossClient.ts';
import type { HttpTransport } from '../../../src/oss/client/transport.ts';
import { planCopies, type CopyPlan, type CopyRequest, type PlannedCopy } from '../../../src/transfers/copy/copyPlan.ts';
import { runCopies, type MadeCopy, type RunOptions } from '../../../src/transfers/copy/runCopies.ts';
import { newOutcome, type Outcome } from '../../../src/transfers/transferAll.ts';
import type { Account } from '../../emulator/accounts.ts';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../emulator/emulator.ts';
import { credentialsOf } from '../oss/loopbackOss.ts';

/** `p1` may do everything. `p2` has an account of its own, as it were: it reaches the bucket `theirs` alone. */
export const ACCOUNTS: readonly Account[] = [
  { accessKeyId: 'ak', accessKeySecret: 'sk' },
  {
    accessKeyId: 'ak2',
    accessKeySecret: 'sk2',
    sessionPolicy: {
      Version: '1',
      Statement: [{ Effect: 'Allow', Action: 'oss:*', Resource: ['acs:oss:*:*:theirs', 'acs:oss:*:*:theirs/*'] }],
    },
  },
];

/** Result of a run. */
export interface Ran {
  readonly plan: CopyPlan;
  readonly outcome: Outcome<PlannedCopy>;
  readonly made: readonly MadeCopy[];
  readonly finished: boolean;
  /** Keys of copies that may have left parts behind. */
  readonly leftBehind: readonly string[];
}

/** An OSS on loopback, and copies in it. */
export class CopyBench {
  readonly emulator: Emulator;
  readonly abort = new AbortController();
  /** Called before each request is sent. */
  onRequest: (path: string, method: string) => void = () => undefined;
  /** Called with the operation and the object of each answer, before it is read. */
  onAnswer: (operation: string | undefined, bucket: string, key: string) => void = () => undefined;
  readonly #transport: HttpTransport;
  readonly #clients = new Map<string, OssClient>();

  private constructor(emulator: Emulator, transport: HttpTransport) {
    this.emulator = emulator;
    this.#transport = transport;
  }

  static async start(options: EmulatorOptions = { accounts: ACCOUNTS }): Promise<CopyBench> {
    return new CopyBench(await startEmulator(options), await createUndiciTransport());
  }

  async close(): Promise<void> {
    await this.#transport.close();
    await this.emulator.close();
  }

  readonly clientOf = (profileId: string): Promise<OssClient> => {
    const known = this.#clients.get(profileId) ?? this.#createClient(profileId);
    this.#clients.set(profileId, known);
    return Promise.resolve(known);
  };

  /** Plans and runs copies, as commands do; as a run that continues an earlier one unless `isContinued` is false. */
  async run(
    requests: readonly CopyRequest[],
    { isContinued = true, ...options }: Partial<RunOptions> & { readonly isContinued?: boolean } = {},
    signal = new AbortController().signal,
  ): Promise<Ran> {
    const plan = await planCopies(requests, { clientOf: this.clientOf, signal, isContinued, onFound: () => undefined });
    const outcome = newOutcome<PlannedCopy>();
    const made: MadeCopy[] = [];
    const leftBehind: string[] = [];
    const finished = await runCopies(plan.copies, outcome, made, {
      moves: true,
      existing: 'skip',
      keepsAcl: true,
      onProgress: () => undefined,
      onLeftBehind: ({ to }) => leftBehind.push(to.key),
      signal,
      ...options,
    });
    return { plan, outcome, made, finished, leftBehind };
  }

  /** Text of an object; `undefined` if there is none. */
  async text(bucket: string, key: string): Promise<string | undefined> {
    if (this.emulator.object(bucket, key) === undefined) return undefined;
    return (await this.emulator.readObject(bucket, key)).toString();
  }

  /** All keys of a bucket that have an object. */
  keys(bucket: string): readonly string[] {
    return this.emulator.bucket(bucket).keys.filter((key) => this.emulator.object(bucket, key) !== undefined);
  }

  #createClient(profileId: string): OssClient {
    const transport = this.#transport;
    const cutting: HttpTransport = {
      request: async (request) => {
        this.onRequest(request.path, request.method);
        const response = await transport.request(request);
        const [, bucket = '', key = ''] =
          /^\/([^/]+)\/(.*)$/su.exec(decodeURIComponent(request.path.replace(/\?.*/, ''))) ?? [];
        const asked = this.emulator.requests.findLast(
          (other) => other.bucket === bucket && (other.key ?? '') === key && other.method === request.method,
        );
        this.onAnswer(asked?.operation, bucket, key);
        request.signal?.throwIfAborted();
        return response;
      },
      close: () => transport.close(),
    };
    return new OssClient({
      transport: cutting,
      credentials: credentialsOf(profileId === 'p2' ? { accessKeyId: 'ak2', accessKeySecret: 'sk2' } : {}),
      region: 'cn-hangzhou',
      endpoint: this.emulator.endpoint('cn-hangzhou'),
      wait: () => Promise.resolve(),
      timeoutMs: 800,
    });
  }
}

/** Request to copy an object or a folder within the bucket `docs`, or to another bucket. */
export function copyRequest(from: string, to: string, target: Partial<CopyRequest['to']> = {}): CopyRequest {
  assert.equal(from.endsWith('/'), to.endsWith('/'));
  const source = { profileId: 'p1', bucket: 'docs', key: from };
  return { from: source, to: { ...source, ...target, key: to }, isFolder: from.endsWith('/') };
}
