import assert from 'node:assert/strict';
import {
  describeLinkHost,
  linkLocation,
  LinkHosts,
  parseLinkHost,
  type LinkHost,
} from '../../../src/links/linkHosts.ts';
import type { BucketLocation } from '../../../src/oss/client/bucketLocation.ts';
import { invalidInput } from '../../support/oss/invalidInput.ts';
import { MemoryMemento, MemorySecrets } from '../../support/profiles/storage.ts';

const docs = { profileId: 'p1', bucket: 'docs' };
const logs = { profileId: 'p1', bucket: 'logs' };
const sameBucketOfOtherProfile = { profileId: 'p2', bucket: 'docs' };
const accelerated: LinkHost = { endpoint: { kind: 'accelerate' } };
const files: LinkHost = { endpoint: { kind: 'custom', url: 'https://files.example.com', addressing: 'cname' } };

describe('LinkHosts', () => {
  let memento: MemoryMemento;
  let hosts: LinkHosts;
  let secrets: MemorySecrets;
  beforeEach(() => {
    [memento, secrets] = [new MemoryMemento(), new MemorySecrets()];
    hosts = new LinkHosts(memento, secrets);
  });

  it('stores one host for each profile and bucket, for the next session too', async () => {
    await hosts.setLinkHost(docs, files);
    await hosts.setLinkHost(sameBucketOfOtherProfile, accelerated);
    for (const session of [hosts, new LinkHosts(memento, secrets)]) {
      assert.deepEqual(session.linkHost(docs), files);
      assert.deepEqual(session.linkHost(sameBucketOfOtherProfile), accelerated);
      assert.equal(session.linkHost(logs), undefined);
    }
  });

  it('keeps the key of a CDN as long as a bucket has it as its link host', async () => {
    const cdn: LinkHost = { ...files, cdn: { type: 'A', cdnTtl: 1800 } };
    await hosts.setLinkHost(docs, cdn);
    await hosts.setLinkHost(sameBucketOfOtherProfile, cdn);
    await hosts.storeCdnKey('files.example.com', 'testKey123');
    await hosts.setLinkHost(docs, accelerated);
    assert.equal(await hosts.cdnKey('files.example.com'), 'testKey123');
    await hosts.setLinkHost(sameBucketOfOtherProfile, undefined);
    assert.equal(await hosts.cdnKey('files.example.com'), undefined);
  });

  it('finds the bucket of a custom domain, and none for other hosts', async () => {
    await hosts.setLinkHost(logs, accelerated);
    await hosts.setLinkHost(docs, files);
    assert.equal(hosts.bucketForHost('files.example.com'), 'docs');
    assert.equal(hosts.bucketForHost('other.example.com'), undefined);
    // A gateway with the bucket in the path stands for no bucket.
    await hosts.setLinkHost(logs, { endpoint: { kind: 'custom', url: 'https://oss.example.com', addressing: 'path' } });
    assert.equal(hosts.bucketForHost('oss.example.com'), undefined);
    await hosts.setLinkHost(logs, accelerated);
    assert.equal(hosts.bucketForHost('oss-accelerate.aliyuncs.com'), undefined);
  });

  it('resets one bucket to its profile and keeps the others', async () => {
    await hosts.setLinkHost(docs, files);
    await hosts.setLinkHost(logs, accelerated);
    await hosts.setLinkHost(docs, undefined);
    assert.equal(hosts.linkHost(docs), undefined);
    assert.deepEqual(hosts.linkHost(logs), accelerated);
    assert.ok(!memento.text.includes('files.example.com'));
  });

  it('removes the buckets of one profile, or all', async () => {
    await hosts.setLinkHost(docs, files);
    await hosts.setBrowsingHost(docs, files);
    await hosts.setLinkHost(sameBucketOfOtherProfile, accelerated);
    await hosts.setBrowsingHost(sameBucketOfOtherProfile, accelerated);
    await hosts.forget('p1');
    assert.deepEqual([hosts.linkHost(docs), hosts.browsingHost(docs)], [undefined, undefined]);
    assert.deepEqual(hosts.browsingHost(sameBucketOfOtherProfile), accelerated);
    assert.deepEqual(hosts.linkHost(sameBucketOfOtherProfile), accelerated);
    await hosts.forget();
    assert.equal(memento.text, '');
  });

  it('keeps the hosts of a profile whose ID begins with that of a removed one', async () => {
    const other = { ...docs, profileId: 'p10' };
    await hosts.setLinkHost(other, accelerated);
    await hosts.forget('p1');
    assert.deepEqual(hosts.linkHost(other), accelerated);
  });

  it('treats unreadable state as empty, and keeps it stored', async () => {
    await memento.update('ossLinks.linkHosts', { 'p1/docs': { endpoint: { kind: 'of a later version' } } });
    assert.equal(hosts.linkHost(docs), undefined);
    await hosts.setLinkHost(logs, accelerated);
    assert.match(memento.text, /of a later version/);
    await memento.update('ossLinks.linkHosts', 'damaged');
    assert.equal(hosts.linkHost(logs), undefined);
  });

  it('stores the browsing host separately from the link host', async () => {
    await hosts.setLinkHost(docs, files);
    assert.equal(hosts.endpointForBucket(docs, 'cn-beijing'), undefined);
    await hosts.setBrowsingHost(docs, { endpoint: { kind: 'internal' } });
    for (const session of [hosts, new LinkHosts(memento, secrets)]) {
      assert.deepEqual(session.endpointForBucket(docs, 'cn-beijing'), {
        endpoint: 'https://oss-cn-beijing-internal.aliyuncs.com',
        addressing: 'virtual',
      });
      assert.deepEqual([session.browsingHost(docs)?.endpoint, session.linkHost(docs)], [{ kind: 'internal' }, files]);
      assert.equal(session.endpointForBucket(logs, 'cn-beijing'), undefined);
    }
    await hosts.setBrowsingHost(docs, files);
    assert.deepEqual(hosts.endpointForBucket(docs, 'cn-beijing'), {
      endpoint: 'https://files.example.com',
      addressing: 'cname',
    });
    await hosts.setBrowsingHost(docs, undefined);
    assert.deepEqual([hosts.browsingHost(docs), hosts.linkHost(docs)], [undefined, files]);
  });
});

describe('linkLocation', () => {
  const own: BucketLocation = {
    region: 'cn-shanghai',
    endpoint: 'https://oss-cn-shanghai-internal.aliyuncs.com',
    addressing: 'virtual',
  };

  it('is the location of the bucket in the profile unless a host was chosen', () => {
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

  it('is virtual-hosted at an OSS endpoint, whatever addressing the profile uses', () => {
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

  it('omits https and includes plain http', () => {
    assert.equal(describeLinkHost(files, undefined), 'files.example.com');
    assert.equal(describeLinkHost(plain, undefined), 'http://files.example.com');
  });

  it('shows the host of a kind, or the kind if the region is unknown', () => {
    assert.equal(describeLinkHost({ endpoint: { kind: 'public' } }, 'cn-beijing'), 'oss-cn-beijing.aliyuncs.com');
    assert.equal(describeLinkHost(accelerated, undefined), 'accelerate');
  });
});

describe('parseLinkHost', () => {
  it('takes the kind of an endpoint or a custom domain', () => {
    assert.deepEqual(parseLinkHost('accelerate'), { endpoint: { kind: 'accelerate' } });
    const url = 'https://files.example.com';
    assert.deepEqual(parseLinkHost('files.example.com'), { endpoint: { kind: 'custom', url, addressing: 'cname' } });
    assert.deepEqual(parseLinkHost('http://127.0.0.1:9000'), {
      endpoint: { kind: 'custom', url: 'http://127.0.0.1:9000' },
    });
  });

  it('names the kind to enter in place of a host of OSS', () => {
    assert.throws(
      () => parseLinkHost('oss-cn-beijing-internal.aliyuncs.com'),
      invalidInput('host', /^oss-cn-beijing-internal\.aliyuncs\.com is an OSS host\. Enter internal instead/),
    );
  });
});
