import assert from 'node:assert/strict';
import { readBucketAcl, readBucketVersioning, readCustomDomains } from '../../../../src/oss/client/bucketSettings.ts';
import { MalformedXmlError } from '../../../../src/oss/xml/xml.ts';
import { chunksOf } from '../../../support/oss/chunks.ts';

describe('readBucketVersioning', () => {
  it('reads the state, which is missing for a bucket without versioning', async () => {
    const read = (content: string): Promise<unknown> =>
      readBucketVersioning(chunksOf(`<VersioningConfiguration>${content}</VersioningConfiguration>`));
    assert.equal(await read('<Status>Enabled</Status>'), 'Enabled');
    assert.equal(await read('<Status>Suspended</Status>'), 'Suspended');
    assert.equal(await read(''), undefined);
  });
});

describe('readBucketAcl', () => {
  it('reads grant and owner', async () => {
    const xml =
      '<AccessControlPolicy><Owner><ID>7</ID></Owner><AccessControlList><Grant>public-read</Grant></AccessControlList></AccessControlPolicy>';
    assert.deepEqual(await readBucketAcl(chunksOf(xml)), { grant: 'public-read', ownerId: '7' });
  });

  it('refuses a document without a grant', async () => {
    await assert.rejects(readBucketAcl(chunksOf('<AccessControlPolicy/>')), MalformedXmlError);
  });
});

describe('readCustomDomains', () => {
  it('reads domains with and without a certificate', async () => {
    const xml =
      '<ListCnameResult><Bucket>b</Bucket><Owner>o</Owner>' +
      '<Cname><Domain>a.example.com</Domain><LastModified>2021-09-15T02:35:07.000Z</LastModified><Status>Enabled</Status>' +
      '<Certificate><Type>CAS</Type><Status>Enabled</Status><ValidStartDate>Wed, 12 Apr 2023 10:14:51 GMT</ValidStartDate>' +
      '<ValidEndDate>Mon, 4 May 2048 10:14:51 GMT</ValidEndDate></Certificate></Cname>' +
      '<Cname><Domain>b.example.com</Domain><Status>Disabled</Status></Cname></ListCnameResult>';
    assert.deepEqual(await readCustomDomains(chunksOf(xml)), [
      {
        domain: 'a.example.com',
        status: 'Enabled',
        lastModified: new Date('2021-09-15T02:35:07Z'),
        certificate: {
          status: 'Enabled',
          validFrom: new Date('2023-04-12T10:14:51Z'),
          validUntil: new Date('2048-05-04T10:14:51Z'),
        },
      },
      { domain: 'b.example.com', status: 'Disabled' },
    ]);
  });

  it('reads an empty list', async () => {
    assert.deepEqual(await readCustomDomains(chunksOf('<ListCnameResult><Bucket>b</Bucket></ListCnameResult>')), []);
  });
});
