import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createUndiciTransport } from '../../../src/http/undiciTransport.ts';
import { OssClient } from '../../../src/oss/client/ossClient.ts';
import type { HttpTransport } from '../../../src/oss/client/transport.ts';
import { RequestSlots } from '../../../src/oss/requestSlots.ts';
import { downloadObject, type TargetFolder } from '../../../src/transfers/downloadObject.ts';
import { createObject } from '../../../src/transfers/uploadObject.ts';
import type { FileContent } from '../../../src/transfers/verifiedContent.ts';
import { writePartsWithin, writeWithin } from '../../../src/transfers/writeWithin.ts';
import { startEmulator, type Emulator } from '../../emulator/emulator.ts';
import type { FaultKind } from '../../emulator/faults.ts';
import type { Operation } from '../../emulator/operations.ts';
import { all, credentialsOf } from '../../support/oss/loopbackOss.ts';

const BUCKET = 'docs';
const KEY = '报告/三.bin';
const TIMEOUT_MS = 1000;
const HOUR_MS = 3_600_000;
const small = randomBytes(300_000);
/** More than one part. */
const large = randomBytes(9 * 2 ** 20);

type Transfer = 'upload' | 'multipart upload' | 'download' | 'download in ranges' | 'delete';

/** Requests that the fault applies to. */
const operations: Readonly<Record<Transfer, Operation>> = {
  upload: 'PutObject',
  'multipart upload': 'UploadPart',
  download: 'GetObject',
  'download in ranges': 'GetObject',
  delete: 'DeleteObject',
};

/** Ending of a transfer: `done`, or the code of its error. */
type Ending =
  'done' | 'ContentMismatch' | 'FileChanged' | 'BodyTruncated' | 'Timeout' | 'AbortError' | 'ConnectionReset';

interface TransferFault {
  readonly kind?: FaultKind;
  /** Replaces the operation above. */
  readonly operation?: Partial<Record<Transfer, Operation>>;
  readonly isFileChanged?: true;
  readonly isClockJumping?: true;
  readonly times?: number;
  /**
   * Time of the user's cancellation: before the first request, after a number of bytes, or when OSS has executed the
   * operation.
   */
  readonly cancelAfterBytes?: number;
  readonly isResponseCancelled?: true;
  readonly endings: Readonly<Record<Transfer, Ending>>;
}

const everywhere = (ending: Ending): Readonly<Record<Transfer, Ending>> => ({
  upload: ending,
  'multipart upload': ending,
  download: ending,
  'download in ranges': ending,
  delete: ending,
});

const faults: Readonly<Record<string, TransferFault>> = {
  'a reset before the body': { kind: { kind: 'reset' }, endings: everywhere('done') },
  // Only a range goes on where it was cut off.
  'a reset during the body': {
    kind: { kind: 'resetInBody', after: 'firstChunk' },
    endings: everywhere('done'),
  },
  'an answer that breaks off': {
    kind: { kind: 'truncate', keepBytes: 1000 },
    endings: { ...everywhere('done'), download: 'BodyTruncated' },
  },
  'a reset after the body': { kind: { kind: 'resetInBody', after: 'lastChunk' }, endings: everywhere('done') },
  'a lost answer': { kind: { kind: 'lostAnswer' }, endings: everywhere('done') },
  'a lost answer to the completion': {
    kind: { kind: 'lostAnswer' },
    operation: { 'multipart upload': 'CompleteMultipartUpload' },
    endings: everywhere('done'),
  },
  'a lost answer to the initiation': {
    kind: { kind: 'lostAnswer' },
    operation: { 'multipart upload': 'InitiateMultipartUpload' },
    endings: everywhere('done'),
  },
  'lost answers to all attempts': {
    kind: { kind: 'lostAnswer' },
    operation: {
      'multipart upload': 'CompleteMultipartUpload',
      download: 'HeadObject',
      'download in ranges': 'HeadObject',
    },
    times: 3,
    endings: { ...everywhere('done'), delete: 'ConnectionReset' },
  },
  'status 409 when a lost upload is repeated': {
    kind: { kind: 'lostAnswer' },
    operation: { 'multipart upload': 'CompleteMultipartUpload' },
    endings: everywhere('done'),
  },
  'an answer that ends early but properly': {
    kind: { kind: 'length', deltaBytes: -1 },
    endings: { ...everywhere('done'), download: 'ContentMismatch', 'download in ranges': 'ContentMismatch' },
  },
  'an answer to the completion that ends early but properly': {
    kind: { kind: 'length', deltaBytes: -1 },
    operation: { 'multipart upload': 'CompleteMultipartUpload' },
    endings: { ...everywhere('done'), download: 'ContentMismatch', 'download in ranges': 'ContentMismatch' },
  },
  'a byte that changes on the way to OSS': {
    kind: { kind: 'changedRequest' },
    endings: everywhere('done'),
  },
  'a byte that changes each time on the way to OSS': {
    kind: { kind: 'changedRequest' },
    times: 4,
    endings: { ...everywhere('done'), upload: 'ContentMismatch', 'multipart upload': 'ContentMismatch' },
  },
  'a byte that changes on the way from OSS': {
    kind: { kind: 'changedAnswer' },
    endings: { ...everywhere('done'), download: 'ContentMismatch', 'download in ranges': 'ContentMismatch' },
  },
  'status 503': { kind: { kind: 'status', status: 503 }, endings: everywhere('done') },
  'an answer that is slow': { kind: { kind: 'delay', delayMs: 100 }, endings: everywhere('done') },
  'an answer that takes too long': { kind: { kind: 'delay', delayMs: HOUR_MS }, endings: everywhere('done') },
  'a clock that jumps by an hour': { isClockJumping: true, endings: everywhere('done') },
  'a file that changes meanwhile': {
    isFileChanged: true,
    endings: { ...everywhere('done'), upload: 'FileChanged', 'multipart upload': 'FileChanged' },
  },
  'a cancellation before the first request': { cancelAfterBytes: 0, endings: everywhere('AbortError') },
  'a cancellation in the middle': { cancelAfterBytes: 1, endings: { ...everywhere('AbortError'), delete: 'done' } },
  'a cancellation that cuts the answer': {
    isResponseCancelled: true,
    // What OSS has stored is stored. A deletion is shown by the tree, which lists the folder again.
    endings: { ...everywhere('AbortError'), upload: 'done' },
  },
  'a cancellation that cuts the answer to the initiation': {
    isResponseCancelled: true,
    operation: { 'multipart upload': 'InitiateMultipartUpload' },
    endings: { ...everywhere('AbortError'), upload: 'done' },
  },
  'a cancellation that cuts the answer to the completion': {
    isResponseCancelled: true,
    operation: { 'multipart upload': 'CompleteMultipartUpload' },
    endings: { ...everywhere('AbortError'), upload: 'done', 'multipart upload': 'done' },
  },
};

interface Cell {
  readonly emulator: Emulator;
  readonly client: OssClient;
  readonly folder: string;
  readonly abort: AbortController;
  readonly onBytes: (bytes: number) => void;
  readonly isFileChanged: boolean;
  /** Whether OSS executed the operation although no response arrived. */
  readonly isCarriedOut: boolean;
}

function fileOf(bytes: Buffer, isFileChanged: boolean): FileContent {
  let isRead = false;
  return {
    sizeBytes: bytes.length,
    open: async function* (start, end) {
      for (let at = start; at < end; at += 65_536) {
        yield await Promise.resolve(bytes.subarray(at, Math.min(at + 65_536, end)));
        isRead = true;
      }
    },
    isUnchanged: () => Promise.resolve(!(isFileChanged && isRead)),
  };
}

async function upload({ client, abort, onBytes, isFileChanged }: Cell, bytes: Buffer): Promise<string> {
  const target = { bucket: BUCKET, key: KEY, contentType: 'application/octet-stream', name: 'a.bin' };
  const control = { onProgress: onBytes, signal: abort.signal };
  const result = await createObject(client, target, fileOf(bytes, isFileChanged), 'respected', control);
  assert.equal(result, 'created');
  return 'done';
}

async function stored({ emulator }: Cell): Promise<Buffer | undefined> {
  return emulator.object(BUCKET, KEY) && emulator.readObject(BUCKET, KEY);
}

interface Checked {
  readonly before?: (cell: Cell) => Promise<unknown>;
  readonly run: (cell: Cell) => Promise<string>;
  /** Checks for every fault. */
  readonly check: (cell: Cell, ending: string) => Promise<void>;
}

const uploadOf = (bytes: Buffer): Checked => ({
  run: (cell) => upload(cell, bytes),
  async check(cell, ending) {
    const found = await stored(cell);
    if (ending === 'done') assert.ok(found?.equals(bytes), 'the bytes are not those of the file');
    // A changed byte of an object in one piece is stored before anybody can know it; the error names the object.
    else if (ending !== 'ContentMismatch' || bytes === large) assert.equal(found, undefined, 'something was stored');
    assert.deepEqual(await all(cell.client.incompleteUploads(BUCKET)), []);
  },
});

const downloadOf = (bytes: Buffer): Checked => ({
  before: ({ emulator }) => emulator.putObject(BUCKET, KEY, bytes),
  async run({ client, folder, abort, onBytes }) {
    abort.signal.throwIfAborted();
    const target: TargetFolder = {
      write: (...args) => writeWithin(folder, ...args),
      writeParts: (...args) => writePartsWithin(folder, ...args),
    };
    const object = { bucket: BUCKET, key: KEY, sizeBytes: bytes.length };
    const control = { signal: abort.signal, onBytes, slots: new RequestSlots() };
    const options = { replace: false, partSuffix: '.part' };
    assert.equal(await downloadObject(client, object, { folder: target, segments: ['a.bin'] }, control, options), true);
    return 'done';
  },
  async check({ folder }, ending) {
    const names = await readdir(folder);
    assert.deepEqual(names, ending === 'done' ? ['a.bin'] : []);
    if (ending === 'done') assert.ok((await readFile(path.join(folder, 'a.bin'))).equals(bytes));
  },
});

const transfers: Readonly<Record<Transfer, Checked>> = {
  upload: uploadOf(small),
  'multipart upload': uploadOf(large),
  download: downloadOf(small),
  'download in ranges': downloadOf(large),
  delete: {
    before: ({ emulator }) => emulator.putObject(BUCKET, KEY, small),
    async run({ client, abort }) {
      await client.deleteObject(BUCKET, KEY, { signal: abort.signal });
      return 'done';
    },
    async check(cell, ending) {
      assert.equal((await stored(cell)) === undefined, ending === 'done' || cell.isCarriedOut);
    },
  },
};

describe('transfers under faults', () => {
  for (const [faultName, fault] of Object.entries(faults)) {
    for (const [transferName, transfer] of Object.entries(transfers) as [Transfer, Checked][]) {
      const ending = fault.endings[transferName];
      it(`end ${ending === 'done' ? 'successfully' : `in ${ending}`}: ${transferName}, ${faultName}`, async () => {
        const emulator = await startEmulator();
        const transport = await createUndiciTransport();
        const folder = await mkdtemp(path.join(tmpdir(), 'oss-links-faults-'));
        let offsetMs = 0;
        try {
          emulator.createBucket(BUCKET);
          const abort = new AbortController();
          const operation = fault.operation?.[transferName] ?? operations[transferName];
          const interrupting: HttpTransport = {
            async request(request) {
              const response = await transport.request(request);
              const isCut = fault.isResponseCancelled === true && emulator.requests.at(-1)?.operation === operation;
              if (isCut) abort.abort();
              request.signal?.throwIfAborted();
              return response;
            },
            close: () => transport.close(),
          };
          const client = new OssClient({
            transport: interrupting,
            credentials: credentialsOf(),
            region: 'cn-hangzhou',
            endpoint: emulator.endpoint('cn-hangzhou'),
            now: () => new Date(Date.now() + offsetMs),
            wait: () => Promise.resolve(),
            timeoutMs: TIMEOUT_MS,
          });
          const { cancelAfterBytes, times = 1 } = fault;
          const onBytes = (bytes: number): void => {
            if (cancelAfterBytes !== undefined && bytes >= cancelAfterBytes) abort.abort();
          };
          const isFileChanged = fault.isFileChanged === true;
          const isCarriedOut = fault.isResponseCancelled === true || fault.kind?.kind === 'lostAnswer';
          const cell = { emulator, client, folder, abort, onBytes, isFileChanged, isCarriedOut };
          await transfer.before?.(cell);
          await client.locationOf(BUCKET);
          if (fault.kind) emulator.faults.add({ ...fault.kind, times, match: { operation } });
          if (fault.isClockJumping === true) offsetMs = HOUR_MS;
          if (cancelAfterBytes === 0) abort.abort();
          assert.equal(await transfer.run(cell).catch(codeOf), ending);
          await transfer.check(cell, ending);
        } finally {
          await transport.close();
          await emulator.close();
          await rm(folder, { recursive: true, force: true });
        }
      });
    }
  }
});

function codeOf(error: unknown): string {
  if (error instanceof assert.AssertionError) throw error;
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'AbortError') return error.name;
  return 'code' in error ? String(error.code) : error.message;
}
