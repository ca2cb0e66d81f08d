import assert from 'node:assert/strict';
import { CopyJournal, type BegunRun } from '../../../../src/transfers/copy/copyJournal.ts';
import { MemoryMemento } from '../../../support/profiles/storage.ts';

const from = { profileId: 'p1', bucket: 'docs', key: 'a/' };
const to = { profileId: 'p2', bucket: 'docs', key: 'b/' };
const run: BegunRun = { requests: [{ from, to, isFolder: true }], moves: true, keepsAcl: true, count: 300 };

describe('the journal of moves and copies', () => {
  let memento: MemoryMemento;
  let nowMs: number;
  let processes: Set<number>;
  let ids: number;

  beforeEach(() => {
    memento = new MemoryMemento();
    nowMs = 1000;
    processes = new Set([7]);
    ids = 0;
  });
  /** Journal of a window whose process has the ID. */
  const windowOf = (pid: number): CopyJournal =>
    new CopyJournal({
      memento,
      now: () => new Date(nowMs),
      newId: () => `run${++ids}`,
      pid,
      isAlive: (other) => processes.has(other),
    });
  const interrupted = (): readonly string[] =>
    windowOf(8)
      .interrupted()
      .map(({ id }) => id);

  it('names no run as interrupted while its window works on it', async () => {
    const { id } = await windowOf(7).begin(run);
    assert.deepEqual(interrupted(), []);
    assert.deepEqual([windowOf(7).othersAtWork(), windowOf(8).othersAtWork()], [false, true]);
    await windowOf(7).remove(id);
    assert.equal(memento.text, '');
  });

  it('names a run as interrupted once its window is gone, gives no sign of life, or has released it', async () => {
    const journal = windowOf(7);
    const { id } = await journal.begin(run);
    processes.clear();
    assert.deepEqual([interrupted(), windowOf(8).othersAtWork()], [[id], false]);
    // Another process may have got the same ID.
    processes.add(7);
    assert.deepEqual(interrupted(), []);
    nowMs += 600_000;
    assert.deepEqual(interrupted(), [id]);
    await journal.renew(id);
    assert.deepEqual(interrupted(), []);
    await journal.release(id);
    assert.deepEqual(windowOf(8).find(id), { ...run, id, startedAtMs: 1000 });
    assert.equal(windowOf(8).find('other'), undefined);
  });

  it('writes signs of life once a minute at most', async () => {
    const journal = windowOf(7);
    const { id } = await journal.begin(run);
    const before = memento.text;
    nowMs += 59_999;
    await journal.renew(id);
    assert.equal(memento.text, before);
    nowMs += 1;
    await journal.renew(id);
    assert.notEqual(memento.text, before);
  });

  it('keeps each of two runs of a window owned', async () => {
    const journal = windowOf(7);
    const ids = [(await journal.begin(run)).id, (await journal.begin(run)).id];
    for (let minute = 0; minute < 15; minute++) {
      nowMs += 60_000;
      for (const id of ids) await journal.renew(id);
    }
    assert.deepEqual(interrupted(), []);
  });

  it('continues a run under its ID', async () => {
    const journal = windowOf(7);
    const { id } = await journal.begin(run);
    await journal.release(id);
    await journal.begin({ ...run, existing: 'keepBoth' }, id);
    assert.deepEqual(interrupted(), []);
    await journal.release(id);
    assert.deepEqual(
      journal.interrupted().map(({ existing }) => existing),
      ['keepBoth'],
    );
  });

  it('stores nothing but keys, choices and times', async () => {
    const target = { ...from, url: 'https://secret' };
    await windowOf(7).begin({ ...run, requests: [{ from: target, to: target, isFolder: true }] });
    assert.doesNotMatch(memento.text, /secret/);
  });

  it('keeps the latest 20 runs, and skips what another version has written', async () => {
    const journal = windowOf(8);
    for (let index = 0; index < 21; index++) {
      await journal.begin(run);
      nowMs++;
    }
    assert.deepEqual([interrupted().length, interrupted()[0], interrupted().at(-1)], [20, 'run21', 'run2']);
    await memento.update('ossLinks.copyRuns', { run1: { id: 'run1' } });
    assert.deepEqual(interrupted(), []);
  });

  it('forgets the runs of a profile, as source or target, or all of them', async () => {
    for (const profileId of ['p1', 'p2', 'p3']) {
      const journal = windowOf(8);
      await journal.begin(run);
      await journal.begin({
        ...run,
        requests: [{ from: { ...from, profileId: 'p3' }, to: { ...to, profileId: 'p3' }, isFolder: true }],
      });
      await journal.forget(profileId);
      assert.equal(interrupted().length, 1);
      await journal.forget();
      assert.equal(memento.text, '');
    }
  });
});
