import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import type * as TreeSitter from '@vscode/tree-sitter-wasm';
import { linkFormats } from '../../../../src/links/formats/formats.ts';
import { runners } from '../../../formats/runners.ts';
import { download, hostileNames, upload } from '../../../support/links/sampleLinks.ts';

const require = createRequire(import.meta.url);

/** Grammars of what runs on other systems only, by the id of the format. */
const grammars: Readonly<Record<string, string>> = {
  powershell: '@vscode/tree-sitter-wasm/wasm/tree-sitter-powershell.wasm',
  csharp: '@vscode/tree-sitter-wasm/wasm/tree-sitter-c-sharp.wasm',
  android: '@vscode/tree-sitter-wasm/wasm/tree-sitter-java.wasm',
  swift: '@repomix/tree-sitter-wasms/out/tree-sitter-swift.wasm',
  'objective-c': 'tree-sitter-objc/tree-sitter-objc.wasm',
};

/** What the characters of a string literal are made of, piece by piece. */
const pieces = /^(.*(_content|_fragment|_characters|escape_sequence)|line_str_text|str_escaped_char)$/;

describe('programs for other systems', () => {
  for (const [id, grammar] of Object.entries(grammars)) {
    const format = linkFormats.find((one) => one.id === id) ?? assert.fail(id);

    describe(format.label, () => {
      let parser: TreeSitter.Parser;

      before(async () => {
        const treeSitter = require('@vscode/tree-sitter-wasm') as typeof TreeSitter;
        await treeSitter.Parser.init();
        parser = new treeSitter.Parser();
        parser.setLanguage(await treeSitter.Language.load(require.resolve(grammar)));
      });
      after(() => {
        parser.delete();
      });

      for (const make of [download, upload]) {
        const { method } = make();
        if (!format.methods.includes(method)) continue;

        it(`has no mistake for its grammar, and no name changes its ${method} but within a string`, () => {
          const shapeOf = (fileName: string, value: string): string => {
            const signedHeaders = { 'content-type': value, 'x-oss-meta-note': value };
            const text = format.render(make({ fileName, signedHeaders }));
            const { rootNode } = parser.parse(text) ?? assert.fail('nothing was parsed');
            assert.ok(!rootNode.hasError, `${text}\n${rootNode.toString()}`);
            return shape(rootNode);
          };
          const plain = shapeOf('name.txt', 'value');
          assert.match(plain, /string/);
          for (const name of hostileNames) {
            assert.equal(shapeOf(name, name.replaceAll(/[^\x20-\x7e]/g, '?')), plain, name);
          }
        });
      }
    });
  }

  it('are, with those that are run and what is tested elsewhere, all that there is', () => {
    const elsewhere = ['browser', 'curl-cmd', 'http'];
    const tested = [...Object.keys(runners), ...Object.keys(grammars), ...elsewhere];
    const active = linkFormats.filter(({ group }) => group === 'program' || group === 'command').map(({ id }) => id);
    assert.deepEqual(
      active.filter((id) => !tested.includes(id)),
      [],
    );
  });
});

/** The kinds of all nodes, in order, but for the pieces of strings. */
function shape(node: TreeSitter.Node): string {
  const children = node.children.flatMap((child) => (child === null || pieces.test(child.type) ? [] : [shape(child)]));
  return `(${node.type} ${children.join('')})`;
}
