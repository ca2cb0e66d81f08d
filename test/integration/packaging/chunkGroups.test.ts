import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type BuildOptions, type Metafile } from 'esbuild';
import { chunkGroups, closureOf, planChunkGroups } from '../../../scripts/chunkGroups.mjs';

const minBytes = 2048;
const entryFile = 'dist/entry.js';
const big = `'${'x'.repeat(minBytes)}'`;

/** A big and two small lazy modules, with small modules that some of them share. */
const modules: Readonly<Record<string, string>> = {
  'entry.js': `import { ids } from './ids.js';
    export const all = async () =>
      [ids, ...(await Promise.all([import('./first.js'), import('./second.js'), import('./third.js'), import('./alone.js')]))];`,
  'ids.js': `export const ids = { id: 'id' };`,
  'first.js': `import { ids } from './ids.js'; import { pair } from './pair.js';
    export const first = () => [ids.id, pair(), ${big}.length];`,
  'second.js': `import { pair } from './pair.js'; import { trio } from './trio.js';
    export const second = () => [pair(), trio.name];`,
  'third.js': `import { trio } from './trio.js';
    export const third = () => [trio.name, ${big}.length];`,
  'alone.js': `export const alone = () => [${big}.length];`,
  'pair.js': `import { trio } from './trio.js'; export const pair = () => 'pair of ' + trio.name;`,
  'trio.js': `export const trio = { name: 'trio' };`,
};

interface Built {
  readonly all: () => Promise<readonly Readonly<Record<string, () => unknown>>[]>;
}

describe('groups of chunks', () => {
  let folder: string;
  let options: BuildOptions;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'chunks-'));
    for (const [name, text] of Object.entries(modules)) await writeFile(path.join(folder, name), text);
    options = {
      absWorkingDir: folder,
      entryPoints: ['entry.js'],
      outdir: 'dist',
      bundle: true,
      splitting: true,
      format: 'esm',
      logLevel: 'silent',
    };
  });
  afterEach(() => rm(folder, { recursive: true }));

  const bundled = async (more: BuildOptions = {}): Promise<Metafile> =>
    (await build({ ...options, ...more, metafile: true })).metafile;
  const grouped = async (): Promise<Metafile> => {
    const groups = planChunkGroups(await bundled({ write: false }), { entryFile, minBytes });
    return bundled({ plugins: [chunkGroups(groups)] });
  };
  const smallChunks = ({ outputs }: Metafile): readonly string[] =>
    Object.keys(outputs).filter((file) => file !== entryFile && (outputs[file]?.bytes ?? 0) < minBytes);

  it('leave no small chunk where there were some', async () => {
    assert.equal(smallChunks(await bundled({ write: false })).length, 4);
    const { outputs } = await grouped();
    const atActivation = closureOf(entryFile, outputs);
    assert.deepEqual(
      smallChunks({ outputs, inputs: {} }).filter((file) => !atActivation.has(file)),
      [],
    );
  });

  it('load nothing more with the entry, and no big module with one that does not import it', async () => {
    const { outputs } = await grouped();
    const inputs = [...closureOf(entryFile, outputs)].flatMap((file) => Object.keys(outputs[file]?.inputs ?? {}));
    assert.deepEqual(inputs.toSorted(), ['entry.js', 'ids.js']);
    const third = Object.keys(outputs).find((file) => outputs[file]?.exports.includes('third')) ?? assert.fail();
    const loaded = [...closureOf(third, outputs)].flatMap((file) => Object.keys(outputs[file]?.inputs ?? {}));
    assert.ok(loaded.includes('third.js') && !loaded.includes('alone.js'));
  });

  it('import nothing of which an entry is sure to need it: the properties of a CommonJS module would be copied', async () => {
    const properties = `{ get: (_, name) => name === 'size' ? 1 : undefined, ownKeys: () => { throw new Error('copied') } }`;
    await writeFile(path.join(folder, 'bytes.cjs'), `module.exports = new Proxy({}, ${properties});`);
    await writeFile(
      path.join(folder, 'reader.cjs'),
      `exports.size = () => require('./bytes.cjs').size + ${big}.length;`,
    );
    await writeFile(
      path.join(folder, 'alone.js'),
      `import reader from './reader.cjs'; export const alone = reader.size;`,
    );
    await grouped();
    await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }');
    const { all } = (await import(pathToFileURL(path.join(folder, entryFile)).href)) as Built;
    const [, , , , alone] = await all();
    assert.equal(alone?.['alone']?.(), minBytes + 1);
  });

  it('answer each import with the exports of its module, once evaluated', async () => {
    await grouped();
    await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }');
    const { all } = (await import(pathToFileURL(path.join(folder, entryFile)).href)) as Built;
    const [ids, first, second, third, alone] = await all();
    assert.deepEqual(ids, { id: 'id' });
    assert.deepEqual(first?.['first']?.(), ['id', 'pair of trio', minBytes]);
    assert.deepEqual(second?.['second']?.(), ['pair of trio', 'trio']);
    assert.deepEqual(third?.['third']?.(), ['trio', minBytes]);
    assert.deepEqual(alone?.['alone']?.(), [minBytes]);
  });

  it('refuse two modules of one chunk that export the same name', async () => {
    await writeFile(path.join(folder, 'second.js'), `export const first = 1, third = 2, alone = 3;`);
    await assert.rejects(grouped(), /Exports of one chunk need different names: (first|third|alone)/);
  });
});
