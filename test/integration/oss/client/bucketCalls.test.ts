import assert from 'node:assert/strict';
import { all, loopbackOss } from '../../../support/oss/loopbackOss.ts';

describe('the client', () => {
  const oss = loopbackOss();

  describe('lists buckets', () => {
    it('of all regions with their properties', async () => {
      const creationDate = new Date('2026-01-02T03:04:05Z');
      oss.emulator.createBucket('in-hangzhou', { creationDate });
      oss.emulator.createBucket('in-shanghai', { creationDate, region: 'cn-shanghai', storageClass: 'IA' });
      const buckets = await all(oss.client().listBuckets());
      assert.deepEqual(
        buckets.map(({ name, region, createdAt, storageClass }) => [name, region, createdAt, storageClass]),
        [
          ['in-hangzhou', 'cn-hangzhou', creationDate, 'Standard'],
          ['in-shanghai', 'cn-shanghai', creationDate, 'IA'],
        ],
      );
    });

    it('page by page until the last, with a prefix', async () => {
      for (let index = 0; index < 1001; index++) oss.emulator.createBucket(`bucket-${index}`);
      oss.emulator.createBucket('other');
      const names = (await all(oss.client().listBuckets({ prefix: 'bucket-' }))).map(({ name }) => name);
      assert.equal(names.length, 1001);
      assert.equal(new Set(names).size, 1001);
      assert.ok(!names.includes('other'));
      assert.deepEqual(oss.operations(), ['ListBuckets', 'ListBuckets']);
    });

    it('up to the requested number', async () => {
      for (let index = 0; index < 1001; index++) oss.emulator.createBucket(`bucket-${index}`);
      for await (const bucket of oss.client().listBuckets()) {
        assert.equal(bucket.name, 'bucket-0');
        break;
      }
      assert.equal(oss.emulator.requests.length, 1);
    });
  });

  describe('reads', () => {
    beforeEach(() => {
      oss.emulator.createBucket('bucket', { versioning: 'Enabled' });
    });

    it('the settings of a bucket, and the regions', async () => {
      await oss.restart({ customDomains: { 'a.example.com': 'bucket', 'b.example.com': 'other' } });
      oss.emulator.createBucket('bucket', { versioning: 'Suspended', acl: 'public-read' });
      const client = oss.client();
      assert.equal(await client.getBucketVersioning('bucket'), 'Suspended');
      assert.deepEqual(await client.getBucketAcl('bucket'), { grant: 'public-read', ownerId: '1' });
      assert.deepEqual(
        (await client.listCustomDomains('bucket')).map(({ domain, status }) => [domain, status]),
        [['a.example.com', 'Enabled']],
      );
      assert.deepEqual(
        (await client.describeRegions()).map((row) => [row.region, `http://${row.public}`]),
        ['cn-hangzhou', 'cn-shanghai'].map((region) => [region, oss.emulator.endpoint(region)]),
      );
    });

    it('the properties of a bucket in one request', async () => {
      const { name, region, versioning, acl } = await oss.client().getBucketInfo('bucket');
      assert.deepEqual([name, region, versioning, acl], ['bucket', 'cn-hangzhou', 'Enabled', 'private']);
    });
  });
});
