import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { STATE_KEYS } from '../../../../src/ids.ts';
import type { StateStorage } from '../../../../src/stored.ts';
import { SharedState } from '../../../../src/ui/state/sharedState.ts';

type Values = Record<string, unknown>;

/** Storage of VS Code as two windows see it: each writes all keys as one value, and hears late of the other's writes. */
class LateStorage {
  stored: Values = {};
  readonly #windows: Values[] = [];
  readonly #waiting: (() => void)[] = [];

  open(): StateStorage {
    const index = this.#windows.push({ ...this.stored }) - 1;
    return {
      get: <T>(key: string, missing?: T) => (this.#windows[index]?.[key] as T | undefined) ?? missing,
      update: (key: string, value: unknown) => {
        const written = { ...this.#windows[index], [key]: value };
        this.#windows[index] = written;
        this.stored = written;
        this.#waiting.push(() => {
          for (const other of this.#windows.keys()) if (other !== index) this.#windows[other] = { ...written };
        });
        return Promise.resolve();
      },
    };
  }

  /** Lets the windows hear of all writes so far. */
  deliver(): void {
    for (const hear of this.#waiting.splice(0)) hear();
  }
}

describe('two windows whose first writes are concurrent', () => {
  let folder: string;
  let ids: string[];
  const storage = (): LateStorage => new LateStorage();
  const stateOver = (memento: StateStorage): SharedState =>
    new SharedState({ folder, memento, syncedKeys: [], newId: () => ids.shift() ?? assert.fail('no id is left') });

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'state-folder-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  for (const order of [
    ['a', 'b'],
    ['b', 'a'],
  ]) {
    it(`keep each other's values, with the name first: ${order.join(', ')}`, async () => {
      ids = [...order];
      const late = storage();
      const [one, other] = [stateOver(late.open()), stateOver(late.open())];
      await Promise.all([one.update('hosts', { one: 1 }), other.update('hosts', { other: 2 })]);
      await Promise.all([one.update('profiles', [{ id: 'one' }]), other.update('profiles', [{ id: 'other' }])]);
      // Both hear of each other's first write after their own.
      for (let round = 0; round < 3; round++) {
        late.deliver();
        await one.update('round', round);
        await other.update('round', round);
      }
      late.deliver();
      assert.equal(late.stored[STATE_KEYS.folder], 'a');
      for (const state of [one, other, stateOver(late.open())]) {
        assert.deepEqual(state.get('hosts'), { one: 1, other: 2 });
        assert.deepEqual(
          state
            .get('profiles', [])
            .map(({ id }: { id: string }) => id)
            .sort(),
          ['one', 'other'],
        );
      }
    });
  }

  it('have moved their files when one of them reads', async () => {
    ids = ['b', 'a'];
    const late = storage();
    const [one, other] = [stateOver(late.open()), stateOver(late.open())];
    await Promise.all([one.update('hosts', { one: 1 }), other.update('hosts', { other: 2 })]);
    late.deliver();
    one.get('hosts');
    const text = (): Promise<string> => readFile(path.join(folder, 'a', 'hosts.json'), 'utf8');
    while (!(await text()).includes('"one":1'));
    assert.deepEqual(one.get('hosts'), { one: 1, other: 2 });
    // Waits for the rest of the move.
    await one.update('round', 1);
  });

  it('end no write before the files are moved that a read has begun to move', async () => {
    ids = ['b', 'a'];
    const late = storage();
    const [one, other] = [stateOver(late.open()), stateOver(late.open())];
    await Promise.all([one.update('hosts', { one: 1 }), other.update('hosts', { other: 2 })]);
    late.deliver();
    const lock = path.join(folder, 'a', 'hosts.json.lock');
    await writeFile(lock, 'of a third window');
    one.get('hosts');
    let isWritten = false;
    const writing = one.update('round', 1).finally(() => {
      isWritten = true;
    });
    // Each of these takes as long as the write would.
    for (let round = 0; round < 5; round++) await other.update('round', round);
    assert.ok(!isWritten);
    await rm(lock);
    await writing;
    assert.deepEqual(one.get('hosts'), { one: 1, other: 2 });
  });

  it('move their files with the next write if a move fails', async () => {
    ids = ['b', 'a'];
    const late = storage();
    const [one, other] = [stateOver(late.open()), stateOver(late.open())];
    await Promise.all([one.update('hosts', { one: 1 }), other.update('profiles', [])]);
    late.deliver();
    const inTheWay = path.join(folder, 'a', 'hosts.json');
    await mkdir(inTheWay);
    await assert.rejects(one.update('round', 1));
    for (let read = 0; read < 3; read++) assert.deepEqual(one.get('hosts'), { one: 1 });
    await rm(inTheWay, { recursive: true });
    await one.update('round', 2);
    assert.deepEqual(other.get('hosts'), { one: 1 });
    assert.equal(other.get('round'), 2);
  });
});
