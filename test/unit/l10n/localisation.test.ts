import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readSourceStrings, type SourceString } from '../../support/l10n/sourceStrings.ts';

const root = new URL('../../../', import.meta.url);
const readTexts = (file: string): Readonly<Record<string, string>> =>
  JSON.parse(readFileSync(new URL(file, root), 'utf8')) as Record<string, string>;

/** Places where a sentence of a lower layer is translated, which `l10n.t` gets as a variable. */
const TRANSLATORS: readonly string[] = [
  'src/features/inspector/explainRefusal.ts: template',
  'src/links/linkWarnings.ts: template',
  'src/links/details/linkCheck.ts: template',
  'src/links/details/linkFailures.ts: template',
  'src/links/details/linkFacts.ts: template',
  'src/links/mappings/mappings.ts: error.template',
  'src/links/recipes/recipes.ts: error.template',
  'src/ui/prompts/checkInput.ts: error.template',
  'src/ui/messages/errorText.ts: error.template',
  'src/ui/messages/errorText.ts: remedy',
];

/** Files whose texts are not shown in the user's language. */
const ENGLISH_FILES = new Set([
  // Report for support.
  'src/features/diagnostics/showDiagnostics.ts',
  'src/ui/settings/hostFacts.ts',
  // Texts for language models.
  'src/features/chat/tools.ts',
  // Texts of a page in the language of its reader; it contains the Chinese ones, too.
  'src/links/requests/pageTexts.ts',
  // The log, and the name of its channel.
  'src/ui/messages/log.ts',
]);

/** English texts in other files, which are not shown as texts. */
const ENGLISH_TEXTS = new Set([
  // Programming errors.
  'The draft is incomplete',
  // Details of an error, behind "Copy Details".
  '\ncaused by ${}: ${}',
  // Names of symbols and of entries in a map.
  'all buckets',
  'signed by ${} for ${}',
]);

const { literals: everyLiteral, variables } = readSourceStrings();
/** The command line speaks English, as the tools of a terminal do. */
const literals = everyLiteral.filter(({ file }) => !file.startsWith('src/cli/'));
const isSentence = (text: string): boolean => /^(?:\p{Lu}|\{\d\}).* .*\.$/su.test(text) && !text.includes('${}');
/** Details of a failure on the network stay in English, as those of the server do. */
const isTranslated = ({ file, text, isLocalised }: SourceString): boolean =>
  isLocalised || (isSentence(text) && !file.startsWith('src/http/') && !ENGLISH_FILES.has(file));
const messages = new Set(literals.filter(isTranslated).map(({ text }) => text));

const chineseMessages = readTexts('l10n/bundle.l10n.zh-cn.json');
const englishTexts = readTexts('package.nls.json');
const chineseTexts = readTexts('package.nls.zh-cn.json');
const pairs: readonly (readonly [english: string, chinese: string])[] = [
  ...Object.entries(chineseMessages),
  ...Object.entries(chineseTexts).map(([key, text]) => [englishTexts[key] ?? key, text] as const),
];

describe('Localisation', () => {
  it('has a Chinese text for each message, and no unused one', () => {
    assert.deepEqual(differences([...messages], Object.keys(chineseMessages)), { missing: [], stale: [] });
  });

  it('has a Chinese text for each text of the manifest, and no unused one', () => {
    assert.deepEqual(differences(Object.keys(englishTexts), Object.keys(chineseTexts)), { missing: [], stale: [] });
  });

  it('has the same placeholders in Chinese texts as in English ones', () => {
    const parts = (text: string): readonly string[] =>
      (text.match(/\{\d\}|\n|\]\(command:[^)]*\)|`#[^`]*`|\$\([a-z-]+\)/g) ?? []).toSorted();
    for (const [english, chinese] of pairs) {
      // A sentence may contain a placeholder once that the other language repeats.
      assert.deepEqual(new Set(parts(chinese)), new Set(parts(english)), english);
    }
  });

  it('quotes in Chinese texts what English ones quote, and counts the same of the same', () => {
    const quoted = (text: string): ReadonlySet<string> => new Set(text.match(/(?<=["“])\{\d\}(?=["”])/g));
    for (const [english, chinese] of pairs) {
      assert.deepEqual(quoted(chinese), quoted(english), english);
      for (const [, part = '', whole = ''] of english.matchAll(/\{(\d)\} of \{(\d)\}/g)) {
        // The whole comes first in Chinese.
        const isRight = new RegExp(
          `\\{${whole}\\}[^/]*\\{${part}\\}|\\{${part}\\} ?/ ?\\{${whole}\\}|共\\p{Script=Han}* \\{${whole}\\}`,
          'u',
        );
        assert.match(chinese, isRight, english);
      }
    }
  });

  it('has one key in the manifest for one text', () => {
    const keys = Map.groupBy(Object.keys(englishTexts), (key) => englishTexts[key]);
    assert.deepEqual(
      [...keys.values()].filter((same) => same.length > 1),
      [
        ['ossLinks.revealIssued', 'ossLinks.revealShortcut'],
        ['ossLinks.container', 'settings.title'],
      ],
    );
  });

  it('has one Chinese text for one meaning', () => {
    // Forms of a word begin with the same letters.
    const meaningOf = (text: string): string =>
      [...text.toLowerCase().matchAll(/\{\d\}|\p{L}+/gu)]
        .map(([word]) => word.slice(0, 3))
        .filter((word) => !['a', 'it', 'the'].includes(word))
        .join(' ');
    const meanings = Map.groupBy(pairs, ([, chinese]) => chinese);
    const mixed = [...meanings.values()]
      .map((texts) => texts.map(([english]) => english))
      .filter((texts) => new Set(texts.map(meaningOf)).size > 1);
    assert.deepEqual(mixed.map((texts) => texts.toSorted().join(' = ')).toSorted(), [
      'Actions = Operations',
      'Continue = Resume',
    ]);
  });

  it('is Chinese wherever the English has words', () => {
    const names = /\{\d\}|AccessKey|Bucket|Endpoint|OIDC|bit\/s|URL|https?:\S*|oss:\S*|my-bucket\S*|\bOSS\b|\bof\b/g;
    const untranslated = pairs.filter(
      ([english, chinese]) => /\p{L}{2}/u.test(english.replaceAll(names, '')) && !/\p{Script=Han}/u.test(chinese),
    );
    assert.deepEqual(untranslated, []);
  });

  it('has a text for one thing beside each text that counts things', () => {
    const counted =
      /\{\d\} (?:[a-z]+ )?(?:addresses|characters|files|folders|items|links|names|objects|parts|permissions|profiles|requests|seconds|signatures|tests|uploads|URLs|values|versions)\b/;
    // Names that no count is, limits, which are never one, and totals of at least two.
    const other =
      /\b(?:header|mapping of|of) \{0\}(?! of)|\{0\} files from|of \{1\} tests|^Loaded|^Deleted|\b(?:at most|at least|first|newest|longer than|\d to) \{\d\}|\b1 to\b/;
    const single = literals.filter(({ text, isLocalised, isChoice }) => isLocalised && !isChoice && counted.test(text));
    assert.deepEqual(
      single.map(({ text }) => text).filter((text) => !other.test(text)),
      [],
    );
  });

  it('uses Chinese punctuation in Chinese texts', () => {
    const wrong = pairs.filter(
      ([english, chinese]) =>
        english.endsWith('.') !== chinese.endsWith('。') || /\p{Script=Han}[.,;?!]|[,;?!]\p{Script=Han}/u.test(chinese),
    );
    assert.deepEqual(wrong, []);
  });

  it('passes variables to l10n.t only for translated sentences of lower layers', () => {
    const places = new Set(variables.map(({ file, expression }) => `${file}: ${expression}`));
    assert.deepEqual(differences([...places], TRANSLATORS), { missing: [], stale: [] });
  });

  it('creates no text before the language is known', () => {
    const eager = literals.filter(({ isLocalised, isEager }) => isLocalised && isEager);
    assert.deepEqual(eager.map(placeOf), []);
  });

  it('has no words of the UI outside of l10n.t', () => {
    const words = literals.filter(
      (literal) =>
        /^src\/(?:ui|commands|tree)\//.test(literal.file) &&
        /\p{L}{2,} \p{L}{2,}/u.test(literal.text) &&
        !literal.text.startsWith('<') &&
        !isTranslated(literal) &&
        !ENGLISH_FILES.has(literal.file) &&
        !ENGLISH_TEXTS.has(literal.text),
    );
    assert.deepEqual(words.map(placeOf), []);
  });
});

function placeOf({ file, line, text }: SourceString): string {
  return `${file}:${line} ${text}`;
}

function differences(wanted: readonly string[], found: readonly string[]): object {
  return {
    missing: wanted.filter((text) => !found.includes(text)),
    stale: found.filter((text) => !wanted.includes(text)),
  };
}
