import assert from 'node:assert/strict';
import { Ledger } from '../../../src/links/ledger/ledger.ts';
import { LinkHosts } from '../../../src/links/linkHosts.ts';
import { LinkMemory } from '../../../src/links/linkMemory.ts';
import { Profiles } from '../../../src/profiles/profiles.ts';
import type { StateStorage } from '../../../src/stored.ts';
import { STATE_KEYS } from '../../../src/ids.ts';
import { SharedState } from '../../../src/ui/state/sharedState.ts';
import { MemoryMemento, MemorySecrets } from '../profiles/storage.ts';

interface State {
  readonly profiles: Profiles;
  readonly ledger: Ledger;
  readonly hosts: LinkHosts;
  readonly memory: LinkMemory;
}

function stateOf(memento: StateStorage): State {
  return {
    profiles: new Profiles({ memento, secrets: new MemorySecrets(), environment: {}, environmentName: '' }),
    ledger: new Ledger(memento, () => new Date()),
    hosts: new LinkHosts(memento, new MemorySecrets()),
    memory: new LinkMemory(memento, () => ({ kind: 'duration', seconds: 900 })),
  };
}

/** Writes so many profiles, issued links, hosts and choices, one of each at once, as one window does. */
export async function writeState(memento: StateStorage, window: string, count: number): Promise<void> {
  const { profiles, ledger, hosts, memory } = stateOf(memento);
  for (let index = 0; index < count; index++) {
    const id = `${window}-${index}`;
    await Promise.all([
      profiles.save({ id, name: id, region: 'cn-hangzhou', endpoint: { kind: 'public' } }),
      ledger.recordBatch({
        ...{ profileId: id, bucket: 'docs', prefix: '', method: 'GET', host: 'https://docs.example', format: 'url' },
        count: 1,
        expiration: new Date(Date.now() + 3_600_000),
      }),
      hosts.setLinkHost({ profileId: id, bucket: 'docs' }, { endpoint: { kind: 'internal' } }),
      memory.rememberRecipe({ profileId: id, bucket: 'docs' }, { name: 'recipe', source: 'user', fingerprint: '' }),
    ]);
  }
}

/** Asserts that everything that these windows wrote is there. */
export function assertNothingIsLost(memento: StateStorage, windows: readonly string[], count: number): void {
  const { profiles, ledger, hosts, memory } = stateOf(memento);
  const ids = windows.flatMap((window) => Array.from({ length: count }, (_, index) => `${window}-${index}`)).sort();
  const written = (found: readonly string[]): readonly string[] => found.filter((id) => ids.includes(id)).sort();
  assert.deepEqual(written(profiles.list().map(({ id }) => id)), ids);
  assert.deepEqual(written(ledger.list().map(({ profileId }) => profileId)), ids);
  const inDocs = (profileId: string): { profileId: string; bucket: string } => ({ profileId, bucket: 'docs' });
  assert.deepEqual(
    ids.filter((id) => hosts.linkHost(inDocs(id))?.endpoint.kind !== 'internal'),
    [],
  );
  assert.deepEqual(
    ids.filter((id) => memory.lastRecipe(inDocs(id))?.name !== 'recipe'),
    [],
  );
}

// As a process of its own, which stands for the extension host of one window.
if (import.meta.main) {
  const [folder = '', window = '', count = '0'] = process.argv.slice(2);
  const memento = new MemoryMemento();
  await memento.update(STATE_KEYS.folder, 'files');
  await writeState(new SharedState({ folder, memento, syncedKeys: [], newId: () => window }), window, Number(count));
}
