import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import type * as TreeSitter from '@vscode/tree-sitter-wasm';
import { MIB, multipartLinks, splitIntoParts } from '../../../../src/links/bulk/multipartLinks.ts';
import { multipartScript } from '../../../../src/links/bulk/multipartScript.ts';
import type { FormattedLink } from '../../../../src/links/formats/format.ts';
import { linkFormats } from '../../../../src/links/formats/formats.ts';
import { createPresigner } from '../../../../src/oss/signing/presign.ts';
import { download, hostileNames, upload } from '../../../support/links/sampleLinks.ts';

const require = createRequire(import.meta.url);
const vscodeGrammar = (name: string): string => `@vscode/tree-sitter-wasm/wasm/tree-sitter-${name}.wasm`;

/** Grammars of the formats of links, by the ID of the format. */
const grammars: Readonly<Record<string, string>> = {
  curl: vscodeGrammar('bash'),
  wget: vscodeGrammar('bash'),
  httpie: vscodeGrammar('bash'),
  aria2: vscodeGrammar('bash'),
  powershell: vscodeGrammar('powershell'),
  python: vscodeGrammar('python'),
  nodejs: vscodeGrammar('javascript'),
  browser: vscodeGrammar('javascript'),
  java: vscodeGrammar('java'),
  go: vscodeGrammar('go'),
  csharp: vscodeGrammar('c-sharp'),
  cpp: vscodeGrammar('cpp'),
  php: vscodeGrammar('php'),
  rust: vscodeGrammar('rust'),
  android: vscodeGrammar('java'),
  swift: '@repomix/tree-sitter-wasms/out/tree-sitter-swift.wasm',
  'objective-c': 'tree-sitter-objc/tree-sitter-objc.wasm',
};

/** Node types of the characters in a string literal. */
const pieces = /^(.*(_content|_fragment|_characters|escape_sequence)|line_str_text|str_escaped_char)$/;

async function parserOf(grammar: string): Promise<TreeSitter.Parser> {
  const treeSitter = require('@vscode/tree-sitter-wasm') as typeof TreeSitter;
  await treeSitter.Parser.init();
  const parser = new treeSitter.Parser();
  parser.setLanguage(await treeSitter.Language.load(require.resolve(grammar)));
  return parser;
}

/** Shape of a text without a syntax error. */
function parsedShape(parser: TreeSitter.Parser, text: string): string {
  const { rootNode } = parser.parse(text) ?? assert.fail('nothing was parsed');
  assert.ok(!rootNode.hasError, `${text}\n${rootNode.toString()}`);
  return shape(rootNode);
}

describe('formats of links', () => {
  for (const [id, grammar] of Object.entries(grammars)) {
    const format = linkFormats.find((one) => one.id === id) ?? assert.fail(id);

    describe(format.label, () => {
      let parser: TreeSitter.Parser;

      before(async () => {
        parser = await parserOf(grammar);
      });
      after(() => {
        parser.delete();
      });

      for (const make of [download, upload]) {
        const { method } = make();
        if (!format.methods.includes(method)) continue;

        it(`has valid syntax, and no name changes its ${method} except within a string`, () => {
          // A name with brackets or backticks is saved by other PowerShell commands, which no such name changes.
          const plainNames = id === 'powershell' && method === 'GET' ? ['name.txt', 'name [1].txt'] : ['name.txt'];
          const shapeOf = (changes: Partial<FormattedLink>): string =>
            parsedShape(parser, format.render(make(changes)));
          const shapeOfNames = (fileName: string, value: string): string =>
            shapeOf({ fileName, signedHeaders: { 'content-type': value, 'x-oss-meta-note': value } });
          const plain = plainNames.map((name) => shapeOfNames(name, 'value'));
          for (const one of plain) assert.match(one, /string|\(word \)/);
          for (const name of hostileNames) {
            const expected = plainNames.length > 1 && /[[\]`]/.test(name) ? plain[1] : plain[0];
            assert.equal(shapeOfNames(name, name.replaceAll(/[^\x20-\x7e]/g, '?')), expected, name);
          }
          shapeOf({ url: 'https://bucket.oss-cn-hangzhou.aliyuncs.com/a/..?x-oss-signature=0f' });
          shapeOf({ url: 'http://127.0.0.1:8080/bucket/key?x-oss-signature=0f' });
        });
      }
    });
  }

  it('has a grammar here, unless none exists for it', () => {
    // There is no maintained grammar for cmd; an HTTP request is parsed by other tests.
    const elsewhere = ['curl-cmd', 'http'];
    const active = linkFormats.filter(({ group }) => group === 'program' || group === 'command').map(({ id }) => id);
    assert.deepEqual([...Object.keys(grammars), ...elsewhere].sort(), active.sort());
  });
});

describe('the script of a multipart upload', () => {
  it('has valid shell syntax, and no key changes it except within a word', async () => {
    const parser = await parserOf(vscodeGrammar('bash'));
    const credentials = { accessKeyId: 'ak', accessKeySecret: 'sk' };
    const endpoint = 'https://oss-cn-hangzhou.aliyuncs.com';
    const presign = createPresigner({ credentials, region: 'cn-hangzhou', endpoint });
    const shapeOf = async (key: string): Promise<string> => {
      const target = { bucket: 'bucket', key, uploadId: 'id' };
      const links = await multipartLinks(target, 3 * MIB, splitIntoParts(3 * MIB, MIB), presign);
      return parsedShape(parser, multipartScript(links));
    };
    const plain = await shapeOf('name.txt');
    for (const name of hostileNames) assert.equal(await shapeOf(name), plain, name);
    parser.delete();
  });
});

/** Types of all nodes, in order, without the pieces of strings; a shell word counts as one, however it is quoted. */
function shape(node: TreeSitter.Node): string {
  if (isWord(node)) return '(word )';
  const children = node.children.flatMap((child) => (child === null || pieces.test(child.type) ? [] : [shape(child)]));
  return `(${node.type} ${children.join('')})`;
}

function isWord({ type, children }: TreeSitter.Node): boolean {
  if (type === 'concatenation') return children.every((child) => child !== null && isWord(child));
  return ['word', 'raw_string', 'number'].includes(type);
}
