import { ROWS_BY_CODE, ROWS_BY_EC, ROWS_BY_FIELD } from '../../src/oss/errors/errorTables.ts';
import { busy } from '../../src/oss/errors/errorRows.ts';
import { TRANSPORT_REMEDIES } from '../../src/oss/errors/remedies.ts';
import { table } from './table.mjs';

const languages = [
  {
    page: 'docs/troubleshooting.md',
    code: 'Code',
    inExtension: 'In the extension',
    ofLink: 'For a link',
    with: (code, field) => `${code} with ${field}`,
    busy: 'HTTP status 408, 429, 500 and above',
    none: '–',
    separator: ', ',
    space: ' ',
  },
  {
    page: 'docs/zh-cn/troubleshooting.md',
    texts: 'l10n/bundle.l10n.zh-cn.json',
    code: '错误码',
    inExtension: '在扩展中',
    ofLink: '对于链接',
    with: (code, field) => `${code}（含 ${field}）`,
    busy: 'HTTP 状态 408、429、500 及以上',
    none: '–',
    separator: '、',
    space: '',
  },
];
/** Examples of the fields that fill a sentence. */
const examples = {
  Endpoint: '`oss-cn-….aliyuncs.com`',
  'AccessDeniedDetail/AuthAction': '`oss:…`',
  Message: '…',
};

/** Errors of OSS and of the network in each language, as parts of `docs/troubleshooting.md` and its translation. */
export async function errorPages({ readJson }) {
  const pages = await Promise.all(
    languages.map(async (language) => {
      const texts = language.texts === undefined ? {} : await readJson(language.texts);
      const sentence = ({ template, fields = [] }) =>
        fields.reduce(
          (text, field, index) => text.replace(`{${index}}`, examples[field]),
          // A sentence can name what Markdown would read as markup.
          (texts[template] ?? template).replaceAll(/[\\<>*_]/g, '\\$&'),
        );
      return [
        { page: language.page, source: 'src/oss/errors/errorTables.ts', text: refusals(language, sentence) },
        { page: language.page, source: 'src/oss/errors/remedies.ts', text: networkFailures(language, sentence) },
      ];
    }),
  );
  return pages.flat();
}

/** Refusals of OSS: rows by code, then those that only have an EC, then by status. */
function refusals(language, sentence) {
  const named = new Map();
  const add = (row, name) => named.set(row, [...(named.get(row) ?? []), name]);
  for (const { code, field, row } of ROWS_BY_FIELD) add(row, language.with(`\`${code}\``, `\`${field}\``));
  for (const code of Object.keys(ROWS_BY_CODE).sort()) add(ROWS_BY_CODE[code], `\`${code}\``);
  for (const ec of Object.keys(ROWS_BY_EC)) add(ROWS_BY_EC[ec], `EC \`${ec}\``);
  add(busy, language.busy);
  return table([
    [language.code, language.inExtension, language.ofLink],
    ...[...named]
      .map(([{ remedy, link }, names]) => [
        names.join(language.separator),
        sentence(remedy),
        link ? sentence(link.cause) + language.space + sentence(link.fix) : language.none,
      ])
      .sort(([a], [b]) => Number(a.startsWith('EC')) - Number(b.startsWith('EC')) || 0),
  ]);
}

function networkFailures(language, sentence) {
  return table([
    [language.code, language.inExtension],
    ...Object.entries(TRANSPORT_REMEDIES).map(([code, remedy]) => [`\`${code}\``, sentence(remedy)]),
  ]);
}
