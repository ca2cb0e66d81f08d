import * as l10n from '@vscode/l10n';
import { csvText, SPREADSHEET_MARK, spreadsheetText } from '../../text/csv.ts';
import { curl } from '../formats/commands/curl.ts';
import { wget } from '../formats/commands/downloadTools.ts';
import { posixLine } from '../formats/commands/shells.ts';
import { type FormattedLink, type LinkFormat, headerLines } from '../formats/format.ts';
import { htmlText, markdownLink } from '../formats/markup.ts';
import type { LinkMethod } from '../linkOptions.ts';

/** Link of an export. `fileName` is a path below the listed folder, or the file to upload. */
export interface BulkLink extends FormattedLink {
  readonly key: string;
  /** Absent for uploads. */
  readonly sizeBytes?: number;
}

/** Format of an export. It is written link by link, so that any number of links needs little memory. */
export interface BulkFormat {
  /** Stored as the last choice, e.g. `csv`. */
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  readonly methods: readonly LinkMethod[];
  readonly languageId: string;
  /** Extension of the file, e.g. `.csv`. */
  readonly extension: string;
  /** Running the export writes files, so their paths must be valid on any system. */
  readonly savesFiles?: boolean;
  /** Text before the links. */
  readonly head: (title: string) => string;
  readonly item: (link: BulkLink) => string;
  readonly foot: string;
}

const nothing = (): string => '';
const headersOf = (link: BulkLink): string => headerLines(link).join('\n');

const CSV_COLUMNS: readonly string[] = ['key', 'size', 'method', 'headers', 'expires', 'url'];

export const bulkFormats: readonly BulkFormat[] = [
  {
    ...{ id: 'text', languageId: 'plaintext', extension: '.txt', methods: ['GET', 'PUT'] },
    get label() {
      return l10n.t('Text');
    },
    get detail() {
      return l10n.t('one URL per line');
    },
    head: nothing,
    item: ({ url }) => `${url}\n`,
    foot: '',
  },
  csvFormat(
    'spreadsheet',
    () => l10n.t('CSV for spreadsheets'),
    () => l10n.t('for Excel and others: no value is read as a formula'),
    { before: SPREADSHEET_MARK, textOf: spreadsheetText },
  ),
  csvFormat(
    'csv',
    () => l10n.t('CSV, exact'),
    () => l10n.t('for programs: every value unchanged'),
    { before: '', textOf: csvText },
  ),
  {
    ...{ id: 'jsonl', languageId: 'jsonl', extension: '.jsonl', methods: ['GET', 'PUT'] },
    label: 'JSON Lines',
    get detail() {
      return l10n.t('one JSON object per line, with key, size, headers, and expiry');
    },
    head: nothing,
    item: ({ key, sizeBytes, method, signedHeaders, expiration, url }) =>
      `${JSON.stringify({ key, sizeBytes, method, headers: signedHeaders, expires: expiration, url })}\n`,
    foot: '',
  },
  {
    ...{ id: 'markdown', languageId: 'markdown', extension: '.md', methods: ['GET'] },
    label: 'Markdown',
    get detail() {
      return l10n.t('list of links');
    },
    head: (title) => `# ${title}\n\n`,
    item: (link) => `- ${markdownLink.render(link)}\n`,
    foot: '',
  },
  {
    ...{ id: 'html', languageId: 'html', extension: '.html', methods: ['GET'] },
    get label() {
      return l10n.t('HTML index');
    },
    get detail() {
      return l10n.t('page to open in a browser');
    },
    head: (title) =>
      `<!doctype html>\n<meta charset="utf-8">\n<meta name="referrer" content="no-referrer">\n<title>${htmlText(title)}</title>\n<h1>${htmlText(title)}</h1>\n<ul>\n`,
    item: ({ fileName, url }) => `<li><a href="${htmlText(url)}">${htmlText(fileName)}</a></li>\n`,
    foot: '</ul>\n',
  },
  script('wget', wget, ['GET'], () => l10n.t('script that downloads all files')),
  script('curl', curl, ['PUT'], () => l10n.t('script that uploads all files')),
  {
    ...{ id: 'aria2', languageId: 'plaintext', extension: '.aria2.txt', methods: ['GET'] },
    label: 'aria2',
    get detail() {
      return l10n.t('for aria2c --input-file');
    },
    savesFiles: true,
    head: nothing,
    item: (link) =>
      [link.url, ...headerLines(link).map((line) => `  header=${line}`), `  out=${link.fileName}`, ''].join('\n'),
    foot: '',
  },
];

/** Format with a row for each link; `before` begins the file. */
function csvFormat(
  id: string,
  label: () => string,
  detail: () => string,
  { before, textOf }: { readonly before: string; readonly textOf: typeof csvText },
): BulkFormat {
  return {
    ...{ id, languageId: 'csv', extension: '.csv', methods: ['GET', 'PUT'] },
    get label() {
      return label();
    },
    get detail() {
      return detail();
    },
    head: () => before + textOf([CSV_COLUMNS]),
    item: (link) => {
      const { key, sizeBytes = '', method, expiration, url } = link;
      return textOf([[key, String(sizeBytes), method, headersOf(link), expiration.toISOString(), url]]);
    },
    foot: '',
  };
}

/** Script with one command per link. It creates the folders that it writes to. */
function script(id: string, format: LinkFormat, methods: readonly LinkMethod[], detail: () => string): BulkFormat {
  return {
    ...{ id, label: id, methods, languageId: 'shellscript', extension: '.sh' },
    get detail() {
      return detail();
    },
    savesFiles: true,
    head: () => '#!/bin/sh\nset -e\n',
    item: (link) => `${folderLine(link)}${format.render(link)}\n`,
    foot: '',
  };
}

function folderLine({ method, fileName }: BulkLink): string {
  switch (method) {
    case 'GET': {
      const slash = fileName.lastIndexOf('/');
      return slash > 0 ? `${posixLine(['mkdir', '-p', `./${fileName.slice(0, slash)}`])}\n` : '';
    }
    case 'PUT':
      return '';
  }
}
