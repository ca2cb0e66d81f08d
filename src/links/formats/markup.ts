import * as l10n from '@vscode/l10n';
import type { LinkFormat } from './format.ts';
import { objectName } from '../link.ts';
import { urlFormat } from './url.ts';

const markup = { group: 'markup', methods: ['GET'] } as const;

export const markdownLink: LinkFormat = {
  ...markup,
  id: 'markdown',
  get label() {
    return l10n.t('Markdown link');
  },
  languageId: 'markdown',
  render: ({ fileName, url }) => `[${markdownText(fileName)}](${markdownUrl(url)})`,
};

export const markdownImage: LinkFormat = {
  ...markup,
  id: 'markdown-image',
  get label() {
    return l10n.t('Markdown image');
  },
  languageId: 'markdown',
  render: ({ fileName, url }) => `![${markdownText(fileName)}](${markdownUrl(url)})`,
};

export const htmlLink: LinkFormat = {
  ...markup,
  id: 'html',
  get label() {
    return l10n.t('HTML link');
  },
  languageId: 'html',
  render: ({ fileName, url }) => `<a href="${htmlText(url)}">${htmlText(fileName)}</a>`,
};

export const htmlImage: LinkFormat = {
  ...markup,
  id: 'html-image',
  get label() {
    return l10n.t('HTML image');
  },
  languageId: 'html',
  render: ({ fileName, url }) => `<img src="${htmlText(url)}" alt="${htmlText(fileName)}">`,
};

/** A reStructuredText link with two underscores: an anonymous target, so that equal names do not clash. */
export const restructuredText: LinkFormat = {
  ...markup,
  id: 'rst',
  get label() {
    return l10n.t('reStructuredText link');
  },
  languageId: 'restructuredtext',
  render: ({ fileName, url }) => `\`${rstText(fileName)} <${rstUrl(url)}>\`__`,
};

/** Text escaped for Markdown brackets. An underscore inside a word has no meaning and stays unescaped. */
function markdownText(text: string): string {
  return oneLine(text)
    .replaceAll(/[\\`*[\]<>&~|$]/g, '\\$&')
    .replaceAll(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_');
}

/** Link destination for Markdown. Of the characters that end it, signed URLs contain only parentheses. */
function markdownUrl(url: string): string {
  return /[()]/.test(url) ? `<${url}>` : url;
}

function rstText(text: string): string {
  return oneLine(text).replaceAll(/[\\`*_|<>]/g, '\\$&');
}

/** URL for reStructuredText. An unescaped underscore at its end refers to another target. */
function rstUrl(url: string): string {
  return url.replace(/_$/, '\\_');
}

/** Text on one line, since a line break would end the markup. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text escaped for HTML, in an element or in a double-quoted attribute. */
export function htmlText(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}

const MARKDOWN = new Set(['markdown', 'mdx', 'quarto', 'rmd']);
const HTML = new Set(['astro', 'handlebars', 'html', 'razor', 'svelte', 'vue', 'vue-html']);
/** Names of files that browsers show as images. */
const IMAGE = /\.(?:apng|avif|bmp|gif|ico|jpe?g|png|svg|webp)$/i;

/** Format for a link in a document of this language: an image for pictures, else a link. */
export function documentFormat(languageId: string, key: string): LinkFormat {
  const isImage = IMAGE.test(objectName(key));
  if (MARKDOWN.has(languageId)) return isImage ? markdownImage : markdownLink;
  if (HTML.has(languageId)) return isImage ? htmlImage : htmlLink;
  return languageId === 'restructuredtext' ? restructuredText : urlFormat;
}
