import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { createUndiciTransport } from '../../../src/http/undiciTransport.ts';
import { OssClient } from '../../../src/oss/client.ts';
import type { Exchange, OssClientOptions } from '../../../src/oss/client.ts';
import type { Credentials } from '../../../src/oss/credentials.ts';
import { TransportError } from '../../../src/oss/errors.ts';
import type { HttpTransport } from '../../../src/oss/transport.ts';
import { startEmulator } from '../../emulator/emulator.ts';
import type { Emulator, EmulatorOptions } from '../../emulator/emulator.ts';
import { chunksOf, textOf } from './chunks.ts';

describe('OssClient with an OSS on loopback', () => {
  let transport: HttpTransport;
  let emulator: Emulator;
  let exchanges: Exchange[];

  beforeEach(async () => {
    transport = await createUndiciTransport();
    emulator = await startEmulator();
    exchanges = [];
  });
  afterEach(async () => {
    await transport.close();
    await emulator.close();
  });

  async function restart(options: EmulatorOptions): Promise<void> {
    await emulator.close();
    emulator = await startEmulator(options);
  }

  const credentialsOf = (more: Partial<Credentials> = {}): (() => Promise<Credentials>) => {
    return () => Promise.resolve({ accessKeyId: 'ak', accessKeySecret: 'sk', ...more });
  };
  const clientWith = (options: Partial<OssClientOptions> = {}): OssClient =>
    new OssClient({
      transport,
      credentials: credentialsOf(),
      region: 'cn-hangzhou',
      endpoint: emulator.endpoint('cn-hangzhou'),
      wait: () => Promise.resolve(),
      onExchange: (exchange) => exchanges.push(exchange),
      ...options,
    });
  const operations = (): (string | undefined)[] => emulator.requests.map(({ operation }) => operation);

  describe('lists buckets', () => {
    it('of all regions with what is known of them', async () => {
      const creationDate = new Date('2026-01-02T03:04:05Z');
      emulator.createBucket('in-hangzhou', { creationDate });
      emulator.createBucket('in-shanghai', { creationDate, region: 'cn-shanghai', storageClass: 'IA' });
      const buckets = await all(clientWith().listBuckets());
      assert.deepEqual(
        buckets.map(({ name, region, createdAt, storageClass }) => [name, region, createdAt, storageClass]),
        [
          ['in-hangzhou', 'cn-hangzhou', creationDate, 'Standard'],
          ['in-shanghai', 'cn-shanghai', creationDate, 'IA'],
        ],
      );
    });

    it('page by page until the last, below a prefix', async () => {
      for (let index = 0; index < 1001; index++) emulator.createBucket(`bucket-${index}`);
      emulator.createBucket('other');
      const names = (await all(clientWith().listBuckets({ prefix: 'bucket-' }))).map(({ name }) => name);
      assert.equal(names.length, 1001);
      assert.equal(new Set(names).size, 1001);
      assert.ok(!names.includes('other'));
      assert.deepEqual(operations(), ['ListBuckets', 'ListBuckets']);
    });

    it('no further than they are asked for', async () => {
      for (let index = 0; index < 1001; index++) emulator.createBucket(`bucket-${index}`);
      for await (const bucket of clientWith().listBuckets()) {
        assert.equal(bucket.name, 'bucket-0');
        break;
      }
      assert.equal(emulator.requests.length, 1);
    });
  });

  describe('lists objects', () => {
    beforeEach(() => {
      emulator.createBucket('bucket');
    });

    it('page by page, folders and objects together', async () => {
      for (let index = 0; index < 5; index++) await emulator.putObject('bucket', `folder-${index}/a`, 'x');
      await emulator.putObject('bucket', 'object', 'content');
      const client = clientWith();
      const first = await client.listObjects('bucket', { delimiter: '/', maxKeys: 4 });
      assert.deepEqual(first.prefixes, ['folder-0/', 'folder-1/', 'folder-2/', 'folder-3/']);
      assert.ok(first.isTruncated && first.nextContinuationToken !== undefined);
      const { nextContinuationToken: continuationToken } = first;
      const second = await client.listObjects('bucket', { delimiter: '/', maxKeys: 4, continuationToken });
      assert.deepEqual(second.prefixes, ['folder-4/']);
      assert.deepEqual(
        second.entries.map(({ key, sizeBytes, etag }) => [key, sizeBytes, etag]),
        [['object', 7, '9A0364B9E99BB480DD25E1F0284C8555']],
      );
      assert.equal(second.isTruncated, false);
    });

    it('with keys that neither XML nor URLs carry as they are', async () => {
      const keys = ['a+b c%20.txt', 'tab\tline\n', '<&>"\'', '中文/😀', 'a/../b//./c'].sort();
      for (const key of keys) await emulator.putObject('bucket', key, 'x');
      const { entries } = await clientWith().listObjects('bucket');
      assert.deepEqual(entries.map(({ key }) => key).sort(), keys);
    });

    it('without the marker of the folder itself', async () => {
      await emulator.putObject('bucket', 'folder/', '');
      await emulator.putObject('bucket', 'folder/a', 'x');
      const { entries } = await clientWith().listObjects('bucket', { prefix: 'folder/', delimiter: '/' });
      assert.deepEqual(
        entries.map(({ key }) => key),
        ['folder/a'],
      );
    });

    it('one by one over all pages, and asks for one page ahead at most', async () => {
      for (let index = 0; index < 7; index++) await emulator.putObject('bucket', `k${index}`, 'x');
      const client = clientWith();
      const entries = await all(client.objects('bucket', { maxKeys: 2 }));
      assert.deepEqual(
        entries.map(({ key }) => key),
        ['k0', 'k1', 'k2', 'k3', 'k4', 'k5', 'k6'],
      );
      assert.deepEqual(operations(), ['GetBucketInfo', ...Array.from({ length: 4 }, () => 'ListObjectsV2')]);
      const pages = client.objectPages('bucket', { maxKeys: 2 });
      await pages.next();
      await pages.next();
      await pages.return(undefined);
      const asked = operations().slice(5).length;
      assert.ok(asked <= 3, `${asked} pages were asked for`);
    });

    it('of a thousand a page unless told otherwise', async () => {
      await clientWith().listObjects('bucket');
      assert.equal(emulator.requests.at(-1)?.query.get('max-keys'), '1000');
    });
  });

  describe('reads and writes objects', () => {
    beforeEach(() => {
      emulator.createBucket('bucket', { versioning: 'Enabled' });
    });

    it('with their type, metadata and version', async () => {
      const client = clientWith();
      const key = 'a/../b//中 +.txt';
      const headers = { 'x-oss-meta-who': 'me', 'cache-control': 'no-store' };
      const written = await client.putObject('bucket', key, Buffer.from('content'), {
        contentType: 'text/plain',
        headers,
      });
      assert.equal((await emulator.readObject('bucket', key)).toString(), 'content');
      const head = await client.headObject('bucket', key);
      assert.deepEqual(
        [head.sizeBytes, head.contentType, head.userMetadata, head.versionId, head.etag, head.headers['cache-control']],
        [7, 'text/plain', { who: 'me' }, written.versionId, written.etag, 'no-store'],
      );
      const { body, ...metadata } = await client.getObject(
        'bucket',
        key,
        head.versionId ? { versionId: head.versionId } : {},
      );
      assert.equal(await textOf(body), 'content');
      assert.equal(metadata.contentType, 'text/plain');
    });

    it('as streams of known and unknown length', async () => {
      const client = clientWith();
      await client.putObject('bucket', 'known', chunksOf('ab', 'cd'), { sizeBytes: 4 });
      await client.putObject('bucket', 'unknown', () => chunksOf('ef', 'gh'));
      await client.putObject('bucket', 'empty', Buffer.alloc(0));
      const contents = ['known', 'unknown', 'empty'].map(async (key) =>
        (await emulator.readObject('bucket', key)).toString(),
      );
      assert.deepEqual(await Promise.all(contents), ['abcd', 'efgh', '']);
    });

    it('in ranges, and says where a range lies outside', async () => {
      await emulator.putObject('bucket', 'k', '0123456789');
      const client = clientWith();
      const rangeOf = async (range: { first: number; last?: number }): Promise<string> =>
        textOf((await client.getObject('bucket', 'k', { range })).body);
      assert.equal(await rangeOf({ first: 2, last: 4 }), '234');
      assert.equal(await rangeOf({ first: 8 }), '89');
      await assert.rejects(rangeOf({ first: 99 }), { code: 'InvalidRange', status: 416 });
    });

    it('and learns from a header why a HEAD was refused', async () => {
      await assert.rejects(clientWith().headObject('bucket', 'missing'), {
        name: 'OssError',
        code: 'NoSuchKey',
        ec: '0026-00000001',
        status: 404,
        operation: 'HeadObject',
        bucket: 'bucket',
        key: 'missing',
      });
    });

    it('copies them, with other headers where it is told to', async () => {
      const client = clientWith();
      const key = 'a b/中+?.txt';
      const first = await client.putObject('bucket', key, Buffer.from('one'), { contentType: 'text/plain' });
      await client.putObject('bucket', key, Buffer.from('two'));
      const source = { bucket: 'bucket', key, ...(first.versionId && { versionId: first.versionId }) };
      const copied = await client.copyObject('bucket', 'copy', source);
      const copy = await client.headObject('bucket', 'copy');
      assert.equal((await emulator.readObject('bucket', 'copy')).toString(), 'one');
      assert.deepEqual([copy.contentType, copy.etag, copy.versionId], ['text/plain', copied.etag, copied.versionId]);
      assert.ok(!Number.isNaN(copied.lastModified.getTime()));
      const headers = { 'x-oss-metadata-directive': 'REPLACE', 'content-type': 'image/png' };
      await client.copyObject('bucket', 'copy', source, { headers });
      assert.equal((await client.headObject('bucket', 'copy')).contentType, 'image/png');
      assert.equal(emulator.requests.at(-1)?.operation, 'HeadObject');
    });

    it('deletes them behind a marker, and versions and markers for good', async () => {
      const client = clientWith();
      const { versionId } = await client.putObject('bucket', 'k', Buffer.from('x'));
      const hidden = await client.deleteObject('bucket', 'k');
      assert.equal(hidden.isDeleteMarker, true);
      await assert.rejects(client.headObject('bucket', 'k'), { code: 'NoSuchKey' });
      const gone = await client.deleteObject('bucket', 'k', { versionId: versionId ?? '' });
      assert.deepEqual(gone, { versionId, isDeleteMarker: false });
      const restored = await client.deleteObject('bucket', 'k', { versionId: hidden.versionId ?? '' });
      assert.deepEqual(restored, { versionId: hidden.versionId, isDeleteMarker: true });
      assert.deepEqual(await all(client.versions('bucket')), []);
      assert.deepEqual(await client.deleteObject('bucket', 'never there'), {
        versionId: (await all(client.versions('bucket')))[0]?.versionId,
        isDeleteMarker: true,
      });
    });

    it('asks for the few headers that cost nothing', async () => {
      const { etag, versionId } = await clientWith().putObject('bucket', 'k', Buffer.from('content'), {
        contentType: 'text/plain',
      });
      const meta = await clientWith().getObjectMeta('bucket', 'k', { versionId: versionId ?? '' });
      assert.deepEqual([meta.sizeBytes, meta.etag, meta.versionId, meta.contentType], [7, etag, versionId, undefined]);
      assert.equal(emulator.requests.at(-1)?.operation, 'GetObjectMeta');
    });

    it('lists their versions newest first, over pages', async () => {
      const client = clientWith();
      const written: (string | undefined)[] = [];
      for (const text of ['1', '2', '3']) {
        written.unshift((await client.putObject('bucket', 'k +', Buffer.from(text))).versionId);
      }
      await client.deleteObject('bucket', 'k +');
      await client.putObject('bucket', 'l/m', Buffer.from('4'));
      const first = await client.listObjectVersions('bucket', { maxKeys: 2 });
      assert.deepEqual(
        first.entries.map(({ kind, key, isLatest }) => [kind, key, isLatest]),
        [
          ['deleteMarker', 'k +', true],
          ['version', 'k +', false],
        ],
      );
      assert.deepEqual(first.next, { key: 'k +', versionId: written[0] });
      const versions = await all(client.versions('bucket', { maxKeys: 2, prefix: 'k' }));
      assert.deepEqual(
        versions.slice(1).map(({ versionId }) => versionId),
        written,
      );
      assert.deepEqual((await client.listObjectVersions('bucket', { delimiter: '/' })).prefixes, ['l/']);
    });

    it('describes a bucket and the regions', async () => {
      await restart({ customDomains: { 'a.example.com': 'bucket', 'b.example.com': 'other' } });
      emulator.createBucket('bucket', { versioning: 'Suspended', acl: 'public-read' });
      const client = clientWith();
      assert.equal(await client.getBucketVersioning('bucket'), 'Suspended');
      assert.deepEqual(await client.getBucketAcl('bucket'), { grant: 'public-read', ownerId: '1' });
      assert.deepEqual(
        (await client.listCustomDomains('bucket')).map(({ domain, status }) => [domain, status]),
        [['a.example.com', 'Enabled']],
      );
      assert.deepEqual(
        (await client.describeRegions()).map((row) => [row.region, `http://${row.public}`]),
        ['cn-hangzhou', 'cn-shanghai'].map((region) => [region, emulator.endpoint(region)]),
      );
    });

    it('describes a bucket', async () => {
      const { name, region, versioning, acl } = await clientWith().getBucketInfo('bucket');
      assert.deepEqual([name, region, versioning, acl], ['bucket', 'cn-hangzhou', 'Enabled', 'private']);
    });
  });

  describe('meets faults', () => {
    beforeEach(async () => {
      emulator.createBucket('bucket');
      await emulator.putObject('bucket', 'k', 'content');
    });

    it('and repeats after a reset, an error of the server and a truncated page', async () => {
      const match = { operation: 'ListObjectsV2' } as const;
      emulator.faults.add({ kind: 'reset', match });
      emulator.faults.add({ kind: 'truncate', keepBytes: 60, match });
      const client = clientWith();
      assert.equal((await client.listObjects('bucket')).entries.length, 1);
      emulator.faults.add({ kind: 'status', status: 503, match, times: 2 });
      assert.equal((await client.listObjects('bucket')).entries.length, 1);
      assert.deepEqual(
        exchanges
          .filter(({ operation }) => operation === 'ListObjectsV2')
          .map(({ attempt, status }) => [attempt, status]),
        [
          [1, undefined],
          [2, 200],
          [3, 200],
          [1, 503],
          [2, 503],
          [3, 200],
        ],
      );
    });

    it('and sends an upload again', async () => {
      emulator.faults.add({ kind: 'status', status: 500, match: { operation: 'PutObject' } });
      await clientWith().putObject('bucket', 'new', () => chunksOf('streamed'));
      assert.equal((await emulator.readObject('bucket', 'new')).toString(), 'streamed');
    });

    it('but does not send a file again that cannot be read', async () => {
      const missing = (): AsyncIterable<Uint8Array> => createReadStream('/no/such/file');
      await assert.rejects(clientWith().putObject('bucket', 'new', missing), { code: 'ENOENT' });
      assert.deepEqual(
        exchanges.map(({ operation, attempt }) => [operation, attempt]),
        [
          ['GetBucketInfo', 1],
          ['PutObject', 1],
        ],
      );
    });

    it('but does not send again what fails on its way from another server', async () => {
      const reset = new TransportError('ConnectionReset', 'The source was reset.');
      const source = async function* (): AsyncGenerator<Uint8Array> {
        yield await Promise.resolve(Buffer.from('begun'));
        throw reset;
      };
      await assert.rejects(clientWith().putObject('bucket', 'new', source), reset);
      assert.equal(exchanges.filter(({ operation }) => operation === 'PutObject').length, 1);
    });

    it('and sends a file again after a reset within it', async () => {
      emulator.faults.add({ kind: 'reset', match: { operation: 'PutObject' } });
      await clientWith().putObject('bucket', 'new', () => createReadStream(process.execPath, { end: 2 ** 20 - 1 }));
      assert.equal((await emulator.readObject('bucket', 'new')).length, 2 ** 20);
    });

    it('and closes the file where the upload is cancelled or refused', async () => {
      const client = clientWith();
      const closings: Promise<unknown>[] = [];
      const source = (): AsyncIterable<Uint8Array> => {
        const file = createReadStream(process.execPath, { end: 2 ** 22 - 1 });
        const { promise, resolve } = Promise.withResolvers<undefined>();
        file.once('close', () => {
          resolve(undefined);
        });
        closings.push(promise);
        return file;
      };
      const abort = new AbortController();
      const reason = new Error('cancelled');
      const onProgress = (sentBytes: number): void => {
        if (sentBytes > 0) abort.abort(reason);
      };
      await assert.rejects(
        client.putObject('bucket', 'new', source, { onProgress, signal: abort.signal, contentType: 'text/plain' }),
        reason,
      );
      emulator.faults.add({ kind: 'status', status: 403, code: 'AccessDenied', match: { key: 'refused' } });
      await assert.rejects(client.putObject('bucket', 'refused', source), { code: 'AccessDenied' });
      assert.equal(closings.length, 2);
      await Promise.all(closings);
    });

    it('and gives a content that breaks off as a failure, not as an end', async () => {
      emulator.faults.add({ kind: 'truncate', keepBytes: 3, match: { operation: 'GetObject' } });
      const { body } = await clientWith().getObject('bucket', 'k');
      await assert.rejects(textOf(body), { code: 'BodyTruncated' });
    });

    it('and gives up on an answer that does not begin', async () => {
      emulator.faults.add({ kind: 'delay', delayMs: 60_000, match: { operation: 'HeadObject' } });
      await assert.rejects(clientWith({ timeoutMs: 30, retries: 0 }).headObject('bucket', 'k'), { code: 'Timeout' });
    });

    it('and ends when it is told to', async () => {
      emulator.faults.add({ kind: 'delay', delayMs: 60_000, match: { operation: 'ListObjectsV2' } });
      const abort = new AbortController();
      const reason = new Error('cancelled');
      const abortNow = (): void => {
        abort.abort(reason);
      };
      const onExchange = ({ operation }: Exchange): void => {
        if (operation === 'GetBucketInfo') setImmediate(abortNow);
      };
      await assert.rejects(clientWith({ onExchange }).listObjects('bucket', { signal: abort.signal }), reason);
    });
  });

  describe('is refused', () => {
    it('for an unknown key, a wrong secret and a missing bucket, with what to do', async () => {
      emulator.createBucket('bucket');
      const unknown = clientWith({ credentials: credentialsOf({ accessKeyId: 'FAKEKEYID' }) });
      await assert.rejects(unknown.listObjects('bucket'), { code: 'InvalidAccessKeyId', status: 403 });
      const wrong = clientWith({ credentials: credentialsOf({ accessKeySecret: 'other' }) });
      await assert.rejects(wrong.listObjects('bucket'), (error: Error & { serverStringToSign?: string }) => {
        assert.match(error.message, /^ListObjectsV2 failed with SignatureDoesNotMatch \(HTTP 403\)/);
        assert.match(error.serverStringToSign ?? '', /^OSS4-HMAC-SHA256\n/);
        assert.doesNotMatch(JSON.stringify(error), /OSS4-HMAC-SHA256/);
        return true;
      });
      await assert.rejects(clientWith().listObjects('no-such-bucket'), { code: 'NoSuchBucket', ec: '0015-00000101' });
    });

    it('for a missing RAM action, which its remedy names', async () => {
      const deny = ['oss:ListObjects', 'oss:GetBucketInfo'];
      const account = { accessKeyId: 'ak', accessKeySecret: 'sk', securityToken: 'token', policy: { deny } };
      await restart({ accounts: [account] });
      emulator.createBucket('bucket');
      const client = clientWith({ credentials: credentialsOf({ securityToken: 'token' }) });
      await assert.rejects(client.listObjects('bucket'), { code: 'AccessDenied', remedyArgs: ['oss:ListObjects'] });
    });

    it('for a clock that is off, once: then it has the service’s', async () => {
      const serviceNow = new Date('2026-01-02T03:04:05Z');
      await restart({ now: () => serviceNow });
      emulator.createBucket('bucket');
      const client = clientWith({ now: () => new Date(serviceNow.getTime() - 3_600_000) });
      await client.listObjects('bucket');
      assert.equal(client.clockOffsetMs, 3_600_000);
      assert.deepEqual(
        exchanges.map(({ operation, status }) => [operation, status]),
        [
          ['GetBucketInfo', 403],
          ['GetBucketInfo', 200],
          ['ListObjectsV2', 200],
        ],
      );
    });

    it('for a clock that is off at a HEAD too, where a header tells the time', async () => {
      const serviceNow = new Date('2026-01-02T03:04:05Z');
      await restart({ now: () => serviceNow });
      emulator.createBucket('bucket');
      await emulator.putObject('bucket', 'k', 'x');
      let localNow = serviceNow;
      const client = clientWith({ now: () => localNow });
      await client.locationOf('bucket');
      localNow = new Date(serviceNow.getTime() + 3_600_000);
      assert.equal((await client.headObject('bucket', 'k')).sizeBytes, 1);
      assert.equal(client.clockOffsetMs, -3_600_000);
    });
  });

  describe('finds buckets of another region', () => {
    beforeEach(() => {
      emulator.createBucket('far', { region: 'cn-shanghai' });
    });
    const shanghai = (): object => ({
      region: 'cn-shanghai',
      endpoint: emulator.endpoint('cn-shanghai'),
      addressing: 'path',
    });

    it('by the list', async () => {
      const client = clientWith();
      await all(client.listBuckets());
      assert.deepEqual(await client.locationOf('far'), shanghai());
      await client.listObjects('far');
      assert.deepEqual(operations(), ['ListBuckets', 'ListObjectsV2']);
    });

    it('by asking', async () => {
      const client = clientWith();
      await client.putObject('far', 'k', chunksOf('once'));
      assert.deepEqual(await client.locationOf('far'), shanghai());
      assert.deepEqual(operations(), ['GetBucketInfo', 'PutObject']);
    });

    for (const namesEndpoint of [true, false]) {
      it(`by the refusal ${namesEndpoint ? 'that names' : 'without'} the endpoint`, async () => {
        await restart({ namesEndpoint });
        const bucket = emulator.createBucket('far');
        const client = clientWith();
        await client.listObjects('far');
        emulator.createBucket(bucket.name, { region: 'cn-shanghai' });
        await client.listObjects('far');
        assert.deepEqual(await client.locationOf('far'), shanghai());
        assert.deepEqual(operations(), [
          'GetBucketInfo',
          'ListObjectsV2',
          'ListObjectsV2',
          'GetBucketInfo',
          'ListObjectsV2',
        ]);
      });
    }
  });
});

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
