import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { Ledger } from '../../../../src/links/ledger/ledger.ts';
import { LinkHosts } from '../../../../src/links/linkHosts.ts';
import { LinkMemory } from '../../../../src/links/linkMemory.ts';
import { Profiles } from '../../../../src/profiles/profiles.ts';
import { STATE_KEYS } from '../../../../src/ids.ts';
import { SharedState } from '../../../../src/ui/state/sharedState.ts';
import { MemoryMemento, MemorySecrets } from '../../../support/profiles/storage.ts';

const SCRIPT = path.join(import.meta.dirname, '../../../support/state/writeState.ts');
const WINDOWS = ['a', 'b'];
const WRITES = 200;

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
    const profiles = new Profiles({ memento, secrets: new MemorySecrets(), environment: {}, environmentName: '' });
    const ids = WINDOWS.flatMap((window) => Array.from({ length: WRITES }, (_, index) => `${window}-${index}`)).sort();
    assert.deepEqual(
      profiles
        .list()
        .map(({ id }) => id)
        .sort(),
      ids,
    );
    const ledger = new Ledger(memento, () => new Date()).list();
    assert.deepEqual(ledger.map(({ profileId }) => profileId).sort(), ids);
    const hosts = new LinkHosts(memento, new MemorySecrets());
    assert.deepEqual(
      ids.filter((profileId) => hosts.linkHost({ profileId, bucket: 'docs' })?.endpoint.kind !== 'internal'),
      [],
    );
    const memory = new LinkMemory(memento, () => ({ kind: 'duration', seconds: 900 }));
    assert.deepEqual(
      ids.filter((profileId) => memory.lastRecipe({ profileId, bucket: 'docs' })?.name !== 'recipe'),
      [],
    );
    assert.deepEqual(
      (await readdir(path.join(folder, 'files'))).filter((name) => !name.endsWith('.json')),
      [],
    );
  });
});
