import path from 'node:path';
import { countWords, readMarkdown } from './markdown.ts';

/** A document of the repository, by its path from the root. */
export interface RepositoryDocument {
  readonly name: string;
  readonly markdown: string;
}

/** Targets that documents may refer to. */
export interface Repository {
  /** Whether a file or folder exists, by its path from the root. */
  readonly exists: (name: string) => boolean;
  readonly documents: ReadonlyMap<string, RepositoryDocument>;
  readonly settings: ReadonlySet<string>;
  /** Ids of commands and views, which look like settings. */
  readonly ids: ReadonlySet<string>;
  readonly scripts: ReadonlySet<string>;
  /** Titles of commands, menus and views; labels of buttons. */
  readonly titles: (language: Language) => ReadonlySet<string>;
  readonly labels: (language: Language) => ReadonlySet<string>;
}

export type Language = 'en' | 'zh-cn';

/** Chinese documents carry their language in the path. */
export function languageOf(name: string): Language {
  return name.includes('zh-cn') ? 'zh-cn' : 'en';
}

/** Path of the same document in the other language. */
export function translationOf(name: string): string {
  if (name.startsWith('docs/zh-cn/')) return name.replace('docs/zh-cn/', 'docs/');
  if (name.startsWith('docs/')) return name.replace('docs/', 'docs/zh-cn/');
  return name.endsWith('.zh-cn.md') ? name.replace('.zh-cn.md', '.md') : name.replace('.md', '.zh-cn.md');
}

/** Links and pictures without a target. Addresses outside the repository are not requested. */
export function brokenLinks({ name, markdown }: RepositoryDocument, { exists, documents }: Repository): string[] {
  const { links, pictures, anchors } = readMarkdown(markdown);
  return [...links, ...pictures].filter((target) => {
    if (/^(?:https?|mailto):/.test(target)) return false;
    const [file = '', anchor] = decodeURIComponent(target).split('#');
    const linked = file === '' ? name : path.posix.join(path.posix.dirname(name), file);
    if (linked.startsWith('../') || !exists(linked)) return true;
    if (anchor === undefined) return false;
    return !(file === '' ? anchors : readMarkdown(documents.get(linked)?.markdown ?? '').anchors).has(anchor);
  });
}

/** Names that begin with `ossLinks.` and belong to no setting, command or view. */
export function unknownSettings({ markdown }: RepositoryDocument, { settings, ids }: Repository): string[] {
  const named = readMarkdown(markdown).code.flatMap((code) => code.match(/\bossLinks\.\w+(?:\.\w+)*/g) ?? []);
  return named.filter((name) => !settings.has(name) && !ids.has(name));
}

/** Italic texts that are no title of a command, menu or view in the language of the document. */
export function unknownTitles({ name, markdown }: RepositoryDocument, { titles }: Repository): string[] {
  const known = titles(languageOf(name));
  return readMarkdown(markdown).italics.filter((text) => !known.has(text.replace(/^OSS: /, '')) && !known.has(text));
}

/** Bold texts that are no label of the user interface in the language of the document. */
export function unknownLabels({ name, markdown }: RepositoryDocument, { labels }: Repository): string[] {
  const known = labels(languageOf(name));
  return readMarkdown(markdown).bolds.filter((text) => !known.has(text));
}

/** Scripts of npm that are not in package.json. */
export function unknownScripts({ markdown }: RepositoryDocument, { scripts }: Repository): string[] {
  const named = [...markdown.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name = '']) => name);
  return named.filter((name) => !scripts.has(name));
}

/** Paths of the repository in code that do not exist. */
export function unknownPaths({ markdown }: RepositoryDocument, { exists }: Repository): string[] {
  const paths = readMarkdown(markdown).code.flatMap((code) =>
    /^(?:src|test|scripts|docs|media|l10n)\/[\w./-]*$/.test(code) ? [code] : [],
  );
  return paths.filter((name) => !exists(name));
}

/** Marks of emphasis that are shown as they are, e.g. because a Chinese letter stands right before them. */
export function brokenMarkup({ markdown }: RepositoryDocument): string[] {
  return readMarkdown(markdown).texts.filter((text) => /_[^_\n]+_|\*[^*\n]+\*|`/.test(text));
}

/** Half-width punctuation beside a Chinese character. */
export function halfWidthPunctuation({ markdown }: RepositoryDocument): string[] {
  const beside = /\p{Script=Han}[,;:?!()]|[(),;:?!]\p{Script=Han}/u;
  return readMarkdown(markdown).texts.filter((text) => beside.test(text));
}

/** Words that the language rules exclude. */
export function unwantedWords({ markdown }: RepositoryDocument): string[] {
  return readMarkdown(markdown).texts.filter((text) => /\b(?:whoever|told|shall|in vain|be it)\b/i.test(text));
}

/**
 * Whether a document has the same content as its translation: the same headings, lists and tables, and the same
 * settings.
 */
export function hasSameContent(one: string, other: string): boolean {
  const shape = (markdown: string): string => {
    const { outline, code } = readMarkdown(markdown);
    const settings = code.filter((text) => text.startsWith('ossLinks.'));
    return JSON.stringify([outline, settings]);
  };
  return shape(one) === shape(other);
}

/** Number of words of a document in its language. */
export function wordCount({ name, markdown }: RepositoryDocument): number {
  return countWords(markdown, languageOf(name));
}
