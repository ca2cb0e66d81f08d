import assert from 'node:assert/strict';
import { createUndiciTransport } from '../../src/http/undiciTransport.ts';
import { OssClient } from '../../src/oss/client/ossClient.ts';
import { OssError, TransportError } from '../../src/oss/errors/errors.ts';
import type { HttpTransport } from '../../src/oss/client/transport.ts';
import { startEmulator } from '../emulator/emulator.ts';
import type { Emulator } from '../emulator/emulator.ts';
import type { FaultKind } from '../emulator/faults.ts';
import type { Operation } from '../emulator/operations.ts';
import { chunksOf, textOf } from '../support/oss/chunks.ts';
import { all, credentialsOf } from '../support/oss/loopbackOss.ts';

const MANY = 99;
const PART_BYTES = 100 * 1024;
const KEY = 'k';

/** Content of a response: nothing (HEAD, 204), an empty body, an object's content, or a document. */
type Carried = 'nothing' | 'emptiness' | 'content' | 'document';

/** Method of the client, and the call within it that the fault applies to. */
interface ClientCall {
  readonly operation: Operation;
  readonly run: (client: OssClient, bucket: string) => Promise<unknown>;
  readonly carries?: Exclude<Carried, 'document'>;
  /** Set if the client sends it only once. */
  readonly isRepeatable?: false;
  /** Set if a repetition finds it done, which the client recognises. */
  readonly isDoneAtOnce?: true;
  /** Set if the client repeats a refusal without an OSS document by a GET, to which the fault does not apply. */
  readonly retriesWithGet?: true;
}

const inParts = (client: OssClient, bucket: string): Promise<unknown> =>
  client.uploadInParts(
    bucket,
    'parts',
    { sizeBytes: 2 * PART_BYTES, open: (start, end) => chunksOf(Buffer.alloc(end - start)) },
    { partSizeBytes: PART_BYTES },
  );

const calls: Readonly<Record<string, ClientCall>> = {
  listBuckets: { operation: 'ListBuckets', run: (client) => all(client.listBuckets()) },
  describeRegions: { operation: 'DescribeRegions', run: (client) => client.describeRegions() },
  getBucketInfo: { operation: 'GetBucketInfo', run: (client, bucket) => client.getBucketInfo(bucket) },
  locationOf: { operation: 'GetBucketInfo', run: (client, bucket) => client.locationOf(bucket) },
  getBucketVersioning: {
    operation: 'GetBucketVersioning',
    run: (client, bucket) => client.getBucketVersioning(bucket),
  },
  getBucketAcl: { operation: 'GetBucketAcl', run: (client, bucket) => client.getBucketAcl(bucket) },
  listCustomDomains: { operation: 'ListCname', run: (client, bucket) => client.listCustomDomains(bucket) },
  listObjects: { operation: 'ListObjectsV2', run: (client, bucket) => client.listObjects(bucket) },
  objects: { operation: 'ListObjectsV2', run: (client, bucket) => all(client.objects(bucket)) },
  listObjectVersions: { operation: 'ListObjectVersions', run: (client, bucket) => client.listObjectVersions(bucket) },
  versions: { operation: 'ListObjectVersions', run: (client, bucket) => all(client.versions(bucket)) },
  headObject: {
    operation: 'HeadObject',
    run: (client, bucket) => client.headObject(bucket, KEY),
    carries: 'nothing',
    retriesWithGet: true,
  },
  getObjectMeta: {
    operation: 'GetObjectMeta',
    run: (client, bucket) => client.getObjectMeta(bucket, KEY),
    carries: 'nothing',
  },
  getObject: {
    operation: 'GetObject',
    run: async (client, bucket) => textOf((await client.getObject(bucket, KEY)).body),
    carries: 'content',
  },
  'putObject of bytes': {
    operation: 'PutObject',
    run: (client, bucket) => client.putObject(bucket, KEY, Buffer.from('content')),
    carries: 'emptiness',
  },
  'putObject of a stream': {
    operation: 'PutObject',
    run: (client, bucket) => client.putObject(bucket, KEY, chunksOf('con', 'tent'), { sizeBytes: 7 }),
    isRepeatable: false,
    carries: 'emptiness',
  },
  copyObject: {
    operation: 'CopyObject',
    run: (client, bucket) => client.copyObject(bucket, 'copy', { bucket, key: KEY }),
  },
  deleteObject: {
    operation: 'DeleteObject',
    run: (client, bucket) => client.deleteObject(bucket, KEY),
    carries: 'nothing',
  },
  'the beginning of uploadInParts': { operation: 'InitiateMultipartUpload', run: inParts },
  'a part of uploadInParts': { operation: 'UploadPart', run: inParts, carries: 'emptiness' },
  'the end of uploadInParts': { operation: 'CompleteMultipartUpload', run: inParts, isDoneAtOnce: true },
};

interface NetworkFault {
  /** Kind of the fault. A refused connection is caused by the transport, without a server. */
  readonly kind: FaultKind | 'refused';
  /** Code of the resulting error. */
  readonly code: string;
  /** Set if the client does not repeat a call with this fault. */
  readonly lasts?: true;
  /**
   * Set if it occurs after the headers of a response; `spares` lists the responses that it does not affect, or damages
   * unnoticed.
   */
  readonly spares?: readonly Carried[];
}

/** Time limit for faults that end in one. On a busy machine other calls reach it too, and are repeated. */
const SHORT_TIMEOUT_MS = 800;
const LONG_TIMEOUT_MS = 9000;
const emptyOnes: readonly Carried[] = ['nothing', 'emptiness'];

const faults: Readonly<Record<string, NetworkFault>> = {
  'a refused connection': { kind: 'refused', code: 'ConnectionRefused' },
  'a reset before the headers': { kind: { kind: 'reset' }, code: 'ConnectionReset' },
  'an end before the headers': { kind: { kind: 'close' }, code: 'ConnectionReset' },
  'an end after the headers': { kind: { kind: 'truncate', keepBytes: 0 }, code: 'BodyTruncated', spares: emptyOnes },
  'a truncated body': { kind: { kind: 'truncate', keepBytes: 3 }, code: 'BodyTruncated', spares: emptyOnes },
  'a delay beyond the timeout': { kind: { kind: 'delay', delayMs: 3_600_000 }, code: 'Timeout' },
  'status 500': { kind: { kind: 'status', status: 500 }, code: 'InternalError' },
  'status 503': { kind: { kind: 'status', status: 503 }, code: 'ServiceUnavailable' },
  'status 429': { kind: { kind: 'status', status: 429, code: 'TooManyRequests' }, code: 'TooManyRequests' },
  'an HTML page as success': { kind: { kind: 'html', status: 200 }, code: 'BadResponse', lasts: true },
  'an HTML page as refusal': { kind: { kind: 'html', status: 403 }, code: 'BadErrorResponse', lasts: true },
  'an HTML page of a gateway': { kind: { kind: 'html', status: 502 }, code: 'BadErrorResponse' },
  'an answer that is not HTTP': { kind: { kind: 'garbage' }, code: 'ProtocolError' },
  'a length beyond the body': { kind: { kind: 'length', deltaBytes: 9 }, code: 'Timeout', spares: ['nothing'] },
  'a length within the body': {
    kind: { kind: 'length', deltaBytes: -1 },
    code: 'BadResponse',
    lasts: true,
    spares: [...emptyOnes, 'content'],
  },
};

/** Code of the error that a cell of the matrix ends in, or `success`. */
function expected(call: ClientCall, fault: NetworkFault, times: number): string {
  const { spares, lasts = false, code } = fault;
  const {
    carries = 'document',
    isRepeatable = true,
    isDoneAtOnce: isDoneAtFirst = false,
    retriesWithGet: asksAgainByGet = false,
  } = call;
  if (asksAgainByGet && fault === faults['an HTML page as refusal']) return 'success';
  if (spares?.includes(carries) === true) return 'success';
  const isAfterHeaders = spares !== undefined;
  const isForReader = isAfterHeaders && carries === 'content';
  if (lasts || !isRepeatable || isForReader) return code;
  const recurs = times > 1 && !(isAfterHeaders && isDoneAtFirst);
  return recurs ? code : 'success';
}

describe('the fault matrix', () => {
  for (const [faultName, fault] of Object.entries(faults)) {
    for (const times of [1, MANY]) {
      describe(`${faultName}, ${times === 1 ? 'once' : 'repeatedly'}`, () => {
        let outcomes: ReadonlyMap<string, unknown>;

        before(async () => {
          const emulator = await startEmulator();
          try {
            // In parallel, each in its own bucket: some of them wait for their timeouts.
            const running = Object.keys(calls).map(
              async (name, index) => [name, await outcomeOf(emulator, name, `bucket-${index}`, fault, times)] as const,
            );
            outcomes = new Map(await Promise.all(running));
          } finally {
            await emulator.close();
          }
        });

        for (const [callName, call] of Object.entries(calls)) {
          const ending = expected(call, fault, times);
          it(`ends ${callName} in ${ending}`, () => {
            const outcome = outcomes.get(callName);
            if (ending === 'success') {
              assert.equal(outcome, ending);
            } else {
              assert.ok(outcome instanceof OssError || outcome instanceof TransportError, String(outcome));
              assert.equal(outcome.code, ending);
              assert.match(outcome.remedy ?? '', /^[A-Z].*\.$/);
            }
          });
        }
      });
    }
  }
});

async function outcomeOf(
  emulator: Emulator,
  name: string,
  bucket: string,
  { kind, code }: NetworkFault,
  times: number,
): Promise<unknown> {
  const { operation, run } = calls[name] ?? assert.fail(`There is no call ${name}.`);
  emulator.createBucket(bucket);
  await emulator.putObject(bucket, KEY, 'content');
  const network = unreliable(await createUndiciTransport());
  try {
    const client = new OssClient({
      transport: network.transport,
      credentials: credentialsOf(),
      region: 'cn-hangzhou',
      endpoint: emulator.endpoint('cn-hangzhou'),
      wait: () => Promise.resolve(),
      timeoutMs: code === 'Timeout' ? SHORT_TIMEOUT_MS : LONG_TIMEOUT_MS,
      retries: times === 1 ? 2 : 1,
    });
    const isOfService = operation === 'ListBuckets' || operation === 'DescribeRegions';
    // The location of the bucket is found before the fault, so that no other call gets it.
    if (!isOfService && operation !== 'GetBucketInfo') await client.locationOf(bucket);
    if (kind === 'refused') network.refuse(times);
    else emulator.faults.add({ ...kind, times, match: isOfService ? { operation } : { operation, bucket } });
    await run(client, bucket);
    return 'success';
  } catch (error) {
    return error;
  } finally {
    await network.transport.close();
  }
}

/** Transport that sends a given number of requests to a port where no server listens. */
function unreliable(transport: HttpTransport): { transport: HttpTransport; refuse(times: number): void } {
  let left = 0;
  return {
    refuse(times) {
      left = times;
    },
    transport: {
      request(request) {
        left -= 1;
        // Port of the discard service, which no machine runs on loopback.
        return transport.request(left < 0 ? request : { ...request, origin: 'http://127.0.0.1:9' });
      },
      close: () => transport.close(),
    },
  };
}
