import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { findSignatures } from '../../../../src/oss/presignedUrls/findSignatures.ts';
import { harmlessTexts, leakedForms, leakedUrls, writings } from '../../../support/oss/leakCorpus.ts';
import { propertyRuns } from '../../../support/propertyRuns.ts';

const root = new URL('../../../../', import.meta.url);

describe('findSignatures', () => {
  for (const [what, url] of Object.entries(leakedUrls)) {
    it(`finds ${what}, once, in each of ${Object.keys(writings).length} ways to write it`, () => {
      for (const [how, write] of Object.entries(writings)) {
        const text = `first\n${write(url)}\nlast`;
        const found = findSignatures(text);
        assert.equal(found.length, 1, `${how}: ${text.slice(0, 2000)}`);
        const [{ startIndex, endIndex } = { startIndex: -1, endIndex: -1 }] = found;
        assert.ok(startIndex >= 6 && endIndex > startIndex && endIndex <= text.length - 5, how);
      }
    });
  }

  for (const [how, text] of Object.entries(leakedForms)) {
    it(`finds the signature of an upload form ${how}`, () => {
      assert.deepEqual(
        findSignatures(text).map(({ kind }) => kind),
        ['v4'],
      );
    });
  }

  for (const [what, text] of Object.entries(harmlessTexts)) {
    it(`finds nothing in ${what}`, () => {
      assert.deepEqual(findSignatures(text), []);
    });
  }

  for (const [what, text] of [
    ['blanks', '  '],
    ['line breaks', '\n\n'],
  ] as const) {
    it(`takes a digest for no signature of a URL that lost its own, with ${what} between`, () => {
      const { digests = '', 'a URL whose signature was removed': removed = '' } = harmlessTexts;
      assert.deepEqual(findSignatures(`${removed}${text}${digests}`), []);
    });
  }

  it('says where the value is, without its name', () => {
    for (const [before, value, after] of [
      ['https://a.example/k?x-oss-signature=', 'f'.repeat(64), '&b=1'],
      ['"x-oss-signature" = "', 'f'.repeat(64), '"'],
      ["fields['x']='1'; x-oss-signature='", 'f'.repeat(64), "'"],
      ['https://h/k?OSSAccessKeyId=i&Signature=', `${'q8w3'.repeat(6)}abc%3D`, '&Expires=1'],
      ['<input value="', 'f'.repeat(64), '" name="x-oss-signature">'],
    ] as const) {
      const [found] = findSignatures(before + value + after);
      assert.equal(found?.valueIndex, before.length, before);
    }
  });

  it('finds nothing in this extension and its documents', async () => {
    const texts: string[] = [];
    for await (const name of glob(['src/**/*.ts', 'docs/**/*.md', '*.md', '*.json', 'l10n/*.json'], { cwd: root })) {
      const text = await readFile(new URL(name, root), 'utf8');
      texts.push(...(findSignatures(text).length > 0 ? [name] : []));
    }
    assert.deepEqual(texts, []);
  });

  it('starts where the URL starts, also if it is part of another one', () => {
    const url = leakedUrls['a V4 link'] ?? '';
    for (const [text, beginning] of [
      [`[a](${url})`, 'https://examplebucket'],
      [`https://example.com/?u=${encodeURIComponent(url)}`, 'https%3A%2F%2Fexamplebucket'],
      [`"${url.replaceAll(':', '\\u003a')}"`, 'https\\u003a//examplebucket'],
    ] as const) {
      const [{ startIndex } = { startIndex: -1 }] = findSignatures(text);
      assert.ok(text.startsWith(beginning, startIndex), text);
    }
  });

  it('reads bucket, key and expiry through escapes', () => {
    const url = leakedUrls['a V4 link'] ?? '';
    for (const how of [
      'alone',
      'in HTML escaped twice',
      'in JSON with every sign escaped',
      'in a URL in a URL',
    ] as const) {
      const [{ link } = {}] = findSignatures(writings[how]?.(url) ?? '');
      assert.deepEqual(
        [link?.bucket, link?.key, link?.expiration.toISOString()],
        ['examplebucket', '报告/2026 (终).pdf', '2024-11-12T09:42:56.000Z'],
        how,
      );
    }
  });

  it('distinguishes the kinds', () => {
    const kinds = Object.values(leakedUrls).map((url) => findSignatures(url)[0]?.kind);
    assert.deepEqual(kinds, ['v4', 'v4', 'v1', 'v1', 'v1', 'v1', 'v2', 's3', 'v4', 'v4', 'v4']);
  });

  it('finds every one of several, in any order and between any texts', () => {
    const leaked = fc.tuple(fc.constantFrom(...Object.values(leakedUrls)), fc.constantFrom(...Object.values(writings)));
    const harmless = fc.constantFrom(...Object.values(harmlessTexts)).map((text) => [text, undefined] as const);
    fc.assert(
      fc.property(
        fc.array(fc.oneof(leaked, harmless), { maxLength: 8 }),
        fc.constantFrom('\n', ' ', '\t'),
        (parts, gap) => {
          const text = parts.map(([content, write]) => write?.(content) ?? content).join(`${gap}${gap}`);
          const expected = parts.filter(([, write]) => write !== undefined).length;
          assert.equal(findSignatures(text).length, expected, text);
        },
      ),
      propertyRuns,
    );
  });

  it('accepts any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        assert.deepEqual(findSignatures(text), []);
      }),
      propertyRuns,
    );
  });
});
