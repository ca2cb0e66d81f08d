import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';

const root = new URL('../../../', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8');
const readTexts = (file: string): Readonly<Record<string, string>> => JSON.parse(read(file)) as Record<string, string>;

/** A pattern of words that no text has, and the words for it. */
type Rule = readonly [pattern: RegExp, instead: string];

/** Words that are old, stiff, or a second name of one thing. */
const ENGLISH_RULES: readonly Rule[] = [
  [/\b(?:who|what|whom)ever\b/i, 'anyone who, everything that'],
  [/\b(?:shall|aught|thereof|whereby)\b|\bbe it\b|\bin vain\b|\ball the same\b|\bso that nobody\b/i, 'plain words'],
  [/\btold\b/i, 'reported, shown'],
  [
    /\b(?:GET|PUT) (?:presigned )?(?:link|URL)s?\b|\bpresigned (?:GET|PUT) (?:link|URL)s?\b/i,
    'download link, upload link',
  ],
  [
    /\b(?:lives|dies)\b|\blinks? (?:live|die|end)s?\b|\b(?:token|session|credential)s? (?:end|live|die)s?\b/i,
    'expires',
  ],
  [/\bend(?:s|ing)? (?:a|the|this|these|all) links?\b/i, 'revoke'],
  [/\bexpiration\b/i, 'expiry'],
  [/(?:^|[.!?] )What [^?]*$/, 'the thing first, not a clause'],
  [/\bmay not\b(?! be able)/i, "can't, has no permission"],
  [/\b(?:has|have) to be\b|\b(?:is|are) to be\b/i, 'must be'],
  [/\bleft out\b|\bleave (?:it|them) out\b/i, 'not included, omitted'],
  [/\bplain http\b/, 'plain HTTP'],
  [/\b(?:this|your|other|another) machine\b/i, 'computer'],
  [/\blower-case\b|\bupper-case\b/i, 'lowercase, uppercase'],
  [/\bcancelled\b|\bcancelling\b|\bbehaviour\b|\blicence\b/i, 'American spelling, as in VS Code'],
  [/\breject/i, 'refuse'],
  [/\baccess key\b/i, 'AccessKey'],
  [/\bpre-signed\b|\bsigned URL\b/i, 'presigned URL'],
  [/\bdirector(?:y|ies)\b/i, 'folder'],
  [/\bhosts? of OSS\b/i, 'OSS host'],
  [/\be\.g\./i, 'for example'],
];

/** The same for texts that are drawn in the UI, where a line is short. */
const ENGLISH_UI_RULES: readonly Rule[] = [
  ...ENGLISH_RULES,
  [/\bplace\b(?! the cursor)/i, 'bucket, folder, location, step'],
  [/\b[Ii]d\b/, 'ID'],
  [/\bThere (?:is|are) no\b/, 'No …'],
  [/’/, "a straight apostrophe, as VS Code's"],
  [/^\s|\s$| {2}/, 'single blanks between words'],
  [/\.\.\./, '…'],
  [/, (?!directly )[\w.]+ (?:and|or) [\w.]+/, 'a comma before the last of several'],
];

const CHINESE_RULES: readonly Rule[] = [
  [/签署/, '签名'],
  [/\bObjects?\b/, '对象'],
  [/标头/, '请求头，响应头'],
  [/(?:GET|PUT) ?(?:链接|URL)/, '下载链接，上传链接'],
  [/\.\.\./, '…'],
  [/\p{Script=Han}[(),]|[(),]\p{Script=Han}/u, '全角标点'],
];

const english = readTexts('package.nls.json');
const chinese = readTexts('package.nls.zh-cn.json');
const bundle = readTexts('l10n/bundle.l10n.zh-cn.json');

function found(texts: Iterable<readonly [where: string, text: string]>, rules: readonly Rule[]): readonly string[] {
  return [...texts].flatMap(([where, text]) =>
    rules.filter(([pattern]) => pattern.test(text)).map(([, instead]) => `${where}: ${text} → ${instead}`),
  );
}

const isChinese = (file: string): boolean => file.includes('zh-cn');

/** Lines of a page that its readers read: without code, addresses and comments. */
function textLines(page: string): readonly string[] {
  return page
    .replace(/^(```+|~~~+)[^]*?^\1/gm, '')
    .replace(/<!--[^]*?-->/g, '')
    .replace(/`[^`\n]*`|\]\([^)]*\)|https?:\S+|<[^>]*>/g, ' ')
    .split('\n');
}

describe('the language of the user interface', () => {
  it('has no dated or stiff English words, and one term for each thing', () => {
    const texts = [...Object.entries(english), ...Object.keys(bundle).map((text) => ['message', text] as const)];
    assert.deepEqual(found(texts, ENGLISH_UI_RULES), []);
  });

  it('uses the terms of the OSS console in Chinese', () => {
    assert.deepEqual(found([...Object.entries(chinese), ...Object.entries(bundle)], CHINESE_RULES), []);
    const pairs = [
      ...Object.entries(bundle),
      ...Object.entries(chinese).map(([name, text]) => [english[name] ?? '', text] as const),
    ];
    const secrets = pairs.filter(([text]) => /\bsecrets?\b(?! storage)/i.test(text));
    assert.deepEqual(
      secrets.filter(([, text]) => /密钥/.test(text)),
      [],
    );
  });

  it('applies to the documentation too', () => {
    const pages = globSync(['*.md', 'docs/**/*.md', 'media/**/*.md'], { cwd: root }).map((file) =>
      file.replaceAll('\\', '/'),
    );
    const lines = (files: readonly string[]): readonly (readonly [string, string])[] =>
      files.flatMap((file) => textLines(read(file)).map((line) => [file, line] as const));
    assert.deepEqual(found(lines(pages.filter((file) => !isChinese(file))), ENGLISH_RULES), []);
    assert.deepEqual(found(lines(pages.filter(isChinese)), CHINESE_RULES), []);
  });

  it('has titles of commands, menus and views that begin with a capital and have no full stop', () => {
    const titles = Object.entries(english).filter(([name]) => name.startsWith('ossLinks.'));
    assert.deepEqual(
      titles.filter(([, title]) => !/^[\p{Lu}\d].*[^.]$/u.test(title)),
      [],
    );
  });
});
