import { lexer, walkTokens, type MarkedToken, type Tokens } from 'marked';

/** References of a Markdown document, and its outline. */
export interface MarkdownPage {
  /** Targets of links and pictures as they are written. */
  readonly links: readonly string[];
  readonly pictures: readonly string[];
  readonly italics: readonly string[];
  readonly bolds: readonly string[];
  /** Inline code and code blocks. */
  readonly code: readonly string[];
  /** Texts between all of these, as they are shown. */
  readonly texts: readonly string[];
  /** Anchors of the headings, as GitHub and VS Code make them. */
  readonly anchors: ReadonlySet<string>;
  /** One entry per heading, list item and table row: the same in every language of a page. */
  readonly outline: readonly string[];
}

/** Reads a Markdown document as GitHub shows it. */
export function readMarkdown(markdown: string): MarkdownPage {
  const page = {
    links: [] as string[],
    pictures: [] as string[],
    italics: [] as string[],
    bolds: [] as string[],
    code: [] as string[],
    texts: [] as string[],
    anchors: new Set<string>(),
    outline: [] as string[],
  };
  void walkTokens(lexer(markdown), (generic) => {
    const token = generic as MarkedToken;
    if (token.type === 'link') page.links.push(token.href);
    else if (token.type === 'em') page.italics.push(token.text);
    else if (token.type === 'strong') page.bolds.push(token.text);
    else if (token.type === 'code' || token.type === 'codespan') page.code.push(token.text);
    else if (token.type === 'list_item') page.outline.push('list item');
    else if (token.type === 'table') page.outline.push(...token.rows.map(({ length }) => `row of ${length} cells`));
    else if (token.type === 'image') {
      page.pictures.push(token.href);
      page.texts.push(token.text);
    } else if (token.type === 'heading') {
      page.anchors.add(anchorOf(token.text, page.anchors));
      page.outline.push(`heading ${token.depth}`);
    } else if (isShown(token)) {
      page.texts.push(token.text);
    }
  });
  return page;
}

/** True for text tokens. The text of a list item occurs as a whole and again in parts, of which the parts count. */
function isShown(token: MarkedToken): token is Tokens.Text | Tokens.Escape {
  return token.type === 'escape' || (token.type === 'text' && token.tokens === undefined);
}

/** Number of words that a reader sees, in any language. */
export function countWords(markdown: string, locale: string): number {
  const { texts, code } = readMarkdown(markdown);
  const shown = [...texts, ...code].join('\n');
  return [...new Intl.Segmenter(locale, { granularity: 'word' }).segment(shown)].filter(({ isWordLike }) => isWordLike)
    .length;
}

function anchorOf(heading: string, taken: ReadonlySet<string>): string {
  const anchor = heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M} _-]/gu, '')
    .replaceAll(' ', '-');
  for (let count = 0; ; count++) {
    const candidate = count === 0 ? anchor : `${anchor}-${count}`;
    if (!taken.has(candidate)) return candidate;
  }
}
