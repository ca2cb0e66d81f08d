import * as l10n from '@vscode/l10n';
import { markup, oneLine, type Markup } from './markup.ts';

export const asciiDocLink: Markup = {
  ...markup,
  id: 'asciidoc',
  get label() {
    return l10n.t('AsciiDoc link');
  },
  languageId: 'asciidoc',
  render: ({ fileName, url, title }) => `link:${asciiDocUrl(url)}[${attributes(fileName, title)}]`,
};

export const asciiDocImage: Markup = {
  ...markup,
  id: 'asciidoc-image',
  get label() {
    return l10n.t('AsciiDoc image');
  },
  languageId: 'asciidoc',
  render: ({ fileName, url, title }) => `image:${asciiDocUrl(url)}[${attributes(fileName, title)}]`,
};

export const orgLink: Markup = {
  ...markup,
  id: 'org',
  get label() {
    return l10n.t('Org link');
  },
  languageId: 'org',
  render: ({ fileName, url }) => `[[${orgUrl(url)}][${orgText(fileName)}]]`,
};

/** An Org image: a link without a text, with its alternative text on the line before. */
export const orgImage: Markup = {
  ...markup,
  id: 'org-image',
  get label() {
    return l10n.t('Org image');
  },
  languageId: 'org',
  isBlock: true,
  render: ({ fileName, url }) => `#+ATTR_HTML: :alt ${orgText(fileName)}\n[[${orgUrl(url)}]]`,
};

/** A LaTeX link, for images too, because LaTeX cannot load an image from a URL. */
export const latexLink: Markup = {
  ...markup,
  id: 'latex',
  get label() {
    return l10n.t('LaTeX link');
  },
  languageId: 'latex',
  render: ({ fileName, url }) => `\\href{${url.replaceAll(/[%#&_]/g, '\\$&')}}{${latexText(fileName)}}`,
};

/** URL between signs that keep AsciiDoc from formatting it. */
function asciiDocUrl(url: string): string {
  return `++${url.replaceAll('+', '%2B')}++`;
}

function attributes(text: string, title: string | undefined): string {
  return title === undefined ? asciiDocText(text) : `${asciiDocText(text)},title="${asciiDocText(title)}"`;
}

/** Text in which each sign that AsciiDoc formats is a character reference. */
function asciiDocText(text: string): string {
  return oneLine(text).replaceAll(/[*_`#^~+|{}[\]<>"',=&\\]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function orgUrl(url: string): string {
  return url.replaceAll(/[[\]\\]/g, encodeURIComponent);
}

/** Text for Org brackets, which have no escape. */
function orgText(text: string): string {
  return oneLine(text).replaceAll('[', '(').replaceAll(']', ')');
}

const LATEX: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

function latexText(text: string): string {
  return oneLine(text).replaceAll(/[\\~^{}$&#_%]/g, (sign) => LATEX[sign] ?? `\\${sign}`);
}
