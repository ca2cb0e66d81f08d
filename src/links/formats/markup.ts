import * as l10n from '@vscode/l10n';
import type { LinkFormat } from './format.ts';
import { htmlText } from './htmlText.ts';

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

/** With two underscores, so that several objects of one name do not clash. */
export const restructuredText: LinkFormat = {
  ...markup,
  id: 'rst',
  get label() {
    return l10n.t('reStructuredText link');
  },
  languageId: 'restructuredtext',
  render: ({ fileName, url }) => `\`${rstText(fileName)} <${rstUrl(url)}>\`__`,
};

/** Text between brackets; an underscore within a word means nothing and stays readable. */
function markdownText(text: string): string {
  return oneLine(text)
    .replaceAll(/[\\`*[\]<>&~|$]/g, '\\$&')
    .replaceAll(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_');
}

/** Signed URLs have no character that ends a destination, save a parenthesis of a host or query of the user's own. */
function markdownUrl(url: string): string {
  return /[()]/.test(url) ? `<${url}>` : url;
}

function rstText(text: string): string {
  return oneLine(text).replaceAll(/[\\`*_|<>]/g, '\\$&');
}

/** At its end, an underscore would make a name of another target of it. */
function rstUrl(url: string): string {
  return url.replace(/_$/, '\\_');
}

/** A line break would end the markup, or begin a block of its own. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
