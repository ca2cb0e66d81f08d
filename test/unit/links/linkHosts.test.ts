import assert from 'node:assert/strict';
import { describeLinkHost, linkLocation, LinkHosts, type LinkHost } from '../../../src/links/linkHosts.ts';
import type { BucketLocation } from '../../../src/oss/client/bucketLocation.ts';
import { MemoryMemento } from '../../support/profiles/storage.ts';

const docs = { profileId: 'p1', bucket: 'docs' };
const logs = { profileId: 'p1', bucket: 'logs' };
const sameElsewhere = { profileId: 'p2', bucket: 'docs' };
const accelerated: LinkHost = { endpoint: { kind: 'accelerate' } };
const files: LinkHost = { endpoint: { kind: 'custom', url: 'https://files.example.com', addressing: 'cname' } };

describe('LinkHosts', () => {
  let memento: MemoryMemento;
  let hosts: LinkHosts;
  beforeEach(() => {
    memento = new MemoryMemento();
    hosts = new LinkHosts(memento);
  });

  it('keeps one host for each profile and bucket, also for the next session', async () => {
    await hosts.choose(docs, files);
    await hosts.choose(sameElsewhere, accelerated);
    for (const session of [hosts, new LinkHosts(memento)]) {
      assert.deepEqual(session.of(docs), files);
      assert.deepEqual(session.of(sameElsewhere), accelerated);
      assert.equal(session.of(logs), undefined);
    }
  });

  it('knows which bucket a custom domain stands for, and nothing of other hosts', async () => {
    await hosts.choose(logs, accelerated);
    await hosts.choose(docs, files);
    assert.equal(hosts.bucketAt('files.example.com'), 'docs');
    assert.equal(hosts.bucketAt('other.example.com'), undefined);
    assert.equal(hosts.bucketAt('oss-accelerate.aliyuncs.com'), undefined);
  });

  it('gives a bucket back to its profile and leaves the others', async () => {
    await hosts.choose(docs, files);
    await hosts.choose(logs, accelerated);
    await hosts.choose(docs, undefined);
    assert.equal(hosts.of(docs), undefined);
    assert.deepEqual(hosts.of(logs), accelerated);
    assert.ok(!memento.text.includes('files.example.com'));
  });

  it('forgets the buckets of one profile, or all', async () => {
    await hosts.choose(docs, files);
    await hosts.browse(docs, files);
    await hosts.choose(sameElsewhere, accelerated);
    await hosts.browse(sameElsewhere, accelerated);
    await hosts.forget('p1');
    assert.deepEqual([hosts.of(docs), hosts.browsed(docs)], [undefined, undefined]);
    assert.deepEqual(hosts.browsed(sameElsewhere), accelerated);
    assert.deepEqual(hosts.of(sameElsewhere), accelerated);
    await hosts.forget();
    assert.equal(memento.text, '');
  });

  it('reads what it cannot read as nothing, and keeps it', async () => {
    await memento.update('ossLinks.linkHosts', { 'p1/docs': { endpoint: { kind: 'of a later version' } } });
    assert.equal(hosts.of(docs), undefined);
    await hosts.choose(logs, accelerated);
    assert.match(memento.text, /of a later version/);
    await memento.update('ossLinks.linkHosts', 'damaged');
    assert.equal(hosts.of(logs), undefined);
  });

  it('keeps the host for browsing apart from that of links', async () => {
    await hosts.choose(docs, files);
    assert.equal(hosts.browsingHost(docs, 'cn-beijing'), undefined);
    await hosts.browse(docs, { endpoint: { kind: 'internal' } });
    for (const session of [hosts, new LinkHosts(memento)]) {
      assert.deepEqual(session.browsingHost(docs, 'cn-beijing'), {
        endpoint: 'https://oss-cn-beijing-internal.aliyuncs.com',
        addressing: 'virtual',
      });
      assert.deepEqual([session.browsed(docs)?.endpoint, session.of(docs)], [{ kind: 'internal' }, files]);
      assert.equal(session.browsingHost(logs, 'cn-beijing'), undefined);
    }
    await hosts.browse(docs, files);
    assert.deepEqual(hosts.browsingHost(docs, 'cn-beijing'), {
      endpoint: 'https://files.example.com',
      addressing: 'cname',
    });
    await hosts.browse(docs, undefined);
    assert.deepEqual([hosts.browsed(docs), hosts.of(docs)], [undefined, files]);
  });

  it('calls a warning news once a session for each bucket and code, and again for another host', async () => {
    assert.deepEqual(
      [docs, docs, logs].map((place) => hosts.isNews(place, 'InternalHost')),
      [true, false, true],
    );
    assert.equal(hosts.isNews(docs, 'PlainHttp'), true);
    await hosts.choose(docs, accelerated);
    assert.equal(hosts.isNews(docs, 'InternalHost'), true);
    assert.equal(hosts.isNews(logs, 'InternalHost'), false);
    assert.equal(new LinkHosts(memento).isNews(docs, 'PlainHttp'), true);
  });
});

describe('linkLocation', () => {
  const own: BucketLocation = {
    region: 'cn-shanghai',
    endpoint: 'https://oss-cn-shanghai-internal.aliyuncs.com',
    addressing: 'virtual',
  };

  it('is where the profile reaches the bucket unless a host was chosen', () => {
    assert.deepEqual(linkLocation(own, undefined), own);
  });

  it('is the endpoint of the chosen kind in the region of the bucket', () => {
    for (const [kind, endpoint] of [
      ['public', 'https://oss-cn-shanghai.aliyuncs.com'],
      ['accelerate', 'https://oss-accelerate.aliyuncs.com'],
    ] as const) {
      assert.deepEqual(linkLocation(own, { endpoint: { kind } }), {
        region: 'cn-shanghai',
        endpoint,
        addressing: 'virtual',
      });
    }
  });

  it('is virtual-hosted at an endpoint of OSS, however the profile addresses buckets', () => {
    const gateway: BucketLocation = { ...own, endpoint: 'https://oss.example.com', addressing: 'path' };
    assert.equal(linkLocation(gateway, { endpoint: { kind: 'public' } }).addressing, 'virtual');
  });

  it('is the custom domain, signed for the region of the bucket', () => {
    assert.deepEqual(linkLocation(own, files), {
      region: 'cn-shanghai',
      endpoint: 'https://files.example.com',
      addressing: 'cname',
    });
  });
});

describe('describeLinkHost', () => {
  const plain: LinkHost = { endpoint: { kind: 'custom', url: 'http://files.example.com', addressing: 'cname' } };

  it('leaves https out and plain http in', () => {
    assert.equal(describeLinkHost(files, undefined), 'files.example.com');
    assert.equal(describeLinkHost(plain, undefined), 'http://files.example.com');
  });

  it('names the host of a kind, or the kind where the region is not known', () => {
    assert.equal(describeLinkHost({ endpoint: { kind: 'public' } }, 'cn-beijing'), 'oss-cn-beijing.aliyuncs.com');
    assert.equal(describeLinkHost(accelerated, undefined), 'accelerate');
  });
});
