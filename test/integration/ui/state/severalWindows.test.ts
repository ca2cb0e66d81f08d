import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { STATE_KEYS } from '../../../../src/ids.ts';
import { SharedState } from '../../../../src/ui/state/sharedState.ts';
import { MemoryMemento } from '../../../support/profiles/storage.ts';
import { assertNothingIsLost } from '../../../support/state/writeState.ts';

const SCRIPT = path.join(import.meta.dirname, '../../../support/state/writeState.ts');
const WINDOWS = ['a', 'b'];
const WRITES = 60;

describe('windows that write at the same time', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'windows-'));
  });
  after(() => rm(folder, { recursive: true }));

  it('lose no profile, issued link, host or choice of each other', async function () {
    this.timeout(120_000);
    const run = promisify(execFile);
    await Promise.all(WINDOWS.map((window) => run(process.execPath, [SCRIPT, folder, window, String(WRITES)])));
    const storage = new MemoryMemento();
    await storage.update(STATE_KEYS.folder, 'files');
    const memento = new SharedState({ folder, memento: storage, syncedKeys: [], newId: () => '' });
    assertNothingIsLost(memento, WINDOWS, WRITES);
    assert.deepEqual(
      (await readdir(path.join(folder, 'files'))).filter((name) => !name.endsWith('.json')),
      [],
    );
  });
});
