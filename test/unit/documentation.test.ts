import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { glob, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import chinese from '../../l10n/bundle.l10n.zh-cn.json' with { type: 'json' };
import manifest from '../../package.json' with { type: 'json' };
import titles from '../../package.nls.json' with { type: 'json' };
import chineseTitles from '../../package.nls.zh-cn.json' with { type: 'json' };
import { ROWS_BY_CODE, ROWS_BY_EC } from '../../src/oss/errors/errorTables.ts';
import { allErrorRows } from '../../src/oss/errors/remedies.ts';
import {
  brokenLinks,
  brokenMarkup,
  halfWidthPunctuation,
  languageOf,
  hasSameContent,
  translationOf,
  unknownLabels,
  unknownPaths,
  unknownScripts,
  unknownSettings,
  unknownTitles,
  unwantedWords,
  wordCount,
  type Repository,
  type RepositoryDocument,
} from '../support/documents.ts';
import { readMarkdown } from '../support/markdown.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const documents = new Map<string, RepositoryDocument>();
for await (const file of glob(['*.md', 'docs/**/*.md', '.github/**/*.md'], { cwd: root })) {
  const name = file.replaceAll('\\', '/');
  documents.set(name, { name, markdown: await readFile(path.join(root, name), 'utf8') });
}
const { contributes } = manifest;
const settings = new Set(Object.keys(contributes.configuration.properties));
const titlesIn = { en: new Set<string>(Object.values(titles)), 'zh-cn': new Set<string>(Object.values(chineseTitles)) };
const labelsIn = { en: new Set<string>(Object.keys(chinese)), 'zh-cn': new Set<string>(Object.values(chinese)) };
const repository: Repository = {
  exists: (name) => existsSync(path.join(root, name)),
  documents,
  settings,
  ids: new Set([
    ...contributes.commands.map(({ command }) => command),
    ...contributes.views.ossLinks.map(({ id }) => id),
  ]),
  scripts: new Set(Object.keys(manifest.scripts)),
  titles: (language) => titlesIn[language],
  labels: (language) => labelsIn[language],
};
/** In the package, pages and papers that users read have a translation. */
const translated = [...documents.keys()].filter((name) => /^(?:docs\/|README|SECURITY)/.test(name));
const readmes = ['README.md', 'README.zh-cn.md'];
const settingsPages = ['docs/settings.md', 'docs/zh-cn/settings.md'];
const page = (markdown: string, name = 'docs/links.md'): RepositoryDocument => ({ name, markdown });

/** Runs a check on every document. */
function problems(check: (document: RepositoryDocument, repository: Repository) => readonly string[]): string[] {
  return [...documents.values()].flatMap((one) => check(one, repository).map((problem) => `${one.name}: ${problem}`));
}

describe('the documentation', () => {
  it('exists', () => {
    for (const name of [
      ...readmes,
      ...settingsPages,
      'ARCHITECTURE.md',
      'SECURITY.md',
      'CONTRIBUTING.md',
      'CHANGELOG.md',
    ]) {
      assert.ok(documents.has(name), name);
    }
  });

  it('has links and pictures whose targets exist', () => {
    const links =
      '[a](nowhere.md) [b](uploads.md#nowhere) [c](#nowhere) ![d](../media/nowhere.png) [e](../../outside.md)';
    assert.equal(brokenLinks(page(links), repository).length, 5);
    const good = '# Here\n\n[a](uploads.md#options) [b](#here) ![c](../media/icon.png) [d](https://example.com/x)';
    assert.deepEqual(brokenLinks(page(good), repository), []);
    assert.deepEqual(problems(brokenLinks), []);
  });

  it('mentions only settings that exist', () => {
    const text = '`ossLinks.nothing` and `ossLinks.maxValidity`\n\n```json\n{ "ossLinks.statusBar": true }\n```\n';
    assert.deepEqual(unknownSettings(page(text), repository), ['ossLinks.nothing', 'ossLinks.statusBar']);
    assert.deepEqual(problems(unknownSettings), []);
  });

  it('mentions every setting on the settings page', () => {
    for (const name of settingsPages) {
      const { code } = readMarkdown(documents.get(name)?.markdown ?? '');
      assert.deepEqual(
        [...settings].filter((setting) => !code.includes(setting)),
        [],
        name,
      );
    }
  });

  it('mentions commands, menus and views by their titles', () => {
    const text = '_Copy Nothing…_ _OSS: Show Log_ _添加配置…_';
    assert.deepEqual(unknownTitles(page(text), repository), ['Copy Nothing…', '添加配置…']);
    assert.deepEqual(unknownTitles(page(text, 'README.zh-cn.md'), repository), ['Copy Nothing…', 'OSS: Show Log']);
    assert.deepEqual(problems(unknownTitles), []);
  });

  it('mentions buttons by their labels', () => {
    assert.deepEqual(unknownLabels(page('**Copy Details** **Copy Nothing**'), repository), ['Copy Nothing']);
    assert.deepEqual(problems(unknownLabels), []);
  });

  it('mentions only scripts that exist', () => {
    assert.deepEqual(unknownScripts(page('`npm run demo` and `npm run nothing`'), repository), ['nothing']);
    assert.deepEqual(problems(unknownScripts), []);
  });

  it('mentions only files and folders that exist', () => {
    const text = '`src/oss` `src/nothing` `docs/` `test/nothing.ts` `oss/nothing`';
    assert.deepEqual(unknownPaths(page(text), repository), ['src/nothing', 'test/nothing.ts']);
    assert.deepEqual(problems(unknownPaths), []);
  });

  it('renders its emphasis as emphasis', () => {
    assert.deepEqual(brokenMarkup(page('将_添加配置…_打开，`_code_`')), ['将_添加配置…_打开，']);
    assert.deepEqual(problems(brokenMarkup), []);
  });

  it('has full-width punctuation in Chinese', () => {
    assert.deepEqual(halfWidthPunctuation(page('中文(GET)')), ['中文(GET)']);
    assert.deepEqual(halfWidthPunctuation(page('中文,`code`')), ['中文,']);
    assert.deepEqual(halfWidthPunctuation(page('中文（GET），`a(b)`, OSS: 入门')), []);
    assert.deepEqual(problems(halfWidthPunctuation), []);
  });

  it('avoids the words that language rules exclude', () => {
    assert.deepEqual(unwantedWords(page('Whoever has it')), ['Whoever has it']);
    assert.deepEqual(problems(unwantedWords), []);
  });

  it('has a README of at most 1,000 words', () => {
    assert.equal(wordCount(page('# One two\n\n[three](x.md) _four_ `five`\n\n- six\n')), 6);
    assert.equal(wordCount(page('你好，世界', 'README.zh-cn.md')), 2);
    for (const name of readmes) {
      const document = documents.get(name);
      assert.ok(document && wordCount(document) <= 1000, name);
    }
  });

  it('names the oldest supported VS Code in the READMEs', () => {
    const [, oldest = ''] = /^\^(\d+\.\d+)\.0$/.exec(manifest.engines.vscode) ?? [];
    assert.notEqual(oldest, '');
    for (const name of readmes) assert.ok(documents.get(name)?.markdown.includes(`VS Code ${oldest} `), name);
  });

  it('has every page in both languages, with the same amount of content', () => {
    assert.equal(translationOf('docs/a.md'), 'docs/zh-cn/a.md');
    assert.equal(translationOf('docs/zh-cn/a.md'), 'docs/a.md');
    assert.equal(translationOf('README.zh-cn.md'), 'README.md');
    assert.equal(languageOf(translationOf('SECURITY.md')), 'zh-cn');
    assert.ok(hasSameContent('# A\n\n- b `ossLinks.c`', '# 甲\n\n- 乙 `ossLinks.c`'));
    assert.ok(!hasSameContent('# A\n\n- b\n- c', '# 甲\n\n- 乙'));
    assert.ok(!hasSameContent('# A `ossLinks.c`', '# 甲'));
    for (const name of translated) {
      const [one, other] = [documents.get(name), documents.get(translationOf(name))];
      assert.ok(other, `${name} has no translation`);
      assert.ok(hasSameContent(one?.markdown ?? '', other.markdown), `${name} and ${other.name}`);
    }
  });

  it('lists every page in its index', () => {
    for (const name of translated.filter((one) => one.startsWith('docs/') && !one.endsWith('README.md'))) {
      const index = documents.get(path.posix.join(path.posix.dirname(name), 'README.md'));
      assert.ok(readMarkdown(index?.markdown ?? '').links.includes(path.posix.basename(name)), name);
    }
  });

  it('shows pictures that e2e tests take', async () => {
    const tests: string[] = [];
    for await (const file of glob('test/e2e/*.test.ts', { cwd: root })) {
      tests.push(await readFile(path.join(root, file), 'utf8'));
    }
    for await (const file of glob('media/screenshots/*', { cwd: root })) {
      const { name } = path.parse(file);
      // Screenshots are for people who look at a run.
      const taken = new RegExp(`(?<!screenshot\\()'${name}'`);
      assert.ok(
        tests.some((text) => taken.test(text)),
        `no e2e test takes ${file}`,
      );
    }
  });

  it('shows no picture of more than 1 MB', async () => {
    for await (const file of glob('media/screenshots/*', { cwd: root })) {
      assert.ok((await stat(path.join(root, file))).size <= 1_000_000, file);
    }
  });

  it('shows every picture in its folder', async () => {
    const shown = new Set(
      [...documents.values()].flatMap(({ name, markdown }) =>
        readMarkdown(markdown).pictures.map((target) => path.posix.join(path.posix.dirname(name), target)),
      ),
    );
    for await (const file of glob('media/screenshots/*', { cwd: root })) {
      assert.ok(shown.has(file.replaceAll('\\', '/')), file);
    }
  });
});

describe('the generated pages', () => {
  it('describe each field of a setting', () => {
    const emptyCell = /\| +\|$/m;
    assert.match('| `a` | string |  |', emptyCell);
    for (const name of settingsPages) assert.doesNotMatch(documents.get(name)?.markdown ?? '', emptyCell, name);
  });

  it('have a row for each code and EC that a message explains, in both languages', () => {
    for (const name of ['docs/troubleshooting.md', 'docs/zh-cn/troubleshooting.md']) {
      const { markdown } = documents.get(name) ?? assert.fail();
      const names = [...Object.keys(ROWS_BY_CODE), ...Object.keys(ROWS_BY_EC), 'HostNotFound', 'TlsError'];
      assert.deepEqual(
        names.filter((one) => !markdown.includes(`\`${one}\``)),
        [],
        name,
      );
    }
    const chinesePage = documents.get('docs/zh-cn/troubleshooting.md')?.markdown ?? '';
    const sentences = allErrorRows().map(({ remedy }) => remedy.template);
    assert.deepEqual(
      sentences.filter((sentence) => chinesePage.includes(sentence)),
      [],
    );
  });
});
