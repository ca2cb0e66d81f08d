import { SaxesParser } from 'saxes';

/** XML that is malformed, cut off, or another document than the requested one. */
export class MalformedXmlError extends Error {
  readonly code = 'MalformedXml';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'MalformedXmlError';
  }
}

/**
 * Texts of an element's leaves by their path below it, e.g. `Owner/ID`; the element's own text is under `''`. Of leaves
 * with the same path the last one is kept: repeated elements are read as records.
 */
export type XmlFields = ReadonlyMap<string, string>;

/**
 * Maximum size of a document. OSS's longest ones are lists of 1,000 entries, whose names may be encoded at 9 bytes per
 * character.
 */
const MAX_DOCUMENT_BYTES = 16 * 2 ** 20;
/** Maximum number of elements. Such lists have about 15 elements per entry, and few of them are nested. */
const MAX_ELEMENTS = 100_000;
const MAX_DEPTH = 32;
/** Number of bytes that are parsed at a time: each text of a record keeps all that was parsed with it in memory. */
const PIECE_BYTES = 8192;

/** Properties that elements of one path share. Created once per path: a list repeats few paths many times. */
interface ElementKind {
  readonly path: string;
  readonly pathInOwner: string;
  readonly onRecord: ((fields: XmlFields) => void) | undefined;
  readonly children: Map<string, ElementKind>;
}

interface OpenElement {
  readonly kind: ElementKind;
  /** Record or document that the element's text belongs to. */
  readonly owner: Map<string, string>;
  text: string;
  isLeaf: boolean;
}

/**
 * Parses one XML document while it arrives and returns the fields of its root.
 * Elements at the paths (below the root) in `onRecord` repeat: each is passed on when it ends, and dropped.
 * Text is kept unchanged, blanks included. Document types are refused, so that only the five entities of XML are
 * expanded; so are encodings other than UTF-8, and documents far longer, deeper or fuller than any of OSS.
 */
export async function readXml(
  body: AsyncIterable<Uint8Array>,
  root: string,
  onRecord: Readonly<Record<string, (fields: XmlFields) => void>> = {},
): Promise<XmlFields> {
  const fields = new Map<string, string>();
  const open: OpenElement[] = [];
  const rootKind: ElementKind = { path: '', pathInOwner: '', onRecord: undefined, children: new Map() };
  const parser = new SaxesParser({ position: false });
  parser.on('doctype', () => {
    throw new MalformedXmlError('The document declares a document type.');
  });
  parser.on('xmldecl', ({ encoding = 'UTF-8' }) => {
    if (!/^utf-?8$/i.test(encoding)) throw new MalformedXmlError('The document is not in UTF-8.');
  });
  let elements = 0;
  parser.on('opentagstart', ({ name }) => {
    elements += 1;
    if (elements > MAX_ELEMENTS) throw new MalformedXmlError('The document has too many elements.');
    if (open.length >= MAX_DEPTH) throw new MalformedXmlError('The elements of the document are nested too deeply.');
    const parent = open.at(-1);
    if (parent === undefined) {
      if (name !== root) throw new MalformedXmlError(`The document is a <${name}>, not a <${root}>.`);
      open.push({ kind: rootKind, owner: fields, text: '', isLeaf: true });
      return;
    }
    parent.isLeaf = false;
    const kind = childKind(parent.kind, name, onRecord);
    open.push({
      kind,
      owner: kind.onRecord === undefined ? parent.owner : new Map<string, string>(),
      text: '',
      isLeaf: true,
    });
  });
  const addText = (text: string): void => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const element = open.pop();
    if (element === undefined) return;
    const { kind, owner } = element;
    if (element.isLeaf) owner.set(kind.pathInOwner, element.text);
    kind.onRecord?.(owner);
  });

  const decoder = new TextDecoder('utf-8', { fatal: true });
  let sizeBytes = 0;
  for await (const chunk of body) {
    sizeBytes += chunk.length;
    if (sizeBytes > MAX_DOCUMENT_BYTES) throw new MalformedXmlError('The document is too long.');
    for (let start = 0; start < chunk.length; start += PIECE_BYTES) {
      const piece = chunk.subarray(start, start + PIECE_BYTES);
      parse(() => parser.write(decoder.decode(piece, { stream: true })));
    }
  }
  parse(() => parser.write(decoder.decode()).close());
  return fields;
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

function childKind(
  parent: ElementKind,
  name: string,
  onRecord: Readonly<Record<string, (fields: XmlFields) => void>>,
): ElementKind {
  const known = parent.children.get(name);
  if (known !== undefined) return known;
  const path = join(parent.path, name);
  const handler = Object.hasOwn(onRecord, path) ? onRecord[path] : undefined;
  const pathInOwner = handler === undefined ? join(parent.pathInOwner, name) : '';
  const kind: ElementKind = { path, pathInOwner, onRecord: handler, children: new Map() };
  parent.children.set(name, kind);
  return kind;
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}/${name}`;
}
