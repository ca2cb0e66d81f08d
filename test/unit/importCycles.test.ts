import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import ts from 'typescript';

type Imports = ReadonlyMap<string, readonly string[]>;

/** Imports of modules in this repository by file, types included, which the lint rule for cycles passes over. */
async function importsOf(pattern: string): Promise<Imports> {
  const root = new URL('../../', import.meta.url);
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
