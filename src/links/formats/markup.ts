import * as l10n from '@vscode/l10n';
import type { FormattedLink, LinkFormat } from './format.ts';

/** Facts of a link that its markup shows. */
export interface MarkedLink extends Pick<FormattedLink, 'url' | 'fileName'> {
  /** Note on the link, such as its expiry, for languages with a place for one. */
  readonly title?: string;
}

/** Format of a link in a document, without method and headers. */
export interface Markup extends LinkFormat {
  readonly render: (link: MarkedLink) => string;
  /** The text must start on its own line. */
  readonly isBlock?: true;
}

export const markup = { group: 'markup', methods: ['GET'] } as const;

export const markdownLink: Markup = {
  ...markup,
  id: 'markdown',
  get label() {
    return l10n.t('Markdown link');
  },
  languageId: 'markdown',
  render: ({ fileName, url, title }) => `[${markdownText(fileName)}](${markdownUrl(url)}${markdownTitle(title)})`,
};

export const markdownImage: Markup = {
  ...markup,
  id: 'markdown-image',
  get label() {
    return l10n.t('Markdown image');
  },
  languageId: 'markdown',
  render: ({ fileName, url, title }) => `![${markdownText(fileName)}](${markdownUrl(url)}${markdownTitle(title)})`,
};

export const htmlLink: Markup = {
  ...markup,
  id: 'html',
  get label() {
    return l10n.t('HTML link');
  },
  languageId: 'html',
  render: ({ fileName, url, title }) => `<a href="${htmlText(url)}"${htmlTitle(title)}>${htmlText(fileName)}</a>`,
};

export const htmlImage: Markup = {
  ...markup,
  id: 'html-image',
  get label() {
    return l10n.t('HTML image');
  },
  languageId: 'html',
  render: ({ fileName, url, title }) => `<img src="${htmlText(url)}" alt="${htmlText(fileName)}"${htmlTitle(title)}>`,
};

/** A reStructuredText link with two underscores: an anonymous target, so that equal names do not clash. */
export const restructuredText: Markup = {
  ...markup,
  id: 'rst',
  get label() {
    return l10n.t('reStructuredText link');
  },
  languageId: 'restructuredtext',
  render: ({ fileName, url }) => `\`${rstText(fileName)} <${rstUrl(url)}>\`__`,
};

/** A reStructuredText image: a directive on its own lines. */
export const restructuredTextImage: Markup = {
  ...markup,
  id: 'rst-image',
  get label() {
    return l10n.t('reStructuredText image');
  },
  languageId: 'restructuredtext',
  isBlock: true,
  render: ({ fileName, url }) => `.. image:: ${url}\n   :alt: ${rstText(fileName)}`,
};

/** Text escaped for Markdown brackets, and braces for MDX. An underscore inside a word has no meaning and stays unescaped. */
function markdownText(text: string): string {
  return oneLine(text)
    .replaceAll(/[\\`*[\]{}<>&~|$]/g, '\\$&')
    .replaceAll(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_');
}

/** Link destination for Markdown. Of the characters that end it, signed URLs contain only parentheses. */
function markdownUrl(url: string): string {
  return /[()]/.test(url) ? `<${url}>` : url;
}

function markdownTitle(title: string | undefined): string {
  return title === undefined ? '' : ` "${markdownText(title).replaceAll('"', '\\"')}"`;
}

function htmlTitle(title: string | undefined): string {
  return title === undefined ? '' : ` title="${htmlText(title)}"`;
}

function rstText(text: string): string {
  return oneLine(text).replaceAll(/[\\`*_|<>]/g, '\\$&');
}

/** URL for reStructuredText. An unescaped underscore at its end refers to another target. */
function rstUrl(url: string): string {
  return url.replace(/_$/, '\\_');
}

/** Text on one line, since a line break would end the markup. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text escaped for HTML, in an element or in a double-quoted attribute. */
export function htmlText(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
