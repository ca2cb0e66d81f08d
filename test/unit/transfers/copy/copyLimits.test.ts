import assert from 'node:assert/strict';
import type { CopyClient } from '../../../../src/transfers/copy/copyVerified.ts';
import type { PlannedCopy } from '../../../../src/transfers/copy/copyPlan.ts';
import { runCopies } from '../../../../src/transfers/copy/runCopies.ts';
import { newOutcome } from '../../../../src/transfers/transferAll.ts';

/** A client that has every object, each of the given size. */
function clientWith(sizeBytes: number, calls: Partial<CopyClient> = {}): PlannedCopy['route']['source'] {
  const metadata = { sizeBytes, etag: 'E', headers: { 'x-oss-hash-crc64ecma': '7' }, userMetadata: {} };
  return {
    headObject: () => Promise.resolve(metadata),
    getObjectAcl: () => Promise.resolve('default'),
    ...calls,
  } as unknown as PlannedCopy['route']['source'];
}

function copiesWith(client: PlannedCopy['route']['source'], count: number, sizeBytes: number, isRelayed = false) {
  const route = { source: client, target: client, isRelayed, protection: 'respected' as const };
  return Array.from({ length: count }, (_, index): PlannedCopy => {
    const from = { profileId: 'p', bucket: 'b', key: `from/${index}` };
    return { from, to: { ...from, key: `to/${index}` }, sizeBytes, route };
  });
}

async function run(copies: readonly PlannedCopy[]): Promise<number> {
  const outcome = newOutcome<PlannedCopy>();
  await runCopies(copies, outcome, [], {
    moves: false,
    existing: 'skip',
    keepsAcl: true,
    onProgress: () => undefined,
    onLeftBehind: () => undefined,
    signal: new AbortController().signal,
  });
  assert.deepEqual(outcome.failed, []);
  return outcome.done.length;
}

describe('copies inside OSS', () => {
  it('are made by one call up to 1 GB, and in parts above it', async () => {
    const ways: string[] = [];
    for (const sizeBytes of [1_000_000_000, 1_000_000_001]) {
      const client = clientWith(sizeBytes, {
        copyObject: () => (ways.push('one call'), Promise.resolve({ lastModified: new Date(0) })),
        copyInParts: () => (ways.push('parts'), Promise.resolve({})),
      });
      await run(copiesWith(client, 1, sizeBytes));
    }
    assert.deepEqual(ways, ['one call', 'parts']);
  });

  it('run 40 at a time, as they take no bandwidth of this computer', async () => {
    const all = Promise.withResolvers<undefined>();
    let running = 0;
    const client = clientWith(1, {
      copyObject: async () => {
        running++;
        if (running === 40) all.resolve(undefined);
        await all.promise;
        return { lastModified: new Date(0) };
      },
    });
    assert.equal(await run(copiesWith(client, 41, 1)), 41);
  });

  it('run 3 at a time if their bytes pass through this computer', async () => {
    let [running, most] = [0, 0];
    const client = clientWith(1, {
      uploadInParts: async () => {
        most = Math.max(most, ++running);
        await new Promise(setImmediate);
        running--;
        return {};
      },
    });
    await run(copiesWith(client, 9, 1, true));
    assert.equal(most, 3);
  });
});
