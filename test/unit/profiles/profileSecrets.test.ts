import assert from 'node:assert/strict';
import { secretSchema } from '../../../src/profiles/profile.ts';
import { ProfileSecrets, secretChangeOf } from '../../../src/profiles/profileSecrets.ts';
import { MemorySecrets } from '../../support/profiles/storage.ts';

const secret = { accessKeyId: 'ak', accessKeySecret: 'sk' };

describe('the secrets of profiles', () => {
  let storage: MemorySecrets;
  let secrets: ProfileSecrets;
  beforeEach(() => {
    storage = new MemorySecrets();
    secrets = new ProfileSecrets(storage);
  });

  it('are kept by the ID of the profile until they are deleted', async () => {
    await secrets.store('p1', secret);
    assert.deepEqual(await secrets.read('p1', secretSchema), secret);
    assert.equal(await secrets.read('p2', secretSchema), undefined);
    await secrets.delete('p1');
    assert.equal(await secrets.read('p1', secretSchema), undefined);
  });

  it('count as missing if they cannot be read, so that the user is asked again', async () => {
    for (const text of ['{', '[]', '{"accessKeyId":"ak"}']) {
      storage.values.set('ossLinks.profile.p1', text);
      assert.equal(await secrets.read('p1', secretSchema), undefined);
    }
  });

  it('are all deleted at once, but not those of other extensions and of CDN hosts', async () => {
    await secrets.store('p1', secret);
    await secrets.store('removed', secret);
    storage.values.set('ossLinks.cdn.a', 'key');
    await secrets.deleteAll();
    assert.deepEqual([...storage.values.keys()], ['ossLinks.cdn.a']);
  });

  it('tell all windows that everything was forgotten, and leave no trace of it', async () => {
    const changes: unknown[] = [];
    storage.onDidChange = (key) => changes.push(secretChangeOf(key));
    await secrets.signalForgotten();
    assert.deepEqual(changes, ['forgotten', 'forgotten']);
    assert.equal(storage.values.size, 0);
  });

  it('tell of a change of one profile, and of no other secret', () => {
    assert.deepEqual(secretChangeOf('ossLinks.profile.p1'), { profileId: 'p1' });
    assert.equal(secretChangeOf('ossLinks.cdn.a'), undefined);
  });

  it('explain a failure of the storage', async () => {
    for (const name of ['get', 'store', 'delete'] as const) storage.failing.set(name, new Error('locked'));
    for (const act of [
      () => secrets.read('p1', secretSchema),
      () => secrets.store('p1', secret),
      () => secrets.delete('p1'),
      () => secrets.signalForgotten(),
    ]) {
      await assert.rejects(act, { name: 'SecretStorageError', code: 'SecretStorage', message: 'SecretStorage failed' });
    }
  });
});
