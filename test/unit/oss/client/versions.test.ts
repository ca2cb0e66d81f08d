import assert from 'node:assert/strict';
import { readVersionPage } from '../../../../src/oss/client/versions.ts';
import { MalformedXmlError } from '../../../../src/oss/xml/xml.ts';
import { chunksOf } from '../../../support/oss/chunks.ts';

const page = (...elements: readonly string[]): AsyncGenerator<Uint8Array> =>
  chunksOf(`<ListVersionsResult>${elements.join('')}</ListVersionsResult>`);
const common = (key: string, versionId: string, isLatest: boolean, time: string): string =>
  `<Key>${key}</Key><VersionId>${versionId}</VersionId><IsLatest>${isLatest}</IsLatest><LastModified>${time}</LastModified>`;
const version = (key: string, versionId: string, isLatest = false): string =>
  `<Version>${common(key, versionId, isLatest, '2020-05-18T05:45:43.000Z')}<ETag>"35A2"</ETag><Type>Normal</Type>` +
  '<Size>7</Size><StorageClass>Standard</StorageClass><Owner><ID>1</ID></Owner></Version>';
const marker = (key: string, versionId: string, isLatest = false): string =>
  `<DeleteMarker>${common(key, versionId, isLatest, '2021-05-18T05:45:43.000Z')}<Owner><ID>1</ID></Owner></DeleteMarker>`;

describe('readVersionPage', () => {
  it('keeps the order of the document, versions and delete markers mixed', async () => {
    const { entries } = await readVersionPage(
      page(marker('a', '4', true), version('a', '3'), marker('a', '2'), version('a', '1'), version('b', '5', true)),
    );
    assert.deepEqual(
      entries.map(({ kind, key, versionId, isLatest }) => [kind, key, versionId, isLatest]),
      [
        ['deleteMarker', 'a', '4', true],
        ['version', 'a', '3', false],
        ['deleteMarker', 'a', '2', false],
        ['version', 'a', '1', false],
        ['version', 'b', '5', true],
      ],
    );
  });

  it('reads all fields of a version and of a delete marker', async () => {
    const { entries } = await readVersionPage(page(version('a', 'null', true), marker('b', '2')));
    assert.deepEqual(entries, [
      {
        kind: 'version',
        key: 'a',
        versionId: 'null',
        isLatest: true,
        sizeBytes: 7,
        lastModified: new Date('2020-05-18T05:45:43Z'),
        etag: '35A2',
        type: 'Normal',
        storageClass: 'Standard',
      },
      {
        kind: 'deleteMarker',
        key: 'b',
        versionId: '2',
        isLatest: false,
        lastModified: new Date('2021-05-18T05:45:43Z'),
      },
    ]);
  });

  it('has no version in a bucket without versioning', async () => {
    const { entries } = await readVersionPage(page(version('a', '')));
    assert.equal(Object.hasOwn(entries[0] ?? {}, 'versionId'), false);
  });

  it('decodes keys, prefixes and the key marker, but no version IDs', async () => {
    const { entries, prefixes, next } = await readVersionPage(
      page(
        version('a%2Bb+c', 'v%2B'),
        '<CommonPrefixes><Prefix>dir%2F</Prefix></CommonPrefixes>',
        '<EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>',
        '<NextKeyMarker>a%2Bb</NextKeyMarker><NextVersionIdMarker>v%2B</NextVersionIdMarker>',
      ),
    );
    assert.deepEqual([entries[0]?.key, entries[0]?.versionId, prefixes], ['a+b c', 'v%2B', ['dir/']]);
    assert.deepEqual(next, { key: 'a+b', versionId: 'v%2B' });
  });

  it('continues after a key if no version is named', async () => {
    const { next } = await readVersionPage(
      page('<IsTruncated>true</IsTruncated><NextKeyMarker>k</NextKeyMarker><NextVersionIdMarker/>'),
    );
    assert.deepEqual(next, { key: 'k' });
  });

  it('refuses an incomplete page without a next marker, and an entry without a key', async () => {
    await assert.rejects(readVersionPage(page('<IsTruncated>true</IsTruncated>')), MalformedXmlError);
    await assert.rejects(readVersionPage(page(version('a', '1').replace('<Key>a</Key>', ''))), MalformedXmlError);
  });
});
