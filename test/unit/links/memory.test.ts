import assert from 'node:assert/strict';
import { makeGetLink, makePutLink } from '../../../src/links/makeLink.ts';
import { LinkMemory } from '../../../src/links/memory.ts';
import type { Validity } from '../../../src/links/validity.ts';
import { noon } from '../emulator/handMade.ts';
import { MemoryMemento } from '../profiles/storage.ts';

const KEY = 'ossLinks.memory';
const quarter: Validity = { kind: 'duration', seconds: 900 };
const lasting = (seconds: number): Validity => ({ kind: 'duration', seconds });
const target = { profileId: 'p1', bucket: 'docs', key: 'folder/a.txt' };

describe('link memory', () => {
  let memento: MemoryMemento;
  let memory: LinkMemory;
  let changes: number;

  beforeEach(() => {
    memento = new MemoryMemento();
    memory = new LinkMemory(memento, () => quarter);
    changes = 0;
    memory.onDidChange(() => changes++);
  });

  it('begins with the default validity and nothing else', () => {
    assert.equal(memory.last, undefined);
    assert.equal(memory.uploadFolder, undefined);
    assert.deepEqual(memory.recentValidities(), []);
    assert.deepEqual(memory.validity('GET'), quarter);
    assert.deepEqual(memory.getChoices('a.txt'), { validity: quarter });
    assert.deepEqual(memory.putHeaders(target), {});
  });

  it('asks for the default validity at each use, for the setting may change', () => {
    let setting: Validity = lasting(900);
    const asking = new LinkMemory(memento, () => setting);
    setting = lasting(3600);
    assert.deepEqual(asking.validity('PUT'), lasting(3600));
  });

  it('keeps the last object, method and validity, each method its own', async () => {
    await memory.rememberGet(target, { validity: lasting(60) });
    assert.deepEqual(memory.last, { target, method: 'GET' });
    await memory.rememberPut(target, { validity: lasting(120), contentType: 'text/plain', headers: {} });
    assert.deepEqual(memory.last, { target, method: 'PUT', contentType: 'text/plain' });
    assert.deepEqual([memory.validity('GET'), memory.validity('PUT')], [lasting(60), lasting(120)]);
    assert.equal(changes, 2);
  });

  it('forgets the content type of an upload that must not send one', async () => {
    await memory.rememberPut(target, { validity: quarter, contentType: 'text/plain', headers: {} });
    await memory.rememberPut(target, { validity: quarter, headers: {} });
    assert.deepEqual(memory.last, { target, method: 'PUT' });
  });

  it('is there in the next session', async () => {
    await memory.rememberGet(target, { validity: lasting(60), downloadName: 'a.txt' });
    const next = new LinkMemory(memento, () => quarter);
    assert.deepEqual(next.last, memory.last);
    assert.deepEqual(next.getChoices('x/b.txt'), { validity: lasting(60), downloadName: 'b.txt' });
  });

  it('offers recent durations, latest first, each once, at most five', async () => {
    for (const seconds of [1, 2, 3, 4, 5, 6, 3]) await memory.rememberGet(target, { validity: lasting(seconds) });
    assert.deepEqual(memory.recentValidities(), [3, 6, 5, 4, 2].map(lasting));
  });

  it('never keeps a date, which would be past next time', async () => {
    await memory.rememberGet(target, { validity: lasting(60) });
    await memory.rememberGet(target, { validity: { kind: 'until', date: noon } });
    assert.deepEqual(memory.recentValidities(), [lasting(60)]);
    assert.deepEqual(memory.validity('GET'), lasting(60));
    assert.ok(!memento.text.includes('2031'));
  });

  it('keeps that downloads are forced, and takes the name from the object at hand', async () => {
    await memory.rememberGet(target, { validity: quarter, downloadName: 'chosen name.txt' });
    assert.deepEqual(memory.getChoices('other/b.txt'), { validity: quarter, downloadName: 'b.txt' });
    await memory.rememberGet(target, { validity: quarter });
    assert.deepEqual(memory.getChoices('other/b.txt'), { validity: quarter });
  });

  it('keeps the headers of each bucket', async () => {
    await memory.rememberPut(target, { validity: quarter, headers: { 'x-oss-object-acl': 'private' } });
    await memory.rememberPut({ ...target, bucket: 'pics' }, { validity: quarter, headers: { 'x-oss-meta-a': '1' } });
    assert.deepEqual(memory.putHeaders(target), { 'x-oss-object-acl': 'private' });
    assert.deepEqual(memory.putHeaders({ profileId: 'p1', bucket: 'pics' }), { 'x-oss-meta-a': '1' });
    assert.deepEqual(memory.putHeaders({ profileId: 'p2', bucket: 'docs' }), {});
  });

  it('does not carry a checksum over to the next file', async () => {
    const headers = { 'content-md5': 'rL0Y20zC+Fzt72VPzMSk2A==', 'x-oss-meta-a': '1' };
    await memory.rememberPut(target, { validity: quarter, headers });
    assert.deepEqual(memory.putHeaders(target), { 'x-oss-meta-a': '1' });
  });

  it('keeps the folder of the last upload', async () => {
    const folder = { profileId: 'p1', bucket: 'docs', prefix: 'in/' };
    await memory.rememberUploadFolder(folder);
    await memory.rememberGet(target, { validity: quarter });
    assert.deepEqual(memory.uploadFolder, folder);
    assert.equal(changes, 2);
  });

  for (const damaged of ['text', 7, [], { validities: 'no list' }, { last: { target: {}, method: 'POST' } }]) {
    it(`counts as empty where it is ${JSON.stringify(damaged)}, and can be written again`, async () => {
      await memento.update(KEY, damaged);
      assert.equal(memory.last, undefined);
      assert.deepEqual(memory.validity('GET'), quarter);
      await memory.rememberGet(target, { validity: lasting(60) });
      assert.deepEqual(memory.validity('GET'), lasting(60));
    });
  }

  it('passes over validities that it cannot read', async () => {
    await memento.update(KEY, { validities: ['90s', 'soon', '', '0s'], validity: { GET: 'long' } });
    assert.deepEqual(memory.recentValidities(), [lasting(90)]);
    assert.deepEqual(memory.validity('GET'), quarter);
  });

  it('is gone when it is forgotten', async () => {
    await memory.rememberGet(target, { validity: lasting(60) });
    await memory.forget();
    assert.equal(memento.text, '');
    assert.equal(memory.last, undefined);
    assert.equal(changes, 2);
  });

  it('never holds a link, a signature or a key after a round of links', async () => {
    const key = { accessKeyId: 'fake-key-id', accessKeySecret: 'fake-key-secret', securityToken: 'fake-token' };
    const sources = {
      profiles: { credentialsOf: () => Promise.resolve(key) },
      clientOf: () =>
        Promise.resolve({
          clockOffsetMs: 0,
          locationOf: () =>
            Promise.resolve({
              region: 'cn-hangzhou',
              endpoint: 'https://oss-cn-hangzhou.aliyuncs.com',
              addressing: 'virtual' as const,
            }),
        }),
      linkHosts: { of: () => undefined },
      now: () => noon,
    };
    const get = { validity: lasting(60), downloadName: 'a.txt' };
    const put = { validity: lasting(90), contentType: 'text/plain', headers: { 'x-oss-meta-a': '1' } };
    const links = [await makeGetLink(target, get, sources), await makePutLink(target, put, sources)];
    await memory.rememberGet(target, get);
    await memory.rememberPut(target, put);
    await memory.rememberUploadFolder({ profileId: 'p1', bucket: 'docs', prefix: '' });
    const signatures = links.map(({ url }) => new URL(url).searchParams.get('x-oss-signature') ?? assert.fail());
    for (const secret of [...Object.values(key), ...signatures, 'https:', 'x-oss-signature']) {
      assert.ok(!memento.text.includes(secret), secret);
    }
  });
});
