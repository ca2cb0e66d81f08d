import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import type { Exchange } from '../../../../src/oss/client/ossClient.ts';
import { TransportError } from '../../../../src/oss/errors/errors.ts';
import { chunksOf, textOf } from '../../../support/oss/chunks.ts';
import { all, credentialsOf, loopbackOss } from '../../../support/oss/loopbackOss.ts';

describe('OssClient with an OSS on loopback', () => {
  const oss = loopbackOss();

  describe('meets faults', () => {
    beforeEach(async () => {
      oss.emulator.createBucket('bucket');
      await oss.emulator.putObject('bucket', 'k', 'content');
    });

    it('and repeats after a reset, an error of the server and a truncated page', async () => {
      const match = { operation: 'ListObjectsV2' } as const;
      oss.emulator.faults.add({ kind: 'reset', match });
      oss.emulator.faults.add({ kind: 'truncate', keepBytes: 60, match });
      const client = oss.client();
      assert.equal((await client.listObjects('bucket')).entries.length, 1);
      oss.emulator.faults.add({ kind: 'status', status: 503, match, times: 2 });
      assert.equal((await client.listObjects('bucket')).entries.length, 1);
      assert.deepEqual(
        oss.exchanges
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
      oss.emulator.faults.add({ kind: 'status', status: 500, match: { operation: 'PutObject' } });
      await oss.client().putObject('bucket', 'new', () => chunksOf('streamed'));
      assert.equal((await oss.emulator.readObject('bucket', 'new')).toString(), 'streamed');
    });

    it('but does not send a file again that cannot be read', async () => {
      const missing = (): AsyncIterable<Uint8Array> => createReadStream('/no/such/file');
      await assert.rejects(oss.client().putObject('bucket', 'new', missing), { code: 'ENOENT' });
      assert.deepEqual(
        oss.exchanges.map(({ operation, attempt }) => [operation, attempt]),
        [
          ['GetBucketInfo', 1],
          ['PutObject', 1],
        ],
      );
    });

    it('but does not repeat an upload that failed on its way from another server', async () => {
      const reset = new TransportError('ConnectionReset', 'The source was reset.');
      const source = async function* (): AsyncGenerator<Uint8Array> {
        yield await Promise.resolve(Buffer.from('begun'));
        throw reset;
      };
      await assert.rejects(oss.client().putObject('bucket', 'new', source), reset);
      assert.equal(oss.exchanges.filter(({ operation }) => operation === 'PutObject').length, 1);
    });

    it('and sends a file again after a reset within it', async () => {
      oss.emulator.faults.add({ kind: 'reset', match: { operation: 'PutObject' } });
      await oss.client().putObject('bucket', 'new', () => createReadStream(process.execPath, { end: 2 ** 20 - 1 }));
      assert.equal((await oss.emulator.readObject('bucket', 'new')).length, 2 ** 20);
    });

    it('and closes the file if the upload is cancelled or refused', async () => {
      const client = oss.client();
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
      oss.emulator.faults.add({ kind: 'status', status: 403, code: 'AccessDenied', match: { key: 'refused' } });
      await assert.rejects(client.putObject('bucket', 'refused', source), { code: 'AccessDenied' });
      assert.equal(closings.length, 2);
      await Promise.all(closings);
    });

    it('and reports content that breaks off as a failure, not as an end', async () => {
      oss.emulator.faults.add({ kind: 'truncate', keepBytes: 3, match: { operation: 'GetObject' } });
      const { body } = await oss.client().getObject('bucket', 'k');
      await assert.rejects(textOf(body), { code: 'BodyTruncated' });
    });

    it('and stops when cancelled', async () => {
      oss.emulator.faults.add({ kind: 'delay', delayMs: 60_000, match: { operation: 'ListObjectsV2' } });
      const abort = new AbortController();
      const reason = new Error('cancelled');
      const abortNow = (): void => {
        abort.abort(reason);
      };
      const onExchange = ({ operation }: Exchange): void => {
        if (operation === 'GetBucketInfo') setImmediate(abortNow);
      };
      await assert.rejects(oss.client({ onExchange }).listObjects('bucket', { signal: abort.signal }), reason);
    });
  });

  describe('is refused', () => {
    it('for an unknown key, a wrong secret and a missing bucket, with a next step', async () => {
      oss.emulator.createBucket('bucket');
      const unknown = oss.client({ credentials: credentialsOf({ accessKeyId: 'FAKEKEYID' }) });
      await assert.rejects(unknown.listObjects('bucket'), { code: 'InvalidAccessKeyId', status: 403 });
      const wrong = oss.client({ credentials: credentialsOf({ accessKeySecret: 'other' }) });
      await assert.rejects(wrong.listObjects('bucket'), (error: Error & { serverStringToSign?: string }) => {
        assert.match(error.message, /^ListObjectsV2 failed with SignatureDoesNotMatch \(HTTP 403\)/);
        assert.match(error.serverStringToSign ?? '', /^OSS4-HMAC-SHA256\n/);
        assert.doesNotMatch(JSON.stringify(error), /OSS4-HMAC-SHA256/);
        return true;
      });
      await assert.rejects(oss.client().listObjects('no-such-bucket'), { code: 'NoSuchBucket', ec: '0015-00000101' });
    });

    it('for a missing RAM action, which its remedy names', async () => {
      const deny = ['oss:ListObjects', 'oss:GetBucketInfo'];
      const account = { accessKeyId: 'ak', accessKeySecret: 'sk', securityToken: 'token', policy: { deny } };
      await oss.restart({ accounts: [account] });
      oss.emulator.createBucket('bucket');
      const client = oss.client({ credentials: credentialsOf({ securityToken: 'token' }) });
      await assert.rejects(client.listObjects('bucket'), { code: 'AccessDenied', remedyArgs: ['oss:ListObjects'] });
    });

    it('for clock skew once: then it uses the service’s clock', async () => {
      const serviceNow = new Date('2026-01-02T03:04:05Z');
      await oss.restart({ now: () => serviceNow });
      oss.emulator.createBucket('bucket');
      const client = oss.client({ now: () => new Date(serviceNow.getTime() - 3_600_000) });
      await client.listObjects('bucket');
      assert.equal(client.clockOffsetMs, 3_600_000);
      assert.deepEqual(
        oss.exchanges.map(({ operation, status }) => [operation, status]),
        [
          ['GetBucketInfo', 403],
          ['GetBucketInfo', 200],
          ['ListObjectsV2', 200],
        ],
      );
    });

    it('for clock skew at a HEAD too, with the time from a header', async () => {
      const serviceNow = new Date('2026-01-02T03:04:05Z');
      await oss.restart({ now: () => serviceNow });
      oss.emulator.createBucket('bucket');
      await oss.emulator.putObject('bucket', 'k', 'x');
      let localNow = serviceNow;
      const client = oss.client({ now: () => localNow });
      await client.locationOf('bucket');
      localNow = new Date(serviceNow.getTime() + 3_600_000);
      assert.equal((await client.headObject('bucket', 'k')).sizeBytes, 1);
      assert.equal(client.clockOffsetMs, -3_600_000);
    });
  });

  describe('finds buckets of another region', () => {
    beforeEach(() => {
      oss.emulator.createBucket('far', { region: 'cn-shanghai' });
    });
    const shanghai = (): object => ({
      region: 'cn-shanghai',
      endpoint: oss.emulator.endpoint('cn-shanghai'),
      addressing: 'path',
    });

    it('by the list', async () => {
      const client = oss.client();
      await all(client.listBuckets());
      assert.deepEqual(await client.locationOf('far'), shanghai());
      await client.listObjects('far');
      assert.deepEqual(oss.operations(), ['ListBuckets', 'ListObjectsV2']);
    });

    it('by a request', async () => {
      const client = oss.client();
      await client.putObject('far', 'k', chunksOf('once'));
      assert.deepEqual(await client.locationOf('far'), shanghai());
      assert.deepEqual(oss.operations(), ['GetBucketInfo', 'PutObject']);
    });

    for (const namesEndpoint of [true, false]) {
      it(`by the refusal ${namesEndpoint ? 'that names' : 'without'} the endpoint`, async () => {
        await oss.restart({ namesEndpoint });
        const bucket = oss.emulator.createBucket('far');
        const client = oss.client();
        await client.listObjects('far');
        oss.emulator.createBucket(bucket.name, { region: 'cn-shanghai' });
        await client.listObjects('far');
        assert.deepEqual(await client.locationOf('far'), shanghai());
        assert.deepEqual(oss.operations(), [
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
