import assert from 'node:assert/strict';
import { crc64Of } from '../../../src/oss/crc64.ts';
import { SentContent, verifiedBody, type FileContent } from '../../../src/transfers/verifiedContent.ts';
import { chunksOf, textOf } from '../../support/oss/chunks.ts';

/** A file in memory, in chunks of three bytes. */
function fileOf(text: string, isUnchanged: () => boolean = () => true): FileContent {
  const bytes = Buffer.from(text);
  return {
    sizeBytes: bytes.length,
    open: (start, end) =>
      chunksOf(
        ...(bytes
          .subarray(start, end)
          .toString()
          .match(/.{1,3}/gs) ?? ['']),
      ),
    isUnchanged: () => Promise.resolve(isUnchanged()),
  };
}

describe('SentContent', () => {
  it('has the checksum of all parts, sent in any order', async () => {
    const sent = new SentContent(fileOf('0123456789'), 'a.txt');
    assert.equal(sent.crc64, undefined);
    assert.equal(await textOf(sent.open(4, 10)), '456789');
    assert.equal(sent.crc64, undefined);
    assert.equal(await textOf(sent.open(0, 4)), '0123');
    assert.equal(sent.crc64, crc64Of(Buffer.from('0123456789')).toString());
    assert.equal(sent.isRepeated, false);
  });

  it('has a checksum of empty content', async () => {
    const sent = new SentContent(fileOf(''), 'a.txt');
    assert.equal(await textOf(sent.open(0, 0)), '');
    assert.equal(sent.crc64, '0');
  });

  it('recognises a range that is sent again', async () => {
    const sent = new SentContent(fileOf('0123456789'), 'a.txt');
    for (let attempt = 0; attempt < 2; attempt++) await textOf(sent.open(0, 10));
    assert.equal(sent.isRepeated, true);
  });

  it('fails before its last chunk if the file changed meanwhile, so that OSS stores no mixture', async () => {
    let isUnchanged = true;
    const sent = new SentContent(
      fileOf('0123456789', () => isUnchanged),
      'a.txt',
    );
    let sentBytes = 0;
    await assert.rejects(
      async () => {
        for await (const chunk of sent.open(0, 10)) {
          sentBytes += chunk.length;
          isUnchanged = false;
        }
      },
      { code: 'FileChanged', target: 'a.txt' },
    );
    assert.equal(sentBytes, 9);
  });

  it('fails if the file became shorter or longer', async () => {
    for (const sizeBytes of [9, 11]) {
      const sent = new SentContent({ ...fileOf('0123456789'), open: () => chunksOf('0123456789'), sizeBytes }, 'a.txt');
      await assert.rejects(async () => textOf(sent.open(0, sizeBytes)), { code: 'FileChanged' });
    }
  });
});

describe('verifiedBody', () => {
  const content = 'content';
  const headers = { 'x-oss-hash-crc64ecma': crc64Of(Buffer.from(content)).toString() };

  it('passes on content with the checksum of OSS', async () => {
    assert.equal(await textOf(verifiedBody({ body: chunksOf('con', 'tent'), headers }, 'a.txt')), content);
  });

  it('fails if a byte changed or the end is missing', async () => {
    for (const text of ['cOntent', 'conten', '']) {
      await assert.rejects(async () => textOf(verifiedBody({ body: chunksOf(text), headers }, 'a.txt')), {
        code: 'ContentMismatch',
        target: 'a.txt',
        direction: 'download',
      });
    }
  });

  it('accepts content if the host sends no checksum', async () => {
    for (const other of [{}, { 'x-oss-hash-crc64ecma': 'none' }]) {
      assert.equal(await textOf(verifiedBody({ body: chunksOf(content), headers: other }, 'a.txt')), content);
    }
  });
});
