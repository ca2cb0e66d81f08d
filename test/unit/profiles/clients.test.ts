import assert from 'node:assert/strict';
import type { HttpTransport } from '../../../src/oss/client/transport.ts';
import { Clients } from '../../../src/profiles/clients.ts';
import type { EndpointChoice } from '../../../src/profiles/profile.ts';
import { Profiles } from '../../../src/profiles/profiles.ts';
import { answer, emptyPage, fakeTransport, type FakeTransport, type Step } from '../../support/oss/fakeTransport.ts';
import { NOW, signingRegion } from '../../support/oss/testClient.ts';
import { MemoryMemento, MemorySecrets } from '../../support/profiles/storage.ts';

const noBuckets = answer(200, '<ListAllMyBucketsResult></ListAllMyBucketsResult>');

interface Bench {
  readonly profiles: Profiles;
  readonly clients: Clients;
  readonly secrets: MemorySecrets;
  readonly transport: FakeTransport;
  readonly operations: string[];
  /** Clock offsets of all warnings. */
  readonly clockOffsets: number[];
}

async function benchWith(endpoint: EndpointChoice, ...steps: readonly Step[]): Promise<Bench> {
  const secrets = new MemorySecrets();
  const profiles = new Profiles({ memento: new MemoryMemento(), secrets, environment: {}, environmentName: '' });
  const transport = fakeTransport(...steps);
  const operations: string[] = [];
  const clockOffsets: number[] = [];
  const clients = new Clients({
    profiles,
    transport: () => Promise.resolve(transport),
    now: () => NOW,
    onExchange: ({ operation }) => operations.push(operation),
    onClockOff: (offsetMs) => clockOffsets.push(offsetMs),
  });
  await profiles.save(
    { id: 'p1', name: 'Work', region: 'cn-beijing', endpoint },
    { accessKeyId: 'ak', accessKeySecret: 'sk' },
  );
  return { profiles, clients, secrets, transport, operations, clockOffsets };
}

describe('clients', () => {
  it('are created once per profile, also for simultaneous requests', async () => {
    const { clients } = await benchWith({ kind: 'public' });
    const [first, second] = await Promise.all([clients.of('p1'), clients.of('p1')]);
    assert.equal(first, second);
    assert.equal(await clients.of('p1'), first);
  });

  it('use the region that was stored with a bucket, but for no other bucket', async () => {
    const { clients, profiles, operations } = await benchWith(
      { kind: 'public' },
      answer(403, '<Error><Code>AccessDenied</Code></Error>'),
    );
    await profiles.addBucket('p1', 'docs', 'cn-shanghai');
    await profiles.addBucket('p1', 'constructor');
    const client = await clients.of('p1');
    assert.equal((await client.locationOf('docs')).region, 'cn-shanghai');
    assert.deepEqual(operations, []);
    assert.equal((await client.locationOf('constructor')).region, 'cn-beijing');
    assert.deepEqual(operations, ['GetBucketInfo']);
  });

  it('report clock skew of more than a minute once', async () => {
    const dated = (offsetMs: number): Step =>
      answer(200, '<ListAllMyBucketsResult></ListAllMyBucketsResult>', {
        date: new Date(NOW.getTime() + offsetMs).toUTCString(),
        'x-oss-request-id': 'R',
      });
    const { clients, clockOffsets } = await benchWith(
      { kind: 'public' },
      dated(60_000),
      dated(120_000),
      dated(180_000),
    );
    const client = await clients.of('p1');
    await client.listBuckets().next();
    assert.deepEqual(clockOffsets, []);
    await client.listBuckets().next();
    await client.listBuckets().next();
    assert.deepEqual(clockOffsets, [120_000]);
  });

  it('are recreated once the profile has changed, and only then', async () => {
    const { clients, profiles } = await benchWith({ kind: 'public' });
    const first = await clients.of('p1');
    await profiles.save({ id: 'p2', name: 'Other', region: 'cn-beijing', endpoint: { kind: 'public' } });
    assert.equal(await clients.of('p1'), first);
    await profiles.addBucket('p1', 'a-bucket');
    assert.notEqual(await clients.of('p1'), first);
  });

  it('are recreated after another window has moved the profile, or chosen another signature for it', async () => {
    const memento = new MemoryMemento();
    const options = { memento, secrets: new MemorySecrets(), environment: {}, environmentName: '' };
    const [here, there] = [new Profiles(options), new Profiles(options)];
    const transport = fakeTransport(noBuckets, noBuckets);
    const clients = new Clients({
      profiles: here,
      transport: () => Promise.resolve(transport),
      now: () => NOW,
      onExchange: () => undefined,
    });
    const record = { id: 'p1', name: 'Work', region: 'cn-beijing', endpoint: { kind: 'public' } } as const;
    await here.save(record, { accessKeyId: 'ak', accessKeySecret: 'sk' });
    const first = await clients.of('p1');
    await there.save({ ...record, region: 'cn-shanghai' });
    assert.notEqual(await clients.of('p1'), first);
    await (await clients.of('p1')).listBuckets().next();
    assert.equal(transport.requests[0]?.origin, 'https://oss-cn-shanghai.aliyuncs.com');
    await there.saveSignatureVersion('p1', 'v1');
    await (await clients.of('p1')).listBuckets().next();
    assert.match(transport.requests[1]?.headers['authorization'] ?? '', /^OSS ak:/);
  });

  it('are not cached from before a change during their creation', async () => {
    const { clients, profiles, transport } = await benchWith({ kind: 'public' }, noBuckets);
    const before = clients.of('p1');
    await profiles.save({ id: 'p1', name: 'Work', region: 'cn-shanghai', endpoint: { kind: 'public' } });
    await before;
    await (await clients.of('p1')).listBuckets().next();
    assert.equal(transport.requests[0]?.origin, 'https://oss-cn-shanghai.aliyuncs.com');
  });

  it('are recreated after everything was forgotten or cleared', async () => {
    const { clients, profiles } = await benchWith({ kind: 'public' });
    const first = await clients.of('p1');
    clients.clear();
    const second = await clients.of('p1');
    assert.notEqual(second, first);
    await profiles.forgetEverything();
    await assert.rejects(clients.of('p1'), { code: 'ProfileGone' });
  });

  it('are requested again after a failure', async () => {
    const { profiles, transport } = await benchWith({ kind: 'public' });
    const loads: (() => Promise<HttpTransport>)[] = [
      () => Promise.reject(new Error('not yet')),
      () => Promise.resolve(transport),
    ];
    const clients = new Clients({
      profiles,
      transport: () => loads.shift()?.() ?? assert.fail('loaded once too often'),
      now: () => NOW,
      onExchange: () => undefined,
    });
    await assert.rejects(clients.of('p1'), /not yet/);
    assert.ok(await clients.of('p1'));
  });

  it('read the secret at each request, so that a new one needs no new client', async () => {
    const { clients, secrets, transport } = await benchWith({ kind: 'public' }, noBuckets, noBuckets);
    const client = await clients.of('p1');
    await client.listBuckets().next();
    secrets.values.set('ossLinks.profile.p1', JSON.stringify({ accessKeyId: 'ak2', accessKeySecret: 'sk2' }));
    await client.listBuckets().next();
    assert.deepEqual(
      transport.requests.map(({ headers }) => /Credential=([^/]+)/.exec(headers['authorization'] ?? '')?.[1]),
      ['ak', 'ak2'],
    );
  });

  it('sign with V1 while the service of the profile supports nothing else', async () => {
    const endpoint = { kind: 'custom', url: 'https://oss.example.com' } as const;
    const { clients, profiles, transport } = await benchWith(endpoint, noBuckets, noBuckets);
    for (const version of ['v1', undefined] as const) {
      await profiles.saveSignatureVersion('p1', version);
      await (await clients.of('p1')).listBuckets().next();
    }
    assert.deepEqual(
      transport.requests.map(({ headers }) => headers['authorization']?.split(' ')[0]),
      ['OSS', 'OSS4-HMAC-SHA256'],
    );
  });

  it('report every exchange, with the given clock', async () => {
    const { clients, transport, operations } = await benchWith({ kind: 'public' }, noBuckets);
    await (await clients.of('p1')).listBuckets().next();
    assert.deepEqual(operations, ['ListBuckets']);
    assert.equal(transport.requests[0]?.headers['x-oss-date'], '20260102T030405Z');
  });

  it('that are not cached sign with the given credentials', async () => {
    const { clients, transport } = await benchWith({ kind: 'public' }, noBuckets);
    const profile = { region: 'eu-central-1', endpoint: { kind: 'dualstack' } } as const;
    const client = await clients.forProfile(profile, () =>
      Promise.resolve({ accessKeyId: 'tried', accessKeySecret: 'sk' }),
    );
    await client.listBuckets().next();
    const [request] = transport.requests;
    assert.equal(request?.origin, 'https://eu-central-1.oss.aliyuncs.com');
    assert.match(request.headers['authorization'] ?? '', /Credential=tried\/20260102\/eu-central-1\//);
    assert.notEqual(await clients.of('p1'), client);
  });

  const servedBy: readonly (readonly [endpoint: EndpointChoice, origin: string])[] = [
    [{ kind: 'public' }, 'https://oss-cn-beijing.aliyuncs.com'],
    [{ kind: 'internal' }, 'https://oss-cn-beijing-internal.aliyuncs.com'],
    [{ kind: 'dualstack' }, 'https://cn-beijing.oss.aliyuncs.com'],
    [{ kind: 'custom', url: 'https://oss.example.com' }, 'https://oss.example.com'],
    [{ kind: 'custom', url: 'http://oss.example.com', allowPlainHttp: true }, 'http://oss.example.com'],
    [{ kind: 'custom', url: 'http://127.0.0.1:8000' }, 'http://127.0.0.1:8000'],
  ];
  for (const [endpoint, origin] of servedBy) {
    it(`list buckets of ${JSON.stringify(endpoint)} at ${origin}`, async () => {
      const { clients, transport } = await benchWith(endpoint, noBuckets);
      await (await clients.of('p1')).listBuckets().next();
      assert.equal(transport.requests[0]?.origin, origin);
      assert.equal(signingRegion(transport.requests[0]), 'cn-beijing');
    });
  }

  it('list buckets of an accelerated profile at the public endpoint, because acceleration has no list', async () => {
    for (const kind of ['accelerate', 'accelerate-overseas'] as const) {
      const { clients, transport } = await benchWith({ kind }, noBuckets);
      await (await clients.of('p1')).listBuckets().next();
      assert.equal(transport.requests[0]?.origin, 'https://oss-cn-beijing.aliyuncs.com');
    }
  });

  const objectsAt: readonly (readonly [endpoint: EndpointChoice, origin: string, path: RegExp])[] = [
    [{ kind: 'custom', url: 'https://oss.example.com' }, 'https://my-bucket.oss.example.com', /^\/\?/],
    [
      { kind: 'custom', url: 'https://oss.example.com', addressing: 'virtual' },
      'https://my-bucket.oss.example.com',
      /^\/\?/,
    ],
    [
      { kind: 'custom', url: 'https://oss.example.com', addressing: 'path' },
      'https://oss.example.com',
      /^\/my-bucket\/\?/,
    ],
    [{ kind: 'custom', url: 'https://oss.example.com', addressing: 'cname' }, 'https://oss.example.com', /^\/\?/],
  ];
  for (const [endpoint, origin, path] of objectsAt) {
    it(`address objects of ${JSON.stringify(endpoint)} at ${origin}`, async () => {
      const { clients, transport } = await benchWith(endpoint, emptyPage);
      await (await clients.of('p1')).listObjects('my-bucket');
      assert.equal(transport.requests[0]?.origin, origin);
      assert.match(transport.requests[0].path, path);
    });
  }

  it('refuse plain http that the profile does not allow, before anything is sent', async () => {
    const { clients, transport } = await benchWith({ kind: 'custom', url: 'http://oss.example.com' });
    await assert.rejects(clients.of('p1'), { code: 'InvalidInput', field: 'endpoint' });
    assert.deepEqual(transport.requests, []);
  });
});
