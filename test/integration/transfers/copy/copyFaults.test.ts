import assert from 'node:assert/strict';
import type { PlannedCopy } from '../../../../src/transfers/copy/copyPlan.ts';
import type { RunOptions } from '../../../../src/transfers/copy/runCopies.ts';
import type { FaultKind } from '../../../emulator/faults.ts';
import type { Operation } from '../../../emulator/operations.ts';
import { all } from '../../../support/oss/loopbackOss.ts';
import { copyRequest, CopyBench } from '../../../support/transfers/copyBench.ts';

const HOUR_MS = 3_600_000;
const CONTENT = 'content of some length; '.repeat(5000);
const HEADERS = {
  'content-type': 'text/plain',
  'cache-control': 'no-store',
  'x-oss-meta-who': 'me',
  'x-oss-tagging': 'a=1',
  'x-oss-object-acl': 'public-read',
  'x-oss-server-side-encryption': 'AES256',
};
const PARTS = { aboveBytes: 100_000, partSizeBytes: 102_400 };

interface Transfer {
  readonly target: { readonly bucket: string; readonly profileId: string };
  readonly options: Partial<RunOptions>;
  /** Requests that meet the faults, one after another. */
  readonly steps: readonly Operation[];
}

const within = { bucket: 'docs', profileId: 'p1' };
const transfers: Readonly<Record<string, Transfer>> = {
  rename: {
    target: within,
    options: { moves: true },
    steps: ['HeadObject', 'GetObjectAcl', 'CopyObject', 'DeleteObject'],
  },
  'rename in parts': {
    target: within,
    options: { moves: true, parts: PARTS },
    steps: ['GetObjectTagging', 'InitiateMultipartUpload', 'UploadPartCopy', 'CompleteMultipartUpload', 'DeleteObject'],
  },
  'move to another account': {
    target: { bucket: 'theirs', profileId: 'p2' },
    options: { moves: true },
    steps: ['HeadObject', 'GetObject', 'PutObject', 'DeleteObject'],
  },
  copy: {
    target: { bucket: 'other', profileId: 'p1' },
    options: { moves: false },
    steps: ['HeadObject', 'GetObjectAcl', 'CopyObject'],
  },
};

interface Interruption {
  readonly kind?: FaultKind;
  readonly times?: number;
  /** The user cancels when OSS has carried the step out. */
  readonly isCancelled?: true;
  /** Somebody else writes the source when OSS has carried the step out. */
  readonly isChanged?: true;
}

const faults: Readonly<Record<string, Interruption>> = {
  'a reset': { kind: { kind: 'reset' }, times: 9 },
  'an answer that is not HTTP': { kind: { kind: 'garbage' }, times: 9 },
  'a page of a proxy': { kind: { kind: 'html', status: 502 }, times: 9 },
  'a page in place of the answer': { kind: { kind: 'html', status: 200 } },
  'status 500': { kind: { kind: 'status', status: 500 }, times: 9 },
  'a refusal': { kind: { kind: 'status', status: 403, code: 'AccessDenied' } },
  'an answer that takes too long': { kind: { kind: 'delay', delayMs: HOUR_MS }, times: 3 },
  'an answer that breaks off': { kind: { kind: 'truncate', keepBytes: 20 }, times: 9 },
  'a lost answer': { kind: { kind: 'lostAnswer' } },
  'lost answers to all attempts': { kind: { kind: 'lostAnswer' }, times: 9 },
  'a byte that changes on the way': { kind: { kind: 'changedAnswer' } },
  'a cancellation': { isCancelled: true },
  'a change of the source': { isChanged: true },
};

const KEYS = ['from/a.txt', 'from/b//c .txt', 'from/d\u0001é/'];

async function write(bench: CopyBench, key: string, content: string): Promise<void> {
  await bench.emulator.putObject('docs', key, content, { headers: HEADERS });
}

/** What must be true whenever a run ends: each object is whole at its source or at its target, and nothing is half there. */
async function assertNothingLost(bench: CopyBench, bucket: string, changed: ReadonlySet<string>): Promise<void> {
  const original = CONTENT;
  for (const key of KEYS) {
    const [source, target] = [await bench.text('docs', key), await bench.text(bucket, targetOf(key))];
    if (changed.has(key)) assert.ok(source === 'changed' || target === 'changed', `the change of ${key} is lost`);
    else assert.ok(source === original || target === original, `${key} is lost`);
    assert.ok([undefined, original, 'changed'].includes(source), `${key} is damaged`);
    assert.ok([undefined, original, 'changed'].includes(target), `the copy of ${key} is damaged`);
  }
}

function targetOf(key: string): string {
  return key.replace('from/', 'to/');
}

async function assertWhole(bench: CopyBench, bucket: string, key: string, changed: ReadonlySet<string>): Promise<void> {
  const stored = bench.emulator.object(bucket, targetOf(key)) ?? assert.fail(`there is no copy of ${key}`);
  assert.equal(await bench.text(bucket, targetOf(key)), changed.has(key) ? 'changed' : CONTENT);
  const { headers, tags, acl, encryption } = stored;
  assert.deepEqual(
    [headers['content-type'], headers['cache-control'], headers['x-oss-meta-who'], tags, acl, encryption],
    ['text/plain', 'no-store', 'me', [['a', '1']], 'public-read', { 'x-oss-server-side-encryption': 'AES256' }],
  );
}

describe('copies under faults', () => {
  for (const [transferName, { target, options, steps }] of Object.entries(transfers)) {
    for (const [faultName, { kind, times = 1, isCancelled, isChanged }] of Object.entries(faults)) {
      for (const step of steps) {
        // OSS has no conditional deletion: nobody can see a change between the last look at the source and its deletion.
        if (isChanged && step === 'DeleteObject') continue;
        it(`lose no object and are completed by a second run: ${transferName}, ${faultName} at ${step}`, async () => {
          const bench = await CopyBench.start();
          try {
            for (const bucket of ['docs', 'other', 'theirs']) bench.emulator.createBucket(bucket);
            for (const key of KEYS) await write(bench, key, CONTENT);
            const changed = new Set<string>();
            const abort = new AbortController();
            const requests = [copyRequest('from/', 'to/', target)];
            // The plan itself reads too: the fault waits until it is made.
            let isPlanned = false;
            let isMet = false;
            const running = bench.run(requests, {
              ...options,
              signal: abort.signal,
              onProgress: () => (isPlanned = true),
            });
            bench.onRequest = () => {
              if (!isPlanned || isMet || !kind) return;
              isMet = true;
              bench.emulator.faults.add({ ...kind, times, match: { operation: step } });
            };
            bench.onAnswer = (operation, _, key) => {
              if (!isPlanned || operation !== step) return;
              if (isCancelled) abort.abort();
              const source = key.replace(/^to/, 'from');
              if (!isChanged || changed.has(source)) return;
              changed.add(source);
              void write(bench, source, 'changed');
            };
            const first = await running;
            bench.emulator.faults.clear();
            bench.onAnswer = () => undefined;
            await assertNothingLost(bench, target.bucket, changed);
            assert.equal(first.finished, !abort.signal.aborted);
            await bench.run(requests, { ...options, existing: 'replace' });
            for (const key of KEYS) {
              const isThere = bench.emulator.object('docs', key) !== undefined;
              assert.equal(isThere, options.moves !== true, key);
              await assertWhole(bench, target.bucket, key, changed);
            }
            const incomplete = await all((await bench.clientOf(target.profileId)).incompleteUploads(target.bucket));
            assert.deepEqual(
              incomplete.map(({ key }) => key).filter((key) => !first.leftBehind.includes(key)),
              [],
            );
          } finally {
            await bench.close();
          }
        });
      }
    }
  }
});

describe('a folder of 300 objects', () => {
  const count = 300;
  for (const faultName of ['a reset', 'a refusal', 'lost answers to all attempts', 'a cancellation']) {
    const { kind, times = 1, isCancelled } = faults[faultName] ?? assert.fail(faultName);
    it(`is renamed by two runs: ${faultName} in between`, async function () {
      this.timeout(60_000);
      const bench = await CopyBench.start();
      try {
        bench.emulator.createBucket('docs');
        for (let index = 0; index < count; index++)
          await bench.emulator.putObject('docs', `from/${index}`, `no. ${index}`);
        const abort = new AbortController();
        let answers = 0;
        bench.onAnswer = (operation) => {
          if (operation !== 'CopyObject' || ++answers !== count / 2) return;
          if (isCancelled) abort.abort();
          if (!kind) return;
          for (const step of ['CopyObject', 'DeleteObject', 'HeadObject'] as const) {
            bench.emulator.faults.add({ ...kind, times, match: { operation: step } });
          }
        };
        const first = await bench.run([copyRequest('from/', 'to/')], { signal: abort.signal });
        bench.emulator.faults.clear();
        bench.onAnswer = () => undefined;
        const everywhere = new Set(bench.keys('docs').map((key) => key.replace(/^\w+\//, '')));
        assert.equal(everywhere.size, count);
        assert.equal(first.finished, isCancelled !== true);
        const second = await bench.run([copyRequest('from/', 'to/')]);
        assert.deepEqual(second.outcome.failed.map(failureOf), []);
        assert.equal(bench.keys('docs').length, count);
        for (let index = 0; index < count; index++)
          assert.equal(await bench.text('docs', `to/${index}`), `no. ${index}`);
      } finally {
        await bench.close();
      }
    });
  }
});

function failureOf({ item, error }: { readonly item: PlannedCopy; readonly error: unknown }): string {
  return `${item.from.key}: ${String(error)}`;
}
