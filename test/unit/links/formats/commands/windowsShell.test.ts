import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cmdLine } from '../../../../../src/links/formats/commands/shells.ts';
import { propertyRuns } from '../../../../support/propertyRuns.ts';

/** Result of a line at cmd's prompt: no variable, no special character, and a caret escapes the next one. */
function typedIntoCmd(line: string): string {
  for (const [, name = ''] of line.matchAll(/%([^%]*)(?=%)/g)) {
    assert.ok(name.endsWith('^'), `cmd would look for a variable ${name} in ${line}`);
  }
  return line.replaceAll(/\^(.)|["&|<>()!]/gs, (found, escaped: string | undefined) => {
    assert.ok(escaped !== undefined, `cmd would take ${found} for its own in ${line}`);
    return escaped;
  });
}

/** Arguments that a Windows program gets, by Microsoft's rules for C programs. */
function splitArguments(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quoted = false;
  for (let index = 0; index < line.length;) {
    const backslashes = /^\\*/.exec(line.slice(index))?.[0].length ?? 0;
    const next = line[index + backslashes];
    if (next === '"') {
      word = (word ?? '') + '\\'.repeat(Math.floor(backslashes / 2));
      if (backslashes % 2 === 1) word += '"';
      else quoted = !quoted;
      index += backslashes + 1;
    } else if (backslashes > 0) {
      word = (word ?? '') + '\\'.repeat(backslashes);
      index += backslashes;
    } else if (!quoted && (next === ' ' || next === '\t')) {
      if (word !== undefined) words.push(word);
      word = undefined;
      index++;
    } else {
      word = (word ?? '') + (next ?? '');
      index++;
    }
  }
  return word === undefined ? words : [...words, word];
}

const wordsOf = (line: string): string[] => splitArguments(typedIntoCmd(line));

describe('a line for cmd', () => {
  it('leaves plain words unquoted', () => {
    assert.equal(cmdLine(['curl', '-fL', '-o', 'b.txt', '-g']), 'curl -fL -o b.txt -g');
  });

  it('keeps a URL one word and its escapes from being read as variables', () => {
    assert.equal(cmdLine(['https://b.example.com/%E6%8A?a=1&b=%2F']), 'https://b.example.com/^%E6^%8A?a=1^&b=^%2F');
  });

  it('quotes spaces, with quotes that only the program sees', () => {
    assert.equal(cmdLine(['100% of "it"!.txt']), '^"100^% of \\^"it\\^"^!.txt^"');
  });

  for (const word of [
    '',
    'C:\\my files\\',
    'C:\\a\\"b',
    '%PATH%',
    '^',
    '!x!',
    '(a)|b>c<d&e',
    '报告 1',
    "it's",
    '\\\\host\\x',
  ]) {
    it(`passes ${JSON.stringify(word)}`, () => {
      assert.deepEqual(wordsOf(cmdLine(['curl', word, 'end'])), ['curl', word, 'end']);
    });
  }

  it('replaces a line break, which would end the line, by a space', () => {
    assert.deepEqual(wordsOf(cmdLine(['a\r\ndel b'])), ['a del b']);
  });

  it('passes any words', () => {
    const word = fc.oneof(
      fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll(/[\r\n]/g, '')),
      fc.stringMatching(/^[\\"^%!&|<>() \ta-c]{0,12}$/),
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (words) => {
        assert.deepEqual(wordsOf(cmdLine(words)), words);
      }),
      propertyRuns,
    );
  });
});
