import assert from 'node:assert/strict';
import fs, { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { STATE_KEYS } from '../../../../src/ids.ts';
import { SharedState, SYNC_KEY } from '../../../../src/ui/state/sharedState.ts';
import { MemoryMemento } from '../../../support/profiles/storage.ts';

describe('SharedState', () => {
  let folder: string;
  let memento: MemoryMemento;
  let ids = 0;
  /** State of a window. The windows of one machine share the folder. */
  const openWindow = (own: { folder?: string; memento?: MemoryMemento } = {}): SharedState =>
    new SharedState({ folder, memento, syncedKeys: ['profiles'], newId: () => `writer-${ids++}`, ...own });

  /** The folder of the files, which is named in the storage of VS Code. */
  const filesFolder = (base = folder): string => path.join(base, 'files');

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'state-'));
    memento = new MemoryMemento();
    await memento.update(STATE_KEYS.folder, 'files');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('reads what another window wrote', async () => {
    const [one, other] = [openWindow(), openWindow()];
    assert.equal(one.get('hosts'), undefined);
    await other.update('hosts', { a: 1 });
    assert.deepEqual(one.get('hosts'), { a: 1 });
  });

  it('merges concurrent writes of two windows', async () => {
    const [one, other] = [openWindow(), openWindow()];
    one.get('hosts');
    other.get('hosts');
    await Promise.all([one.update('hosts', { a: 1 }), other.update('hosts', { b: 2 })]);
    assert.deepEqual(openWindow().get('hosts'), { a: 1, b: 2 });
    assert.deepEqual(one.get('hosts'), { a: 1, b: 2 });
  });

  it('shows a change in its own window at once, and keeps later ones until they are on disk', async () => {
    const window = openWindow();
    const first = window.update('hosts', { a: 1 });
    assert.deepEqual(window.get('hosts'), { a: 1 });
    const second = window.update('hosts', { a: 1, b: 2 });
    await Promise.all([first, second]);
    assert.deepEqual(openWindow().get('hosts'), { a: 1, b: 2 });
  });

  it('belongs to the user of the storage: another browser at the same server starts empty', async () => {
    const other = new MemoryMemento();
    await openWindow().update('hosts', { a: 1 });
    await openWindow({ memento: other }).update('hosts', { b: 2 });
    assert.deepEqual(openWindow().get('hosts'), { a: 1 });
    assert.deepEqual(openWindow({ memento: other }).get('hosts'), { b: 2 });
    assert.match(String(other.get(STATE_KEYS.folder)), /^writer-/);
  });

  it('removes a value', async () => {
    const window = openWindow();
    await window.update('hosts', { a: 1 });
    await window.update('hosts', undefined);
    assert.equal(openWindow().get('hosts'), undefined);
    assert.equal(openWindow().get('hosts', 'none'), 'none');
  });

  it('starts with the value that an earlier version kept in the storage of VS Code', async () => {
    await memento.update('hosts', { a: 1 });
    const window = openWindow();
    assert.deepEqual(window.get('hosts'), { a: 1 });
    await window.update('hosts', { a: 1, b: 2 });
    assert.deepEqual(openWindow().get('hosts'), { a: 1, b: 2 });
    assert.equal(memento.get('hosts'), undefined);
  });

  it('writes files that only the user can read, and leaves no other files', async () => {
    await openWindow().update('hosts', { a: 1 });
    assert.deepEqual(await readdir(filesFolder()), ['hosts.json']);
    const { mode } = await stat(path.join(filesFolder(), 'hosts.json'));
    assert.equal(mode & 0o077, process.platform === 'win32' ? mode & 0o077 : 0);
  });

  it('takes over the lock of a process that crashed', async () => {
    await openWindow().update('hosts', { a: 1 });
    const lock = path.join(filesFolder(), 'hosts.json.lock');
    await writeFile(lock, 'crashed');
    // A change takes a few milliseconds.
    const before = new Date(Date.now() - 20_000);
    await utimes(lock, before, before);
    await openWindow().update('hosts', { a: 2 });
    assert.deepEqual(openWindow().get('hosts'), { a: 2 });
    assert.deepEqual(await readdir(filesFolder()), ['hosts.json']);
  });

  it('treats a damaged file as empty, and keeps its text beside it', async () => {
    await openWindow().update('hosts', { a: 1 });
    await writeFile(path.join(filesFolder(), 'hosts.json'), '{"value":');
    const window = openWindow();
    assert.equal(window.get('hosts'), undefined);
    await window.update('hosts', { b: 2 });
    assert.deepEqual(openWindow().get('hosts'), { b: 2 });
    assert.equal(await readFile(path.join(filesFolder(), 'hosts.json.damaged'), 'utf8'), '{"value":');
  });

  it('keeps the text of each damaged file, until everything is forgotten', async () => {
    for (const text of ['{"value":', 'another']) {
      await openWindow().update('hosts', { a: text });
      await writeFile(path.join(filesFolder(), 'hosts.json'), text);
      await openWindow().update('hosts', { b: 2 });
    }
    const kept = ['hosts.json.damaged', 'hosts.json.damaged-2'];
    assert.deepEqual(await readdir(filesFolder()), ['hosts.json', ...kept]);
    const texts = kept.map((name) => readFile(path.join(filesFolder(), name), 'utf8'));
    assert.deepEqual(await Promise.all(texts), ['{"value":', 'another']);
    await openWindow().forgetDamaged();
    assert.deepEqual(await readdir(filesFolder()), ['hosts.json']);
  });

  it('reports a folder that cannot be written, and keeps the change in this window', async () => {
    await writeFile(filesFolder(), 'a file in its place');
    const window = openWindow();
    await assert.rejects(window.update('hosts', { a: 1 }), { code: /ENOTDIR|EEXIST/ });
    assert.deepEqual(window.get('hosts'), { a: 1 });
  });

  describe('if a file cannot be replaced', () => {
    const real = fs.rename;
    let attempts = 0;
    /** Lets renames fail with these codes, and then work. */
    const failWith = (...codes: readonly string[]): void => {
      attempts = 0;
      fs.rename = (from, to) => {
        const code = codes[attempts++];
        return code === undefined ? real(from, to) : Promise.reject(Object.assign(new Error(code), { code }));
      };
      syncBuiltinESMExports();
    };
    afterEach(() => {
      fs.rename = real;
      syncBuiltinESMExports();
    });

    it('leaves the lock to a process that took it over meanwhile', async () => {
      const lock = path.join(filesFolder(), 'hosts.json.lock');
      fs.rename = async (from, to) => {
        await writeFile(lock, 'of another process');
        await real(from, to);
      };
      syncBuiltinESMExports();
      await openWindow().update('hosts', { a: 1 });
      assert.equal(await readFile(lock, 'utf8'), 'of another process');
    });

    it('waits while another process reads it, as Windows requires', async () => {
      failWith('EPERM', 'EBUSY');
      await openWindow().update('hosts', { a: 1 });
      assert.deepEqual(openWindow().get('hosts'), { a: 1 });
      assert.equal(attempts, 3);
    });

    it('reports another failure at once, and leaves neither draft nor lock', async () => {
      failWith('EROFS', 'EROFS');
      await assert.rejects(openWindow().update('hosts', { a: 1 }), { code: 'EROFS' });
      assert.equal(attempts, 1);
      assert.deepEqual(await readdir(filesFolder()), []);
    });
  });

  describe('with Settings Sync', () => {
    let otherFolder: string;
    let otherMemento: MemoryMemento;
    /** Transfers the copy of one machine to another, like Settings Sync. */
    const sync = (from: MemoryMemento, to: MemoryMemento): Promise<void> => to.update(SYNC_KEY, from.get(SYNC_KEY));
    const here = (): SharedState => openWindow();
    const there = (): SharedState => openWindow({ folder: otherFolder, memento: otherMemento });
    const idsOf = (state: SharedState): readonly string[] =>
      (state.get<readonly { id: string }[]>('profiles') ?? []).map(({ id }) => id).sort();

    beforeEach(async () => {
      otherFolder = path.join(folder, 'other');
      otherMemento = new MemoryMemento();
      await otherMemento.update(STATE_KEYS.folder, 'files');
    });

    it('sends synced values to another machine, and only those', async () => {
      await here().update('profiles', [{ id: 'a' }]);
      await here().update('ledger', [{ id: 'l' }]);
      await sync(memento, otherMemento);
      const window = there();
      await window.adoptSynced();
      assert.deepEqual(idsOf(window), ['a']);
      assert.equal(window.get('ledger'), undefined);
    });

    it('keeps the additions of each machine, and removes what one removed', async () => {
      await here().update('profiles', [{ id: 'a' }, { id: 'b' }]);
      await there().update('profiles', [{ id: 'c' }]);
      await sync(memento, otherMemento);
      await there().adoptSynced();
      assert.deepEqual(idsOf(there()), ['a', 'b', 'c']);
      const window = there();
      window.get('profiles');
      await window.update('profiles', [{ id: 'c' }, { id: 'a' }]);
      await sync(otherMemento, memento);
      await here().adoptSynced();
      assert.deepEqual(idsOf(here()), ['a', 'c']);
    });

    it('deletes a cleared value, and does not import it again', async () => {
      await here().update('profiles', [{ id: 'secret-project' }]);
      await sync(memento, otherMemento);
      const window = there();
      await window.adoptSynced();
      window.get('profiles');
      await window.update('profiles', undefined);
      await sync(memento, otherMemento);
      await window.adoptSynced();
      assert.deepEqual(idsOf(there()), []);
      assert.doesNotMatch(
        await readFile(path.join(filesFolder(otherFolder), 'profiles.json'), 'utf8'),
        /secret-project/,
      );
    });

    it('imports no copy twice, no older one, and none of its own', async () => {
      await here().update('profiles', [{ id: 'a' }]);
      const older = memento.get(SYNC_KEY);
      const writing = here();
      writing.get('profiles');
      await writing.update('profiles', [{ id: 'a' }, { id: 'b' }]);
      await sync(memento, otherMemento);
      await there().adoptSynced();
      const removing = there();
      removing.get('profiles');
      await removing.update('profiles', []);
      await otherMemento.update(SYNC_KEY, older);
      await there().adoptSynced();
      assert.deepEqual(idsOf(there()), []);
      await memento.update(SYNC_KEY, older);
      await here().adoptSynced();
      assert.deepEqual(idsOf(here()), ['a', 'b']);
    });
  });
});
