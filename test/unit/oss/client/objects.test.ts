import assert from 'node:assert/strict';
import { readObjectMetadata, readObjectPage } from '../../../../src/oss/client/objects.ts';
import { MalformedXmlError } from '../../../../src/oss/xml/xml.ts';
import { chunksOf } from '../../../support/oss/chunks.ts';

const contents = (key: string, sizeBytes = 1): string =>
  `<Contents><Key>${key}</Key><LastModified>2020-05-18T05:45:43.000Z</LastModified><ETag>"35A2"</ETag>` +
  `<Type>Normal</Type><Size>${sizeBytes}</Size><StorageClass>Standard</StorageClass></Contents>`;
const page = (...elements: readonly string[]): AsyncGenerator<Uint8Array> =>
  chunksOf(`<ListBucketResult>${elements.join('')}</ListBucketResult>`);
const url = '<EncodingType>url</EncodingType>';

describe('readObjectPage', () => {
  it('reads all fields of an entry, including restoring', async () => {
    const body = page(
      '<IsTruncated>false</IsTruncated>',
      '<Contents><Key>a</Key><LastModified>2020-05-18T05:45:43.000Z</LastModified><ETag>"35A2"</ETag><Type>Multipart</Type>',
      '<Size>5368709121</Size><StorageClass>Archive</StorageClass><RestoreInfo>ongoing-request="true"</RestoreInfo>',
      '<Owner><ID>1</ID></Owner></Contents>',
    );
    assert.deepEqual(await readObjectPage(body, ''), {
      entries: [
        {
          key: 'a',
          sizeBytes: 5368709121,
          lastModified: new Date('2020-05-18T05:45:43Z'),
          etag: '35A2',
          type: 'Multipart',
          storageClass: 'Archive',
          restoreInfo: 'ongoing-request="true"',
        },
      ],
      prefixes: [],
      isTruncated: false,
    });
  });

  it('returns arrays for none, one and several', async () => {
    assert.deepEqual(await readObjectPage(page(), ''), { entries: [], prefixes: [], isTruncated: false });
    const one = await readObjectPage(page(contents('a'), '<CommonPrefixes><Prefix>b/</Prefix></CommonPrefixes>'), '');
    assert.deepEqual([one.entries.map(({ key }) => key), one.prefixes], [['a'], ['b/']]);
    const prefixes = ['b/', 'c/'].map((prefix) => `<CommonPrefixes><Prefix>${prefix}</Prefix></CommonPrefixes>`);
    const two = await readObjectPage(page(contents('a'), contents('d'), ...prefixes), '');
    assert.deepEqual(
      [two.entries.map(({ key }) => key), two.prefixes],
      [
        ['a', 'd'],
        ['b/', 'c/'],
      ],
    );
  });

  it('decodes keys, prefixes and the token if the response declares an encoding, at any position', async () => {
    const body = page(
      contents('fun%2F%E4%B8%AD+a%2Bb%0A%250'),
      '<CommonPrefixes><Prefix>fun%2Fmovie%2F</Prefix></CommonPrefixes>',
      '<IsTruncated>true</IsTruncated><NextContinuationToken>Cg%3D%3D</NextContinuationToken>',
      url,
    );
    assert.deepEqual(
      await readObjectPage(body, 'fun/').then(({ entries, ...rest }) => ({
        keys: entries.map(({ key }) => key),
        ...rest,
      })),
      {
        keys: ['fun/中 a+b\n%0'],
        prefixes: ['fun/movie/'],
        isTruncated: true,
        nextContinuationToken: 'Cg==',
      },
    );
  });

  it('does not decode keys if the response declares no encoding', async () => {
    const { entries } = await readObjectPage(page(contents('a%20b+c')), '');
    assert.equal(entries[0]?.key, 'a%20b+c');
  });

  it('omits the marker of the listed folder and nothing else', async () => {
    const keysOf = async (listedPrefix: string, ...elements: readonly string[]): Promise<string[]> =>
      (await readObjectPage(page(...elements), listedPrefix)).entries.map(({ key }) => key);
    assert.deepEqual(await keysOf('a/', contents('a/', 0), contents('a/b', 0), contents('a/b/', 0)), ['a/b', 'a/b/']);
    assert.deepEqual(await keysOf('a/', contents('a/', 1)), ['a/']);
    assert.deepEqual(await keysOf('a', contents('a', 0)), ['a']);
    assert.deepEqual(await keysOf('%2F/', `${url}${contents('%252F%2F', 0)}`), []);
  });

  it('reports that the listed folder has a marker', async () => {
    assert.deepEqual(await readObjectPage(page(contents('a/', 0)), 'a/'), {
      entries: [],
      prefixes: [],
      hasMarker: true,
      isTruncated: false,
    });
  });

  it('continues after an empty page that is not the last', async () => {
    const body = page('<IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken>');
    assert.equal((await readObjectPage(body, '')).nextContinuationToken, 't');
  });

  const malformed: Readonly<Record<string, string>> = {
    'an entry without a key': contents('a').replace('<Key>a</Key>', ''),
    'an invalid size': contents('a', -1),
    'an invalid time': contents('a').replace('2020-05-18T05:45:43.000Z', 'yesterday'),
    'a key that is not percent-encoded UTF-8': `${url}${contents('%FF')}`,
    'a page that is not the last but has no token': '<IsTruncated>true</IsTruncated>',
  };
  for (const [name, elements] of Object.entries(malformed)) {
    it(`refuses ${name}`, async () => {
      await assert.rejects(readObjectPage(page(elements), ''), MalformedXmlError);
    });
  }
});

describe('readObjectMetadata', () => {
  it('reads the headers', () => {
    const headers = {
      'content-length': '12',
      'content-type': 'text/plain',
      etag: '"AB"',
      'last-modified': 'Mon, 18 May 2020 05:45:43 GMT',
      'x-oss-object-type': 'Normal',
      'x-oss-storage-class': 'IA',
      'x-oss-version-id': 'v',
      'x-oss-restore': 'ongoing-request="true"',
      'x-oss-meta-who': 'me',
    };
    assert.deepEqual(readObjectMetadata({ headers }), {
      sizeBytes: 12,
      contentType: 'text/plain',
      etag: 'AB',
      lastModified: new Date('2020-05-18T05:45:43Z'),
      type: 'Normal',
      storageClass: 'IA',
      versionId: 'v',
      restoreInfo: 'ongoing-request="true"',
      userMetadata: { who: 'me' },
      headers,
    });
  });

  it('omits missing headers', () => {
    assert.deepEqual(readObjectMetadata({ headers: {} }), { userMetadata: {}, headers: {} });
  });
});
