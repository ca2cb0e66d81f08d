import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readBucketInfo, readBucketPage } from '../../../../src/oss/client/buckets.ts';
import { readCustomDomains } from '../../../../src/oss/client/bucketSettings.ts';
import { readObjectPage } from '../../../../src/oss/client/objects.ts';
import { readVersionPage } from '../../../../src/oss/client/versions.ts';
import { MalformedXmlError, readXml } from '../../../../src/oss/xml/xml.ts';
import { propertyRuns } from '../../../support/propertyRuns.ts';
import { chunksOf } from '../../../support/oss/chunks.ts';
import { answer, bucketInfo } from '../../../support/oss/fakeTransport.ts';
import { testClient } from '../../../support/oss/testClient.ts';

type Reader = (body: AsyncIterable<Uint8Array>) => Promise<unknown>;

const object =
  '<Key>a%2F%E4%B8%AD</Key><LastModified>2020-05-18T05:45:43.000Z</LastModified><ETag>"35A2"</ETag>' +
  '<Type>Normal</Type><Size>7</Size><StorageClass>Standard</StorageClass>';
const bucket =
  '<CreationDate>2014-02-17T18:12:43.000Z</CreationDate><ExtranetEndpoint>oss-cn-beijing.aliyuncs.com</ExtranetEndpoint>' +
  '<Location>oss-cn-beijing</Location><Name>bucket</Name><Region>cn-beijing</Region>';
const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

const documents: Readonly<Record<string, { readonly read: Reader; readonly xml: string }>> = {
  ListObjectsV2: {
    read: (body) => readObjectPage(body, ''),
    xml: `<ListBucketResult><Name>中文</Name><EncodingType>url</EncodingType><Contents>${object}</Contents><CommonPrefixes><Prefix>b%2F</Prefix></CommonPrefixes></ListBucketResult>`,
  },
  ListObjectVersions: {
    read: readVersionPage,
    xml: `<ListVersionsResult><EncodingType>url</EncodingType><Version>${object}<IsLatest>true</IsLatest></Version></ListVersionsResult>`,
  },
  ListBuckets: {
    read: readBucketPage,
    xml: `<ListAllMyBucketsResult><Buckets><Bucket>${bucket}</Bucket></Buckets></ListAllMyBucketsResult>`,
  },
  GetBucketInfo: { read: readBucketInfo, xml: `<BucketInfo><Bucket>${bucket}</Bucket></BucketInfo>` },
  ListCname: {
    read: readCustomDomains,
    xml: '<ListCnameResult><Bucket>b</Bucket><Cname><Domain>a.example.com</Domain></Cname></ListCnameResult>',
  },
};

describe('readers of XML documents', () => {
  for (const [name, { read, xml }] of Object.entries(documents)) {
    it(`read a page of ${name}`, async () => {
      await read(chunksOf(declaration, xml));
    });

    it(`refuse a page of ${name} that is cut after any byte`, async () => {
      const bytes = Buffer.from(declaration + xml);
      for (let length = 0; length < bytes.length; length += 1) {
        await assert.rejects(read(chunksOf(bytes.subarray(0, length))), MalformedXmlError, `after ${length} bytes`);
      }
    });

    it(`return a page of ${name} or refuse it, with any bytes changed`, async () => {
      const bytes = Buffer.from(declaration + xml);
      const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255));
      await fc.assert(
        fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
          const changed = Buffer.from(bytes);
          for (const [index, byte] of changes) changed[index] = byte;
          await assertReadsOrRefuses(read, changed);
        }),
        propertyRuns,
      );
    });
  }

  it('return a document or refuse it, for any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), (bytes) =>
        assertReadsOrRefuses((body) => readXml(body, 'Root'), bytes),
      ),
      propertyRuns,
    );
  });

  it('refuse entities, in any nesting', async () => {
    const bomb =
      '<!DOCTYPE Root [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>' +
      '<Root>&c;</Root>';
    const external = '<!DOCTYPE Root [<!ENTITY e SYSTEM "file:///etc/hostname">]><Root>&e;</Root>';
    for (const xml of [bomb, external]) await assert.rejects(readXml(chunksOf(xml), 'Root'), MalformedXmlError);
  });

  it('refuse other encodings, by their bytes or by their declaration', async () => {
    const xml = '<Root><A>é</A></Root>';
    const bodies = {
      'UTF-16': Buffer.from(`\uFEFF${xml}`, 'utf16le'),
      'UTF-16 without a mark': Buffer.from(xml, 'utf16le'),
      'Latin-1': Buffer.from(xml, 'latin1'),
      'Latin-1 that is declared': Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${xml}`, 'latin1'),
      'GBK that is declared and could be ASCII': Buffer.from('<?xml version="1.0" encoding="GBK"?><Root/>'),
    };
    for (const [name, body] of Object.entries(bodies)) {
      await assert.rejects(readXml(chunksOf(body), 'Root'), MalformedXmlError, name);
    }
  });

  it('take UTF-8 with a byte order mark', async () => {
    assert.equal((await readXml(chunksOf('\uFEFF<Root><A>é</A></Root>'), 'Root')).get('A'), 'é');
  });

  it('refuse deeper nesting than OSS uses, and accept that of OSS', async () => {
    const nested = (depth: number): string => `${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}`;
    await readXml(chunksOf(`<Root>${nested(20)}</Root>`), 'Root');
    await assert.rejects(readXml(chunksOf(`<Root>${nested(50)}</Root>`), 'Root'), MalformedXmlError);
  });

  it('accept the longest page that OSS can send', async () => {
    // 1,023 bytes of UTF-8, each percent-encoded.
    const entry = `<Contents>${object.replace('a%2F%E4%B8%AD', '%E4%B8%AD'.repeat(341))}</Contents>`;
    const page = await readObjectPage(
      chunksOf(`<ListBucketResult>${entry.repeat(1000)}<EncodingType>url</EncodingType></ListBucketResult>`),
      '',
    );
    assert.equal(page.entries.length, 1000);
  });
});

describe('a client that gets a hostile page', () => {
  it('fails with an error that contains a next step', async () => {
    const pages = {
      'a page cut short': '<ListBucketResult><Contents>',
      'an invalid size': `<ListBucketResult><Contents>${object.replace('>7<', '>-7<')}</Contents></ListBucketResult>`,
      JSON: '{"entries":[]}',
    };
    for (const [name, xml] of Object.entries(pages)) {
      const { client } = testClient([bucketInfo('cn-hangzhou'), answer(200, xml)]);
      await assert.rejects(client.listObjects('bucket'), { code: 'BadResponse', remedy: /endpoint/ }, name);
    }
  });

  it('follows no invalid region', async () => {
    for (const region of ['evil.example.com/', '../x', 'CN', 'a b']) {
      const { client, transport } = testClient([bucketInfo(region)]);
      await assert.rejects(client.getBucketInfo('bucket'), { code: 'BadResponse' }, region);
      assert.equal(transport.requests.length, 1);
    }
  });

  it('ends a list that returns to an earlier page', async () => {
    const known = bucketInfo('cn-hangzhou');
    const truncated = '<IsTruncated>true</IsTruncated>';
    const objects = answer(
      200,
      `<ListBucketResult>${truncated}<NextContinuationToken>t</NextContinuationToken></ListBucketResult>`,
    );
    const versions = answer(
      200,
      `<ListVersionsResult>${truncated}<NextKeyMarker>k</NextKeyMarker></ListVersionsResult>`,
    );
    const buckets = answer(
      200,
      `<ListAllMyBucketsResult>${truncated}<NextMarker>m</NextMarker></ListAllMyBucketsResult>`,
    );
    await assert.rejects(testClient([known, objects, objects]).client.objects('bucket').next(), {
      code: 'BadResponse',
    });
    await assert.rejects(testClient([known, versions, versions]).client.versions('bucket').next(), {
      code: 'BadResponse',
    });
    await assert.rejects(testClient([buckets, buckets]).client.listBuckets().next(), { code: 'BadResponse' });
  });
});

async function assertReadsOrRefuses(read: Reader, bytes: Uint8Array): Promise<void> {
  try {
    await read(chunksOf(bytes));
  } catch (error) {
    assert.ok(error instanceof MalformedXmlError, String(error));
  }
}
