import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import ts from 'typescript';

const root = new URL('../../', import.meta.url);

type Imports = ReadonlyMap<string, readonly string[]>;

/** Imports of modules in this repository by file, types included, which the lint rule for cycles passes over. */
async function importsOf(pattern: string): Promise<Imports> {
  const imports = new Map<string, readonly string[]>();
  for await (const found of glob(pattern, { cwd: root, exclude: ['**/node_modules/**'] })) {
    const file = found.replaceAll('\\', '/');
    const { importedFiles } = ts.preProcessFile(await readFile(new URL(file, root), 'utf8'), true, false);
    const relative = importedFiles.map(({ fileName }) => fileName).filter((name) => name.startsWith('.'));
    imports.set(
      file,
      relative.map((name) => path.posix.join(path.posix.dirname(file), name)),
    );
  }
  return imports;
}

/** First cycle that is found, as the files along it; a lazy import counts, too. */
function findCycle(imports: Imports): readonly string[] | undefined {
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): readonly string[] | undefined => {
    const start = trail.indexOf(file);
    if (start >= 0) return [...trail.slice(start), file];
    if (done.has(file)) return undefined;
    for (const imported of imports.get(file) ?? []) {
      const cycle = visit(imported, [...trail, file]);
      if (cycle) return cycle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of imports.keys()) {
    const cycle = visit(file, []);
    if (cycle) return cycle;
  }
  return undefined;
}

/** Sources by path, with their lines. */
async function sourceLines(): Promise<ReadonlyMap<string, readonly string[]>> {
  const lines = new Map<string, readonly string[]>();
  for await (const found of glob('src/**/*.ts', { cwd: root })) {
    lines.set(found.replaceAll('\\', '/'), (await readFile(new URL(found, root), 'utf8')).trimEnd().split('\n'));
  }
  return lines;
}

describe('folders and files', () => {
  let lines: ReadonlyMap<string, readonly string[]>;

  before(async () => {
    lines = await sourceLines();
  });

  it('hold at most 25 files beside each other', () => {
    const counts = new Map<string, number>();
    for (const file of lines.keys()) {
      const folder = path.posix.dirname(file);
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
    }
    assert.ok(counts.size > 20);
    assert.deepEqual(
      [...counts].filter(([, count]) => count > 25),
      [],
    );
  });

  it('have at most 300 lines', () => {
    assert.deepEqual(
      [...lines].filter(([, { length }]) => length > 300).map(([file]) => file),
      [],
    );
  });

  it('give the reason in the first line where they have fewer than 20 lines', () => {
    const small = [...lines].filter(([, { length }]) => length < 20);
    assert.ok(small.length > 3);
    assert.deepEqual(
      small.filter(([, [first = '']]) => !/^\/\/ (?:Lazy border|Kept apart)/.test(first)).map(([file]) => file),
      [],
    );
  });
});

describe('imports', () => {
  it('are found with their types', async () => {
    const imports = await importsOf('src/features/services.ts');
    assert.ok(imports.get('src/features/services.ts')?.includes('src/tree/nodes.ts'));
  });

  it('show a cycle as its files in order', () => {
    const imports = new Map([
      ['a', ['b', 'c']],
      ['b', []],
      ['c', ['d']],
      ['d', ['a']],
    ]);
    assert.deepEqual(findCycle(imports), ['a', 'c', 'd', 'a']);
  });

  for (const pattern of ['src/**/*.ts', 'test/**/*.ts', 'scripts/**/*.mjs']) {
    it(`run in no cycle of types or values in ${pattern}`, async () => {
      const imports = await importsOf(pattern);
      assert.ok(imports.size > 5);
      assert.equal(findCycle(imports), undefined);
    });
  }
});
