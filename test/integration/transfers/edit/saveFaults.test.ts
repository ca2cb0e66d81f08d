import assert from 'node:assert/strict';
import { contentState, type ContentState } from '../../../../src/transfers/edit/contentState.ts';
import { ObjectChangedError } from '../../../../src/transfers/edit/editErrors.ts';
import { saveObject } from '../../../../src/transfers/edit/saveObject.ts';
import type { FaultKind } from '../../../emulator/faults.ts';
import type { Operation } from '../../../emulator/operations.ts';
import { CopyBench } from '../../../support/transfers/copyBench.ts';

const HOUR_MS = 3_600_000;
const KEY = 'from/d\u0001é .txt';
const OLD = 'old content; '.repeat(9000);
const NEW = 'new content, which is longer; '.repeat(9000);
const CHANGED = 'content by someone else';
const HEADERS = {
  'content-type': 'text/plain;charset=utf-16le',
  'content-language': 'de',
  'cache-control': 'no-store',
  'content-disposition': 'attachment; filename="x.txt"',
  expires: 'Tue, 31 Dec 2030 09:15:00 GMT',
  'x-oss-meta-who': 'me',
  'x-oss-tagging': 'a=1&b=%20%26',
  'x-oss-object-acl': 'public-read',
  'x-oss-storage-class': 'IA',
  'x-oss-server-side-encryption': 'KMS',
  'x-oss-server-side-encryption-key-id': 'key-1',
};

/** Request of a save that meets a fault: the first or a later one of its operation. */
interface Step {
  readonly operation: Operation;
  readonly number?: number;
}

const steps: Readonly<Record<string, Step>> = {
  'the first look at the object': { operation: 'HeadObject' },
  'reading the ACL': { operation: 'GetObjectAcl' },
  'reading the tags': { operation: 'GetObjectTagging' },
  'the last look at the object': { operation: 'HeadObject', number: 2 },
  'writing the object': { operation: 'PutObject' },
};

interface Interruption {
  readonly kind?: FaultKind;
  readonly times?: number;
  /** The save is cancelled when OSS has carried the step out. */
  readonly isCancelled?: true;
  /** Somebody else writes the object when OSS has carried the step out. */
  readonly isChanged?: true;
  /** The save itself succeeds, at each step or at some of them. */
  readonly succeeds?: true | readonly Operation[];
}

const faults: Readonly<Record<string, Interruption>> = {
  'a reset': { kind: { kind: 'reset' }, times: 9 },
  'a reset within the body': { kind: { kind: 'resetInBody', after: 'firstChunk' }, times: 9 },
  'an answer that is not HTTP': { kind: { kind: 'garbage' }, times: 9 },
  'a page of a proxy': { kind: { kind: 'html', status: 502 }, times: 9 },
  'status 500': { kind: { kind: 'status', status: 500 }, times: 9 },
  'a refusal': { kind: { kind: 'status', status: 403, code: 'AccessDenied' } },
  'an answer that takes too long': { kind: { kind: 'delay', delayMs: HOUR_MS }, succeeds: true },
  'an answer that breaks off': { kind: { kind: 'truncate', keepBytes: 20 }, times: 9 },
  'a lost answer': { kind: { kind: 'lostAnswer' }, succeeds: true },
  'lost answers to all attempts': { kind: { kind: 'lostAnswer' }, times: 9, succeeds: ['PutObject'] },
  'a byte that changes on the way to OSS': { kind: { kind: 'changedRequest' }, succeeds: true },
  'a byte that changes each time on the way to OSS': { kind: { kind: 'changedRequest' }, times: 9 },
  'a cancellation': { isCancelled: true },
  'a change by someone else': { isChanged: true },
};

/** The object, whole: one of the contents, and all properties that it had. */
async function assertWhole(bench: CopyBench, contents: readonly string[]): Promise<void> {
  const text = (await bench.text('docs', KEY)) ?? assert.fail('the object is lost');
  assert.ok(contents.includes(text), `half-written: ${text.slice(0, 40)}…, ${text.length} characters`);
  const { headers, tags, acl, storageClass, encryption, type } = bench.emulator.object('docs', KEY) ?? assert.fail();
  assert.deepEqual(
    { ...headers, tags, acl, storageClass, ...encryption, type },
    {
      ...Object.fromEntries(Object.entries(HEADERS).filter(([name]) => !/tagging|acl|storage-class/.test(name))),
      ...{ tags: [['a', '1'], ['b', ' &']], acl: 'public-read', storageClass: 'IA', type: 'Normal' }, // prettier-ignore
    },
  );
}

describe('saves under faults', () => {
  for (const [stepName, { operation, number = 1 }] of Object.entries(steps)) {
    for (const [faultName, { kind, times = 1, isCancelled, isChanged, succeeds }] of Object.entries(faults)) {
      it(`keep the object whole with all its properties, and a second one succeeds: ${faultName} at ${stepName}`, async () => {
        const bench = await CopyBench.start();
        try {
          const bucket = bench.emulator.createBucket('docs');
          const changed = await bench.emulator.putObject('docs', 'changed', CHANGED, { headers: HEADERS });
          await bench.emulator.putObject('docs', KEY, OLD, { headers: HEADERS });
          const client = await bench.clientOf('p1');
          const base = contentState(await client.headObject('docs', KEY));
          const abort = new AbortController();
          const save = (over: ContentState | undefined): Promise<ContentState> =>
            saveObject(client, { bucket: 'docs', key: KEY, bytes: Buffer.from(NEW), base: over }, abort.signal);
          let answers = 0;
          const meetFault = (): void => {
            if (kind && answers === number - 1) bench.emulator.faults.add({ ...kind, times, match: { operation } });
          };
          meetFault();
          bench.onAnswer = (answered) => {
            if (answered !== operation || ++answers > number) return;
            meetFault();
            if (answers < number) return;
            if (isCancelled) abort.abort();
            if (isChanged) bucket.put({ ...changed, key: KEY, lastModified: new Date('2031-01-01') });
          };
          const first = await Promise.allSettled([save(base)]);
          bench.emulator.faults.clear();
          bench.onAnswer = () => undefined;
          await assertWhole(bench, isChanged ? [NEW, CHANGED] : [OLD, NEW]);
          const [{ status }] = first;
          if (status === 'fulfilled' && !isChanged) await assertWhole(bench, [NEW]);
          if (succeeds === true || succeeds?.includes(operation) === true) assert.equal(status, 'fulfilled');
          // OSS has no conditional PutObject: nobody can see a change after the last look.
          const isSeen = isChanged && stepName !== 'the last look at the object' && operation !== 'PutObject';
          if (isSeen) {
            assert.ok(first[0].status === 'rejected' && first[0].reason instanceof ObjectChangedError);
            await assertWhole(bench, [CHANGED]);
          }
          const second = saveObject(
            client,
            { bucket: 'docs', key: KEY, bytes: Buffer.from(NEW), base: await nowIf(isChanged, base, client) },
            new AbortController().signal,
          );
          assert.equal((await second).sizeBytes, NEW.length);
          await assertWhole(bench, [NEW]);
        } finally {
          await bench.close();
        }
      });
    }
  }
});

/** State to save over: that of a change, as if the user agreed to replace it. */
async function nowIf(
  isChanged: true | undefined,
  base: ContentState | undefined,
  client: Awaited<ReturnType<CopyBench['clientOf']>>,
): Promise<ContentState | undefined> {
  return isChanged ? contentState(await client.headObject('docs', KEY)) : base;
}
