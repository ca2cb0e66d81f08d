import assert from 'node:assert/strict';
import { MalformedXmlError, readXml } from '../../../../src/oss/xml/xml.ts';

/** Body of a given size, generated while it is read. */
function long(
  start: string,
  filling: string,
  totalBytes: number,
): { readonly body: AsyncIterable<Uint8Array>; readonly read: () => number } {
  let readBytes = 0;
  const part = Buffer.from(filling.repeat(Math.ceil(65_536 / filling.length)));
  const body = (async function* (): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(Buffer.from(start));
    for (; readBytes < totalBytes; readBytes += part.length) yield part;
  })();
  return { body, read: () => readBytes };
}

describe('the XML reader', () => {
  const endless: Readonly<Record<string, readonly [start: string, filling: string]>> = {
    'the name of a tag': ['<', 'a'],
    'an attribute': ['<Root a="', 'a'],
    'a text': ['<Root>', 'a'],
    'a CDATA section': ['<Root><![CDATA[', 'a'],
    'a comment': ['<Root><!--', 'a'],
    'a processing instruction': ['<?a ', 'a'],
    'a document type': ['<!DOCTYPE Root [', ' '],
    blanks: ['', ' '],
    'elements within each other': ['<Root>', '<a>'],
    'elements beside each other': ['<Root>', '<a/>'],
    records: ['<Root>', '<E></E>'],
  };
  for (const [name, [start, filling]] of Object.entries(endless)) {
    it(`refuses 100 MB of ${name} before a fifth of it is read`, async () => {
      const { body, read } = long(start, filling, 100 * 2 ** 20);
      await assert.rejects(readXml(body, 'Root', { E: () => undefined }), MalformedXmlError);
      assert.ok(read() < 20 * 2 ** 20, `${read()} bytes were read`);
    });
  }
});
