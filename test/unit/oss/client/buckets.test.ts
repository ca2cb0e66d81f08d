import assert from 'node:assert/strict';
import { readBucketInfo, readBucketPage } from '../../../../src/oss/client/buckets.ts';
import { MalformedXmlError } from '../../../../src/oss/xml/xml.ts';
import { chunksOf } from '../../../support/oss/chunks.ts';

const describeBucket = (name: string, more = '<Region>cn-shanghai</Region>'): string =>
  `<Bucket><CreationDate>2014-02-17T18:12:43.000Z</CreationDate>` +
  `<ExtranetEndpoint>oss-cn-shanghai.aliyuncs.com</ExtranetEndpoint>` +
  `<IntranetEndpoint>oss-cn-shanghai-internal.aliyuncs.com</IntranetEndpoint>` +
  `<Location>oss-cn-shanghai</Location><Name>${name}</Name><StorageClass>Standard</StorageClass>${more}</Bucket>`;
const list = (buckets: string, paging = ''): AsyncGenerator<Uint8Array> =>
  chunksOf(
    `<ListAllMyBucketsResult>${paging}<Owner><ID>1</ID><DisplayName>1</DisplayName></Owner><Buckets>${buckets}</Buckets></ListAllMyBucketsResult>`,
  );

const read = {
  region: 'cn-shanghai',
  createdAt: new Date('2014-02-17T18:12:43Z'),
  storageClass: 'Standard',
  extranetEndpoint: 'oss-cn-shanghai.aliyuncs.com',
  intranetEndpoint: 'oss-cn-shanghai-internal.aliyuncs.com',
};

describe('readBucketPage', () => {
  it('reads the only page, which has no paging elements', async () => {
    const body = list(
      describeBucket('a') + describeBucket('b', '<Region>cn-shanghai</Region><ResourceGroupId>rg</ResourceGroupId>'),
    );
    assert.deepEqual(await readBucketPage(body), {
      buckets: [
        { name: 'a', ...read },
        { name: 'b', ...read, resourceGroupId: 'rg' },
      ],
    });
  });

  it('reads an empty list', async () => {
    assert.deepEqual(await readBucketPage(list('')), { buckets: [] });
  });

  it('returns the marker of the next page', async () => {
    const body = list(describeBucket('a'), '<IsTruncated>true</IsTruncated><NextMarker>a</NextMarker>');
    assert.equal((await readBucketPage(body)).nextMarker, 'a');
  });

  it('derives a missing region from the location, also for finance clouds', async () => {
    const old = await readBucketPage(list(describeBucket('a', '')));
    assert.equal(old.buckets[0]?.region, 'cn-shanghai');
    const finance = describeBucket('a', '').replace('oss-cn-shanghai<', 'oss-cn-hzfinance<');
    assert.equal((await readBucketPage(list(finance))).buckets[0]?.region, 'cn-hangzhou-finance');
  });

  it('refuses a bucket without a name', async () => {
    const body = list(describeBucket('a').replace('<Name>a</Name>', ''));
    await assert.rejects(readBucketPage(body), MalformedXmlError);
  });
});

describe('readBucketInfo', () => {
  const info = (more: string): AsyncGenerator<Uint8Array> =>
    chunksOf(`<BucketInfo>${describeBucket('a', `<Region>cn-shanghai</Region>${more}`)}</BucketInfo>`);

  it('reads the settings of a bucket', async () => {
    const body = info(
      '<DataRedundancyType>ZRS</DataRedundancyType><AccessControlList><Grant>private</Grant></AccessControlList>' +
        '<Versioning>Suspended</Versioning><TransferAcceleration>Enabled</TransferAcceleration>' +
        '<BlockPublicAccess>true</BlockPublicAccess><Owner><ID>1</ID></Owner>',
    );
    assert.deepEqual(await readBucketInfo(body), {
      name: 'a',
      ...read,
      acl: 'private',
      dataRedundancyType: 'ZRS',
      versioning: 'Suspended',
      hasTransferAcceleration: true,
      blocksPublicAccess: true,
    });
  });

  it('omits missing settings', async () => {
    assert.deepEqual(await readBucketInfo(info('<TransferAcceleration>Disabled</TransferAcceleration>')), {
      name: 'a',
      ...read,
      hasTransferAcceleration: false,
      blocksPublicAccess: false,
    });
  });
});
