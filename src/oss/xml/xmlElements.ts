import { MalformedXmlError, type XmlFields } from './xmlFields.ts';

/** Handlers of repeated elements, by their path below the root. */
export type RecordHandlers = Readonly<Record<string, (fields: XmlFields) => void>>;

/** Maximum number of elements. Lists of 1,000 entries have about 15 elements per entry, and few of them are nested. */
const MAX_ELEMENTS = 100_000;
const MAX_DEPTH = 32;

/** Properties that elements of one path share. Created once per path: a list repeats few paths many times. */
export interface ElementKind {
  readonly name: string;
  readonly parent: ElementKind | undefined;
  readonly path: string;
  readonly pathInOwner: string;
  readonly onRecord: ((fields: XmlFields) => void) | undefined;
  readonly children: Map<string, ElementKind>;
  /** Tags around the text of a leaf. */
  readonly startTag: string;
  readonly endTag: string;
  /** Leaf that followed the last time. */
  next: ElementKind | undefined;
}

interface OpenElement {
  readonly kind: ElementKind;
  /** Record or document that the element's text belongs to. */
  readonly owner: Map<string, string>;
  text: string;
  isLeaf: boolean;
}

/** Elements of one document while it is read. Refuses documents far deeper or fuller than any of OSS. */
export class XmlElements {
  readonly root: string;
  readonly #onRecord: RecordHandlers;
  readonly #fields = new Map<string, string>();
  readonly #open: OpenElement[] = [];
  #innermost: OpenElement | undefined;
  #count = 0;
  /** Kind of the element that was opened or closed last, and of the one before it. */
  #last: ElementKind | undefined;
  #before: ElementKind | undefined;

  constructor(root: string, onRecord: RecordHandlers) {
    this.root = root;
    this.#onRecord = onRecord;
  }

  /** Fields of the root. */
  get fields(): XmlFields {
    return this.#fields;
  }

  /** Whether an element was opened. */
  get isStarted(): boolean {
    return this.#count > 0;
  }

  /** Names of the open elements, the root first. */
  get openNames(): readonly string[] {
    return this.#open.map(({ kind }) => kind.name);
  }

  /** Name of the innermost open element. */
  get innermostName(): string | undefined {
    return this.#innermost?.kind.name;
  }

  open(name: string): void {
    this.#countElement();
    if (this.#open.length >= MAX_DEPTH) {
      throw new MalformedXmlError('The elements of the document are nested too deeply.');
    }
    const parent = this.#innermost;
    if (parent !== undefined) parent.isLeaf = false;
    const kind = parent === undefined ? this.#rootKind(name) : childKind(parent.kind, name, this.#onRecord);
    const owner = parent?.owner ?? this.#fields;
    const element: OpenElement = {
      kind,
      owner: kind.onRecord === undefined ? owner : new Map<string, string>(),
      text: '',
      isLeaf: true,
    };
    this.#before = this.#last;
    this.#last = kind;
    this.#open.push(element);
    this.#innermost = element;
  }

  /** Leaf of the innermost element that is likely to be next, as in the record before. */
  get likelyLeaf(): ElementKind | undefined {
    const next = this.#last?.next;
    return next !== undefined && next.parent === this.#innermost?.kind ? next : undefined;
  }

  /** Adds the whole `likelyLeaf`. */
  addLeaf(kind: ElementKind, text: string): void {
    if (this.#innermost === undefined) return;
    this.#countElement();
    this.#innermost.isLeaf = false;
    this.#innermost.owner.set(kind.pathInOwner, text);
    this.#last = kind;
  }

  addText(text: string): void {
    if (this.#innermost !== undefined) this.#innermost.text += text;
  }

  /** Ends the innermost element. */
  close(): void {
    const element = this.#open.pop();
    this.#innermost = this.#open.at(-1);
    if (element === undefined) return;
    const { kind, owner } = element;
    if (element.isLeaf) {
      owner.set(kind.pathInOwner, element.text);
      if (this.#before !== undefined && kind.onRecord === undefined) this.#before.next = kind;
    }
    this.#last = kind;
    kind.onRecord?.(owner);
  }

  #countElement(): void {
    this.#count += 1;
    if (this.#count > MAX_ELEMENTS) throw new MalformedXmlError('The document has too many elements.');
  }

  #rootKind(name: string): ElementKind {
    if (name !== this.root) throw new MalformedXmlError(`The document is a <${name}>, not a <${this.root}>.`);
    return newKind({
      name,
      parent: undefined,
      path: '',
      pathInOwner: '',
      onRecord: undefined,
    });
  }
}

function childKind(parent: ElementKind, name: string, onRecord: RecordHandlers): ElementKind {
  const known = parent.children.get(name);
  if (known !== undefined) return known;
  const path = join(parent.path, name);
  const handler = Object.hasOwn(onRecord, path) ? onRecord[path] : undefined;
  const pathInOwner = handler === undefined ? join(parent.pathInOwner, name) : '';
  const kind = newKind({ name, parent, path, pathInOwner, onRecord: handler });
  parent.children.set(name, kind);
  return kind;
}

function newKind(kind: Omit<ElementKind, 'children' | 'startTag' | 'endTag' | 'next'>): ElementKind {
  const { name } = kind;
  return {
    ...kind,
    children: new Map(),
    startTag: `<${name}>`,
    endTag: `</${name}>`,
    next: undefined,
  };
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}/${name}`;
}
