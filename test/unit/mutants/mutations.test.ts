import assert from 'node:assert/strict';
import { mutated, mutationsOf } from '../../mutants/mutations.ts';
import { sampleOf } from '../../mutants/sample.ts';

/** Mutants of a text. */
function mutantsOf(text: string): readonly string[] {
  return mutationsOf('example.ts', text).map((mutation) => mutated(text, mutation));
}

describe('mutations', () => {
  const rows: readonly (readonly [string, ...string[]])[] = [
    ['a < b;', ';', 'a <= b;'],
    [
      'if (a && !b) c();',
      'if (true) c();',
      'if (false) c();',
      'if (a || !b) c();',
      'if (a && b) c();',
      'if (a && !b) ;',
    ],
    ['x = a ?? b;', ';', 'x = a;'],
    ['x = a - 1;', ';', 'x = a + 1;', 'x = a - (1 + 1);'],
    ['x = a + b;', ';', 'x = a - b;'],
    ["x = a + 'b' + c;", ';', "x = a + '' + c;"],
    ['x = `a ${b}`;', ';', 'x = ``;'],
    ["x = '';", ';', "x = 'another';"],
    ['x = true;', ';', 'x = false;'],
    ['x = a.some(b);', ';', 'x = a.every(b);'],
    ['x = a.trim();', ';', 'x = a;'],
    ['x = a?.b;', ';', 'x = a.b;'],
    ['x = /^a+$/;', ';', 'x = /a+$/;', 'x = /^a+/;', 'x = /^a*$/;'],
    ['x = { a: 1 };', ';', 'x = {};', 'x = { a: (1 + 1) };'],
    ['x = [a];', ';', 'x = [];'],
    ['while (a) b();', 'while (false) b();', 'while (a) ;'],
    ['throw a;', ';'],
    ['function f() { a(); b(); }', 'function f() {}', 'function f() { ; b(); }', 'function f() { a(); ; }'],
    [
      'for (let i = 0; i < n; ++i);',
      'for (let i = (0 + 1); i < n; ++i);',
      'for (let i = 0; i <= n; ++i);',
      'for (let i = 0; i < n; --i);',
    ],
  ];
  for (const [text, ...expected] of rows) {
    it(`of ${text}`, () => {
      assert.deepEqual([...mutantsOf(text)].sort(), expected.sort());
    });
  }

  it('skip code without runtime effect: types, module names and member names', () => {
    for (const text of [
      "import { a } from './a.ts';",
      "type A = { readonly b: 'c' | 1 };",
      "interface A { readonly 'b-c': 1 }",
      'const { 0: a } = b;',
      "class A { 'b'; }",
    ]) {
      assert.deepEqual(mutantsOf(text), [], text);
    }
  });
});

describe('a sample', () => {
  const all = Array.from({ length: 100 }, (_, index) => index);

  it('is the same for the same seed and differs for another one', () => {
    assert.deepEqual(sampleOf(all, 10, 1), sampleOf(all, 10, 1));
    assert.notDeepEqual(sampleOf(all, 10, 1), sampleOf(all, 10, 2));
  });

  it('has the requested number, each once and in order, or all if there are fewer', () => {
    const sample = sampleOf(all, 10, 3);
    assert.equal(new Set(sample).size, 10);
    assert.deepEqual(
      [...sample].sort((a, b) => a - b),
      sample,
    );
    assert.deepEqual(sampleOf(all, 200, 3), all);
  });
});
