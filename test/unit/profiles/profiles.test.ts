import assert from 'node:assert/strict';
import {
  ProfileGoneError,
  SecretMissingError,
  SecretStorageError,
  type ProfileSecret,
} from '../../../src/profiles/profile.ts';
import { Profiles } from '../../../src/profiles/profiles.ts';
import { MemoryMemento, MemorySecrets } from '../../support/profiles/storage.ts';

const RECORDS = 'ossLinks.profiles';
const SECRET_OF_P1 = 'ossLinks.profile.p1';
const work = { id: 'p1', name: 'Work', region: 'cn-hangzhou', endpoint: { kind: 'public' } } as const;
const secret: ProfileSecret = { accessKeyId: 'fake-id', accessKeySecret: 'fake-secret', securityToken: 'fake-token' };

describe('profiles', () => {
  let memento: MemoryMemento;
  let secrets: MemorySecrets;
  let profiles: Profiles;
  let changes: (string | undefined)[];

  function open(environment: Readonly<Record<string, string>> = {}): Profiles {
    return new Profiles({ memento, secrets, environment, environmentName: 'Environment' });
  }

  beforeEach(() => {
    memento = new MemoryMemento();
    secrets = new MemorySecrets();
    profiles = open();
    changes = [];
    profiles.onDidChange((id) => changes.push(id));
  });

  describe('when saved', () => {
    it('are returned as saved, with the secret from SecretStorage', async () => {
      await profiles.save(work, secret);
      assert.deepEqual(profiles.list(), [{ ...work, source: 'stored', buckets: [] }]);
      assert.deepEqual(await profiles.credentialsOf('p1'), secret);
      assert.deepEqual(changes, ['p1']);
    });

    it('never store a part of the secret in the memento', async () => {
      await profiles.save(work, secret);
      await profiles.addBucket('p1', 'my-bucket');
      for (const part of Object.values(secret)) assert.ok(!memento.text.includes(part), part);
      assert.deepEqual([...secrets.values.keys()], [SECRET_OF_P1]);
    });

    it('are unchanged in the next session', async () => {
      await profiles.save(work, secret);
      assert.deepEqual(open().list(), profiles.list());
      assert.deepEqual(await open().credentialsOf('p1'), secret);
    });

    it('keep every field of a custom endpoint', async () => {
      const endpoint = {
        kind: 'custom',
        url: 'http://files.example.com',
        addressing: 'cname',
        allowPlainHttp: true,
      } as const;
      await profiles.save({ ...work, endpoint }, secret);
      assert.deepEqual(profiles.get('p1').endpoint, endpoint);
    });

    it('replace the profile of the same ID', async () => {
      await profiles.save(work, secret);
      await profiles.save({ ...work, name: 'Home', region: 'cn-shanghai' });
      assert.deepEqual(
        profiles.list().map(({ name, region }) => [name, region]),
        [['Home', 'cn-shanghai']],
      );
    });

    it('keep the stored secret if none is given', async () => {
      await profiles.save(work, secret);
      await profiles.save({ ...work, name: 'Home' });
      assert.deepEqual(await profiles.credentialsOf('p1'), secret);
    });

    it('keep their credential source if none is given', async () => {
      const credentialSource = { kind: 'instanceRole', roleName: 'app' } as const;
      await profiles.save({ ...work, credentialSource });
      await profiles.save({ ...work, name: 'Home' });
      assert.deepEqual(profiles.get('p1').credentialSource, credentialSource);
    });

    it('are sorted by name', async () => {
      for (const name of ['beta', 'Alpha', 'gamma']) await profiles.save({ ...work, id: name, name }, secret);
      assert.deepEqual(
        profiles.list().map(({ name }) => name),
        ['Alpha', 'beta', 'gamma'],
      );
    });

    it('are not stored without their secret if SecretStorage refuses it', async () => {
      const cause = new Error('no keyring');
      secrets.failing.set('store', cause);
      await assert.rejects(profiles.save(work, secret), (error) => {
        assert.ok(error instanceof SecretStorageError);
        assert.equal(error.cause, cause);
        return true;
      });
      assert.deepEqual(profiles.list(), []);
      assert.deepEqual(changes, []);
    });
  });

  describe('that are unreadable', () => {
    const later = { version: 2, id: 'p9', name: 'Later', nested: { of: ['the', 'future'] } };

    it('are not listed, and are kept when others are saved and removed', async () => {
      await memento.update(RECORDS, [later]);
      await profiles.save(work, secret);
      assert.deepEqual(
        profiles.list().map(({ id }) => id),
        ['p1'],
      );
      await profiles.remove('p1');
      assert.deepEqual(memento.get(RECORDS), [later]);
    });

    const asideOf = (): unknown => memento.get('ossLinks.setAside');
    const told = (opened: Profiles): number[] => {
      const counts: number[] = [];
      opened.onDidSetAside((count) => counts.push(count));
      return counts;
    };

    it('are set aside unchanged, reported once, and leave the others', async () => {
      await profiles.save(work, secret);
      await memento.update(RECORDS, ['damaged', later, null, ...(memento.get<unknown[]>(RECORDS) ?? [])]);
      const counts = told(profiles);
      await profiles.setAsideUnreadable();
      await profiles.setAsideUnreadable();
      const reopened = open();
      const countsLater = told(reopened);
      await reopened.setAsideUnreadable();
      assert.deepEqual([counts, countsLater], [[2], []]);
      assert.deepEqual(asideOf(), [
        { key: RECORDS, value: 'damaged' },
        { key: RECORDS, value: null },
      ]);
      assert.deepEqual(reopened.list(), [{ ...work, source: 'stored', buckets: [] }]);
      assert.deepEqual((memento.get<unknown[]>(RECORDS) ?? [])[0], later);
    });

    it('are set aside before anything is overwritten, even if the list itself is unreadable', async () => {
      const buckets = ['not', 'a', 'record'];
      await memento.update(RECORDS, { not: 'a list' });
      await memento.update('ossLinks.buckets', buckets);
      assert.deepEqual(profiles.list(), []);
      await profiles.save(work, secret);
      await profiles.addBucket('p1', 'docs');
      assert.deepEqual(profiles.get('p1').buckets, ['docs']);
      assert.deepEqual(asideOf(), [
        { key: RECORDS, value: { not: 'a list' } },
        { key: 'ossLinks.buckets', value: buckets },
      ]);
    });

    it('are added to earlier ones that were set aside, in any state', async () => {
      await memento.update('ossLinks.setAside', 'former');
      await memento.update(RECORDS, ['damaged']);
      await profiles.setAsideUnreadable();
      assert.deepEqual(asideOf(), ['former', { key: RECORDS, value: 'damaged' }]);
    });

    it('stay in place if they cannot be set aside', async () => {
      await memento.update(RECORDS, ['damaged']);
      memento.failure = new Error('disk full');
      await assert.rejects(profiles.save(work, secret), /disk full/);
      assert.deepEqual(memento.get(RECORDS), ['damaged']);
    });

    it('are deleted by Forget Everything', async () => {
      await memento.update(RECORDS, ['damaged']);
      await profiles.setAsideUnreadable();
      await profiles.forgetEverything();
      assert.equal(asideOf(), undefined);
    });
  });

  describe('in two windows', () => {
    it('are the same at each use, including their secrets', async () => {
      const other = open();
      await profiles.save(work, secret);
      assert.deepEqual(other.list(), profiles.list());
      await other.save({ ...work, name: 'Home' }, { accessKeyId: 'fake-id-2', accessKeySecret: 'fake-secret-2' });
      assert.equal(profiles.get('p1').name, 'Home');
      assert.equal((await profiles.credentialsOf('p1')).accessKeyId, 'fake-id-2');
    });

    it('fire an event for a secret that the other window changed, and for no other', async () => {
      await profiles.save(work, secret);
      changes.length = 0;
      for (const key of [SECRET_OF_P1, 'another.extension', 'ossLinks.other']) profiles.secretChanged(key);
      assert.deepEqual(changes, ['p1']);
    });
  });

  it('are removed from memory in every window by Forget Everything', async () => {
    const other = open();
    const forgotten: string[] = [];
    profiles.onDidForgetEverything(() => forgotten.push('this window'));
    other.onDidForgetEverything(() => forgotten.push('other window'));
    await profiles.save(work, secret);
    secrets.onDidChange = (key) => {
      other.secretChanged(key);
    };
    await profiles.forgetEverything();
    assert.deepEqual([...new Set(forgotten)], ['this window', 'other window']);
    assert.deepEqual([...secrets.values.keys()], []);
  });

  describe('changed in another window', () => {
    it('fire one event per added, removed or changed profile when the user is back', async () => {
      const other = open();
      await profiles.save(work, secret);
      await profiles.save({ ...work, id: 'p2', name: 'Home' }, secret);
      await profiles.save({ ...work, id: 'p3', name: 'Club' }, secret);
      other.checkForChanges();
      const told: (string | undefined)[] = [];
      other.onDidChange((id) => told.push(id));
      await profiles.save({ ...work, name: 'Office' });
      await profiles.remove('p2');
      await profiles.save({ ...work, id: 'p4', name: 'Lab' }, secret);
      assert.deepEqual(told, []);
      other.checkForChanges();
      assert.deepEqual(told.toSorted(), ['p1', 'p2', 'p4']);
      other.checkForChanges();
      assert.equal(told.length, 3);
    });

    it('fire no second event for changes of this window', async () => {
      await profiles.save(work, secret);
      await profiles.addBucket('p1', 'my-bucket');
      await profiles.showAllBuckets('p1');
      changes.length = 0;
      profiles.checkForChanges();
      assert.deepEqual(changes, []);
    });
  });

  describe('without their secret', () => {
    const unreadable: readonly (readonly [what: string, value: string | undefined])[] = [
      ['lost', undefined],
      ['no JSON', 'fake-secret'],
      ['incomplete', '{"accessKeyId":"fake-id"}'],
      ['of wrong types', '{"accessKeyId":1,"accessKeySecret":2}'],
    ];
    for (const [what, value] of unreadable) {
      it(`report it if it is ${what}`, async () => {
        await profiles.save(work);
        if (value !== undefined) secrets.values.set(SECRET_OF_P1, value);
        await assert.rejects(profiles.credentialsOf('p1'), (error) => {
          assert.ok(error instanceof SecretMissingError);
          assert.equal(error.profileId, 'p1');
          assert.ok(!error.message.includes('fake-'));
          assert.equal(error.cause, undefined);
          return true;
        });
        assert.equal(profiles.list().length, 1);
      });
    }

    it('are complete again once it is entered', async () => {
      await profiles.save(work);
      await profiles.saveSecret('p1', secret);
      assert.deepEqual(await profiles.credentialsOf('p1'), secret);
      assert.deepEqual(changes, ['p1', 'p1']);
    });

    it('differ from a SecretStorage that fails', async () => {
      await profiles.save(work, secret);
      secrets.failing.set('get', new Error('locked'));
      await assert.rejects(profiles.credentialsOf('p1'), SecretStorageError);
    });
  });

  it('that are gone are reported as gone', async () => {
    assert.throws(() => profiles.get('p1'), ProfileGoneError);
    await assert.rejects(profiles.credentialsOf('p1'), ProfileGoneError);
  });

  describe('when removed', () => {
    beforeEach(async () => {
      await profiles.save(work, secret);
      await profiles.save({ ...work, id: 'p2', name: 'Other' }, secret);
      await profiles.addBucket('p1', 'my-bucket');
      changes.length = 0;
    });

    it('leave nothing, and do not change others', async () => {
      await profiles.remove('p1');
      assert.deepEqual(
        profiles.list().map(({ id }) => id),
        ['p2'],
      );
      assert.deepEqual([...secrets.values.keys()], ['ossLinks.profile.p2']);
      assert.ok(!memento.text.includes('p1'));
      assert.deepEqual(changes, ['p1']);
    });

    it('lose their secret first, even if the record cannot be removed afterwards', async () => {
      memento.failure = new Error('disk full');
      await assert.rejects(profiles.remove('p1'), /disk full/);
      assert.equal(secrets.values.has(SECRET_OF_P1), false);
      assert.equal(profiles.get('p1').name, 'Work');
    });

    it('stay complete if the secret cannot be removed', async () => {
      secrets.failing.set('delete', new Error('locked'));
      await assert.rejects(profiles.remove('p1'), SecretStorageError);
      assert.equal(profiles.get('p1').name, 'Work');
      assert.deepEqual(changes, []);
    });
  });

  it('are all deleted, with the secrets of removed profiles and no others', async () => {
    await profiles.save(work, secret);
    await profiles.addBucket('p1', 'my-bucket');
    secrets.values.set('ossLinks.profile.of-a-lost-record', '{}');
    secrets.values.set('another', 'kept');
    changes.length = 0;
    await profiles.forgetEverything();
    assert.deepEqual([...secrets.values], [['another', 'kept']]);
    assert.equal(memento.text, '');
    assert.deepEqual(profiles.list(), []);
    assert.deepEqual(changes, [undefined]);
  });

  describe('with buckets added by name', () => {
    beforeEach(() => profiles.save(work, secret));

    it('store each once, in order', async () => {
      for (const name of ['one', 'two', 'one']) await profiles.addBucket('p1', name);
      assert.deepEqual(profiles.get('p1').buckets, ['one', 'two']);
      assert.deepEqual(changes, ['p1', 'p1', 'p1', 'p1']);
    });

    it('remove them again', async () => {
      await profiles.addBucket('p1', 'one');
      await profiles.addBucket('p1', 'two');
      await profiles.removeBucket('p1', 'one');
      await profiles.removeBucket('p1', 'never-there');
      assert.deepEqual(profiles.get('p1').buckets, ['two']);
    });

    it('keep them when the profile is saved again', async () => {
      await profiles.addBucket('p1', 'one');
      await profiles.save({ ...work, name: 'Home' });
      assert.deepEqual(profiles.get('p1').buckets, ['one']);
    });

    it('store the region of one, also if it becomes known later', async () => {
      await profiles.addBucket('p1', 'one/a/', 'cn-beijing');
      await profiles.addBucket('p1', 'two');
      await profiles.addBucket('p1', 'two', 'cn-shanghai');
      await profiles.addBucket('p1', 'one/a/');
      const { buckets, regions } = open().get('p1');
      assert.deepEqual(buckets, ['one/a/', 'two']);
      assert.deepEqual(regions && [...regions], [
        ['one', 'cn-beijing'],
        ['two', 'cn-shanghai'],
      ]);
    });

    it('read those of the first format, which had only names', async () => {
      await memento.update('ossLinks.buckets', { p1: ['one', 'two/a/'] });
      assert.deepEqual(profiles.get('p1').buckets, ['one', 'two/a/']);
      await profiles.addBucket('p1', 'three', 'cn-beijing');
      assert.deepEqual(profiles.get('p1').buckets, ['one', 'two/a/', 'three']);
    });

    it('show the others on request, until that is withdrawn', async () => {
      await profiles.addBucket('p1', 'one');
      await profiles.showAllBuckets('p1');
      assert.deepEqual([profiles.get('p1').showsAll, profiles.get('p1').buckets], [true, ['one']]);
      await profiles.addBucket('p1', 'two');
      assert.equal(open().get('p1').showsAll, true);
      await profiles.showAddedBucketsOnly('p1');
      assert.equal(open().get('p1').showsAll, undefined);
    });

    it('store them for the environment too', async () => {
      const withEnvironment = open({ OSS_ACCESS_KEY_ID: 'ak', OSS_ACCESS_KEY_SECRET: 'sk' });
      await withEnvironment.addBucket('environment', 'one');
      assert.deepEqual(withEnvironment.get('environment').buckets, ['one']);
      assert.deepEqual(withEnvironment.get('p1').buckets, []);
    });
  });

  describe('of the environment', () => {
    const environment = { OSS_ACCESS_KEY_ID: 'ak', OSS_ACCESS_KEY_SECRET: 'sk', OSS_SESSION_TOKEN: 'token' };

    it('come first, sign with the variables and use no SecretStorage', async () => {
      const withEnvironment = open(environment);
      await withEnvironment.save({ ...work, name: 'Aaa' }, secret);
      secrets.calls.length = 0;
      assert.deepEqual(
        withEnvironment.list().map(({ name, source }) => [name, source]),
        [
          ['Environment', 'environment'],
          ['Aaa', 'stored'],
        ],
      );
      assert.deepEqual(await withEnvironment.credentialsOf('environment'), {
        accessKeyId: 'ak',
        accessKeySecret: 'sk',
        securityToken: 'token',
      });
      assert.deepEqual(secrets.calls, []);
    });

    it('are read again at each use', async () => {
      const variables = { ...environment };
      const withEnvironment = open(variables);
      variables.OSS_ACCESS_KEY_SECRET = 'rotated';
      assert.equal((await withEnvironment.credentialsOf('environment')).accessKeySecret, 'rotated');
    });
  });

  it('do not notify a removed listener', async () => {
    const received: unknown[] = [];
    profiles.onDidChange((id) => received.push(id)).dispose();
    await profiles.save(work, secret);
    assert.deepEqual(received, []);
  });
});
