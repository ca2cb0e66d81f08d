import type { XmlElements } from './xmlElements.ts';

/** Declaration that says nothing but what is the rule. */
const DECLARATION = /^\?xml version="1\.0"(?: encoding="UTF-8")?\?$/i;
/** Names of elements in OSS's documents. */
const NAME = /^[A-Za-z][A-Za-z0-9]*$/;
/** Characters that XML forbids or changes. */
const UNUSUAL = /[\0-\x08\x0B-\x1F\uFFFE\uFFFF]/;
const BLANK = /^[ \t\n]*$/;
/** Length of a tag or text that is not plain any more, so that an endless one is not read again and again. */
const MAX_LENGTH = 8192;

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/**
 * Fast reader of the XML that OSS writes: elements without attributes, text, and the five entities. It never decides
 * that a document is malformed: it stops before everything that it does not know.
 */
export class PlainXml {
  readonly #elements: XmlElements;
  #hasDeclaration = false;
  #rest = '';

  constructor(elements: XmlElements) {
    this.#elements = elements;
  }

  /** What was not read yet: nothing but the beginning of a tag or text, if `write` was true. */
  get rest(): string {
    return this.#rest;
  }

  /** Document without content that opens and closes what the part before `rest` did. */
  get outline(): string {
    const { openNames, root, isStarted } = this.#elements;
    const declaration = this.#hasDeclaration ? '<?xml version="1.0"?>' : '';
    const outline = isStarted && openNames.length === 0 ? `<${root}/>` : openNames.map((name) => `<${name}>`).join('');
    return declaration + outline;
  }

  /** Whether a whole document was read. */
  get isComplete(): boolean {
    return this.#elements.isStarted && this.#elements.innermostName === undefined && BLANK.test(this.#rest);
  }

  /** Reads the next part of the document. False if it is not plain from `rest` on. */
  write(part: string): boolean {
    const text = this.#rest + part;
    if (UNUSUAL.test(text)) {
      this.#rest = text;
      return false;
    }
    let position = 0;
    for (;;) {
      const after = this.#readLikelyLeaf(text, position);
      if (after !== undefined) {
        position = after;
        continue;
      }
      const start = text.indexOf('<', position);
      // Text that contains ">" ends before its "<".
      const end = start === -1 ? -1 : text.indexOf('>', position);
      const next = end === -1 ? undefined : this.#read(text, position, start, end);
      if (next === undefined) {
        this.#rest = position === 0 ? text : text.slice(position);
        return end === -1 && this.#rest.length <= MAX_LENGTH;
      }
      position = next;
    }
  }

  /** Reads the leaf that is likely to be next. Returns the index after it; `undefined` if it is another or not plain. */
  #readLikelyLeaf(text: string, position: number): number | undefined {
    const leaf = this.#elements.likelyLeaf;
    if (leaf === undefined || !text.startsWith(leaf.startTag, position)) return undefined;
    const start = position + leaf.startTag.length;
    const end = text.indexOf('<', start);
    if (end === -1 || !text.startsWith(leaf.endTag, end)) return undefined;
    const content = text.slice(start, end);
    if (content.includes('&') || content.includes('>')) return undefined;
    this.#elements.addLeaf(leaf, content);
    return end + leaf.endTag.length;
  }

  /** Reads text and the tag after it. Returns the index after both; `undefined` if one of them is not plain. */
  #read(text: string, position: number, start: number, end: number): number | undefined {
    const content = start === position ? '' : this.#contentOf(text.slice(position, start));
    if (content === undefined || end < start) return undefined;
    const elements = this.#elements;
    const innermost = elements.innermostName;
    if (text[start + 1] === '/') {
      if (innermost === undefined || end - start - 2 !== innermost.length || !text.startsWith(innermost, start + 2)) {
        return undefined;
      }
      elements.addText(content);
      elements.close();
      return end + 1;
    }
    const isEmpty = text[end - 1] === '/';
    const tag = text.slice(start + 1, isEmpty ? end - 1 : end);
    const isBeforeRoot = innermost === undefined && !elements.isStarted;
    if (isBeforeRoot && !this.#hasDeclaration && start === 0 && DECLARATION.test(tag)) {
      this.#hasDeclaration = true;
      return end + 1;
    }
    if (!NAME.test(tag) || (innermost === undefined && !isBeforeRoot)) return undefined;
    elements.addText(content);
    elements.open(tag);
    if (isEmpty) elements.close();
    return end + 1;
  }

  /** Text with its entities decoded; `undefined` if it is not plain. */
  #contentOf(text: string): string | undefined {
    if (this.#elements.innermostName === undefined && !BLANK.test(text)) return undefined;
    if (!text.includes('&')) return text;
    return /&(?!(?:amp|lt|gt|quot|apos);)/.test(text)
      ? undefined
      : text.replace(/&(\w+);/g, (_, name: string) => entities[name] ?? '');
  }
}
