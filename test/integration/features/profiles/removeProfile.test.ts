import assert from 'node:assert/strict';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { escapeSilently, withBench } from '../../../support/features/commandBench.ts';

describe('Remove Profile', () => {
  const bench = withBench();

  it('removes the profile with its secret after a confirmation', async () => {
    const prompts = new ScriptedPrompts('Remove');
    await bench().run('removeProfile', [await bench().node()], prompts);
    assert.equal(prompts.last.text, 'Remove the profile "Work" and its secret?');
    assert.deepEqual(bench().profileNames, []);
    assert.equal(bench().oss.secrets.values.size, 0);
    assert.deepEqual(bench().messages, ['status: Removed profile "Work"']);
  });

  it('deletes the sort orders of its folders', async () => {
    await bench().tree.sort(await bench().bucket('docs'), 'newest');
    assert.ok(bench().oss.memento.text.includes('newest'));
    await bench().run('removeProfile', ['p1'], new ScriptedPrompts('Remove'));
    assert.ok(!bench().oss.memento.text.includes('newest'));
  });

  it('deletes the pinned objects, hosts, agreements and interrupted copies of it', async () => {
    const docs = { profileId: 'p1', bucket: 'docs' };
    const services = bench().services(new ScriptedPrompts());
    await services.shortcuts.pin([{ ...docs, key: 'reports/', kind: 'folder' }]);
    await services.linkHosts.setLinkHost(docs, { endpoint: { kind: 'accelerate' } });
    await services.allowedChanges.alwaysAllow(docs);
    const [from, to] = [
      { ...docs, key: 'a.txt' },
      { ...docs, key: 'b.txt' },
    ];
    const requests = [{ from, to, isFolder: false }];
    await services.copyJournal.begin({ requests, moves: true, keepsAcl: true, count: 2 });
    await bench().run('removeProfile', ['p1'], new ScriptedPrompts('Remove'));
    assert.doesNotMatch(bench().oss.memento.text, /p1/);
  });

  it('keeps what belongs to other profiles', async () => {
    const docs = { profileId: 'p2', bucket: 'docs' };
    await bench().oss.saveProfile({ id: 'p2', name: 'Other' });
    const services = bench().services(new ScriptedPrompts());
    await services.shortcuts.pin([{ ...docs, key: 'reports/', kind: 'folder' }]);
    await services.linkHosts.setLinkHost(docs, { endpoint: { kind: 'accelerate' } });
    await services.allowedChanges.alwaysAllow(docs);
    const requests = [{ from: { ...docs, key: 'a.txt' }, to: { ...docs, key: 'b.txt' }, isFolder: false }];
    const run = await services.copyJournal.begin({ requests, moves: true, keepsAcl: true, count: 2 });
    await services.copyJournal.release(run.id);
    await bench().run('removeProfile', ['p1'], new ScriptedPrompts('Remove'));
    assert.deepEqual(bench().profileNames, ['Other']);
    assert.equal(services.shortcuts.list('pinned').length, 1);
    assert.deepEqual(services.linkHosts.linkHost(docs), { endpoint: { kind: 'accelerate' } });
    assert.equal(services.allowedChanges.allows(docs), true);
    assert.equal(services.copyJournal.interrupted().length, 1);
  });

  it('keeps the profile after Escape', async () => {
    await escapeSilently(bench(), 'removeProfile', ['p1'], ['Remove']);
    assert.deepEqual(bench().profileNames, ['Work']);
  });
});
