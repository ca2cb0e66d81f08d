import { SaxesParser } from 'saxes';
import { PlainXml } from './plainXml.ts';
import { XmlElements, type RecordHandlers } from './xmlElements.ts';
import { MalformedXmlError, type XmlFields } from './xmlFields.ts';

/**
 * Maximum size of a document. OSS's longest ones are lists of 1,000 entries, whose names may be encoded at 9 bytes per
 * character.
 */
const MAX_DOCUMENT_BYTES = 16 * 2 ** 20;
/** Number of bytes that are parsed at a time: each text of a record keeps all that was parsed with it in memory. */
const PIECE_BYTES = 8192;

/**
 * Parses one XML document while it arrives and returns the fields of its root.
 * Elements at the paths (below the root) in `onRecord` repeat: each is passed on when it ends, and dropped.
 * Text is kept unchanged, blanks included. Document types are refused, so that only the five entities of XML are
 * expanded; so are encodings other than UTF-8, and documents far longer, deeper or fuller than any of OSS.
 */
export async function readXml(
  body: AsyncIterable<Uint8Array>,
  root: string,
  onRecord: RecordHandlers = {},
): Promise<XmlFields> {
  const elements = new XmlElements(root, onRecord);
  const plain = new PlainXml(elements);
  let parser: SaxesParser | undefined;
  const write = (text: string): void => {
    if (parser !== undefined) parser.write(text);
    else if (!plain.write(text)) parser = parserFrom(plain, elements);
  };
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let sizeBytes = 0;
  for await (const chunk of body) {
    sizeBytes += chunk.length;
    if (sizeBytes > MAX_DOCUMENT_BYTES) throw new MalformedXmlError('The document is too long.');
    for (let start = 0; start < chunk.length; start += PIECE_BYTES) {
      const piece = chunk.subarray(start, start + PIECE_BYTES);
      parse(() => {
        write(decoder.decode(piece, { stream: true }));
      });
    }
  }
  parse(() => {
    write(decoder.decode());
    if (parser === undefined && !plain.isComplete) parser = parserFrom(plain, elements);
    parser?.close();
  });
  return elements.fields;
}

/** Parser of all XML. It continues where the document is not plain any more, or decides that it is malformed. */
function parserFrom(plain: PlainXml, elements: XmlElements): SaxesParser {
  const parser = new SaxesParser({ position: false });
  // The parser knows nothing of what was read before, but must know which elements are open.
  parser.write(plain.outline);
  parser.on('doctype', () => {
    throw new MalformedXmlError('The document declares a document type.');
  });
  parser.on('xmldecl', ({ encoding = 'UTF-8' }) => {
    if (!/^utf-?8$/i.test(encoding)) throw new MalformedXmlError('The document is not in UTF-8.');
  });
  parser.on('opentagstart', ({ name }) => {
    elements.open(name);
  });
  const addText = (text: string): void => {
    elements.addText(text);
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    elements.close();
  });
  return parser.write(plain.rest);
}

/** Runs a step of the parser or the decoder, whose errors become a MalformedXmlError. Failures of the network pass. */
function parse(step: () => void): void {
  try {
    step();
  } catch (error) {
    if (error instanceof MalformedXmlError) throw error;
    throw new MalformedXmlError(`The document is not well-formed XML: ${String(error)}`, { cause: error });
  }
}
