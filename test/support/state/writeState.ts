import { Ledger } from '../../../src/links/ledger/ledger.ts';
import { LinkHosts } from '../../../src/links/linkHosts.ts';
import { LinkMemory } from '../../../src/links/linkMemory.ts';
import { Profiles } from '../../../src/profiles/profiles.ts';
import { STATE_KEYS } from '../../../src/ids.ts';
import { SharedState } from '../../../src/ui/state/sharedState.ts';
import { MemoryMemento, MemorySecrets } from '../profiles/storage.ts';

/** Extension host of one window, as a process of its own: writes profiles, ledger, hosts and choices at once. */
const [folder = '', window = '', count = '0'] = process.argv.slice(2);
const storage = new MemoryMemento();
await storage.update(STATE_KEYS.folder, 'files');
const memento = new SharedState({ folder, memento: storage, syncedKeys: [], newId: () => window });
const profiles = new Profiles({ memento, secrets: new MemorySecrets(), environment: {}, environmentName: '' });
const ledger = new Ledger(memento, () => new Date());
const hosts = new LinkHosts(memento, new MemorySecrets());
const memory = new LinkMemory(memento, () => ({ kind: 'duration', seconds: 900 }));

for (let index = 0; index < Number(count); index++) {
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
