import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readCdnUrl } from '../../../../src/oss/presignedUrls/cdnUrl.ts';
import { verifyCdnUrl, type CdnVerification } from '../../../../src/oss/presignedUrls/verifyCdnUrl.ts';
import { cdnVectors } from '../../../support/oss/cdnVectors.ts';
import { invalidInput } from '../../../support/oss/invalidInput.ts';

const privateKey = 'aliyuncdnexp1234';
const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
const verify = (url: string): CdnVerification => verifyCdnUrl(readCdnUrl(url), privateKey);
/** A link of type C1 whose hash covers another path or time than the link has. */
const linkC1 = (path: string, signedPath: string, time = '69a9412e', signedTime = time): string =>
  `https://cdn.example.com/${md5(`${privateKey}${signedPath}${signedTime}`)}/${time}${path}`;

describe('verifyCdnUrl', () => {
  it('finds each vector valid', () => {
    for (const { name, input, expect } of cdnVectors.cases) {
      const { verifies, reading } = verifyCdnUrl(readCdnUrl(expect.url, input), input.privateKey);
      assert.deepEqual([verifies, reading?.type], [true, input.type], name);
    }
  });

  it('returns which of several types a link has', () => {
    const path = '/0805516acb2f5f1a74310b4ec1296cc0/69a9412e/a';
    const url = `https://cdn.example.com${path}?auth_key=1772699950-0-0-${md5(`${path}-1772699950-0-0-${privateKey}`)}`;
    assert.deepEqual(
      readCdnUrl(url).readings.map(({ type }) => type),
      ['A', 'C1'],
    );
    assert.equal(verify(url).reading?.type, 'A');
  });

  it('accepts a link whose host or query was changed, since the hash does not cover them', () => {
    assert.equal(verify(linkC1('/a?v=1', '/a')).verifies, true);
    assert.equal(verify(linkC1('/a', '/a').replace('cdn.example.com', 'other.example.com')).verifies, true);
  });

  for (const [name, path, signedPath] of [
    ['bare signs', '/a!b', '/a%21b'],
    ['encoded signs', '/q%3D1%26r', '/q=1&r'],
    ['no encoding at all', '/%E5%9B%BE', '/图'],
    ['lower-case escapes', '/%E5%9B%BE', '/%e5%9b%be'],
    ['upper-case escapes', '/%e5%9b%be', '/%E5%9B%BE'],
    ['encoding twice', '/a%20b', '/a%2520b'],
  ] as const) {
    it(`explains ${name}`, () => {
      const { verifies, reading, difference } = verify(linkC1(path, signedPath));
      assert.deepEqual(
        [verifies, reading?.type, difference?.part, difference?.args],
        [false, 'C1', 'path', [signedPath]],
      );
    });
  }

  it('explains a time in the other case', () => {
    const { verifies, difference } = verify(linkC1('/a', '/a', '69a9412e', '69A9412E'));
    assert.deepEqual([verifies, difference?.part, difference?.args], [false, 'time', ['69A9412E', '69a9412e']]);
  });

  it('names the key if nothing else explains the hash', () => {
    const expected = { part: 'key', args: [] };
    for (const url of [linkC1('/a', '/b'), linkC1('/a', '/a', '69a9412e', '69a9412f')]) {
      const { verifies, reading, difference } = verify(url);
      assert.deepEqual([verifies, reading], [false, undefined]);
      assert.deepEqual({ part: difference?.part, args: difference?.args }, expected);
    }
  });

  it('refuses an invalid key, without showing it', () => {
    const link = readCdnUrl(linkC1('/a', '/a'));
    assert.throws(
      () => verifyCdnUrl(link, 'secret!'),
      (error: Error) => invalidInput('privateKey')(error) && !error.message.includes('secret!'),
    );
  });
});
