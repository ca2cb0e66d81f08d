import assert from 'node:assert/strict';
import type { LinkOptions } from '../../../src/links/linkOptions.ts';
import { makeLink } from '../../../src/links/makeLink.ts';
import { LinkMemory } from '../../../src/links/linkMemory.ts';
import { plainRequestOptions } from '../../../src/links/requests/requestOptions.ts';
import type { Validity } from '../../../src/links/validity.ts';
import { noon } from '../../support/emulator/handMade.ts';
import { MemoryMemento } from '../../support/profiles/storage.ts';
import { profileHosts } from '../../support/links/profileHosts.ts';

const KEY = 'ossLinks.memory';
const quarter: Validity = { kind: 'duration', seconds: 900 };
const lasting = (seconds: number): Validity => ({ kind: 'duration', seconds });
const target = { profileId: 'p1', bucket: 'docs', key: 'folder/a.txt' };
const get = (validity: string, more: Partial<LinkOptions> = {}): { target: typeof target; options: LinkOptions } => ({
  target,
  options: { method: 'GET', validity, ...more },
});
const put = (more: Partial<LinkOptions> = {}): { target: typeof target; options: LinkOptions } => ({
  target,
  options: { method: 'PUT', validity: '2m', ...more },
});

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

  it('knows the profiles that have signed for a bucket', async () => {
    await memory.rememberOptions(get('1h'));
    await memory.rememberRecipe({ profileId: 'p2', bucket: 'docs' }, { name: 'A', source: 'user', fingerprint: 'f' });
    await memory.rememberUploadFolder({ profileId: 'p3', bucket: 'logs', prefix: '' });
    assert.deepEqual([...memory.profileIdsOf('docs')], ['p1', 'p2']);
    assert.deepEqual([...memory.profileIdsOf('logs')], ['p3']);
    assert.deepEqual([...memory.profileIdsOf('ocs')], []);
  });

  it('starts with the default validity and nothing else', () => {
    assert.equal(memory.lastLink, undefined);
    assert.equal(memory.uploadFolders[0], undefined);
    assert.deepEqual(memory.recentValidities(), []);
    assert.deepEqual(memory.lastValidity('GET'), quarter);
    assert.deepEqual(memory.lastOptions(target, 'GET'), { method: 'GET', validity: '15m' });
    assert.deepEqual(memory.lastOptions(target, 'PUT'), { method: 'PUT', validity: '15m', contentType: 'auto' });
    assert.deepEqual(memory.plainOptions('PUT'), { method: 'PUT', validity: '15m', contentType: 'auto' });
  });

  it('keeps the last format of each method', async () => {
    assert.equal(memory.lastFormat('GET'), undefined);
    await memory.rememberFormat('GET', 'curl');
    await memory.rememberFormat('PUT', 'python');
    await memory.rememberLink(get('1m'));
    assert.deepEqual([memory.lastFormat('GET'), memory.lastFormat('PUT')], ['curl', 'python']);
  });

  it('reads the default validity at each use, because the setting may change', () => {
    let setting: Validity = lasting(900);
    const asking = new LinkMemory(memento, () => setting);
    setting = lasting(3600);
    assert.deepEqual(asking.lastValidity('PUT'), lasting(3600));
  });

  it('keeps the last object with its options, and the last validity of each method', async () => {
    await memory.rememberOptions(get('1m'));
    assert.deepEqual(memory.lastLink, get('1m'));
    await memory.rememberOptions(put({ contentType: 'text/plain' }));
    assert.deepEqual(memory.lastLink, put({ contentType: 'text/plain' }));
    assert.deepEqual([memory.lastValidity('GET'), memory.lastValidity('PUT')], [lasting(60), lasting(120)]);
    assert.equal(changes, 2);
  });

  it('is kept for the next session', async () => {
    await memory.rememberOptions(get('1m', { download: { type: 'attachment' } }));
    const next = new LinkMemory(memento, () => quarter);
    assert.deepEqual(next.lastLink, memory.lastLink);
    assert.deepEqual(next.lastOptions(target, 'GET'), get('1m', { download: { type: 'attachment' } }).options);
  });

  it('offers recent durations, latest first, without duplicates, at most five', async () => {
    for (const seconds of [1, 2, 3, 4, 5, 6, 3]) await memory.rememberOptions(get(`${seconds}s`));
    assert.deepEqual(memory.recentValidities(), [3, 6, 5, 4, 2].map(lasting));
  });

  it('never stores a date, which would be past next time', async () => {
    await memory.rememberOptions(get('1m'));
    await memory.rememberOptions(get(noon.toISOString()));
    assert.equal(memory.lastLink?.options.validity, '1m');
    assert.deepEqual(memory.recentValidities(), [lasting(60)]);
    assert.deepEqual(memory.lastValidity('GET'), lasting(60));
    assert.ok(!memento.text.includes('2031'));
  });

  it('keeps the options of each bucket and method', async () => {
    await memory.rememberOptions(get('1m', { process: 'image/resize,w_9' }));
    await memory.rememberOptions(put({ headers: { 'x-oss-meta-a': '1' } }));
    assert.equal(memory.lastOptions(target, 'GET').process, 'image/resize,w_9');
    assert.deepEqual(memory.lastOptions(target, 'PUT').headers, { 'x-oss-meta-a': '1' });
    for (const other of [
      { profileId: 'p1', bucket: 'pics' },
      { profileId: 'p2', bucket: 'docs' },
    ]) {
      assert.deepEqual(memory.lastOptions(other, 'GET'), { method: 'GET', validity: '1m' });
    }
  });

  it('stores last choices apart from defaults, so that no default applies that the user did not choose', async () => {
    await memory.rememberOptions(get('7d', { download: { type: 'attachment' } }));
    assert.deepEqual(memory.plainOptions('GET'), { method: 'GET', validity: '15m' });
    assert.equal(memory.chosenDefault('GET', target), undefined);
    await memory.rememberLink(get('2h'));
    assert.deepEqual([memory.lastValidity('GET'), memory.recentValidities()], [lasting(604_800), [lasting(604_800)]]);
  });

  it('stores defaults of a bucket and of all buckets, without options that belong to one object', async () => {
    await memory.setDefault(get('1d', { download: { type: 'attachment', name: 'x' }, versionId: 'v' }).options, target);
    await memory.setDefault(get('1h').options);
    assert.deepEqual(memory.chosenDefault('GET', target), get('1d', { download: { type: 'attachment' } }).options);
    assert.deepEqual(memory.chosenDefault('GET', { profileId: 'p1', bucket: 'pics' }), undefined);
    assert.deepEqual(memory.chosenDefault('GET'), get('1h').options);
    assert.equal(memory.chosenDefault('PUT'), undefined);
  });

  it('resets choices and defaults, and keeps the last link and the upload folders', async () => {
    const folder = { profileId: 'p1', bucket: 'docs', prefix: 'in/' };
    await memory.rememberOptions(get('1d', { process: 'image/resize,w_9' }));
    await memory.rememberFormat('GET', 'curl');
    await memory.setDefault(get('1d').options);
    await memory.rememberUploadFolder(folder);
    memory.keepRequestDraft(folder, plainRequestOptions(60, 'en'));
    await memory.resetChoices();
    assert.equal(memory.requestOptions(folder), undefined);
    assert.deepEqual(memory.lastOptions(target, 'GET'), { method: 'GET', validity: '15m' });
    assert.deepEqual([memory.lastFormat('GET'), memory.chosenDefault('GET')], [undefined, undefined]);
    assert.deepEqual(memory.recentValidities(), []);
    assert.deepEqual([memory.lastLink?.target, memory.uploadFolders], [target, [folder]]);
  });

  it('does not reuse the validity of a V1 link that is too long for V4', async () => {
    await memory.rememberOptions(get('2m'));
    await memory.rememberOptions(get('30d', { signatureVersion: 'v1' }));
    assert.equal(memory.lastOptions(target, 'GET').validity, '30d');
    assert.deepEqual(memory.lastValidity('GET'), lasting(120));
    assert.deepEqual(memory.recentValidities(), [lasting(120)]);
  });

  it('keeps the format of the last link, and drops it with the next link', async () => {
    await memory.rememberLink({ ...get('1m'), format: 'curl' });
    assert.equal(memory.lastLink?.format, 'curl');
    await memory.rememberLink(get('1m'));
    assert.deepEqual(memory.lastLink, get('1m'));
  });

  it('keeps the choices for a bucket when a link is only recorded as the last one', async () => {
    await memory.rememberOptions(get('1m', { trafficLimit: '1 MB/s' }));
    await memory.rememberLink(get('2m'));
    assert.deepEqual(memory.lastOptions(target, 'GET'), get('1m', { trafficLimit: '1 MB/s' }).options);
    assert.deepEqual(memory.lastLink, get('2m'));
  });

  it('proposes for other objects no option that belongs to one object', async () => {
    const download = { type: 'attachment', name: 'own.txt' } as const;
    await memory.rememberOptions(
      get('1m', { versionId: 'v', range: 'bytes=0-1', rangeBehavior: 'standard', download }),
    );
    assert.deepEqual(memory.lastOptions(target, 'GET'), get('1m', { download: { type: 'attachment' } }).options);
    assert.equal(memory.lastLink?.options.versionId, 'v');
    await memory.rememberOptions(put({ contentType: 'text/x-odd' }));
    assert.equal(memory.lastOptions(target, 'PUT').contentType, 'auto');
    assert.equal(memory.lastLink.options.contentType, 'text/x-odd');
  });

  it('does not reuse a checksum or a size for the next file', async () => {
    const headers = { 'content-md5': 'rL0Y20zC+Fzt72VPzMSk2A==', 'x-oss-meta-a': '1' };
    await memory.rememberOptions(put({ headers, contentLengthBytes: 7 }));
    assert.deepEqual(memory.lastOptions(target, 'PUT'), put({ headers: { 'x-oss-meta-a': '1' } }).options);
    assert.deepEqual(memory.lastLink, put({ headers: { 'x-oss-meta-a': '1' } }));
    await memory.rememberOptions(put({ headers: { 'Content-MD5': 'rL0Y20zC+Fzt72VPzMSk2A==' } }));
    assert.deepEqual(memory.lastLink, put({}));
  });

  it('keeps the folder of the last upload', async () => {
    const folder = { profileId: 'p1', bucket: 'docs', prefix: 'in/' };
    await memory.rememberUploadFolder(folder);
    await memory.rememberLink(get('15m'));
    assert.deepEqual(memory.uploadFolders[0], folder);
    assert.equal(changes, 2);
  });

  it('keeps the last five upload folders of all buckets, without duplicates, latest first', async () => {
    const folder = (prefix: string) => ({ profileId: 'p1', bucket: 'docs', prefix });
    for (const prefix of ['a/', 'b/', 'c/', 'd/', 'e/', 'f/', 'c/']) await memory.rememberUploadFolder(folder(prefix));
    assert.deepEqual(
      memory.uploadFolders.map(({ prefix }) => prefix),
      ['c/', 'f/', 'e/', 'd/', 'b/'],
    );
  });

  it('keeps folders of one name in several buckets and profiles apart', async () => {
    const folders = [
      { profileId: 'p1', bucket: 'docs', prefix: 'in/' },
      { profileId: 'p1', bucket: 'logs', prefix: 'in/' },
      { profileId: 'p2', bucket: 'docs', prefix: 'in/' },
    ];
    for (const folder of folders) await memory.rememberUploadFolder(folder);
    assert.deepEqual(memory.uploadFolders, folders.toReversed());
  });

  it('reads the upload folder of the previous format', async () => {
    const uploadFolder = { profileId: 'p1', bucket: 'docs', prefix: 'in/' };
    await memento.update(KEY, { uploadFolder });
    assert.deepEqual(memory.uploadFolders, [uploadFolder]);
  });

  it('reads the validities of the previous format, and skips its last link', async () => {
    const before = { validities: ['1h'], validity: { GET: '1h' }, download: true, last: { target, method: 'GET' } };
    await memento.update(KEY, before);
    assert.deepEqual(memory.lastValidity('GET'), lasting(3600));
    assert.equal(memory.lastLink, undefined);
  });

  for (const damaged of ['text', 7, [], { validities: 'no list' }, { last: { target: {}, method: 'POST' } }]) {
    it(`treats ${JSON.stringify(damaged)} as empty, and can be written again`, async () => {
      await memento.update(KEY, damaged);
      assert.equal(memory.lastLink, undefined);
      assert.deepEqual(memory.lastValidity('GET'), quarter);
      await memory.rememberOptions(get('1m'));
      assert.deepEqual(memory.lastValidity('GET'), lasting(60));
    });
  }

  it('skips unreadable validities', async () => {
    await memento.update(KEY, { validities: ['90s', 'soon', '', '0s'], validity: { GET: 'long' } });
    assert.deepEqual(memory.recentValidities(), [lasting(90)]);
    assert.deepEqual(memory.lastValidity('GET'), quarter);
  });

  it('keeps the options of a request for its bucket: the duration, but no moment, and not the note', async () => {
    const folder = { profileId: 'p1', bucket: 'docs', prefix: 'in/' };
    const request = plainRequestOptions(3600, 'en');
    await memory.rememberRequest(folder, { ...request, validity: '7d', note: 'for Ann' });
    assert.deepEqual(memory.requestOptions({ ...folder, prefix: 'other/' }), { ...request, validity: '7d' });
    await memory.rememberRequest(folder, { ...request, validity: '2031-05-07T12:00:00.000Z' });
    assert.equal(memory.requestOptions(folder)?.validity, '1d');
  });

  it('keeps a request that the user left for its folder, until one is made there', async () => {
    const folder = { profileId: 'p1', bucket: 'docs', prefix: 'in/' };
    memory.keepRequestDraft(folder, plainRequestOptions(60, 'en'));
    assert.equal(memory.requestOptions({ ...folder, prefix: 'out/' }), undefined);
    assert.equal(memory.requestOptions(folder)?.validity, '1m');
    await memory.rememberRequest(folder, plainRequestOptions(3600, 'en'));
    assert.equal(memory.requestOptions(folder)?.validity, '1h');
  });

  it('forgets a request that the user left once it is cleared', async () => {
    memory.keepRequestDraft({ profileId: 'p1', bucket: 'docs', prefix: '' }, plainRequestOptions(60, 'en'));
    await memory.clear();
    assert.equal(memory.requestOptions({ profileId: 'p1', bucket: 'docs', prefix: '' }), undefined);
  });

  it('is empty after it is cleared', async () => {
    await memory.rememberLink(get('1m'));
    await memory.clear();
    assert.equal(memento.text, '');
    assert.equal(memory.lastLink, undefined);
    assert.equal(changes, 2);
  });

  it('never contains a link, a signature or a key after a round of links', async () => {
    const key = { accessKeyId: 'fake-key-id', accessKeySecret: 'fake-key-secret', securityToken: 'fake-token' };
    const sources = {
      profiles: {
        get: () => ({ name: 'Work', endpoint: { kind: 'public' } as const }),
        credentialsOf: () => Promise.resolve(key),
        assumeRole: () => assert.fail('no role signs here'),
      },
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
      linkHosts: profileHosts,
      maxValiditySeconds: () => Number.POSITIVE_INFINITY,
      now: () => noon,
    };
    const wanted = [
      get('1m', { download: { type: 'attachment' } }),
      put({ contentType: 'text/plain', headers: { 'x-oss-meta-a': '1' } }),
    ];
    const links = await Promise.all(wanted.map(({ options }) => makeLink(target, options, sources)));
    for (const link of links) await memory.rememberOptions(link);
    await memory.rememberUploadFolder({ profileId: 'p1', bucket: 'docs', prefix: '' });
    const signatures = links.map(({ url }) => new URL(url).searchParams.get('x-oss-signature') ?? assert.fail());
    for (const secret of [...Object.values(key), ...signatures, 'https:', 'x-oss-signature']) {
      assert.ok(!memento.text.includes(secret), secret);
    }
  });
});
