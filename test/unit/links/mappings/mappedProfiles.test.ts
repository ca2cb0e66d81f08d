import assert from 'node:assert/strict';
import { MappedProfiles } from '../../../../src/links/mappings/mappedProfiles.ts';
import type { MappedFile } from '../../../../src/links/mappings/mappings.ts';
import { LinkMemory } from '../../../../src/links/linkMemory.ts';
import type { Profile } from '../../../../src/profiles/profile.ts';
import { MemoryMemento } from '../../../support/profiles/storage.ts';
import { readDocumentUploads } from '../../../../src/links/mappings/documentUploads.ts';

const profile = (id: string, ...buckets: readonly string[]): Profile => ({
  ...{ id, name: `Profile ${id}`, region: 'cn-hangzhou', endpoint: { kind: 'public' }, source: 'stored', buckets },
});

function file(bucket = 'docs', root = '/project', named?: string): MappedFile {
  const mapping = { folder: '', bucket, prefix: '', ...(named !== undefined && { profile: named }) };
  return {
    root: { scheme: 'file', authority: '', path: root },
    mapping: { source: named === undefined ? 'workspace' : 'user', documents: readDocumentUploads({}), ...mapping },
    ...{ bucket, key: 'a.txt' },
  };
}

describe('the profile that signs for a mapped file', () => {
  const open = (...all: readonly Profile[]) => {
    const memento = new MemoryMemento();
    const memory = new LinkMemory(memento, () => ({ kind: 'duration', seconds: 900 }));
    return { memory, mapped: new MappedProfiles({ memento, profiles: { list: () => all }, memory }) };
  };

  it('is unknown for a bucket that no profile has used, even if there is only one profile', () => {
    assert.equal(open(profile('a')).mapped.profileFor(file()), undefined);
  });

  it('is the one with that bucket, or a folder of it, added', () => {
    const { mapped } = open(profile('a', 'docs-old'), profile('b', 'docs/reports/'));
    assert.equal(mapped.profileFor(file())?.id, 'b');
  });

  it('is the one that has signed for the bucket', async () => {
    const { mapped, memory } = open(profile('a'), profile('b'));
    const target = { profileId: 'a', bucket: 'docs', key: 'x' };
    await memory.rememberLink({ target, options: { method: 'GET', validity: '15m' } });
    assert.equal(mapped.profileFor(file())?.id, 'a');
    await memory.rememberUploadFolder({ profileId: 'b', bucket: 'docs', prefix: '' });
    assert.equal(mapped.profileFor(file()), undefined);
  });

  it('must be chosen if several have the bucket, and is stored for that bucket and workspace folder', async () => {
    const { mapped } = open(profile('a', 'docs'), profile('b', 'docs'));
    assert.equal(mapped.profileFor(file()), undefined);
    await mapped.approve(file(), 'b');
    assert.equal(mapped.profileFor(file())?.id, 'b');
    assert.equal(mapped.profileFor(file('docs', '/other')), undefined);
    assert.equal(mapped.profileFor(file('logs')), undefined);
    await mapped.forget();
    assert.equal(mapped.profileFor(file()), undefined);
  });

  it('is unknown once it is removed', async () => {
    const { mapped } = open(profile('a'));
    await mapped.approve(file(), 'gone');
    assert.equal(mapped.profileFor(file()), undefined);
  });

  it("is the one that the user's settings name, and no other if that one does not exist", () => {
    const { mapped } = open(profile('a', 'docs'), profile('b'));
    assert.equal(mapped.profileFor(file('docs', '/project', 'Profile b'))?.id, 'b');
    assert.equal(mapped.profileFor(file('docs', '/project', 'Profile c')), undefined);
  });
});
