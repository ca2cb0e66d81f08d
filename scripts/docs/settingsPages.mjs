import { table } from './table.mjs';

const languages = [
  {
    page: 'docs/settings.md',
    texts: 'package.nls.json',
    setting: 'Setting',
    default: 'Default',
    setBy: 'Set by',
    field: 'Field',
    values: 'Values',
    meaning: 'Meaning',
    required: ' (required)',
    empty: 'empty',
    scopes: { user: 'you only', workspace: 'you or a workspace', trusted: 'you or a trusted workspace' },
    separator: ', ',
  },
  {
    page: 'docs/zh-cn/settings.md',
    texts: 'package.nls.zh-cn.json',
    setting: '设置',
    default: '默认值',
    setBy: '由谁设置',
    field: '字段',
    values: '取值',
    meaning: '含义',
    required: '（必填）',
    empty: '空',
    scopes: { user: '仅您自己', workspace: '您或工作区', trusted: '您或受信任的工作区' },
    separator: '、',
  },
];

/** Settings of the manifest in each language, as parts of `docs/settings.md` and its translation. */
export async function settingsPages({ readJson }) {
  const manifest = await readJson('package.json');
  return Promise.all(
    languages.map(async (language) => ({
      page: language.page,
      source: 'package.json',
      text: settingsOf(manifest, await readJson(language.texts), language),
    })),
  );
}

/** The overview of all settings, then a section for each. */
function settingsOf({ contributes, capabilities }, texts, language) {
  const { properties } = contributes.configuration;
  const restricted = capabilities.untrustedWorkspaces.restrictedConfigurations;
  const text = (value = '') => value.replaceAll(/%([^%]+)%/g, (_, key) => texts[key]);
  const settings = Object.entries(properties).sort(([, a], [, b]) => a.order - b.order);
  const scopeOf = (id, { scope }) => {
    if (scope === 'application' || scope === 'machine') return language.scopes.user;
    return restricted.includes(id) ? language.scopes.trusted : language.scopes.workspace;
  };
  const overview = table([
    [language.setting, language.default, language.setBy],
    ...settings.map(([id, one]) => [link(id), defaultOf(one, language), scopeOf(id, one)]),
  ]);
  const sections = settings.map(([id, one]) =>
    [
      `## \`${id}\``,
      text(one.markdownDescription).replaceAll(/`#([\w.]+)#`/g, (_, other) => link(other)),
      fieldTable(one, text, language),
    ]
      .filter(Boolean)
      .join('\n\n'),
  );
  return [overview, ...sections].join('\n\n');
}

function link(id) {
  return `[\`${id}\`](#${id.toLowerCase().replaceAll('.', '')})`;
}

function defaultOf({ default: value }, { empty }) {
  const isEmpty = value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
  return isEmpty ? empty : `\`${value}\``;
}

/** The fields of a setting that is a table of objects or a list of them. */
function fieldTable({ items, additionalProperties }, text, language) {
  const entry = items ?? additionalProperties;
  if (!entry?.properties) return '';
  return table([[language.field, language.values, language.meaning], ...fieldRows(entry, '', text, language)]);
}

function fieldRows({ properties, required = [] }, prefix, text, language) {
  return Object.entries(properties).flatMap(([name, one]) => [
    [`\`${prefix}${name}\``, valuesOf(one, required.includes(name), language), text(one.description)],
    ...(one.properties ? fieldRows(one, `${prefix}${name}.`, text, language) : []),
  ]);
}

function valuesOf({ type, enum: allowed, const: only, items }, isRequired, { separator, required }) {
  const values = only === undefined ? allowed : [only];
  const kind = type === 'array' ? `${items.type}[]` : type;
  const text = values ? values.map((value) => `\`${value}\``).join(separator) : kind;
  return isRequired ? text + required : text;
}
