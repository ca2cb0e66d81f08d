import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { readXml } from '../../../../src/oss/xml/xml.ts';
import { PlainXml } from '../../../../src/oss/xml/plainXml.ts';
import { XmlElements } from '../../../../src/oss/xml/xmlElements.ts';
import { MalformedXmlError } from '../../../../src/oss/xml/xmlFields.ts';
import { chunksOf } from '../../../support/oss/chunks.ts';
import { propertyRuns } from '../../../support/propertyRuns.ts';

/** Parts of documents, plain and not; the plain ones more often. */
const part = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom('<A>', '</A>', '<B2>', '</B2>', '<E>', '</E>', '<E>1</E>', '<A/>'),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom('text', ' ', '\n', '&amp;', '&lt;b&gt;', '&quot;', '&apos;', '中😀', '\t'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...[
        '<A >',
        '</A >',
        '<A b="1">',
        '<A b=">"/>',
        '<A\n/>',
        '<ns:A>',
        '</ns:A>',
        '<中>',
        '</中>',
        '<1>',
        '<>',
        '</>',
      ],
      ...[
        '&#65;',
        '&#x4E2D;',
        '&x;',
        '&',
        '&amp',
        ']]>',
        '>',
        '"',
        '<',
        '\r\n',
        '\r',
        '\u0001',
        '\uFFFE',
        '<!-- c -->',
      ],
      ...['<![CDATA[<A>]]>', '<?pi x?>', '<?xml version="1.0"?>', '<!DOCTYPE R>', '</R>', '<R>', '<R/>', '/', '<A//>'],
    ),
  },
);
const start = fc.constantFrom(
  '',
  '<?xml version="1.0" encoding="UTF-8"?>\n',
  '<?xml version="1.0"?>',
  '\uFEFF',
  ' ',
  'x',
);
const end = fc.constantFrom('</R>', '</R>', '</R>\n', '<R/>', '');
const anything = fc
  .tuple(start, fc.array(part, { maxLength: 12 }), end)
  .map(([before, parts, after]) => `${before}<R>${parts.join('')}${after}`);

/** Elements of few names in each other, so that the same ones follow each other at several depths. */
const { element } = fc.letrec<{ element: string }>((tie) => ({
  element: fc
    .tuple(
      fc.constantFrom('A', 'B2', 'E'),
      fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom('', 'text', '1', ' ', '&amp;', 'a&#65;', '<!-- c -->'),
        fc
          .array(fc.oneof({ weight: 4, arbitrary: tie('element') }, fc.constantFrom('\n', 'x', '<A b="1"/>')), {
            minLength: 1,
            maxLength: 4,
          })
          .map((parts) => parts.join('')),
      ),
    )
    .map(([name, content]) => `<${name}>${content}</${name}>`),
}));
const wellFormed = fc.array(element, { maxLength: 6 }).map((elements) => `<R>${elements.join('')}</R>`);
const documents = fc.oneof(anything, wellFormed);

/** Records and fields of a document; `refused` if it is malformed. */
type Result = { readonly records: readonly unknown[]; readonly fields: object } | 'refused';

async function readInChunks(bytes: Uint8Array, size: number): Promise<Result> {
  const records: unknown[] = [];
  const chunks: Uint8Array[] = [];
  for (let index = 0; index < bytes.length; index += size) chunks.push(bytes.subarray(index, index + size));
  try {
    const fields = await readXml(chunksOf(...chunks), 'R', {
      E: (record) => records.push(Object.fromEntries(record)),
    });
    return { records, fields: Object.fromEntries(fields) };
  } catch (error) {
    assert.ok(error instanceof MalformedXmlError, String(error));
    return 'refused';
  }
}

/** The same by a parser that knows all of XML. */
function readWithSaxes(bytes: Uint8Array): Result {
  const records: unknown[] = [];
  const elements = new XmlElements('R', {
    E: (record) => records.push(Object.fromEntries(record)),
  });
  const parser = new SaxesParser();
  const refuse = (): never => {
    throw new Error('not in documents of OSS');
  };
  parser.on('doctype', refuse);
  parser.on('opentagstart', ({ name }) => {
    elements.open(name);
  });
  for (const event of ['text', 'cdata'] as const) {
    parser.on(event, (text) => {
      elements.addText(text);
    });
  }
  parser.on('closetag', () => {
    elements.close();
  });
  try {
    parser.write(new TextDecoder().decode(bytes)).close();
    return { records, fields: Object.fromEntries(elements.fields) };
  } catch {
    return 'refused';
  }
}

describe('the fast reader of plain XML', () => {
  it('reads and refuses what a parser of all XML does, however the document is split', async () => {
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(documents, fc.integer({ min: 1, max: 40 }), async (text, size) => {
        const bytes = Buffer.from(text);
        const expected = readWithSaxes(bytes);
        if (expected !== 'refused') accepted++;
        assert.deepEqual(await readInChunks(bytes, size), expected);
      }),
      propertyRuns,
    );
    assert.ok(accepted > propertyRuns.numRuns / 3, `only ${accepted} documents were well-formed`);
  });

  const plainly = (text: string): { isPlain: boolean; rest: string; isComplete: boolean } => {
    const plain = new PlainXml(new XmlElements('R', {}));
    const isPlain = plain.write(text);
    return { isPlain, rest: plain.rest, isComplete: plain.isComplete };
  };

  it('reads a page of OSS to its end', () => {
    const page =
      '<?xml version="1.0" encoding="UTF-8"?>\n<R>\n  <Contents>\n    <Key>a%2Fb&amp;c</Key>\n    ' +
      '<ETag>"5B3C1A2E053D763E1B002CC607C5A0FE1344"</ETag>\n    <Size>0</Size>\n  </Contents>\n  <Prefix/>\n</R>\n';
    assert.deepEqual(plainly(page), {
      isPlain: true,
      rest: '\n',
      isComplete: true,
    });
  });

  it('stops where it meets anything else', () => {
    for (const rest of ['<A b="1">', '<!-- c -->', '&#65;</R>', 'a>b</R>', '<![CDATA[x]]>', '</Q>', '<?pi?>']) {
      assert.deepEqual(plainly(`<R><A>1</A>${rest}`), { isPlain: false, rest, isComplete: false }, rest);
    }
  });

  it('waits for the end of a tag or text, but for none that is endless', () => {
    assert.deepEqual(plainly('<R><A>1</A><B'), {
      isPlain: true,
      rest: '<B',
      isComplete: false,
    });
    assert.equal(plainly(`<R><A>${'a'.repeat(10_000)}`).isPlain, false);
  });
});
